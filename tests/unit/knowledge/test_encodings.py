"""Old encodings, and the day a page was published."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnreadableDocument
from knowledge.formats import published_in
from knowledge.formats.encodings import decoded

KOREAN = (
    "부산에 본사를 둔 중소기업의 해외 전시회 참가를 지원합니다. 접수는 2026년 5월 23일까지입니다."
)
JAPANESE = "海外展示会に出展する中小企業を支援します。締切は2026年5月23日（金）17時です。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949", "euc_kr"])
def test_korean_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decoded(KOREAN.encode(encoding)) == KOREAN


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "shift_jis", "cp932", "euc_jp", "iso2022_jp"]
)
def test_japanese_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decoded(JAPANESE.encode(encoding)) == JAPANESE


@pytest.mark.parametrize("data", [b"\x81\x00\x00", bytes(range(128, 256)) * 3, b"\xff\xfe\x00"])
def test_what_is_not_certain_is_refused_and_says_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"UTF-8|broken"):
        decoded(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(UnreadableDocument):
        assert isinstance(decoded(data), str)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("  • 승인 2023.05.14 08:30", date(2023, 5, 14)),
        (
            "파이낸셜뉴스       2025.11.25 16:36   수정 : 2025.11.26 22:48기사원문",
            date(2025, 11, 25),
        ),
        ("등록일 2025-05-14 조회수 123", date(2025, 5, 14)),
        ("公開日：2025年5月14日", date(2025, 5, 14)),
        ("掲載日：令和7年5月14日", date(2025, 5, 14)),
        ("작성일: 2026년 2월 30일", None),
        ("접수 2026.01.05 09:00 ~ 2026.01.30 18:00", None),
        ("최종수정 2025.11.30 22:48", None),
        ("신청은 2026년 5월 23일 18:00까지 받습니다.", None),
        ("2025.11.25", None),
    ],
)
def test_a_dateline_is_read_and_nothing_else(line: str, day: date | None) -> None:
    assert published_in(f"제목\n{line}\n본문은 이렇게 이어집니다.\n") == day


def test_two_different_publication_days_are_none() -> None:
    assert published_in("제목\n승인 2023.05.14 08:30\n본문\n입력 2023.05.20 08:30\n") is None
