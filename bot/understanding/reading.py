"""One message, read: what is wanted, which programmes are meant, what it says of the company."""

from __future__ import annotations

import asyncio
import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation import Conversation
from bot.library import Library
from bot.speech import Bounded, Heard, read_company
from bot.speech.lexicon import pattern
from bot.speech.places import BRANCH, SUPPOSED
from bot.understanding.distress import in_distress
from bot.understanding.intents import Classifier, Example, read_examples
from bot.understanding.introducing import pieces
from bot.understanding.naming import mentioned_agencies, named_in
from bot.understanding.schemes import without_schemes
from knowledge.extraction import implied_question, parted, read_notice
from knowledge.ports import Embedder, Morphemes
from knowledge.programs import Language, Operator

DISTRESS, INSTRUCTION = "distress", "instruction"
PLAINLY_ORDERED = 0.6
"""Below it a message that names a programme, a place or a fact of a firm is a question."""
SMALL_TALK = frozenset({"greeting", "thanks", "farewell", "help", "human", DISTRESS})
ANSWERS = frozenset({"yes", "no", "unsure"})
BACKGROUND = SMALL_TALK | ANSWERS | {"company"}
"""Intents that yield to another sentence of the same message that asks for something."""
GENERIC = ("deadline", "eligibility", "premise", "apply", "amount", "more", "list_open", "company")
"""Words of these intents' examples carry no topic of their own."""
OWN_FACTS = frozenset({"headquarters", "capital", "employees", "revenue", "legal_form", "founded"})
"""What a message says of the firm is no topic; its industry may be."""
PURPOSE_SURE = 0.25
SHORTEST_NOTICE = 30
"""Characters: a shorter message is a question, not a notice."""
WORDS = 0.3
"""What all of a question's words are worth beside a cosine."""
LONGEST_READ = 400
"""Characters of a message that the classifier reads; a longer one is a notice or a quotation."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``sure`` is the intent's score, about 0..1. ``topic`` is what to search for, empty where the
    message has no topic of its own; ``agencies`` are programmes whose agency it names.
    """

    text: str
    intent: str
    sure: float
    heard: Heard
    named: tuple[str, ...]
    agencies: frozenset[str]
    topic: str
    purposes: tuple[str, ...]
    off_topic: float

    @property
    def supposes(self) -> bool:
        """'And if it moved to Osaka?', 'we have an office in Tokyo too': about what was spoken of
        before, with another place.
        """
        return any(place.role in (SUPPOSED, BRANCH) for place in self.heard.places)

    @property
    def speaks_of_place(self) -> bool:
        """'And in Osaka?': a place and nothing else, or one that is supposed."""
        alone = not (self.topic or self.heard.facts)
        roles = {place.role for place in self.heard.places}
        return SUPPOSED in roles or (alone and bool(roles))

    @property
    def supposed_sizes(self) -> tuple[Bounded, ...]:
        """'And with five people?': amounts that are told as if they were so."""
        return tuple(one for one in self.heard.premises if one.operator is Operator.IS)


def pressed(heard: Heard, about: Sequence[str]) -> Reading:
    """What a button says: facts of the firm, or may we have these programmes; there is no text."""
    intent = "eligibility" if about else "company"
    return Reading("", intent, 1.0, heard, tuple(about), frozenset(), "", (), 0.0)


class Understanding:
    """Reads messages with the embedder of the knowledge and the morphemes of both languages."""

    def __init__(
        self,
        embedder: Embedder,
        morphemes: Mapping[Language, Morphemes],
        intents: Classifier,
        purposes: Classifier,
        generic: frozenset[str],
    ) -> None:
        self._embedder = embedder
        self._morphemes = morphemes
        self._intents = intents
        self._purposes = purposes
        self._generic = generic

    async def read(
        self,
        text: str,
        language: Language,
        conversation: Conversation,
        library: Library,
        today: date,
    ) -> Reading:
        """In a thread; ``today`` turns 'seven years old' into a founding date."""
        return await asyncio.to_thread(self._read, text, language, conversation, library, today)

    def _read(
        self,
        text: str,
        language: Language,
        conversation: Conversation,
        library: Library,
        today: date,
    ) -> Reading:
        text = unicodedata.normalize("NFKC", own_words(text, today)).strip()
        if in_distress(text):
            return Reading(text, DISTRESS, 1.0, Heard(), (), frozenset(), "", (), 0.0)
        heard = read_company(
            without_schemes(text),
            language,
            conversation.company,
            asked=conversation.asked,
            today=today,
        )
        intent, sure, off_topic = self._intent(text, heard)
        named = named_in(text, "".join(_blanked(text, heard, OWN_FACTS)), heard, library)
        of_matter = named or heard.places or heard.facts
        if intent == INSTRUCTION and of_matter and sure < PLAINLY_ORDERED:
            intent, sure, _ = self._intent(text, heard, without=INSTRUCTION)
        topic = self._topic(text, heard, language, of_trade=intent != "list_open")
        purposes = self._sure_purposes(topic) if topic else []
        if intent == "company":
            intent, topic = ("find", topic) if purposes else ("company", "")
        return Reading(
            text,
            intent,
            sure,
            heard,
            named,
            mentioned_agencies(text, library.programs),
            topic,
            tuple(purposes),
            off_topic,
        )

    def _intent(self, text: str, heard: Heard, *, without: str = "") -> tuple[str, float, float]:
        """The surest intent of the message or of one of its sentences."""
        parts = pieces(text, [fact.span for fact in heard.facts])[:6]
        asked = list(dict.fromkeys([text[:LONGEST_READ], *parts]))
        vectors = self._embedder.queries(asked)
        read = [self._intents.scores(vector) for vector in vectors]
        off_topic = read[0]["off_topic"]
        known = [[item for item in scores.items() if item[0] != without] for scores in read]
        best = [max(scores, key=lambda item: item[1]) for scores in known]
        wanting = [b for b in best if b[0] not in BACKGROUND]
        if heard.facts:
            wanting = [b for b in wanting if b[0] != "off_topic"]
        intent, sure = max(wanting or best, key=lambda item: item[1])
        if heard.facts and intent in SMALL_TALK | {"off_topic"}:
            intent = "company"
        return intent, sure, off_topic

    def _sure_purposes(self, topic: str) -> list[str]:
        scores = self._purposes.scores(self._embedder.queries([topic[:LONGEST_READ]])[0])
        sure = (purpose for purpose, score in scores.items() if score >= PURPOSE_SURE)
        return sorted(sure, key=lambda purpose: -scores[purpose])

    def _topic(self, text: str, heard: Heard, language: Language, *, of_trade: bool) -> str:
        """The sentences that say more than what the firm is; empty if none does.

        The firm's trade is left out where the message speaks of something else as well, and always
        unless ``of_trade``.
        """
        own, spans = OWN_FACTS | {"industry"}, [fact.span for fact in heard.facts]
        for facts in (own, OWN_FACTS) if of_trade else (own,):
            blanked = _blanked(text, heard, facts)
            for one in heard.premises:
                blanked[slice(*one.span)] = " " * (one.span[1] - one.span[0])
            parts = pieces("".join(blanked), spans)
            telling = [part for part in parts if self._tells(part, language)]
            if telling:
                return " ".join(" ".join(telling).split())
        return ""

    def _tells(self, sentence: str, language: Language) -> bool:
        for year in (
            "coming",
            "last",
            "written",
        ):  # a year alone is about what was spoken of before
            sentence = pattern("asked_year", year).sub(" ", sentence)
        words = (w for w in self._morphemes[language].words(sentence) if w not in self._generic)
        return any(len(word) > 1 or not word.isascii() for word in words)

    def words(self, text: str, language: Language) -> list[str]:
        return self._morphemes[language].words(text)

    def nearest(
        self, question: str, texts: Sequence[str], language: Language, *, beside: str = ""
    ) -> list[float]:
        """How near each text lies to the question: cosine plus the share of its words, where a
        word that few of the texts have counts more. Words that stand in ``beside``, as a title,
        tell nothing apart.
        """
        query = self._embedder.queries([question])[0]
        near = self._embedder.passages(list(texts)) @ query
        told = self._generic | set(self.words(beside, language))
        wanted = set(self.words(question, language)) - told
        held = [wanted & set(self.words(text, language)) for text in texts]
        among = Counter(word for words in held for word in words)
        weight = {word: math.log(1 + len(texts) / among[word]) for word in among}
        most = sum(weight.values()) or 1.0
        return [
            float(score) + WORDS * sum(weight[word] for word in words) / most
            for score, words in zip(near, held, strict=True)
        ]


def own_words(text: str, today: date) -> str:
    """The message without a notice pasted into it, whose firms are not the asker's. Who sends the
    notice alone asks whether they may apply.
    """
    if len(text) < SHORTEST_NOTICE:
        return text
    notice, own = parted(text)
    if not notice or not read_notice(text, None, today).programs:
        return text
    return own or implied_question(notice)


def _blanked(text: str, heard: Heard, facts: frozenset[str]) -> list[str]:
    """The characters of ``text`` with what it says of these facts as spaces."""
    rest = list(text)
    for fact in heard.facts:
        if fact.fact in facts:
            start, end = fact.span
            rest[start:end] = " " * (end - start)
    return rest


def build_understanding(
    embedder: Embedder, remembered: Embedder, morphemes: Mapping[Language, Morphemes]
) -> Understanding:
    """Read the examples and fit the classifiers; ``remembered`` is the same embedder, asked only
    for the examples, so that it may keep their vectors between two starts.
    """
    intents, purposes = read_examples("examples"), read_examples("purposes")
    return Understanding(
        embedder,
        morphemes,
        Classifier(intents, remembered.queries([e.text for e in intents])),
        Classifier(purposes, remembered.queries([e.text for e in purposes])),
        generic_words(intents, morphemes),
    )


def generic_words(
    examples: Sequence[Example], morphemes: Mapping[Language, Morphemes]
) -> frozenset[str]:
    return frozenset(
        word
        for example in examples
        if example.label in GENERIC
        for word in morphemes[Language(example.language)].words(example.text)
    )
