"""What is counted, as Prometheus reads it. A registry of its own: nothing global, no process twice."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0)
GAUGES = {
    "mailbox_rows": ("Rows that are not done", ("queue", "state")),
    "mailbox_oldest_seconds": ("Age of the oldest row that waits", ("queue", "state")),
    "model_events": ("The language model today: calls, budget, worded, blocked", ("kind", "day")),
}


class PrometheusMeter:
    """The Meter port."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        labels = ("channel", "language", "outcome")
        self._answers = Counter("concierge_answers", "Answers", labels, registry=registry)
        self._seconds = Histogram(
            "concierge_answer_seconds",
            "From the mailbox to the committed reply",
            ("channel",),
            buckets=SECONDS,
            registry=registry,
        )
        self._sent = Counter(
            "concierge_sent", "Messages a platform took", ("channel",), registry=registry
        )
        self._failed = Counter(
            "concierge_send_failures", "Tries it did not", ("channel", "kind"), registry=registry
        )
        self._gauges = {
            name: Gauge(f"concierge_{name}", text, labels, registry=registry)
            for name, (text, labels) in GAUGES.items()
        }

    def answered(self, channel: str, language: str, outcome: str, seconds: float) -> None:
        self._answers.labels(channel, language, outcome).inc()
        self._seconds.labels(channel).observe(seconds)

    def sent(self, channel: str) -> None:
        self._sent.labels(channel).inc()

    def failed(self, channel: str, kind: str) -> None:
        self._failed.labels(channel, kind).inc()

    def measured(self, name: str, values: Mapping[tuple[str, str], float]) -> None:
        gauge = self._gauges[name]
        gauge.clear()
        for labels, value in values.items():
            gauge.labels(*labels).set(value)

    def text(self) -> bytes:
        """As the exposition format has it."""
        return generate_latest(self._registry)
