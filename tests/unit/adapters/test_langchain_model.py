"""The real client of LangChain against a server on loopback."""

import asyncio

import pytest

from adapters.models.langchain import Access, open_model
from bot.errors import BadSettings
from bot.models.ports import Failure, ModelFailed, Prompt
from tests.loopback.model_server import Said, model_server

PROMPT = Prompt("translate@1", "Translate it.", "text")
FORM = {
    "title": "Form",
    "description": "A form.",
    "type": "object",
    "properties": {"intent": {"type": "string"}},
    "required": ["intent"],
}


async def write(said: Said) -> str:
    async with model_server(lambda _: said) as server:
        model = open_model(Access("openai:any", server.url, "secret"))
        try:
            return "".join([piece async for piece in model.write(PROMPT)])
        finally:
            await model.close()


async def fill(said: Said):
    async with model_server(lambda _: said) as server:
        model = open_model(Access("openai:any", server.url))
        try:
            return await model.fill(PROMPT, FORM)
        finally:
            await model.close()


async def test_text_comes_in_pieces():
    assert await write(Said("こんにちは。안녕하세요.", pieces=3)) == "こんにちは。안녕하세요."


async def test_a_form_comes_as_an_object():
    assert await fill(Said('{"intent": "find"}')) == {"intent": "find"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Said("{"), Failure.BROKEN),
        (Said("[]"), Failure.BROKEN),
        (Said("가" * 1_000_000), Failure.TOO_LONG),
        (Said("[" * 19_000), Failure.BROKEN),
        (Said(status=500), Failure.REFUSED),
        (Said(status=429), Failure.REFUSED),
        (Said(cut=0), Failure.UNREACHABLE),
    ],
)
async def test_what_goes_wrong_is_translated_once(said, kind):
    with pytest.raises(ModelFailed) as caught:
        await fill(said)
    assert caught.value.kind is kind


async def test_a_stream_that_breaks_off_is_a_failure():
    with pytest.raises(ModelFailed) as caught:
        await write(Said("안녕하세요", pieces=1, cut=2))
    assert caught.value.kind is Failure.UNREACHABLE


async def test_nobody_there_is_a_failure():
    model = open_model(Access("openai:any", "http://127.0.0.1:9/v1"))
    with pytest.raises(ModelFailed):
        async with asyncio.timeout(10):
            await model.fill(PROMPT, FORM)
    await model.close()


async def test_the_key_is_sent_and_the_error_does_not_hold_it():
    async with model_server(lambda _: Said(status=401)) as server:
        model = open_model(Access("openai:any", server.url, "secret-key"))
        with pytest.raises(ModelFailed) as caught:
            await model.fill(PROMPT, FORM)
        assert server.headers["Authorization"] == "Bearer secret-key"
        await model.close()
    assert "secret" not in str(caught.value)


def test_a_package_that_is_missing_is_said_with_the_way_to_mend_it():
    with pytest.raises(BadSettings, match=r"\[mistralai\]"):
        open_model(Access("mistralai:small"))


def test_a_provider_nobody_knows_is_refused():
    with pytest.raises(BadSettings, match="cannot be opened"):
        open_model(Access("nobody:model"))
