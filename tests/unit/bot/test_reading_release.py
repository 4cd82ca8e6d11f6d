"""What is read by another program is read anew."""

from __future__ import annotations

from bot.bootstrap.formats import HOUSE, _reading_files, reading_release


def test_everything_that_decides_a_reading_is_in_its_release():
    files = {path.relative_to(HOUSE).as_posix() for path in _reading_files()}
    assert {
        "knowledge/extraction/conditions.toml",
        "knowledge/sources/drafting.py",
        "knowledge/formats/spacing.tsv",
        "knowledge/programs.py",
        "adapters/formats/hwpx.py",
    } <= files
    assert not any(name.startswith("knowledge/documents/") for name in files)


def test_it_is_the_same_all_day():
    before = reading_release()
    reading_release.cache_clear()
    assert reading_release() == before
