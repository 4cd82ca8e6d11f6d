"""What is slow to make, made once: the converted model and the analysers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.embeddings.e5.bundled import BundledE5
from adapters.morphemes import open_morphemes
from knowledge.ports import Morphemes
from knowledge.programs import Language


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Converted models are kept between runs, where the concierge itself keeps them."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("CONCIERGE_MODELS_DIR") or cache / "sme-concierge" / "models")


@pytest.fixture(scope="session")
def bundled(models_dir: Path) -> BundledE5:
    return BundledE5(models_dir)


@pytest.fixture(scope="session")
def morphemes() -> Mapping[Language, Morphemes]:
    return open_morphemes()
