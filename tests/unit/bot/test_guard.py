"""What may not come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard import clean, is_empty


@pytest.mark.parametrize(
    "text", ["", " \n\t", "🎉🎉", "?!…", "👨‍👩‍👧", "\u200b\ufeff", "・。〜", "❤️", "\x00\x07", "---"]
)
def test_without_a_letter_or_a_digit_there_is_nothing_to_read(text):
    assert is_empty(clean(text))


@pytest.mark.parametrize("text", ["네", "ㅇㅇ", "あ", "補", "2", "１", "①", "OK", "🎉 네"])
def test_one_letter_is_enough(text):
    assert not is_empty(text)


def test_what_cannot_be_seen_goes_and_lines_stay():
    assert clean("부\u200b산\ufeff 회사\x00\r\n\t마감은?\u202e\ud800") == "부산 회사\n\t마감은?"


@pytest.mark.parametrize("separator", ["\r", "\x0b", "\x0c", "\u2028", "\x85"])
def test_what_parted_two_lines_still_parts_them(separator):
    assert clean(f"자격{separator}기간") == "자격\n기간"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_can_be_stored(text):
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert is_empty(text) or not is_empty(once)
