"""Replies as Telegram messages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.channels.telegram.rendering import LIMIT, as_html, split
from bot.messages import Block, BlockKind, FollowUp, Outcome, Reply
from knowledge.programs import Language
from tests.loopback.telegram_markup import parse, units


def reply(*blocks: Block | str) -> Reply:
    made = (b if isinstance(b, Block) else Block(BlockKind.CARD, b) for b in blocks)
    return Reply(Language.KO, Outcome.ANSWERED, tuple(made), follow_up=FollowUp("plan", "?"))


def sizes(it: Reply) -> list[int]:
    return [units(part.text) for part in split(it)]


def test_only_three_characters_are_escaped() -> None:
    assert as_html(reply('R&D <지원> "최대" 1억 엔\'')) == 'R&amp;D &lt;지원&gt; "최대" 1억 엔\''


def test_strong_stretches_are_bold_in_their_order() -> None:
    block = Block(BlockKind.CARD, "a b a b", strong=("b", "a"))
    assert as_html(reply(block)) == "a <b>b</b> <b>a</b> b"


def test_a_link_within_a_strong_stretch_is_nested() -> None:
    link = ("총무성", "https://example.com/?a=1&b=2")
    block = Block(BlockKind.CARD, "문의: 일본 총무성 창구", ("일본 총무성 창구",), (link,))
    linked = '<a href="https://example.com/?a=1&amp;b=2">총무성</a>'
    assert as_html(reply(block)) == f"문의: <b>일본 {linked} 창구</b>"


def test_a_dangerous_address_is_no_link() -> None:
    block = Block(BlockKind.SOURCES, "[1] 자료", links=(("자료", "javascript:alert(1)"),))
    assert as_html(reply(block)) == "[1] 자료"


def test_blocks_that_fit_stay_together_and_the_question_comes_last() -> None:
    parts = list(split(reply("가" * 2000, "나" * 2000, "다" * 2000)))
    assert [len(part.blocks) for part in parts] == [2, 1]
    assert [part.follow_up is None for part in parts] == [True, False]


def test_a_block_that_just_fits_is_not_split() -> None:
    assert sizes(reply("가" * LIMIT)) == [LIMIT]
    assert sizes(reply("📅" * (LIMIT // 2))) == [LIMIT]


def test_an_overlong_block_is_split_at_a_line_end() -> None:
    lines = ["가" * 100 for _ in range(60)]
    parts = [part.text for part in split(reply("\n".join(lines)))]
    assert "\n".join(parts).split("\n") == lines


def test_an_overlong_line_is_split_after_a_sentence() -> None:
    parts = [
        part.text for part in split(reply("대상 기업입니다. " * 600 + "これは一文です。" * 400))
    ]
    assert all(part.endswith(("다.", "。")) for part in parts)


def test_nothing_to_say_is_no_message() -> None:
    assert sizes(reply()) == []
    assert sizes(reply(" \n\0")) == []


words = st.text(st.sampled_from("가나 あ漢.。\n&<>\"'📅a\ud800\0"), max_size=9000)


@given(st.lists(words, max_size=4), st.lists(st.text("가a<", min_size=1, max_size=3), max_size=4))
def test_whatever_is_said_fits_can_be_read_and_loses_no_character(
    texts: list[str], strong: list[str]
) -> None:
    links = tuple((label, "https://example.com") for label in strong[:2])
    said = reply(*(Block(BlockKind.CARD, text, tuple(strong), links) for text in texts))
    parts = list(split(said))
    assert all(0 < units(part.text) <= LIMIT for part in parts)
    assert [parse(as_html(part))[0] for part in parts] == [part.text for part in parts]
    assert _bare("".join(part.text for part in parts)) == _bare("".join(texts))


def _bare(text: str) -> str:
    return "".join(text.replace("\0", "").replace("\ud800", "?").split())
