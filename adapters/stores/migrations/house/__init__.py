"""Steps of the house."""
