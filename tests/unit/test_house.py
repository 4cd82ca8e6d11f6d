"""Rules of the house that no linter knows."""

import ast
import os
import re
import socket
import tokenize
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("bot", "knowledge", "prompts", "adapters", "tests")
FILES = [path for folder in OURS for path in sorted((ROOT / folder).rglob("*.py"))]
NAMES = [str(path.relative_to(ROOT)) for path in FILES]
CODE = [path for path in FILES if "tests" not in path.relative_to(ROOT).parts]
OWN_SCRIPTS = re.compile("[\u1100-\u11ff\u3040-\u309f\u30a1-\u30fa\u3130-\u318f\uac00-\ud7a3]")
LONGEST = 300
LONGEST_FUNCTION = 40


@pytest.mark.parametrize("package", OURS)
def test_no_other_distribution_installs_a_package_of_our_name(package):
    """Else an import of ours may find theirs, by the order of the path."""
    assert set(packages_distributions().get(package, ())) <= {"sme-concierge"}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_file_is_longer_than_a_person_can_hold(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_function_is_longer_than_a_screen():
    """Steps of migrations are generated and never changed."""
    found = [
        f"{name}:{node.lineno} {node.name} {length}"
        for path in CODE
        if "migrations" not in path.parts
        for name in [path.relative_to(ROOT).as_posix()]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for length in [(node.end_lineno or 0) - node.lineno + 1]
        if length > LONGEST_FUNCTION
    ]
    assert found == []


@pytest.mark.parametrize("path", CODE, ids=[str(path.relative_to(ROOT)) for path in CODE])
def test_korean_and_japanese_stand_in_data_and_not_in_code(path):
    """Chinese characters are tolerated; a range of characters is written with escapes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if OWN_SCRIPTS.search(line)] == []


def test_doubles_are_written_and_never_patched():
    banned = re.compile(r"unittest[.]mock|from unittest import mock|monkeypatch[.]setattr|mocker")
    here = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in FILES
        if path != here
        for line in path.read_text(encoding="utf-8").splitlines()
        if banned.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.com"])
def test_a_test_that_reaches_for_the_network_fails(host):
    with pytest.raises(BaseException, match=f"reached for {host}"):
        socket.create_connection((host, 80), timeout=0.1)


def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_no_setting_of_the_machine_reaches_a_test():
    assert not [name for name in os.environ if name.startswith(("CONCIERGE_", "SLACK_"))]


def test_every_file_is_utf_8():
    for path in FILES:
        with tokenize.open(path) as source:
            assert source.encoding == "utf-8"
