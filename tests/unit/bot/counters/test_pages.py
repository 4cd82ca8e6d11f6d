"""Rows of buttons, and pages of them."""

from __future__ import annotations

from bot.counters.pages import LONGEST, clipped, in_rows, paged
from bot.messages import Button
from prompts import load

KO = load()["ko"]


def named(*labels: str) -> list[Button]:
    return [Button(label, "act", (label,)) for label in labels]


def test_short_labels_stand_beside_each_other_and_long_ones_alone():
    rows = in_rows(named("서울", "부산", "대구", "전문·과학·기술 서비스업", "농업"))
    assert [len(row) for row in rows] == [3, 1, 1]


def turn(to: int) -> Button:
    return Button("", "turn", (str(to),))


def test_every_button_is_passed_once_on_the_way_on_also_where_later_pages_have_more_room():
    buttons = named(*(f"가나다라마바사{n}" for n in range(40)))
    seen, start, rows = [], 0, 2
    while start < len(buttons):
        shown, turned = paged(KO, buttons, start, rows, turn)
        assert len(shown) <= rows
        seen += [button for row in shown for button in row]
        start, rows = len(seen), 5
        assert [b.values for b in turned][-1:] == [(str(start),)] or start == len(buttons)
    assert seen == buttons


def test_the_way_back_ends_where_this_page_begins():
    buttons = named(*(f"{n:02}" for n in range(40)))
    _, turned = paged(KO, buttons, 12, 2, turn)
    assert [b.values for b in turned] == [("6",), ("18",)]


def test_one_page_has_nothing_to_turn():
    rows, turned = paged(KO, named("예", "아니요"), 0, 2, turn)
    assert (len(rows), turned) == (1, ())


def test_a_long_label_is_clipped_with_a_sign():
    assert clipped("가" * 30) == "가" * (LONGEST - 1) + "…"
    assert clipped("가" * LONGEST) == "가" * LONGEST
