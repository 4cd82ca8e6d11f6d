"""What people decide over what was loaded: brakes, reviews, and the record of who did what."""
