"""One false fact put into a true text: the ways a model goes wrong, each as a function.

Every function takes the text, the reply it words and a seeded source of chance, and gives the
false text, or None where there is nothing of its kind to falsify. They read with patterns of
their own, not with those of the lock.
"""

# ruff: noqa: E501 - tables of sentences

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from bot.messages import Reply, Verdict
from knowledge.programs import Status
from tests.drills.lock_figures import (
    Lie,
    amount_tenfold,
    body,
    comparator_changed,
    date_moved,
    hour_changed,
    one,
    put,
    rate_changed,
    source_date,
    weekday_changed,
    year_moved,
)
from tests.drills.lock_words import (
    BARRED,
    ELIGIBLE,
    FOREIGN,
    INVENTED,
    NEGATIONS,
    OPENED,
    PROMISES,
)


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
    end = body(text)
    head, tail = text[:end], text[end:]
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
    match = one(re.compile(r"https?://[\w./?=&:%-]+"), text, chance, len(text))
    if match is None:
        return None
    at = chance.randrange(match.start() + 8, match.end())
    return put(text, at, at + 1, "q" if text[at] != "q" else "z")


def phone_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = one(re.compile(r"0\d{1,3}-\d{2,4}-\d{4}"), text, chance, len(text))
    if match is None:
        return None
    at = match.end() - 1
    return put(text, at, at + 1, str((int(text[at]) + 3) % 10))


def days_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    pattern = re.compile(
        r"(?<=D-)\d+|\d+(?=일 남|일이 남|일밖에|일 뒤 마감)|(?<=残り)\d+(?=日)|(?<=あと)\d+(?=日)|(?<=締切まで)\d+(?=日)|(?<=마감까지 )\d+(?=일)|(?<=まで残り)\d+(?=日)"
    )
    match = one(pattern, text, chance, body(text))
    return (
        put(text, *match.span(), str(int(match[0]) + chance.choice((1, 2, 10)))) if match else None
    )


def invented(text: str, reply: Reply, chance: random.Random) -> str | None:
    return _insert(text, chance.choice(INVENTED[reply.language.value]), chance)


def promised(text: str, reply: Reply, chance: random.Random) -> str | None:
    return _insert(text, chance.choice(PROMISES[reply.language.value]), chance)


def foreign(text: str, reply: Reply, chance: random.Random) -> str | None:
    return _insert(text, chance.choice(FOREIGN[reply.language.value]), chance)


def _insert(text: str, words: str, chance: random.Random) -> str:
    places = [0, *(match.end() for match in re.finditer(r"\n", text[: body(text)]))]
    at = chance.choice(places)
    return f"{text[:at]}{words}\n{text[at:]}"


def caution_dropped(text: str, reply: Reply, chance: random.Random) -> str | None:
    # one that the benefit says as well is not lost with its line
    pattern = re.compile(
        r"^(?!.*(?:한 번뿐|1回限り))(?:⚠️|직접 확인할 조건|ご自身で確認いただく条件).*\n?",
        re.MULTILINE,
    )
    match = one(pattern, text, chance, body(text))
    return put(text, *match.span(), "") if match else None


def negation_flipped(text: str, reply: Reply, chance: random.Random) -> str | None:
    end = body(text)
    found = [(m.start(), a, b) for a, b in NEGATIONS for m in re.finditer(re.escape(a), text[:end])]
    if not found:
        return None
    at, true, false = chance.choice(found)
    return put(text, at, at + len(true), false)


def name_dropped(text: str, reply: Reply, chance: random.Random) -> str | None:
    if not reply.programs:
        return None
    name = chance.choice(reply.programs).name
    generic = {"ko": "한 사업", "ja": "ある支援策"}[reply.language.value]
    return text.replace(name, generic).replace(_bare(name), generic)


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
        if (true := form.format(one)) in text[: body(text)]:
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
