"""Nothing a model does may leave a traceback of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    ours = [r for r in caplog.get_records("call") if r.name.startswith(("bot.", "adapters."))]
    assert not [each for each in ours if each.exc_info], caplog.text
