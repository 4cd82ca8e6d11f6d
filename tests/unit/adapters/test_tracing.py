"""Stages of an answer as spans, which hold no word of anybody; without an address there are none."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

import pytest
from aiohttp import web

from bot.bootstrap.tracing import tracing
from bot.errors import BadSettings
from bot.logs import talking
from bot.messages import Address, Incoming, Outgoing, Person
from bot.settings import read_settings
from bot.tracing import span, stage, traced, traced_by

pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="pip install '.[traces]'")

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from adapters.tracing import OpenTelemetryTracer

SECRET = "부산의 김사장입니다 010-1234-5678"
ASKED = Incoming(Person("telegram", "1"), "telegram:1", Address("telegram", "1"), SECRET)


@stage("search")
def look() -> str:
    return "found"


@stage("check")
def broken() -> None:
    raise ValueError(SECRET)


async def respond(_incoming: Incoming) -> tuple[Outgoing, ...]:
    with span("understand"):
        await asyncio.sleep(0)
    await asyncio.to_thread(look)
    broken()
    return ()


@pytest.fixture
def finished():
    exporter = InMemorySpanExporter()
    tracer = OpenTelemetryTracer(SimpleSpanProcessor(exporter))
    with traced_by(tracer):
        yield exporter.get_finished_spans
    tracer.close()


async def test_the_stages_of_a_turn_lie_within_it_with_its_conversation(finished):
    with talking("telegram:1"), pytest.raises(ValueError, match="김사장"):
        await traced(respond)(ASKED)
    spans = {each.name: each for each in finished()}
    assert list(spans) == ["understand", "search", "check", "turn"]
    turn = spans.pop("turn")
    assert {each.parent.span_id for each in spans.values()} == {turn.context.span_id}
    conversations = {each.attributes["concierge.conversation"] for each in (turn, *spans.values())}
    assert len(conversations) == 1
    assert "telegram" not in conversations.pop()
    assert turn.attributes["concierge.channel"] == "telegram"


async def test_no_word_of_a_person_is_in_a_span(finished):
    with talking("telegram:1"), pytest.raises(ValueError, match="김사장"):
        await traced(respond)(ASKED)
    told = "".join(each.to_json() for each in finished())
    assert "ValueError" in told
    assert not [word for word in ("김사장", "010-1234", "telegram:1") if word in told]
    assert all(each.events == () for each in finished())


async def test_without_a_tracer_nothing_happens():
    with span("understand"):
        assert look() == "found"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/"}, "http://c:4318/v1/traces"),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c/t"}, "http://c/t"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_SDK_DISABLED": "true"}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c", "OTEL_TRACES_EXPORTER": "none"}, ""),
    ],
)
def test_an_address_turns_them_on(given, address):
    assert read_settings(given, {}).traces == address


async def test_without_an_address_nothing_of_it_is_read():
    kept = {name: sys.modules.pop(name) for name in ("adapters.tracing",) if name in sys.modules}
    async with tracing(read_settings({}, {})):
        assert "adapters.tracing" not in sys.modules
    sys.modules.update(kept)


async def test_wanted_without_their_packages_they_are_a_wrong_setting(monkeypatch):
    monkeypatch.setitem(sys.modules, "adapters.tracing", None)
    house = replace(read_settings({}, {}), traces="http://127.0.0.1:9/v1/traces")
    with pytest.raises(BadSettings, match=r"\.\[traces\]"):
        async with tracing(house):
            pass


async def test_spans_arrive_by_otlp_over_http():
    got: list[ExportTraceServiceRequest] = []

    async def take(request: web.Request) -> web.Response:
        got.append(ExportTraceServiceRequest.FromString(await request.read()))
        return web.Response(body=b"", content_type="application/x-protobuf")

    application = web.Application()
    application.router.add_post("/v1/traces", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    house = replace(read_settings({}, {}), traces=f"http://127.0.0.1:{port}/v1/traces")
    async with tracing(house):
        with talking("telegram:1"), span("deliver", channel="telegram"):
            await asyncio.sleep(0)
    await runner.cleanup()
    (resource,) = got[0].resource_spans
    names = {each.key: each.value.string_value for each in resource.resource.attributes}
    assert names["service.name"] == "sme-concierge"
    assert [each.name for each in resource.scope_spans[0].spans] == ["deliver"]
