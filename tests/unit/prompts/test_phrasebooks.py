"""Every word of both languages is there, can be filled in, and takes the particle that fits."""

import ast
import re
import string
from pathlib import Path

import pytest

from bot.company import FACTS
from bot.messages import Outcome, Verdict
from knowledge.frontmatter.vocabulary import tables
from knowledge.money import Currency
from knowledge.programs import (
    Arrival,
    ConditionKind,
    Country,
    Operator,
    Warning,
    WindowKind,
)
from prompts import LANGUAGES, IncompletePrompts, Phrasebook, load

BOOKS = load()
KO = BOOKS["ko"]
ROOT = Path(__file__).parents[3]
HOUR_SAID_ELSEWHERE = {Warning.HOUR_MISSING: "open_hour_missing", Warning.STALE: "rolling_stale"}
BY_OUTCOME = {
    Outcome.ANSWERED: "lead.fits_one",
    Outcome.NEEDS_FACT: "follow_up.nothing_before",
    Outcome.NOTHING_FOUND: "lead.nothing_found",
    Outcome.OUT_OF_SCOPE: "refusal.off_topic",
    Outcome.SMALL_TALK: "greeting.hello",
    Outcome.REFUSED: "refusal.empty",
    Outcome.FAILED: "refusal.failed",
}
EVERY = [(book, key) for book in BOOKS.values() for key in sorted(book.keys())]


def say(template, **values):
    return Phrasebook("ko", {"key": template}).say("key", **values)


def raw(book, key):
    return str(book._phrases[key])


def written(tmp_path, **texts):
    for language, text in texts.items():
        (tmp_path / f"{language}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_both_languages_are_there():
    assert tuple(sorted(BOOKS)) == LANGUAGES


@pytest.mark.parametrize(
    ("book", "key"), EVERY, ids=lambda value: getattr(value, "language", value)
)
def test_every_phrase_can_be_said(book, key):
    if key in ("date.weekdays", "money.units", "command.language_names"):
        return
    values = dict.fromkeys(book.placeholders(key), 7)
    said = book.say(key, **values)
    assert said.strip()
    assert not re.search(r"[{}]", said)


def test_lists_have_their_length():
    for book in BOOKS.values():
        assert len(book.list("date.weekdays")) == 7
        assert len(book.list("money.units")) == 3
        assert all(book.list("command.language_names"))


def test_no_phrase_is_in_the_other_script():
    names_of_the_other = ("command.", "greeting.both", "value.")
    for key in KO.keys() - {"command.language_names"}:
        if key.startswith(names_of_the_other) or key in ("date.weekdays", "money.units"):
            continue
        korean, japanese = raw(KO, key), raw(BOOKS["ja"], key)
        assert not re.search(r"[\u3041-\u30ff]", korean), key
        assert not re.search(r"[\uac00-\ud7a3]", japanese), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_code_can_name_has_its_words(language):
    book = BOOKS[language]
    wanted = {f"verdict.{verdict}" for verdict in Verdict}
    wanted |= {f"fact.{fact}" for fact in FACTS} | {f"question.{fact}" for fact in FACTS}
    wanted |= {f"fact.{kind}" for kind in ConditionKind}
    wanted |= {f"deadline.{HOUR_SAID_ELSEWHERE.get(w, w)}" for w in Warning}
    wanted |= {f"deadline.{arrival}" for arrival in Arrival}
    wanted |= {
        f"deadline.{kind}{state}"
        for kind in (WindowKind.ROLLING, WindowKind.UNTIL_BUDGET)
        for state in ("", "_stale", "_unread")
    }
    wanted |= {f"bound.{operator}" for operator in Operator}
    wanted |= {f"money.{currency}" for currency in Currency}
    wanted |= {f"value.country_{country}" for country in Country}
    for kind in ("legal_form", "sme_class", "plan"):
        suffix = "es" if kind == "sme_class" else "s"
        wanted |= {f"value.{kind}_{code}" for code in tables()[f"{kind}{suffix}"]}
    wanted |= set(BY_OUTCOME.values())
    assert wanted - book.keys() == set()


def keys_said():
    """(file, key) of every ``say("literal")`` outside of the tests."""
    for folder in ("bot", "adapters"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                first = node.args[0] if node.args else None
                if node.func.attr in ("say", "list") and isinstance(first, ast.Constant):
                    yield path.relative_to(ROOT), first.value, {k.arg for k in node.keywords}


@pytest.mark.parametrize(("path", "key", "given"), list(keys_said()), ids=str)
def test_every_key_the_code_says_exists_and_gets_its_values(path, key, given):
    for book in BOOKS.values():
        assert book.has(key), f"{path} says {key}"
        if None not in given:
            assert book.placeholders(key) <= given


def test_no_phrase_is_left_that_nobody_says():
    """A key stands in the code whole, or is put together there: ``f"deadline.{kind}_stale"``."""
    folders = (ROOT / "bot", ROOT / "adapters")
    code = "".join(path.read_text("utf-8") for each in folders for path in each.rglob("*.py"))
    built = {
        re.sub(r"\\\{.*?\\\}", r"[\\w.]*", re.escape(key))
        for key in re.findall(r'f"([a-z_]+\.[^"\n]*\{[^"\n]*\}\w*)"', code)
    }
    said = re.compile("|".join(built))
    assert {
        key for key in sorted(KO.keys()) if f'"{key}"' not in code and not said.fullmatch(key)
    } == set()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("부산시", "는가를와로"),
        ("중앙회", "는가를와로"),
        ("총무성", "은이을과으로"),
        ("서울", "은이을과로"),
        ("자본금", "은이을과으로"),
        ("2", "는가를와로"),
        ("4", "는가를와로"),
        ("5", "는가를와로"),
        ("9", "는가를와로"),
        ("3", "은이을과으로"),
        ("6", "은이을과으로"),
        ("10", "은이을과으로"),
        ("100", "은이을과으로"),
        ("1", "은이을과로"),
        ("7", "은이을과로"),
        ("8", "은이을과로"),
        ("２", "는가를와로"),
        ("３", "은이을과으로"),
        ("③", "은이을과으로"),
        ("50%", "는가를와로"),
        ("JETRO", "는가를와로"),
        ("KOTRA", "는가를와로"),
        ("METI", "는가를와로"),
        ("K-COLLECTION", "은이을과으로"),
        ("Team", "은이을과으로"),
        ("Global", "은이을과로"),
        ("SBIR", "은이을과로"),
        ("Partner", "는가를와로"),
        ("Marketing", "은이을과으로"),
        ("대한상공회의소(KCCI)", "는가를와로"),
        ("총무성(総務省)", "은이을과으로"),
        ("수출바우처 [1차]", "는가를와로"),
        ("(주)부산", "은이을과으로"),
        ("(주)", "는가를와로"),
        ("“수출바우처”", "는가를와로"),
        ("‘창업도약’", "은이을과으로"),
        ("1억 엔", "은이을과으로"),
        ("2026년 12월 28일(월)", "은이을과로"),
        ("부산", "은이을과으로"),  # decomposed into jamo
        ("", "는가를와로"),
        ("…", "는가를와로"),
    ],
)
def test_the_particle_fits_the_word_before_it(word, expected):
    specs = ("은/는", "이/가", "을/를", "과/와", "으로/로")
    said = [say("{word:" + spec + "}", word=word) for spec in specs]
    assert "".join(text.removeprefix(word) for text in said) == expected


def test_other_format_specs_still_work():
    assert say("{hour:02d}:{minute:02d}", hour=9, minute=5) == "09:05"
    assert say("{name}", name="a/b") == "a/b"


@pytest.mark.parametrize("key", sorted(key for key in KO.keys() | set() if "{" in raw(KO, key)))
def test_korean_particles_stand_in_the_placeholder(key):
    """A bare particle after a value fits only half of the values."""
    loose = re.search(r"\}(은|는|이|가|을|를|와|과|로|으로|\(으\)로)(?=[ .,)]|$)", raw(KO, key))
    if loose:
        name = [n for _, n, _, _ in string.Formatter().parse(raw(KO, key)) if n]
        assert set(name) <= {"date", "read", "days", "count"}, loose[0]


@pytest.mark.parametrize(
    ("ko", "ja", "gap"),
    [
        ('[a]\nb = "네"', '[a]\nc = "はい"', "ja: no phrase a.b; ko: no phrase a.c"),
        ('[a]\nb = "{x}"', '[a]\nb = "{y}"', "a.b: placeholders differ"),
        ('[a]\nb = "{x"', '[a]\nb = "{x}"', "a.b: "),
        ('[a]\nb = "{}"', '[a]\nb = "{}"', "a.b: a placeholder has no name"),
    ],
)
def test_what_is_incomplete_does_not_start(tmp_path, ko, ja, gap):
    with pytest.raises(IncompletePrompts, match=re.escape(gap)):
        load(written(tmp_path, ko=ko, ja=ja))


def test_a_missing_language_does_not_start(tmp_path):
    with pytest.raises(IncompletePrompts, match="no language ja"):
        load(written(tmp_path, ko='[a]\nb = "네"'))
