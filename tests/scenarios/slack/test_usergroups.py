"""Officials by their user group: asked of Slack, believed for five minutes, refused in doubt."""

import pytest

from adapters.channels.slack import UserGroups
from bot.messages import Person
from bot.roles import GroupRoles, ListedRoles
from tests.loopback.slack_server import BOT_TOKEN

ADMIN, STAFF, NOBODY = (Person("slack", id) for id in ("U1", "U2", "U3"))
LISTED = Person("slack", "U7")


class Watch:
    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def roles(server, watch):
    server.groups = {"S1": ["U1"], "S2": ["U2"]}
    groups = UserGroups(BOT_TOKEN, server.api_url, watch)
    return GroupRoles(ListedRoles({LISTED}), "slack", {"S1"}, {"S2"}, groups.members)


async def test_members_of_a_group_have_its_role(roles):
    assert [await roles.is_admin(person) for person in (ADMIN, STAFF, NOBODY)] == [
        True,
        False,
        False,
    ]
    assert [await roles.is_staff(person) for person in (ADMIN, STAFF, NOBODY)] == [
        True,
        True,
        False,
    ]


async def test_who_is_listed_or_elsewhere_is_not_asked_for(server, roles):
    assert await roles.is_admin(LISTED)
    assert not await roles.is_admin(Person("telegram", "U1"))
    assert server.calls == []


async def test_a_list_is_believed_for_five_minutes(server, roles, watch):
    assert await roles.is_admin(ADMIN)
    server.groups["S1"] = []
    watch.seconds += 299
    assert await roles.is_admin(ADMIN)
    assert len(server.calls) == 1
    watch.seconds += 1
    assert not await roles.is_admin(ADMIN)


@pytest.mark.parametrize("error", ["missing_scope", "ratelimited", "token_revoked", ""])
async def test_a_group_that_slack_does_not_tell_has_no_members(server, roles, watch, error):
    assert await roles.is_admin(ADMIN)
    watch.seconds += 301
    server.fail("usergroups.users.list", error, status=200 if error else 502)
    assert not await roles.is_admin(ADMIN)
    assert await roles.is_admin(ADMIN)
