"""What robots.txt allows, by RFC 9309: an answer 4xx allows everything, 5xx nothing for now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser


@dataclass(frozen=True, slots=True)
class Robots:
    """One host's rules for ``agent``."""

    rules: RobotFileParser
    agent: str

    def allows(self, address: str) -> bool:
        return self.rules.can_fetch(self.agent, address)

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for; 0 where it asks for none."""
        asked = self.rules.crawl_delay(self.agent)
        return float(asked) if asked else 0.0


def read_robots(address: str, status: int, text: str, agent: str) -> Robots:
    rules = RobotFileParser(address)
    if status >= 500:
        rules.parse(["User-agent: *", "Disallow: /"])
    elif status >= 400:
        rules.parse([])
    else:
        rules.parse(text.splitlines())
    return Robots(rules, agent)


def robots_address(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
