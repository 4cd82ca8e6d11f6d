"""Any chat model that LangChain's ``init_chat_model`` opens, as the Model port."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from langchain.chat_models import init_chat_model
from langchain_core.exceptions import OutputParserException
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from bot.errors import BadSettings
from bot.models.ports import Failure, ModelFailed, Prompt

_Result = TypeVar("_Result")

PATIENCE = 7.0
"""Seconds for one request of the SDK in a turn, whose own deadline ends it earlier."""
RETRIES = 1
LONGEST_FORM = 20_000
"""Characters of a filled form."""
KEYLESS = "none"
"""A server of one's own that asks for no key; the SDK insists on one."""
UPSTAGE = "https://api.upstage.ai/v1"
"""Speaks OpenAI's wire format; langchain-upstage wants a tokenizers that is too old for us."""
EXTRAS = {"google_genai": "google"}
_OPENAI = {"openai", "upstage"}


@dataclass(frozen=True, slots=True)
class Access:
    """``name`` is ``provider:model``; ``url`` the root of a compatible server, empty for the
    provider's own; without ``key`` the SDK looks for its own variable. ``patience`` is in seconds.
    """

    name: str
    url: str = ""
    key: str = ""
    patience: float = PATIENCE


class LangChainModel:
    """Close it when done: it owns its connections."""

    def __init__(self, name: str, chat: BaseChatModel, http: httpx.AsyncClient | None) -> None:
        self.name = name
        self._chat = chat
        self._http = http

    async def write(self, prompt: Prompt) -> AsyncGenerator[str]:
        try:
            async with aclosing(self._chat.astream(_messages(prompt))) as stream:  # type: ignore[type-var]
                async for chunk in stream:
                    if chunk.text:
                        yield str(chunk.text)
        except Exception as error:
            raise _translated(error) from error

    async def fill(self, prompt: Prompt, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """LangChain's own parser is left out: of a long broken text it reads every beginning, in
        quadratic time, on the event loop.
        """
        asking: Any = self._chat.with_structured_output(dict(form))
        message = await _seam(asking.first.ainvoke(_messages(prompt)))
        if calls := getattr(message, "tool_calls", None):
            filled: Any = calls[0]["args"]
        else:
            filled = _json(str(message.text))
        if not isinstance(filled, Mapping):
            raise ModelFailed(Failure.BROKEN, "no JSON object")
        return filled

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()


def open_model(access: Access) -> LangChainModel:
    """Raises BadSettings where the provider's package is missing or refuses the settings."""
    provider, _, model = access.name.partition(":")
    http = httpx.AsyncClient(timeout=access.patience) if provider in _OPENAI else None
    options = {**_options(provider, access), **({"http_async_client": http} if http else {})}
    served_by = "openai" if provider in _OPENAI else provider
    try:
        chat = init_chat_model(model, model_provider=served_by, **options)
    except ImportError as error:
        extra = EXTRAS.get(provider, provider)
        raise BadSettings(
            f"CONCIERGE_MODEL is {access.name!r}: install its package, "
            f"as with pip install -e '.[{extra}]' ({error.name or error})"
        ) from error
    except Exception as error:
        raise BadSettings(
            f"CONCIERGE_MODEL is {access.name!r}, which cannot be opened: {error}"
        ) from error
    return LangChainModel(access.name, chat, http)


def _options(provider: str, access: Access) -> dict[str, Any]:
    """What each provider's class calls its time limit, retries, address and key."""
    url = access.url or (UPSTAGE if provider == "upstage" else "")
    options: dict[str, Any] = {"base_url": url} if url else {}
    if access.key or (provider == "openai" and url):
        options["api_key"] = access.key or KEYLESS
    if provider == "ollama":
        return options | {"client_kwargs": {"timeout": access.patience}}
    return options | {"timeout": access.patience, "max_retries": RETRIES}


def _messages(prompt: Prompt) -> list[Any]:
    return [SystemMessage(prompt.instructions), HumanMessage(prompt.data)]


def _json(text: str) -> Any:
    if len(text) > LONGEST_FORM:
        raise ModelFailed(Failure.TOO_LONG)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelFailed(Failure.BROKEN, type(error).__name__) from error


async def _seam(call: Awaitable[_Result]) -> _Result:
    try:
        return await call
    except Exception as error:
        raise _translated(error) from error


def _translated(error: Exception) -> ModelFailed:
    """By what every SDK has in common; its message may hold the prompt and is left out."""
    if isinstance(error, ModelFailed):
        return error
    name = type(error).__name__
    if isinstance(error, OutputParserException) or _is_unfit(error):
        return ModelFailed(Failure.BROKEN, name)
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return ModelFailed(Failure.REFUSED, f"{name} {status}")
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return ModelFailed(Failure.SLOW, name)
    return ModelFailed(Failure.UNREACHABLE, name)


def _is_unfit(error: Exception) -> bool:
    """The reply's shape was not what was asked for."""
    return isinstance(error, ValueError | TypeError | KeyError | AttributeError)
