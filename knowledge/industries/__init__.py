"""Industries as people write them, to the codes of the conditions."""

from knowledge.industries.reading import FoundIndustry, find_industries, parse_industry
from knowledge.industries.tree import Industry, industries, name_of, satisfies, specific

__all__ = [
    "FoundIndustry",
    "Industry",
    "find_industries",
    "industries",
    "name_of",
    "parse_industry",
    "satisfies",
    "specific",
]
