"""Questions that nobody could serve: what the agency should know, and carry back."""
