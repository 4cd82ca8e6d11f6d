"""Facts of a company from what a person writes, in Korean, Japanese, or both at once."""

from bot.speech.heard import Bounded, Heard, HeardFact, Place
from bot.speech.keys import parse_company
from bot.speech.reading import read_company

__all__ = ["Bounded", "Heard", "HeardFact", "Place", "parse_company", "read_company"]
