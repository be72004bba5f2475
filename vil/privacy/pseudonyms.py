"""Pseudonyms: a keyed hash in place of an identifier, so that a person counts once and cannot be found without the key."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from hashlib import sha256
from pathlib import Path

from vil.errors import SettingInvalid
from vil.privacy.identifiers import read_number

LENGTH = 32
"""Hexadecimal signs of a pseudonym: 128 bits, so two of a billion persons share one less than once in 10²⁰ times."""
_KEY_BYTES = 32
_BLOCK = 64


def load_key(path: Path) -> bytes:
    """Read the installation's own key, made on first use and readable by its owner alone.

    Raises SettingInvalid when the file holds no key: 64 hexadecimal signs. Who loses the file loses the connection between
    persons in old and new versions; who shares it shares the way back to them.
    """
    if not path.exists():
        _make_key(path)
    text = path.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(rf"[0-9a-f]{{{_KEY_BYTES * 2}}}", text):
        raise SettingInvalid(
            f"Nøglen til pseudonymer i {path.name} kan ikke bruges. Hent filen fra en sikkerhedskopi, eller peg på den rigtige."
        )
    return bytes.fromhex(text)


def _make_key(path: Path) -> None:
    """Write a new key beside its place and put it there whole, unless somebody else came first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def make_pseudonym(cell: str, key: bytes) -> str:
    """Hash a cell with HMAC-SHA256; a CPR number gives the same however it is written.

    >>> make_pseudonym("10180-1234", b"k" * 32) == make_pseudonym("0101801234", b"k" * 32)
    True
    """
    plain = read_number(cell) or re.sub(r"\s+", " ", cell.strip()).lower()
    return hmac.new(key, plain.encode(), sha256).hexdigest()[:LENGTH]


def hash_pads(key: bytes) -> tuple[bytes, bytes]:
    """Give the inner and the outer padded key of HMAC (RFC 2104), for a hash made step by step elsewhere."""
    padded = key.ljust(_BLOCK, b"\0")
    return bytes(sign ^ 0x36 for sign in padded), bytes(sign ^ 0x5C for sign in padded)
