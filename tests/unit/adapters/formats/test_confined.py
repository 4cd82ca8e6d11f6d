"""Whatever a file does to its reader is told as its reason, and the next file is read."""

from collections.abc import Iterator
from datetime import date

import pytest

from adapters.formats.confined import Confined
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument

CHILD = ("-m", "tests.unit.adapters.formats.misbehaving")
LIMITS = Limits(file=2_000_000, memory=600_000_000, cpu=1, wall=30)


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    confined = Confined(LIMITS, CHILD)
    yield confined
    confined.close()


def text(confined: Confined, data: bytes) -> str:
    return confined.parse(data, ".txt").pieces[0].text


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("spin", "took more than 1 s of processor time"),
        ("crash", r"crashed on it \(SIGABRT"),
        ("exit", r"crashed on it \(exit 3"),
        ("leave", "ended without an answer"),
        ("allocate", "more than 600 MB of memory"),
        ("recurse", "nested too deeply"),
        ("write", "damaged: OSError"),
        ("connect", "damaged: PermissionError: a file tried socket.connect"),
        ("raise", "damaged: KeyError: .missing."),
    ],
)
def test_a_file_that_harms_its_reader_is_told_and_the_next_is_read(confined, behaviour, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        confined.parse(behaviour.encode(), ".txt")

    assert text(confined, b"well") == "read well enough"


def test_a_file_that_hangs_is_stopped():
    confined = Confined(Limits(wall=0.8), CHILD)
    with pytest.raises(UnreadableDocument, match=r"longer than 0\.8 s"):
        confined.parse(b"hang", ".txt")
    confined.close()


def test_what_a_vendor_prints_does_not_mix_with_the_answers(confined):
    assert text(confined, b"print") == "read well enough"


def test_the_child_is_given_no_secret(confined, monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    confined.close()

    assert "TELEGRAM_BOT_TOKEN" not in text(confined, b"environment")


def test_one_child_reads_several_files(confined):
    confined.parse(b"first", ".txt")
    child = confined._child
    confined.parse(b"second", ".txt")

    assert confined._child is child


def test_an_idle_child_has_ended_and_another_reads():
    confined = Confined(Limits(idle=0.05), CHILD)
    confined.parse(b"first", ".txt")
    assert confined._child is not None
    confined._child.process.wait(5)

    assert text(confined, b"second") == "read well enough"
    confined.close()


def test_a_file_beyond_the_size_never_reaches_the_child():
    with pytest.raises(UnreadableDocument, match="too large: 5 bytes, at most 4 are read"):
        Confined(Limits(file=4)).parse(b"12345", ".txt")


def test_front_matter_comes_through_with_its_days():
    confined = Confined()
    parsed = confined.parse(b"---\nopens: 2026-05-01\nlist: [1, a]\n---\ntext\n", ".md")
    confined.close()

    assert parsed.front_matter == {"opens": date(2026, 5, 1), "list": [1, "a"]}


def test_aliases_that_multiply_are_refused():
    steps = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    confined = Confined()
    with pytest.raises(UnreadableDocument, match="grows beyond measure"):
        confined.parse(f"---\na0: &a0 [x]\n{steps}---\n".encode(), ".md")
    confined.close()


def test_a_text_beyond_measure_is_refused():
    confined = Confined(Limits(characters=10))
    with pytest.raises(UnreadableDocument, match="more than 10 characters of text"):
        confined.parse(b"eleven signs", ".txt")
    confined.close()
