"""Any language model, locked to the facts. Imported only where CONCIERGE_MODEL names one."""
