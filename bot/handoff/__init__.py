"""A conversation that a human has taken, or is asked to take."""
