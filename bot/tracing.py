"""Where the time of an answer goes: stages, told to whoever traces. Without a tracer nothing happens.

A stage has a name, the conversation as the logs have it, and codes of ours; never words of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

from bot.logs import current_conversation
from bot.messages import Incoming, Outgoing
from bot.ports import Respond

P = ParamSpec("P")
T = TypeVar("T")


class Tracer(Protocol):
    def span(self, name: str, **codes: str) -> AbstractContextManager[None]:
        """A stretch of time, within the one that is open in this task or thread; an error that ends
        it is told by its name alone.
        """
        ...


_tracer: ContextVar[Tracer | None] = ContextVar("tracer", default=None)


@contextmanager
def traced_by(tracer: Tracer | None) -> Iterator[None]:
    """Every stage meanwhile, in the tasks and threads begun here too."""
    before = _tracer.set(tracer)
    try:
        yield
    finally:
        _tracer.reset(before)


def span(name: str, **codes: str) -> AbstractContextManager[None]:
    tracer = _tracer.get()
    if tracer is None:
        return nullcontext()
    return tracer.span(name, conversation=current_conversation(), **codes)


def stage(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The whole of a function, one that does not wait, as a stage."""

    def staged(work: Callable[P, T]) -> Callable[P, T]:
        @wraps(work)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            with span(name):
                return work(*args, **kwargs)

        return run

    return staged


def traced(respond: Respond) -> Respond:
    """The same, with each message that is answered as the stage that holds all others."""

    async def respond_traced(incoming: Incoming) -> tuple[Outgoing, ...]:
        with span("turn", channel=incoming.address.channel):
            return await respond(incoming)

    return respond_traced
