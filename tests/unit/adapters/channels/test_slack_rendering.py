import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.channels.slack.parts import divide
from adapters.channels.slack.rendering import MESSAGE, escape, render
from adapters.channels.slack.runs import Run, cut, runs, width
from bot.messages import Address, Block, BlockKind, Outcome, Outgoing, Reply
from knowledge.programs import Language
from tests.loopback.slack_blocks import refusal

texts = st.text(st.sampled_from("가あ漢a1&<>*_~`\n 🙂。.@!"), min_size=1, max_size=9000)
blocks = st.builds(Block, st.sampled_from(BlockKind), texts)


def reply(*blocks):
    return Reply(Language.JA, Outcome.ANSWERED, blocks)


def parts(*blocks):
    return divide(Outgoing(Address("slack", "D1", to="1.2"), reply(*blocks)))


def elements(*blocks):
    shown = render(reply(*blocks)).blocks
    return [e for block in shown for part in block["elements"] for e in part["elements"]]


def test_a_card_shows_its_name_bold_and_its_source_as_a_link():
    card = Block(
        BlockKind.CARD,
        "✅ 조건 충족 · 해외 진출 지원사업은 4/1~5/23 [1]",
        strong=("해외 진출 지원사업",),
        links=(("[1]", "https://j-net21.smrj.go.jp/"),),
    )
    assert elements(card) == [
        {"type": "text", "text": "✅ 조건 충족 · "},
        {"type": "text", "text": "해외 진출 지원사업", "style": {"bold": True}},
        {"type": "text", "text": "은 4/1~5/23 "},
        {"type": "link", "url": "https://j-net21.smrj.go.jp/", "text": "[1]"},
    ]


def test_strong_stretches_are_taken_in_order_of_appearance():
    card = Block(BlockKind.CARD, "A 지원: A 지원, B", strong=("A 지원", "A 지원", "없는 말"))
    assert [run.strong for run in runs(card)] == [True, False, True, False]


def test_a_bare_address_ends_before_the_words_that_follow_it():
    note = Block(
        BlockKind.NOTE, "https://www.meti.go.jp/a?b=1&c=2에서 확인해 주세요. (http://x.jp)"
    )
    assert [run.url for run in runs(note) if run.url] == [
        "https://www.meti.go.jp/a?b=1&c=2",
        "http://x.jp",
    ]


@pytest.mark.parametrize(
    "text", ["<!channel> <@U1> <!here>", "@channel *굵게* ~지움~ `코드` :smile:"]
)
def test_no_mention_and_no_markup_of_a_text_comes_alive(text):
    message = render(reply(Block(BlockKind.LEAD, text)))
    assert elements(Block(BlockKind.LEAD, text)) == [{"type": "text", "text": text}]
    assert "<" not in message.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "slack://user?team=T1", ""])
def test_only_web_addresses_become_links(url):
    assert runs(Block(BlockKind.SOURCES, "출처", links=(("출처", url),))) == (Run("출처"),)


def test_a_divider_stands_only_between_cards():
    card = Block(BlockKind.CARD, "カード")
    shown = render(reply(Block(BlockKind.LEAD, "一件あります。"), card, card, card)).blocks
    kinds = [block["type"] for block in shown]
    assert kinds == ["rich_text", "rich_text", "divider", "rich_text", "divider", "rich_text"]


def test_a_quote_is_a_quote():
    (block,) = render(reply(Block(BlockKind.QUOTE, "「東京都を除く」"))).blocks
    assert block["elements"][0]["type"] == "rich_text_quote"


def test_a_card_is_not_broken_while_a_message_can_hold_it():
    lead, card = Block(BlockKind.LEAD, "가" * 1000), Block(BlockKind.CARD, "나" * 3900)
    assert [part.reply.blocks for part in parts(lead, card, lead)] == [(lead,), (card,), (lead,)]


def test_a_card_that_no_message_can_hold_is_cut_at_a_line():
    line = "조건은 다음과 같습니다. 원칙적으로 1억 엔 이하입니다.\n"
    cut_up = [part.reply.text for part in parts(Block(BlockKind.CARD, line * 200))]
    assert all(text.endswith("입니다.") for text in cut_up)
    assert "\n".join(cut_up) == (line * 200).strip()


def test_bold_and_links_survive_a_cut():
    text = "가" * 4500 + " 이름 출처"
    card = Block(BlockKind.CARD, text, strong=("이름",), links=(("출처", "https://a.jp"),))
    last = parts(card)[-1].reply
    shown = [e for b in render(last).blocks for p in b["elements"] for e in p["elements"]]
    assert shown[-3:] == [
        {"type": "text", "text": "이름", "style": {"bold": True}},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://a.jp", "text": "출처"},
    ]


def test_more_than_fifty_blocks_are_several_messages():
    assert [len(part.reply.blocks) for part in parts(*[Block(BlockKind.CARD, "가")] * 60)] == [
        25,
        25,
        10,
    ]


def test_only_the_first_part_answers_the_message():
    lead = Block(BlockKind.LEAD, "가" * 3000)
    assert [part.address.to for part in parts(lead, lead, lead)] == ["1.2", "", ""]


@given(st.lists(blocks, max_size=6))
def test_whatever_is_said_slack_takes_it_and_nothing_is_lost(said):
    messages = [render(part.reply) for part in parts(*said)]
    assert [refusal(m.text, json.loads(json.dumps(m.blocks))) for m in messages] == [""] * len(
        messages
    )
    assert all(width(part.reply.text) <= MESSAGE for part in parts(*said))
    sent = "".join("".join(m.text for m in messages).split())
    assert sent == "".join("".join(escape(block.text) for block in said).split())


@given(st.lists(blocks, max_size=4))
def test_a_part_divides_into_itself(said):
    for part in parts(*said):
        assert divide(part) == (part,)


@given(texts, st.integers(1, 50))
def test_a_cut_stays_within_the_limit(text, limit):
    pieces = list(cut((Run(text),), max(limit, 5)))
    assert all(width("".join(run.text for run in piece)) <= max(limit, 5) for piece in pieces)


def test_an_empty_reply_is_no_message():
    assert parts() == parts(Block(BlockKind.NOTE, " \n")) == ()
    assert replace(reply(), blocks=()).text == ""
