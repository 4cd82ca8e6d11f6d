"""Bytes to text, in the encodings that Korean and Japanese offices have used."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from knowledge.errors import UnreadableDocument

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, DOCX, XLSX or HWPX"),
    (b"\xd0\xcf\x11\xe0", "an HWP, DOC or XLS"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"HWP Document File", "an HWP 3.0"),
)
CANDIDATES = ("cp949", "cp932", "euc_jp")
# Share of expected letters less twice the unexpected. With it 3,222 of 3,224 passages of 60 letters
# (Korean in CP949, Japanese in CP932 and EUC-JP) came out right; two differ in a sign.
PLAUSIBLE = 0.5
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
HANGUL = re.compile("[\uac00-\ud7a3]")
HAN = re.compile("[\u4e00-\u9fff]")
MARK = re.compile("[\u3000-\u303f\uff01-\uff60\u2010-\u2027\u25a0-\u25ff\u00b7\u2190-\u2193]")


def decoded(data: bytes, declared: str = "") -> str:
    """The text of ``data``. What a page ``declared`` of itself counts only where nothing else tells.
    Raises ``UnreadableDocument`` where the encoding is not certain enough.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding) or _refuse(f"broken {encoding.removesuffix('-sig')}")
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            _refuse(f"{kind} file in spite of its ending; give it its own ending")
    if b"\x00" in data:
        _refuse("not a text (it holds zero bytes); save it as UTF-8 text")
    text = _strict(data, "utf-8")
    if text is not None:
        return text if "\x1b$" not in text else _strict(data, "iso2022_jp") or text
    return _guessed(data, declared)


def _guessed(data: bytes, declared: str) -> str:
    texts = {name: text for name in CANDIDATES if (text := _strict(data, name)) is not None}
    scores = {name: _plausibility(text, name) for name, text in texts.items()}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best and scores[best] >= PLAUSIBLE:
        return texts[best]
    if _is_encoding(declared) and (text := _strict(data, declared)) is not None:
        return text
    found = from_bytes(data).best()
    if found and found.encoding.startswith(("cp125", "latin", "iso8859", "mac_roman")):
        letters = [c for c in str(found) if not c.isspace()]
        if sum(c.isascii() for c in letters) >= 0.9 * len(letters):
            return str(found)
    return _refuse(
        "its encoding is not recognised (UTF-8, UTF-16, CP949, Shift_JIS and EUC-JP are read); "
        "save it as UTF-8"
    )


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name).name in {"cp949", "euc_kr", "cp932", "shift_jis", "euc_jp"}
    except LookupError:
        return False


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str, encoding: str) -> float:
    """From -1 to 1: how much of what is not ASCII is what such a text is made of."""
    counts = Counter(char for char in text if not char.isascii())
    total = sum(counts.values())
    expected = HANGUL if encoding == "cp949" else KANA
    main = sum(n for char, n in counts.items() if expected.match(char) and _common(char))
    aside = HAN if main else MARK  # Han counts beside kana or Hangul, never alone
    neutral = sum(n for char, n in counts.items() if aside.match(char) or MARK.match(char))
    if encoding == "cp949":
        neutral = min(neutral, main)
    rest = total - main - neutral
    return (main + neutral - 2 * rest) / total if main else -1.0


def _common(char: str) -> bool:
    """Of the 2,350 syllables of KS X 1001; the others come up where Japanese is read as Korean."""
    if not HANGUL.match(char):
        return True
    return len(char.encode("euc_kr")) == 2  # the others are spelled out in eight bytes


def _refuse(reason: str) -> str:
    raise UnreadableDocument(reason)
