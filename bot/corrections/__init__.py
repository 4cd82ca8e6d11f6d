"""What people were told, and what has to be put right when it changes."""
