"""HWP 5: syhwp reads it, after hidden text has been blanked out in a copy of the file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import syhwp

from adapters.formats.flow import Flow
from adapters.formats.hwphidden import screened
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats.pieces import Parsed

PICTURE = syhwp.Image().text


def parse_hwp(data: bytes, limits: Limits) -> Parsed:
    """Raises ``UnreadableDocument``."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "document.hwp"
        try:
            copy.write_bytes(screened(data, limits))
            document = syhwp.open(str(copy))
        except syhwp.EncryptedDocumentError as error:
            raise UnreadableDocument(
                "it is protected with a password; save it without one"
            ) from error
        except syhwp.SyhwpError as error:
            raise UnreadableDocument(f"a damaged HWP ({error})") from error
    flow = Flow(limits.characters)
    for block in document.blocks:
        match block:
            case syhwp.Table():
                for row in block.grid():
                    flow.row([cell.replace(PICTURE, " ") for cell in row])
            case syhwp.Paragraph():
                flow.lines(block.text)
            case syhwp.Image():
                flow.pictured = True
    return flow.parsed()
