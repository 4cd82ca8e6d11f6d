"""Steps of the knowledge."""
