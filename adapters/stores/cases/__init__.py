"""Cases and what was said before anybody took them."""

from adapters.stores.cases.store import SqlCases
from adapters.stores.cases.tables import metadata

__all__ = ["SqlCases", "metadata"]
