"""Pictures that rounds hold: drawn anew so that nothing but what is seen is left, and kept as files beside the records."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from vil.errors import FileNotWritten, PictureRefused

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_MB = 20
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_NAME = re.compile(r"[0-9a-f]{64}\.jpg")


def keep_picture(folder: Path, content: bytes) -> str:
    """Keep a picture without its place, its time and all else that a camera writes along; give the name of its file.

    The same picture is kept once. Raises PictureRefused and FileNotWritten.
    """
    clean = _draw_anew(content)
    name = f"{hashlib.sha256(clean).hexdigest()}.jpg"
    target = folder / name
    if not target.is_file():
        _put(target, clean)
    return name


def load_picture(folder: Path, name: str) -> bytes | None:
    """Load a picture; None when there is none of that name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None


def _draw_anew(content: bytes) -> bytes:
    from PIL import ImageOps

    if len(content) > LARGEST_MB * 1_000_000:
        raise PictureRefused("too_large", f"{LARGEST_MB} MB")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a camera wrote along may be broken; it is not kept
        try:
            upright = ImageOps.exif_transpose(_open(content))
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            return _as_jpeg(upright)
        except (OSError, ValueError, SyntaxError, KeyError, IndexError, EOFError, MemoryError) as error:
            raise PictureRefused("unreadable") from error


def _open(content: bytes) -> Image:
    """Open a picture without drawing it; the number of its points is known before they are."""
    from PIL import Image

    try:
        found = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise PictureRefused("too_large", f"{_MOST_PIXELS // 1_000_000} megapixel") from error
    if found.width * found.height > _MOST_PIXELS:
        raise PictureRefused("too_large", f"{_MOST_PIXELS // 1_000_000} megapixel")
    found.draft("RGB", (2 * _LONGEST_SIDE, 2 * _LONGEST_SIDE))
    return found


def _as_jpeg(picture: Image) -> bytes:
    """Write the points alone, on white where the picture is clear."""
    from PIL import Image

    bare = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    bare.paste(seen, mask=seen.getchannel("A"))
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()


def _put(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(target)
    except OSError as error:
        raise FileNotWritten(str(target)) from error
