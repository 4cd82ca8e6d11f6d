"""The concierge: what is said and why. Pure decisions and one visible pipeline; no vendor's name."""
