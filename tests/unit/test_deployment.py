"""What cannot be run here is at least held against what it names."""

from __future__ import annotations

import ast
import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from bot.__main__ import parser

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(
    r"\b(?:CONCIERGE|TELEGRAM|SLACK|DATA_GO_KR|BIZINFO|GBIZINFO|DATABASE|CHROMA|OTEL)_[A-Z_]+"
)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def settings() -> set[str]:
    """Every variable that the settings read."""
    tree = ast.walk(ast.parse(read("bot/settings.py")))
    texts = {n.value for n in tree if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {text for text in texts if VARIABLE.fullmatch(text)}


@pytest.mark.parametrize("page", ["docs/operations.md", ".env.example"])
def test_every_setting_is_told_and_no_other(page: str) -> None:
    told = set(VARIABLE.findall(read(page)))
    assert settings() - told == set()
    assert told - settings() == set()


@pytest.mark.parametrize("name", ["docker-compose.yml", "Dockerfile", "deploy/concierge.service"])
def test_what_is_deployed_sets_what_there_is(name: str) -> None:
    assert set(VARIABLE.findall(read(name))) <= settings()


def test_a_copied_example_takes_nothing_away_that_a_deployment_sets() -> None:
    """An empty variable of a container's or a unit's file beats the one of the image or the unit."""
    emptied = set(re.findall(r"^(\w+)=$", read(".env.example"), re.MULTILINE))
    given = read("Dockerfile") + read("deploy/concierge.service")
    assert {"CONCIERGE_DATA_DIR", "CONCIERGE_MODELS_DIR"} <= set(re.findall(r"\b(\w+)=", given))
    assert emptied & set(re.findall(r"\b(\w+)=", given)) == set()


def test_the_composition_is_whole() -> None:
    composed = yaml.safe_load(read("docker-compose.yml"))
    services = composed["services"]
    assert set(services) == {"bot", "reload", "postgres", "chroma"}
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services)
        assert set(service["networks"]) <= set(composed["networks"])
        for volume in service["volumes"]:
            assert volume.partition(":")[0] in composed["volumes"]
        assert "ports" not in service, f"{name} is open to the machine"
    assert composed["networks"]["back"]["internal"]
    assert services["bot"]["cap_drop"] == ["ALL"]
    assert services["bot"]["read_only"]


def test_its_commands_are_commands_of_ours() -> None:
    composed = yaml.safe_load(read("docker-compose.yml"))["services"]
    given = [composed[name]["command"] for name in ("bot", "reload")]
    given.append(ast.literal_eval(read("Dockerfile").rpartition("\nCMD ")[2].strip()))
    for name in ("concierge", "concierge-backup"):
        unit = ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read_string(read(f"deploy/{name}.service"))
        given.append(unit["Service"]["ExecStart"].partition(" -m bot ")[2].split())
    for words in given:
        assert parser().parse_args(words).command == words[0]


def test_the_image_runs_without_root_and_copies_what_there_is() -> None:
    lines = read("Dockerfile").replace("\\\n", " ").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    assert [w[1] for w in words if w[0] == "USER"] == ["10001:10001"]
    copied = [n for w in words if w[0] == "COPY" and "--from" not in w[1] for n in w[1:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    known = {"FROM", "ENV", "WORKDIR", "RUN", "COPY", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK"}
    known |= {"ARG", "STOPSIGNAL", "ENTRYPOINT", "CMD"}
    assert {w[0] for w in words if w[0].isupper()} <= known


def test_every_defence_names_tests_that_exist() -> None:
    page = read("docs/security.md")
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page))
    assert len(named) >= 30
    for path, test in named:
        assert (ROOT / path).is_file(), path
        assert not test or f"def {test}(" in read(path), f"{path}::{test}"
    for number in range(1, 11):
        assert f"LLM{number:02d}" in page
