"""The knowledge for other people's chains."""
