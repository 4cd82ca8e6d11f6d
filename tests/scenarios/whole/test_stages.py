"""The stages that an answer of the whole house goes through, as whoever traces is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.logs import talking
from bot.messages import Question
from bot.tracing import traced_by

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Recorder:
    """A ``Tracer``: the names of stages with the one that each lies in, and their codes."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.seen: dict[str, str] = {}
        self.codes: list[dict[str, str]] = []

    @contextmanager
    def span(self, name: str, **codes: str) -> Iterator[None]:
        self.seen.setdefault(name, self.inside[-1] if self.inside else "")
        self.codes.append(codes)
        self.inside.append(name)
        try:
            yield
        finally:
            self.inside.pop()


async def test_an_answer_is_understood_searched_judged_and_checked(service):
    recorder = Recorder()
    with traced_by(recorder), talking("web:staged"):
        await service.concierge.ask(Question("web:staged", "해외 전시회 참가 지원 사업 있나요?"))
    assert recorder.seen.keys() >= {"understand", "answer", "search", "judge", "check"}
    assert (recorder.seen["understand"], recorder.seen["answer"]) == ("", "")
    assert (recorder.seen["judge"], recorder.seen["check"]) == ("answer", "")
    assert {len(codes["conversation"]) for codes in recorder.codes} == {12}
