"""Composed replies of made-up programmes, as the concierge would give them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.messages import Block, BlockKind, Citation, Outcome, Reply, ShownProgram, Verdict
from knowledge.programs import Coverage, Language, Precision, Status

TOKYO = ZoneInfo("Asia/Tokyo")
NAMES = {
    "robot": ("사과시 로봇 도입 보조금", "りんご市ロボット導入補助金"),
    "export": ("배나무현 해외 판로 조성금", "なし県海外販路助成金"),
    "other": ("감나무 창업 지원금", "柿の木創業支援金"),
}


def program(id: str, status: Status, closes: date | None, left: int | None, **more) -> ShownProgram:
    moment = datetime.combine(closes, datetime.max.time(), TOKYO) if closes else None
    given = {"verdict": Verdict.UNKNOWN, "missing": (), "url": f"https://example.jp/{id}"} | more
    return ShownProgram(
        id, NAMES[id][0], "JP", status, moment, Precision.DAY if closes else None, left,
        coverage=Coverage.PARTIAL, company="", conditions=(), **given,
    )  # fmt: skip


def citation(marker: str, title: str) -> Citation:
    return Citation(marker, f"d{marker}", title, "", verbatim=False, url=None, published=None)


ROBOT = """조건 확인 필요 · 사과시 로봇 도입 보조금 · 사과시
📅 2026년 12월 15일(화)까지 · D-23 · 마감 시각은 자료에 없습니다
지원: 최대 300만 엔, 비용의 2분의 1입니다
요지: 자본금 1억 엔 이하인 중소기업의 로봇 도입을 돕습니다 [1]
직접 확인할 조건: 시 세금 체납이 없어야 합니다. 리스 차량은 제외됩니다
문의: 사과시 상공과 012-345-6789
자세히: https://example.jp/robot"""
EXPORT = """마감 · 배나무현 해외 판로 조성금 · 배나무현
📅 2026년 8월 31일(월)에 마감되었습니다
지원: 최대 50만 엔, 비용의 3분의 2입니다
요지: 해외 전시회에 나가는 기업을 지원합니다 [2]"""


def reply(*cards: str, lead: str = "", ids: tuple[str, ...] = ("robot",)) -> Reply:
    shown = {
        "robot": program("robot", Status.OPEN, date(2026, 12, 15), 23),
        "export": program("export", Status.CLOSED, date(2026, 8, 31), None),
    }
    blocks = [Block(BlockKind.LEAD, lead)] if lead else []
    blocks += [Block(BlockKind.CARD, card) for card in cards]
    lines = ["[1] 로봇 안내 (2026년 8월 19일(수) 확인)", "[2] 판로 안내"][: len(ids)]
    blocks.append(Block(BlockKind.SOURCES, "\n".join(lines)))
    blocks.append(Block(BlockKind.NEXT, "회사가 한국과 일본 중 어디에 있나요?"))
    titles = ("로봇 안내", "판로 안내")
    cited = tuple(citation(str(n + 1), titles[n]) for n in range(len(ids)))
    return Reply(Language.KO, Outcome.ANSWERED, tuple(blocks), tuple(shown[i] for i in ids), cited)


ONE = reply(ROBOT, lead="마감은 2026년 12월 15일(화)입니다. 23일 남았습니다.")
TWO = reply(ROBOT, EXPORT, ids=("robot", "export"))
TRUE = (
    "사과시 로봇 도입 보조금은 12/15 마감이며 23일 남았습니다. "
    "300만 엔까지, 비용의 절반을 지원합니다 [1]. "
    "시 세금 체납이 없어야 하고 리스 차량은 제외됩니다.\n\n회사가 한국과 일본 중 어디에 있나요?"
)
"""A free rewording of ONE."""
