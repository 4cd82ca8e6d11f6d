"""The inbox and the outbox in SQL: SQLite by default, PostgreSQL by its address."""

from adapters.stores.mailbox.inbox import SqlInbox
from adapters.stores.mailbox.lengths import lengths
from adapters.stores.mailbox.outbox import SqlOutbox
from adapters.stores.mailbox.tables import metadata, prepare
from adapters.stores.mailbox.traces import SqlTraces

__all__ = ["SqlInbox", "SqlOutbox", "SqlTraces", "lengths", "metadata", "prepare"]
