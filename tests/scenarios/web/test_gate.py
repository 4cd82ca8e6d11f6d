"""Nobody enters the console without its token, and nobody acts in another's name."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from adapters.channels.web import Gate
from adapters.stores.console import metadata
from bot.bootstrap.messengers import serve
from bot.errors import BadSettings
from tests.scenarios.web.desk import REGIONS, TOKEN, served

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = ("", "/programs", "/review", "/reports", "/needs", "/audit", "/try", "/no-such-page")
ACTS = ("/act/pause", "/review", "/reload", "/undo", "/try", "/reports/settle", "/sign-out")


@pytest.mark.parametrize("page", PAGES)
async def test_a_stranger_is_sent_to_the_door_whatever_they_ask_for(stranger, page):
    answer = await stranger.get(page, follow=False)
    assert (answer.status, answer.headers["Location"].split("?")[0]) == (303, "/console/sign-in")


@pytest.mark.parametrize("act", ACTS)
async def test_an_act_without_a_session_is_refused(stranger, service, act):
    assert (await stranger.post(act)).status == 401
    assert not service.tools.orders.read().paused


async def test_the_right_token_leads_to_where_one_wanted_to_go(stranger):
    door = await stranger.get("/programs?country=JP")
    answer = await stranger.signs_in(next=door.value("next"))
    assert (answer.status, answer.address) == (200, "/console/programs?country=JP")


@pytest.mark.parametrize("way", ["https://example.com/", "//example.com", "/consoles", "/\\x", "x"])
async def test_nobody_is_led_out_of_the_console(stranger, way):
    assert (await stranger.signs_in(next=way)).address == "/console"


async def test_wrong_tokens_are_refused_and_soon_all_of_them(stranger, service):
    wrong = (await stranger.signs_in("wrong-token-00000"), await stranger.signs_in(""))
    assert [answer.status for answer in wrong] == [403, 403]
    for _ in range(3):
        await stranger.signs_in("another-wrong-one")
    shut = await stranger.signs_in()
    assert (shut.status, shut.headers["Retry-After"]) == (429, "900")
    await _forgive(service)
    assert (await stranger.signs_in()).status == 200


async def test_the_door_has_a_proof_of_its_own(stranger):
    await stranger.get("/sign-in")
    assert (await stranger.post("/sign-in", token="x")).status == 403
    assert (await stranger.post("/sign-in", csrf="0" * 64, token="x")).status == 403


async def test_cookies_are_kept_from_scripts_and_from_other_sites(stranger):
    await stranger.get("/sign-in")
    await stranger.signs_in()
    cookies = list(stranger.session.cookie_jar)
    assert cookies
    for cookie in cookies:
        assert cookie["httponly"]
        assert (cookie["samesite"], cookie["path"]) == ("Strict", "/console")


@pytest.mark.parametrize("proof", ["", "0" * 64, "x"])
async def test_a_form_without_the_right_proof_does_nothing(admin, service, proof):
    answer = await admin.post("/act/pause", csrf=proof)
    assert answer.status == 403
    assert not service.tools.orders.read().paused


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://example.com"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_a_form_from_another_site_does_nothing(admin, service, headers):
    proof = (await admin.get("/confirm/pause")).csrf
    assert (await admin.post("/act/pause", headers, csrf=proof)).status == 403
    assert not service.tools.orders.read().paused


async def test_every_replica_knows_the_proofs_of_the_others():
    gates = [Gate({"": TOKEN, **REGIONS}, None, None, None) for _replica in range(2)]
    secrets = [gates[0].secret(region) for region in ("", "JP-27", "KR-26")]
    for secret in secrets:
        assert gates[0].proof(secret) == gates[1].proof(secret)
    assert len({gates[0].proof(f"{region}.same") for region in ("", "JP-27", "KR-26")}) == 3


async def test_the_proof_of_one_session_is_none_of_another(admin):
    proof = (await admin.get("")).csrf
    admin.session.cookie_jar.clear()
    await admin.signs_in()
    assert (await admin.post("/act/pause", csrf=proof)).status == 403


async def test_after_signing_out_the_old_cookie_opens_nothing(admin):
    kept = {c.key: c.value for c in admin.session.cookie_jar}
    out = await admin.acts("", "/sign-out")
    assert "done=signed_out" in out.address
    admin.session.cookie_jar.update_cookies(kept)
    assert (await admin.get("", follow=False)).status == 303


async def test_every_answer_forbids_what_no_page_needs(admin):
    for page in ("", "/static/console.css", "/no-such-page"):
        headers = (await admin.get(page)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


async def test_a_token_that_can_be_guessed_is_a_wrong_setting(service, tmp_path):
    with pytest.raises(BadSettings, match="at least 16 characters"):
        await serve(served(service, tmp_path, 0, "short"), ("web",))


async def _forgive(service) -> None:
    """As fifteen minutes would."""
    async with service.tools.engine.begin() as connection:
        await connection.execute(delete(metadata.tables["console_refusals"]))
