import pytest

from tests.loopback.slack_server import slack_server
from tests.scenarios.slack.desk import Drawer


@pytest.fixture
async def server():
    async with slack_server() as running:
        yield running


@pytest.fixture
def drawer():
    return Drawer()
