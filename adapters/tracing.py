"""Stages as spans of OpenTelemetry, sent by OTLP over HTTP; how and where to, OTEL_* variables say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode

AREA = "concierge"
NAME = "sme-concierge"
PATIENCE = 2000
"""Milliseconds for what was not sent yet when the service stops."""


def exporting(endpoint: str) -> SpanProcessor:
    """In batches, from a thread of its own; ``endpoint`` is the whole address for traces."""
    return BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint))


class OpenTelemetryTracer:
    """The Tracer port. Its provider is its own: no other library's spans go out by it."""

    def __init__(self, processor: SpanProcessor, service: str = NAME) -> None:
        resource = Resource.create({SERVICE_NAME: service})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer(AREA)

    @contextmanager
    def span(self, name: str, **codes: str) -> Iterator[None]:
        """What an error says may quote a person; of it only the name is kept."""
        attributes = {f"{AREA}.{key}": value for key, value in codes.items() if value}
        with self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as current:
            try:
                yield
            except BaseException as error:
                current.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    def close(self) -> None:
        """Sends what is left; blocks as long as PATIENCE, and somewhat more on a dead address."""
        self._provider.force_flush(PATIENCE)
        self._provider.shutdown()
