"""Pages of other people's servers: politely, within limits, and from nowhere private."""
