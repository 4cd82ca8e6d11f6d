"""Programmes won from prose by rules, each fact with its verbatim quote."""

from knowledge.extraction.asking import parted
from knowledge.extraction.assembling import extract, programs_in
from knowledge.extraction.model import Extraction, Leftover, Topic
from knowledge.extraction.notice import read_notice
from knowledge.extraction.planning import Step, plan_back

__all__ = [
    "Extraction",
    "Leftover",
    "Step",
    "Topic",
    "extract",
    "parted",
    "plan_back",
    "programs_in",
    "read_notice",
]
