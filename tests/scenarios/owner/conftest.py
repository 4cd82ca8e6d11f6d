"""An owner at the desk of the whole concierge, over the bundled documents."""

from __future__ import annotations

import pytest

from bot.bootstrap import Service
from tests.fakes.pressing import Visitor


@pytest.fixture
def owner(service: Service) -> Visitor:
    """Somebody who was never here before."""
    return Visitor(service.desk)
