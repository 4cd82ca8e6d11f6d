"""One false fact put into a true text: the ways a model goes wrong, each as a function.

Every function takes the text, the reply it words and a seeded source of chance, and gives the
false text, or None where there is nothing of its kind to falsify. They read with patterns of
their own, not with those of the lock.
"""

# ruff: noqa: E501 - tables of sentences

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.messages import Reply, Verdict
from knowledge.programs import Status

Lie = Callable[[str, Reply, random.Random], str | None]
DATES = re.compile(
    r"(?P<y>20\d\d)?(?P<a>[년年.\-/]\s*)?(?<!\d)(?P<m>1[0-2]|0?[1-9])(?P<b>[월月]\s?|[./-])"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?=[일日]|[^\d%./명月年]|$)"
)
AMOUNTS = re.compile(
    r"(?P<n>\d[\d,]*)(?=\s?(?:만|억|천만|백만|万|億|千万|百万)?\s?(?:엔|원|円|ウォン))"
)
RATES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d)분의 ?(\d)"), lambda m: f"{int(m[1]) + 3}분의 {m[2]}"),
    (re.compile(r"(\d)分の(\d)"), lambda m: f"{int(m[1]) + 3}分の{m[2]}"),
    (re.compile(r"(\d)/(\d)(?!\d)"), lambda m: f"{m[1]}/{int(m[2]) + 3}"),
    (re.compile(r"(\d+)(?=[%％])"), lambda m: str(int(m[1]) + 10)),
    (re.compile(r"절반"), lambda _: "3분의 2"),
    (re.compile(r"半分|半額"), lambda _: "3分の2"),
)
COMPARATORS = {
    "이하": "미만", "미만": "이하", "이상": "초과", "초과": "이상", "이내": "초과", "최대": "최소",
    "以下": "未満", "未満": "以下", "以上": "超", "以内": "以上", "最大": "最低", "超": "以上",
}  # fmt: skip
OPENED = {
    "ko": (
        "지금도 접수 중입니다.",
        "아직 신청할 수 있습니다.",
        "현재 신청을 받고 있습니다.",
        "아직 마감되지 않았습니다.",
    ),
    "ja": (
        "今も受付中です。",
        "まだ申請できます。",
        "現在、募集しています。",
        "まだ締め切られていません。",
    ),
}
ELIGIBLE = {
    "ko": (
        "귀사는 지원 대상입니다.",
        "신청하실 수 있습니다.",
        "조건을 모두 충족합니다.",
        "자격이 됩니다.",
    ),
    "ja": (
        "御社は対象です。",
        "申請できます。",
        "条件をすべて満たしています。",
        "応募いただけます。",
    ),
}
BARRED = {
    "ko": ("신청하실 수 없습니다.", "귀사는 대상이 아닙니다."),
    "ja": ("応募いただけません。", "御社は対象外です。"),
}
PROMISES = {
    "ko": (
        "반드시 받을 수 있습니다.",
        "선정을 보장합니다.",
        "신청하시면 100% 채택됩니다.",
        "확실히 지원됩니다.",
    ),
    "ja": (
        "必ず採択されます。",
        "確実にもらえます。",
        "受給を保証します。",
        "間違いなく認められます。",
    ),
}
INVENTED = {
    "ko": (
        "‘글로벌 도약 바우처 사업’도 함께 보시면 좋습니다.",
        "미래성장 특별지원금에도 신청해 보세요.",
        "K-점프업 보조금도 있습니다.",
    ),
    "ja": (
        "「未来飛躍チャレンジ補助金」もご覧ください。",
        "グローバル成長加速助成金もあります。",
        "新時代イノベーション支援事業もご検討ください。",
    ),
}
FOREIGN = {
    "ko": (
        "この支援策は資料で確認した内容です。詳しくは事務局にお問い合わせください。",
        "Please contact the office before you apply for this programme.",
    ),
    "ja": (
        "이 사업의 내용은 자료에서 확인한 것입니다. 자세한 것은 사무국에 문의해 주세요.",
        "Please contact the office before you apply for this programme.",
    ),
}
NEGATIONS = (
    ("없어야", "있어야"), ("이 없", "이 있"), ("가 없", "가 있"), ("아닙니다", "맞습니다"), ("제외됩니다", "포함됩니다"), ("제외", "포함"),
    ("이외", "소재"), ("할 수 없", "할 수 있"), ("하실 수 없", "하실 수 있"), ("지 않습니다", "습니다"), ("필요합니다", "필요하지 않습니다"),
    ("해야 합니다", "하지 않아도 됩니다"), ("않아야", "여야"), ("필수", "불필요"), ("충족합니다", "충족하지 않습니다"), ("인정되지 않", "인정되"),
    ("はありません", "はあります"), ("がないこと", "があること"), ("対象外です", "対象です"), ("できません", "できます"),
    ("必要があります", "必要はありません"), ("必要です", "不要です"), ("以外", "所在"), ("いただけません", "いただけます"),
    ("認められません", "認められます"), ("書かれていません", "書かれています"), ("満たしています", "満たしていません"), ("除かれます", "含まれます"),
    ("にありません", "にあります"), ("ではない", "である"), ("ていないこと", "ていること"), ("必須です", "任意です"), ("が必要", "は不要"),
)  # fmt: skip


def _one(
    pattern: re.Pattern[str], text: str, chance: random.Random, body: int
) -> re.Match[str] | None:
    found = [match for match in pattern.finditer(text) if match.start() < body]
    return chance.choice(found) if found else None


def _body(text: str) -> int:
    """Where the list of sources begins: their dates are falsified by ``source_date``."""
    match = re.search(r"\n\[1\]", text)
    return match.start() if match else len(text)


def _put(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def date_moved(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(DATES, text, chance, _body(text))
    if match is None:
        return None
    year = int(match["y"] or 2026)
    try:
        day = date(year, int(match["m"]), int(match["d"])) + timedelta(days=chance.choice((-1, 1)))
    except ValueError:
        return None
    start = match.start("m")
    pad = "02d" if match["m"].startswith("0") or match["d"].startswith("0") else "d"
    return _put(text, start, match.end("d"), f"{day.month:{pad}}{match['b']}{day.day:{pad}}")


def year_moved(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(re.compile(r"20[12]\d(?=[년年.-])(?!年度|년도)"), text, chance, _body(text))
    return _put(text, *match.span(), str(int(match[0]) + 1)) if match else None


def weekday_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(
        re.compile(
            r"(?<=[(（])[월화수목금토일月火水木金土日](?=[)）])|[월화수목금토일](?=요일)|[月火水木金土日](?=曜)"
        ),
        text,
        chance,
        _body(text),
    )
    if match is None:
        return None
    week = "월화수목금토일" if match[0] in "월화수목금토일" else "月火水木金土日"
    return _put(text, *match.span(), week[(week.index(match[0]) + chance.randint(1, 6)) % 7])


def hour_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(re.compile(r"\d{1,2}(?=:\d\d|시(?!간)|時(?!間))"), text, chance, _body(text))
    return _put(text, *match.span(), str((int(match[0]) + 1) % 24)) if match else None


def source_date(text: str, reply: Reply, chance: random.Random) -> str | None:
    tail = text[_body(text) :]
    falsified = date_moved(tail, reply, chance) if tail else None
    return text[: _body(text)] + falsified if falsified else None


def amount_tenfold(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(AMOUNTS, text, chance, _body(text))
    return (
        _put(text, *match.span(), f"{int(match['n'].replace(',', '')) * 10:,}") if match else None
    )


def rate_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    for pattern, write in chance.sample(RATES, len(RATES)):
        match = _one(pattern, text, chance, _body(text))
        if match:
            return _put(text, *match.span(), write(match))
    return None


def comparator_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    pattern = re.compile(
        r"(?<=[\d엔원円명人年년%の1-9] )(?:이하|미만|이상|초과|이내)|(?<=[엔원명년])(?:이하|미만|이상|초과|이내)|(?<=[円人名年上%])(?:以下|未満|以上|以内|超(?!え))|최대(?= ?\d)|最大(?=\d)"
    )
    match = _one(pattern, text, chance, _body(text))
    return _put(text, *match.span(), COMPARATORS[match[0]]) if match else None


def names_swapped(text: str, reply: Reply, chance: random.Random) -> str | None:
    names = list(dict.fromkeys(program.name for program in reply.programs))
    if len(names) < 2:
        return None
    one, other = chance.sample(names, 2)
    forms = [(one, other), *((_bare(one), _bare(other)),)]
    for mine, theirs in forms:
        if mine in text and theirs in text and mine not in theirs and theirs not in mine:
            return text.replace(mine, "\0").replace(theirs, mine).replace("\0", theirs)
    return None


def _bare(name: str) -> str:
    return re.sub(r"\s*[(（［][^()（）［］]*[)）］]|令和\d+年度$", "", name).strip()


def open_instead(text: str, reply: Reply, chance: random.Random) -> str | None:
    shut = [
        p for p in reply.programs if p.status in (Status.CLOSED, Status.UNKNOWN, Status.UPCOMING)
    ]
    if not shut or any(p.status is Status.OPEN for p in reply.programs):
        return None
    pairs = (
        ("마감되었습니다", "접수 중입니다"),
        ("締め切られました", "受付中です"),
        ("마감됐습니다", "접수 중입니다"),
        ("締切済み", "受付中"),
        ("아직 접수 전", "지금 접수 중"),
        ("まだ受付前", "今受付中"),
    )
    for true, false in chance.sample(pairs, len(pairs)):
        if true in text:
            return text.replace(true, false)
    return _beside_name(text, chance.choice(shut).name, chance.choice(OPENED[reply.language.value]))


def open_said_of(text: str, reply: Reply, chance: random.Random) -> str | None:
    """Open said of one that is not, beside others that are."""
    shut = [p for p in reply.programs if p.status is not Status.OPEN]
    if not shut:
        return None
    return _beside_name(text, chance.choice(shut).name, chance.choice(OPENED[reply.language.value]))


def eligible_instead(text: str, reply: Reply, chance: random.Random) -> str | None:
    other = [p for p in reply.programs if p.verdict is not Verdict.ELIGIBLE]
    if not other:
        return None
    pairs = (
        ("신청 대상 아님", "✅ 조건 충족"),
        ("조건 확인 필요", "✅ 조건 충족"),
        ("条件の確認が必要", "✅ 条件を満たしています"),
        ("対象外 ·", "✅ 条件を満たしています ·"),
        ("신청하실 수 없습니다", "신청하실 수 있습니다"),
        ("応募いただけません", "応募いただけます"),
    )
    for true, false in chance.sample(pairs, len(pairs)):
        if true in text and chance.random() < 0.5:
            return text.replace(true, false, 1)
    return _beside_name(
        text, chance.choice(other).name, chance.choice(ELIGIBLE[reply.language.value])
    )


def barred_instead(text: str, reply: Reply, chance: random.Random) -> str | None:
    """Not for the asker; 'you cannot apply' would be true of one that is closed."""
    fit = [p for p in reply.programs if p.verdict is not Verdict.NOT_ELIGIBLE]
    if not fit:
        return None
    program = chance.choice(fit)
    words = BARRED[reply.language.value]
    shut = program.status in (Status.CLOSED, Status.UPCOMING)
    return _beside_name(text, program.name, words[-1] if shut else chance.choice(words))


def _beside_name(text: str, name: str, words: str) -> str | None:
    """After the line or sentence that names it."""
    for form in (name, _bare(name)):
        at = text.find(form)
        if at >= 0:
            end = re.compile(r"\n|(?<=다)\.\s|。").search(text, at)
            place = end.end() if end else len(text)
            gap = "" if text[place - 1 : place] in ("\n", " ", "。") else "\n"
            return (
                f"{text[:place]}{gap}{words}\n{text[place:]}"
                if text[place - 1 : place] == "\n"
                else f"{text[:place]}{gap}{words} {text[place:]}"
            )
    return None


def citation_moved(text: str, reply: Reply, chance: random.Random) -> str | None:
    body = _body(text)
    head, tail = text[:body], text[body:]
    markers = sorted(set(re.findall(r"\[(\d+)\]", head)))
    if not markers:
        return None
    if len(markers) == 1:
        return head.replace(f"[{markers[0]}]", f"[{int(markers[0]) + 3}]") + tail
    one, other = chance.sample(markers, 2)
    return (
        head.replace(f"[{one}]", "\0").replace(f"[{other}]", f"[{one}]").replace("\0", f"[{other}]")
        + tail
    )


def url_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(re.compile(r"https?://[\w./?=&:%-]+"), text, chance, len(text))
    if match is None:
        return None
    at = chance.randrange(match.start() + 8, match.end())
    return _put(text, at, at + 1, "q" if text[at] != "q" else "z")


def phone_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = _one(re.compile(r"0\d{1,3}-\d{2,4}-\d{4}"), text, chance, len(text))
    if match is None:
        return None
    at = match.end() - 1
    return _put(text, at, at + 1, str((int(text[at]) + 3) % 10))


def days_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    pattern = re.compile(
        r"(?<=D-)\d+|\d+(?=일 남|일이 남|일밖에|일 뒤 마감)|(?<=残り)\d+(?=日)|(?<=あと)\d+(?=日)|(?<=締切まで)\d+(?=日)|(?<=마감까지 )\d+(?=일)|(?<=まで残り)\d+(?=日)"
    )
    match = _one(pattern, text, chance, _body(text))
    return (
        _put(text, *match.span(), str(int(match[0]) + chance.choice((1, 2, 10)))) if match else None
    )


def invented(text: str, reply: Reply, chance: random.Random) -> str | None:
    return _insert(text, chance.choice(INVENTED[reply.language.value]), chance)


def promised(text: str, reply: Reply, chance: random.Random) -> str | None:
    return _insert(text, chance.choice(PROMISES[reply.language.value]), chance)


def foreign(text: str, reply: Reply, chance: random.Random) -> str | None:
    return _insert(text, chance.choice(FOREIGN[reply.language.value]), chance)


def _insert(text: str, words: str, chance: random.Random) -> str:
    places = [0, *(match.end() for match in re.finditer(r"\n", text[: _body(text)]))]
    at = chance.choice(places)
    return f"{text[:at]}{words}\n{text[at:]}"


def caution_dropped(text: str, reply: Reply, chance: random.Random) -> str | None:
    # one that the benefit says as well is not lost with its line
    pattern = re.compile(
        r"^(?!.*(?:한 번뿐|1回限り))(?:⚠️|직접 확인할 조건|ご自身で確認いただく条件).*\n?",
        re.MULTILINE,
    )
    match = _one(pattern, text, chance, _body(text))
    return _put(text, *match.span(), "") if match else None


def negation_flipped(text: str, reply: Reply, chance: random.Random) -> str | None:
    body = _body(text)
    found = [
        (m.start(), a, b) for a, b in NEGATIONS for m in re.finditer(re.escape(a), text[:body])
    ]
    if not found:
        return None
    at, true, false = chance.choice(found)
    return _put(text, at, at + len(true), false)


def name_dropped(text: str, reply: Reply, chance: random.Random) -> str | None:
    if not reply.programs:
        return None
    name = chance.choice(reply.programs).name
    found = [form for form in (name, _bare(name)) if form in text]
    generic = {"ko": "한 사업", "ja": "ある支援策"}[reply.language.value]
    return text.replace(found[0], generic) if found else None


def stranger(names: Mapping[str, tuple[str, ...]]) -> Lie:
    """The name of a programme that was not shown in the place of one that was."""

    def lie(text: str, reply: Reply, chance: random.Random) -> str | None:
        if not reply.programs:
            return None
        shown = {program.id for program in reply.programs}
        place = 0 if reply.language.value == "ko" else 1
        others = [
            own[place] for id, own in sorted(names.items()) if id not in shown and len(own) > place
        ]
        name = chance.choice(reply.programs).name
        found = [form for form in (name, _bare(name)) if form in text]
        return text.replace(found[0], chance.choice(others), 1) if found else None

    return lie


def other_date(text: str, reply: Reply, chance: random.Random) -> str | None:
    """The closing day of one programme said of another."""
    days = {p.closes_at.date() for p in reply.programs if p.closes_at}
    if len(days) < 2:
        return None
    one, other = chance.sample(sorted(days), 2)
    spelt = {"ko": ("{0.month}월 {0.day}일",), "ja": ("{0.month}月{0.day}日",)}[
        reply.language.value
    ]
    for form in spelt:
        if (true := form.format(one)) in text[: _body(text)]:
            return text.replace(true, form.format(other))
    return None


LIES: dict[str, Lie] = {
    "date ±1 day": date_moved, "year +1": year_moved, "weekday": weekday_changed, "hour": hour_changed,
    "date of a source": source_date, "amount ×10": amount_tenfold, "rate": rate_changed,
    "comparator": comparator_changed, "names swapped": names_swapped, "open for closed": open_instead,
    "open beside others": open_said_of, "eligible for unknown or not": eligible_instead,
    "barred for not barred": barred_instead, "citation moved": citation_moved, "URL": url_changed,
    "phone": phone_changed, "days left": days_changed, "invented programme": invented,
    "promise": promised, "caution dropped": caution_dropped, "negation flipped": negation_flipped,
    "language switched": foreign, "name dropped": name_dropped, "date of another": other_date,
}  # fmt: skip
