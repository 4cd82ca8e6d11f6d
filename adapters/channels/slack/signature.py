"""Is an HTTP request from Slack? (docs.slack.dev/authentication/verifying-requests-from-slack)

Checked before Bolt sees the request: its verifier raises on a timestamp that is no number and on a
signature that is not ASCII (500 instead of 401), and logs the body of what it refuses.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

WINDOW = 300
"""Seconds that a request may be old or early, Slack's own figure."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Constant time; ``now`` in seconds since 1970. Anything malformed is simply not signed."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    if not _TIMESTAMP.fullmatch(timestamp) or abs(now - int(timestamp)) > WINDOW:
        return False
    signed = b"v0:" + timestamp.encode() + b":" + body
    expected = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    given = headers.get("X-Slack-Signature", "")
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape"))
