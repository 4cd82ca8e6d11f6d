"""What can go wrong in the knowledge, as one tree. ``str(error)`` is words an admin can act on.

KnowledgeError
├── UnreadableDocument   one document cannot be used; the others are not affected
│   └── BadFrontMatter   its front matter breaks the format; every mistake of the file together
├── NoDocuments          the directory is missing, empty, or holds nothing readable
├── NoVersion            nothing has been loaded yet, or there is nothing to go back to
├── ForeignModel         the version was built with another embedding model
├── SourceUnavailable    a source did not give what was asked for; what was read before stays
├── ReloadRunning        another process is building a version at this moment
├── StoreFailed          the database cannot be read or written: full, locked, damaged, gone
└── BrokenVersion        a new version did not pass its checks and was not activated
    └── HeavyLoss        it would take away many programmes, and nobody is looking
"""

from __future__ import annotations

from collections.abc import Sequence


class KnowledgeError(Exception):
    """The root."""


class UnreadableDocument(KnowledgeError):
    """The document cannot be read; the message is the reason."""


class BadFrontMatter(UnreadableDocument):
    """``problems`` are one sentence each: key path, what is wrong, how to mend it."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__(f"{file}: " + "; ".join(problems))
        self.problems = tuple(problems)


class NoDocuments(KnowledgeError):
    """There is nothing to load."""


class NoVersion(KnowledgeError):
    """There is no knowledge version to open or to go back to."""


class ForeignModel(KnowledgeError):
    """Vectors of two models cannot be compared; a reload builds them anew."""


class SourceUnavailable(KnowledgeError):
    """The address without its query (it may hold a key), and what came instead."""


class ReloadRunning(KnowledgeError):
    """Only one version is built at a time."""


class StoreFailed(KnowledgeError):
    """What the database says, in one line; what was committed before stays."""


class BrokenVersion(KnowledgeError):
    """The version that was active stays active."""


class HeavyLoss(BrokenVersion):
    """A reload that nobody asked for just now would remove more than a third of the programmes."""
