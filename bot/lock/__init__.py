"""The fact lock: what a model worded may state nothing that the turn does not know. Pure.

    facts = facts_of(reply, question, names=...)
    found = violations(text, facts, language)      # empty: the text may be sent

When in doubt it blocks: the reply composed without a model is then sent.
"""

from __future__ import annotations

import unicodedata
from itertools import chain

from bot.lock.assertions import wrong_assertions
from bot.lock.facts import Facts, facts_of, unlabelled
from bot.lock.figures import wrong_figures
from bot.lock.form import wrong_form
from bot.lock.losses import losses
from bot.lock.meaning import wrong_meaning
from bot.lock.model import Violation, ViolationKind
from bot.lock.relative import absolute
from bot.lock.sources import is_source, wrong_source
from bot.lock.statements import statements
from bot.lock.strangers import strange_names
from knowledge.programs import Language

__all__ = ["Facts", "Violation", "ViolationKind", "facts_of", "violations"]

INVISIBLE = {"Cf", "Cc", "Cs", "Co"}
"""Unicode categories that no reply needs, beside the newline."""


def violations(text: str, facts: Facts, language: Language) -> tuple[Violation, ...]:
    """What is wrong with ``text``, each once; empty: it may be sent. Never raises."""
    plain = "".join(c for c in text if c in "\n\ufe0f" or unicodedata.category(c) not in INVISIBLE)
    bare = unlabelled(plain)
    dated = absolute(bare, facts.today) if facts.today else bare
    read = statements(dated, facts.called, facts.sole)
    listed = [each for each in read if is_source(each, facts.sources)]
    found = tuple(each for each in read if each not in listed)
    wrong = chain(
        *(wrong_source(line, facts.sources) for line in listed),
        wrong_form(plain, found, facts, language),
        wrong_figures(found, facts),
        wrong_assertions(found, facts),
        strange_names(found, facts),
        wrong_meaning(found, facts),
        losses(plain, found, facts),
    )
    return tuple(dict.fromkeys(wrong))
