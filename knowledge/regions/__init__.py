"""Regions of Korea and Japan: names in both languages to codes, and what lies in what."""

from knowledge.regions.containment import contains, country_of, expand, name_of
from knowledge.regions.gazetteer import Region, gazetteer
from knowledge.regions.reading import FoundRegion, find_regions, parse_region, places_called

__all__ = [
    "FoundRegion",
    "Region",
    "contains",
    "country_of",
    "expand",
    "find_regions",
    "gazetteer",
    "name_of",
    "parse_region",
    "places_called",
]
