"""What people say in these scenarios, and what must stand in the answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``facts`` are those told in ``question``, ``deadline`` and ``source`` those of its answer."""

    language: str
    automatic: str
    no_counter: str
    question: str
    facts: tuple[str, ...]
    deadline: tuple[str, ...]
    source: str
    follow_up: str


KOREAN = Words(
    language="ko",
    automatic="자동 안내",
    no_counter="공식 창구는 아닙니다",
    question="부산에 있는 직원 20명짜리 제조업체예요. ESG 공급망 컨설팅 지원사업 신청되나요?",
    facts=("부산", "20명"),
    deadline=("2026년 11월 30일(월)", "D-8"),
    source="[1] K-Startup",
    follow_up="그럼 마감은요?",
)
JAPANESE = Words(
    language="ja",
    automatic="自動案内",
    no_counter="公式窓口ではありません",
    question="大阪の化学メーカーで、従業員は20人です。SDS電子化補助金に応募できますか。",
    facts=("大阪", "20人"),
    deadline=("2026年11月30日（月）", "残り8日"),
    source="[1] Jグランツ",
    follow_up="じゃあ、締切は？",
)
