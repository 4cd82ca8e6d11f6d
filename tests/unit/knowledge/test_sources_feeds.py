"""J-Net21 headlines, gBizINFO, and hostile feeds."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.errors import SourceUnavailable
from knowledge.money import Currency, Money
from knowledge.programs import ConditionKind
from knowledge.sources.drafting import drawn_up
from knowledge.sources.gbizinfo import corporate_number, firm_from
from knowledge.sources.jnet21 import items_in, translate
from tests.fakes.sources import firm_row, headline_record
from tests.loopback.sources_server import rss

TOKYO = ZoneInfo("Asia/Tokyo")


def test_a_headline_gives_town_kind_name_and_the_deadline_of_its_prose():
    _, (made,) = drawn_up(translate(headline_record()))
    (window,) = made.windows
    assert made.names.ja == "米の増産支援事業費補助金のご案内"
    assert (made.agency.ja, made.kind) == ("鳥取県八頭町", "grant")
    assert window.closes_at == datetime(2026, 9, 24, 23, 59, 59, tzinfo=TOKYO)
    regions = [c.bound for c in made.conditions if c.kind is ConditionKind.HEADQUARTERS]
    assert regions == [("JP-31:八頭町",)]


def test_a_text_of_the_search_form_is_no_notice():
    summary = "現在「すべて」が選択されているため、すべての種類が検索対象となります。"
    document, _ = drawn_up(translate(headline_record(summary=summary)))
    assert summary not in document.text


def test_items_of_a_feed_are_read_with_their_day():
    (item,) = items_in(rss([{"title": "題", "link": "https://x", "summary": "文"}]).encode(), "x")
    assert item == {
        "title": "題",
        "link": "https://x",
        "description": "文",
        "date": "2026-03-02T09:00:00+09:00",
    }


@pytest.mark.parametrize(
    "feed",
    [
        b"<html>busy</html",
        b'<!DOCTYPE r [<!ENTITY a "b">]><r><item><title>&a;</title></item></r>',
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>',
        b"",
    ],
)
def test_a_feed_that_is_broken_or_has_a_document_type_is_refused(feed):
    with pytest.raises(SourceUnavailable):
        list(items_in(feed, "https://feed.example/x.xml"))


@pytest.mark.parametrize(
    "text", ["7000012050002", "7 0000 1205 0002", "７０００−０１２０５０００２"]
)
def test_a_corporate_number_is_known_by_its_check_digit(text):
    assert corporate_number(text) == "7000012050002"


@pytest.mark.parametrize("text", ["8000012050002", "700001205000", "70000120500022", "x" * 13, ""])
def test_any_other_number_is_none(text):
    assert corporate_number(text) is None


def test_a_firm_of_the_register_with_numbers_as_texts():
    firm = firm_from(firm_row())
    assert firm.headquarters == "JP-40:久留米市"
    assert (firm.capital, firm.employees) == (Money(10_000_000, Currency.JPY), 24)
    assert (firm.founded, firm.legal_form) == (date(1987, 4, 1), "corporation")


def test_what_the_register_does_not_hold_stays_missing():
    firm = firm_from({"corporate_number": "7000012050002", "name": "久留米会"})
    facts = (firm.headquarters, firm.capital, firm.employees, firm.founded, firm.legal_form)
    assert facts == (None,) * 5
