"""Knowledge versions in a SQL database."""

from adapters.stores.knowledge.store import SqlKnowledge as SqlKnowledge
