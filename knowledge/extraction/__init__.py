"""Programmes won from prose by rules, each fact with its verbatim quote."""

from knowledge.extraction.asking import asks_further, parted
from knowledge.extraction.assembling import extract, programs_in
from knowledge.extraction.model import Extraction, Leftover, Topic
from knowledge.extraction.notice import implied_question, read_notice
from knowledge.extraction.planning import Step, plan_back

__all__ = [
    "Extraction",
    "Leftover",
    "Step",
    "Topic",
    "asks_further",
    "extract",
    "implied_question",
    "parted",
    "plan_back",
    "programs_in",
    "read_notice",
]
