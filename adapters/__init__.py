"""Everything that talks to somebody else's system, one file per vendor."""
