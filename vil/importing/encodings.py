"""Find the encoding of a text file and read its text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp865")
_TWICE = re.compile("Ã[¦¸¥†˜…]|Ã[\x80-\x9f]")
"""What æ, ø and å become when UTF-8 is read as one byte a sign, and saved again."""
_CHUNK = 1 << 20
_LETTERS = re.compile(r"[a-zA-Z][æøåÆØÅäöüÄÖÜéÉ]|[æøåÆØÅäöüÄÖÜéÉ][a-zA-Z]|\b[ÆØÅ]")
_ODD = re.compile(r"[^\x00-\x7fæøåÆØÅäöüÄÖÜéÉèÈêëáàâíìîïóòôúùûñÑçÇßðÐþÞ§°½¼¾²³µ·«»–—‘’“”„…€£•×÷±¹ºª®©™\xa0]")


@dataclass(frozen=True)
class Encoding:
    """An encoding by Python's name, whether the file has a byte order mark, and whether it is a guess among several."""

    name: str
    bom: bool = False
    is_guess: bool = False


def find_encoding(path: Path) -> Encoding:
    """Find the encoding: a byte order mark, UTF-16 by its zeros, ASCII or UTF-8 if the whole file is, else one byte a sign."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name, bom=True)
    for name in ("utf-16-le", "utf-16-be"):
        if _has_zeros_of(head, name):
            return Encoding(name)
    if b"\0" not in head and (name_or_none := _find_utf8(path)):
        return Encoding(name_or_none)
    sample = _bytes_beyond_ascii(path)
    scores = {name: _score(sample, name) for name in _SINGLE_BYTE}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= scores["cp1252"]:
        best = "cp1252"
    if best == "cp1252" and not _can_decode(sample, "cp1252"):
        return Encoding("latin-1", is_guess=True)
    return Encoding(best, is_guess=best != "cp1252")


def _has_zeros_of(head: bytes, name: str) -> bool:
    high = head[1::2] if name == "utf-16-le" else head[::2]
    low = head[::2] if name == "utf-16-le" else head[1::2]
    return len(head) > 3 and high.count(b"\0") > len(high) * 0.6 and low.count(b"\0") < len(low) * 0.1


def _find_utf8(path: Path) -> str | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_ascii = True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            is_ascii = is_ascii and chunk.isascii()
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return "ascii" if is_ascii else "utf-8"


def _bytes_beyond_ascii(path: Path, most: int = 200_000) -> bytes:
    """Collect the lines that say something about the encoding."""
    found = bytearray()
    with path.open("rb") as file:
        while len(found) < most and (line := file.readline(_CHUNK)):
            if not line.isascii():
                found += line[:2000]
    return bytes(found)


def _can_decode(sample: bytes, name: str) -> bool:
    try:
        sample.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _score(sample: bytes, name: str) -> float:
    text = sample.decode(name, errors="replace")
    return len(_LETTERS.findall(text)) - 2.0 * len(_ODD.findall(text))


def count_twice_encoded(path: Path, encoding: str) -> int:
    """Count letters that were saved as UTF-8, read as something else, and saved again; in the first lines beyond ASCII."""
    if encoding == "ascii" or encoding.startswith(("utf-16", "utf-32")):
        return 0
    return len(_TWICE.findall(_bytes_beyond_ascii(path).decode(encoding, errors="replace")))
