"""Settings: read once, everything wrong reported together, an empty variable beats .env."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import BadSettings
from bot.setting_forms import parse_moment
from bot.settings import BUNDLED_DOCUMENTS, read_settings
from knowledge.programs import Language

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def faults(**environment):
    with pytest.raises(BadSettings) as caught:
        read_settings(environment, {})
    return str(caught.value).split("; ")


def test_nothing_set_is_a_console_with_the_bundled_documents():
    settings = read_settings({}, {})
    assert settings.documents == BUNDLED_DOCUMENTS
    assert (settings.telegram, settings.slack, settings.as_of) == (None, None, None)
    assert (settings.listen, settings.language) == (("127.0.0.1", 8080), Language.KO)
    assert settings.data_dir == Path("data")


def test_the_environment_beats_the_file():
    settings = read_settings({"CONCIERGE_OPERATOR": "부산시"}, {"CONCIERGE_OPERATOR": "大阪府"})
    assert settings.operator == "부산시"


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_counts_as_unset_and_beats_the_file(empty):
    dotenv = {**SLACK, "TELEGRAM_BOT_TOKEN": "1:a", "CONCIERGE_LANGUAGE": "ja"}
    environment = dict.fromkeys(("SLACK_BOT_TOKEN", "TELEGRAM_BOT_TOKEN"), empty)
    settings = read_settings(environment, dotenv)
    assert (settings.slack, settings.telegram) == (None, None)
    assert settings.language is Language.JA


def test_a_key_without_a_value_in_the_file_is_unset():
    assert read_settings({}, {"CONCIERGE_OPERATOR": None, "CHROMA_URL": ""}).operator == ""


@pytest.mark.parametrize(
    ("regions", "token", "told"),
    [
        ("not-json-s3cret", "t" * 16, "cannot be read"),
        ('["s3cret"]', "t" * 16, "cannot be read"),
        ('{"JP-27": "s3cret"}', "", "CONCIERGE_CONSOLE_TOKEN is missing"),
        ('{"JP-27": "s3cret", "KR-26": "s3cret"}', "t" * 16, "a token of its own"),
        ('{"JP-27": "s3cret"}', "s3cret", "a token of its own"),
    ],
)
def test_tokens_of_regions_are_held_apart_and_never_repeated(regions, token, told):
    (fault,) = faults(CONCIERGE_CONSOLE_REGIONS=regions, CONCIERGE_CONSOLE_TOKEN=token)
    assert told in fault
    assert "s3cret" not in fault


def test_tokens_are_no_part_of_how_settings_print():
    given = {
        "CONCIERGE_CONSOLE_TOKEN": "t0ken-of-all",
        "CONCIERGE_CONSOLE_REGIONS": '{"JP": "s3cret"}',
    }
    settings = read_settings(given, {})
    assert settings.console_regions == {"JP": "s3cret"}
    assert "s3cret" not in repr(settings)
    assert "t0ken" not in repr(settings)


def test_every_fault_is_reported_together():
    found = faults(
        CONCIERGE_LANGUAGE="fr",
        CONCIERGE_AS_OF="2026-11-22",
        CONCIERGE_LISTEN="localhost",
        TELEGRAM_BOT_TOKEN="1:a",
        TELEGRAM_WEBHOOK_URL="https://example.kr",
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_API_URL="https://slack-gov.com/api",
    )
    named = ("LISTEN", "LANGUAGE", "AS_OF", "WEBHOOK_SECRET", "APP_TOKEN", "SLACK_API_URL")
    assert len(found) == len(named)
    for name, fault in zip(named, found, strict=True):
        assert name in fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        (":9000", ("127.0.0.1", 9000)),
        ("9000", ("127.0.0.1", 9000)),
        ("[::1]:8080", ("::1", 8080)),
    ],
)
def test_where_to_listen(text, expected):
    assert read_settings({"CONCIERGE_LISTEN": text}, {}).listen == expected


@pytest.mark.parametrize("text", ["localhost", "127.0.0.1:", "127.0.0.1:70000", "host:http", "-1"])
def test_a_port_that_is_none_is_a_fault(text):
    (fault,) = faults(CONCIERGE_LISTEN=text)
    assert fault == f"CONCIERGE_LISTEN is {text!r}, should be host:port"


def test_admins_are_a_list_of_ids():
    environment = {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_ADMINS": " 42, 43 ,,"}
    telegram = read_settings(environment, {}).telegram
    assert telegram is not None
    assert telegram.admins == {"42", "43"}


def test_the_root_of_a_bot_api_server_may_end_in_a_slash():
    environment = {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_API_URL": "http://127.0.0.1:8081/"}
    telegram = read_settings(environment, {}).telegram
    assert telegram is not None
    assert telegram.api_url == "http://127.0.0.1:8081"


def test_slack_needs_one_of_its_two_ways():
    signed = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
    for environment in (SLACK, signed):
        assert read_settings(environment, {}).slack is not None
    (fault,) = faults(SLACK_BOT_TOKEN="xoxb-1")
    assert "SLACK_APP_TOKEN" in fault
    assert "SLACK_SIGNING_SECRET" in fault


def test_a_token_is_never_repeated_in_a_fault():
    found = " ".join(faults(SLACK_BOT_TOKEN="xoxb-secret", CONCIERGE_LANGUAGE="fr"))
    assert "xoxb-secret" not in found


def test_models_lie_in_the_cache_and_not_in_the_data():
    settings = read_settings({"XDG_CACHE_HOME": "/cache", "CONCIERGE_DATA_DIR": "~/d"}, {})
    assert settings.models_dir == Path("/cache/sme-concierge/models")
    assert settings.data_dir == Path.home() / "d"


def test_a_moment_has_its_zone():
    moment = parse_moment("2026-11-22T10:00:00+09:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=9)
    assert parse_moment("") is None
    for text in ("2026-11-22T10:00:00", "2026-11-22", "tomorrow", "2026-13-01T00:00Z"):
        with pytest.raises(ValueError):  # noqa: PT011 - the reader names key and form
            parse_moment(text)
