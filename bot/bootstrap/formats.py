"""What reads files: a confined child process that parses every format."""

from __future__ import annotations

from knowledge.formats import Formats, Unpack
from knowledge.versions.collecting import Read


def build_formats() -> tuple[Read, Unpack]:
    """The child begins with the first file and ends by itself when it is asked nothing more, at the
    latest with these two.
    """
    from adapters.formats.confined import Confined

    confined = Confined()
    return Formats(confined.parse).read, confined.unpack
