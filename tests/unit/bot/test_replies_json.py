"""The codec of the outbox."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.messages import (
    Address,
    Block,
    BlockKind,
    Citation,
    FollowUp,
    JudgedCondition,
    Outcome,
    Outgoing,
    Reply,
    ShownProgram,
    Verdict,
)
from bot.replies_json import from_json, to_json
from knowledge.programs import Coverage, Language, Precision, Status, Strength

SEOUL = timezone(timedelta(hours=9))

FULL = Outgoing(
    Address("slack", "C1", "17.2", "17.3", (("team", "T1"),)),
    Reply(
        Language.JA,
        Outcome.ANSWERED,
        (Block(BlockKind.CARD, "✅ 条件\n📅", ("条件",), (("J-Net21", "https://example.com"),)),),
        (
            ShownProgram(
                "mic-digital-overseas-2025",
                "海外展開支援",
                "JP",
                Status.OPEN,
                datetime(2025, 5, 23, 23, 59, 59, tzinfo=SEOUL),
                Precision.DAY,
                8,
                Verdict.ELIGIBLE,
                Coverage.FULL,
                "大阪法人",
                (JudgedCondition("capital", Verdict.UNKNOWN, Strength.HARD, "資本金", True, "d"),),
                ("capital",),
                None,
            ),
        ),
        (Citation("1", "d", "J-Net21", "要旨", False, None, date(2025, 5, 14)),),
        FollowUp("capital", "자본금은 얼마인가요?", ("예", "아니요")),
    ),
    "k#0",
)


def through_text(outgoing: Outgoing) -> Outgoing:
    return from_json(json.loads(json.dumps(to_json(outgoing))))


def test_everything_comes_back_as_it_was() -> None:
    assert through_text(FULL) == FULL


@given(st.from_type(Outgoing))
def test_whatever_is_said_comes_back(outgoing: Outgoing) -> None:
    assert through_text(outgoing) == outgoing


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"id": 7}, "outgoing.id"),
        ({"stranger": ""}, "outgoing: "),
        ({"address": None}, "outgoing.address"),
        ({"reply": {}}, "outgoing.reply"),
        ({"address": {"channel": "slack", "room": "C1", "extra": [["one"]]}}, "address.extra[0]"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(change: dict, place: str) -> None:
    with pytest.raises(BadInput) as refused:
        from_json(to_json(FULL) | change)
    assert place in str(refused.value)


def test_an_unknown_word_or_date_is_refused() -> None:
    data = to_json(FULL)
    data["reply"]["outcome"] = "guessed"
    with pytest.raises(BadInput, match=r"reply\.outcome"):
        from_json(data)
    data = to_json(FULL)
    data["reply"]["programs"][0]["closes_at"] = "soon"
    with pytest.raises(BadInput, match="closes_at"):
        from_json(data)


def test_a_row_written_before_a_field_was_added_is_read() -> None:
    data = to_json(FULL)
    del data["reply"]["follow_up"]
    assert from_json(data).reply.follow_up is None


def test_a_moment_keeps_its_zone() -> None:
    program = through_text(FULL).reply.programs[0]
    assert program.closes_at.utcoffset() == timedelta(hours=9)
    assert program.closes_at.astimezone(UTC).hour == 14
