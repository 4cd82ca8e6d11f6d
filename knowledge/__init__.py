"""What a programme is, and how facts are won from documents."""
