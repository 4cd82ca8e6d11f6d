"""The web console without its web: what each page shows, and what is done from it."""
