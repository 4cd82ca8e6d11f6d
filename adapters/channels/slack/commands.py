"""Which word of a message is a command."""

from __future__ import annotations

import unicodedata


def after_slash(text: str, commands: frozenset[str]) -> tuple[str, str]:
    """Command and argument of what stands after ``/concierge``."""
    word, _, rest = text.partition(" ")
    name = _name(word.lstrip("/!"))
    if not text and "help" in commands:
        return "help", ""
    return (name, rest.strip()) if name in commands else ("", text)


def within(text: str, commands: frozenset[str]) -> tuple[str, str]:
    """``!word`` and a lone word that is a command; ``/word`` (a client lets it through after a
    space) always, so that an unknown one can be told so.
    """
    word, _, rest = text.partition(" ")
    name = _name(word)
    if _name(text) in commands:
        return _name(text), ""
    mark, name = name[:1], name[1:]
    known = mark in ("!", "/") and name in commands
    if known or (mark == "/" and name.isascii() and name.isidentifier()):
        return name, rest.strip()
    return "", text


def _name(word: str) -> str:
    """Full-width ``！`` and capitals are what a phone's keyboard makes of a command."""
    return unicodedata.normalize("NFKC", word).casefold()
