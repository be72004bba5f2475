"""A view as the address of a page, and back: a link restores the whole view, and old links still open."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from vil.model.period import Grain
from vil.model.series import Comparison, Lens, Versus, View
from vil.services.exploring import fit_view, propose_grain
from vil.warehouse import load_version

E = TypeVar("E", bound=StrEnum)

_CODES = {
    "data": "dataset",
    "udgave": "version",
    "tal": "indicator",
    "enhed": "unit",
    "gruppe": "member",
    "trin": "grain",
    "perioder": "periods",
    "mod": "comparison",
    "syn": "lens",
    "over": "versus",
}
_UNSAID = {"lens": Lens.DEVELOPMENT, "versus": Versus.LAST_YEAR}
"""What a link leaves out, as the links from before there was more than one way of looking did."""


def view_to_query(view: View) -> dict[str, str]:
    """Write a view as the parameters of a link; nothing but names of things is in it."""
    values = {
        code: getattr(view, field) for code, field in _CODES.items() if getattr(view, field) != _UNSAID.get(field)
    }
    return {code: str(value) for code, value in values.items() if value is not None}


def view_from_query(datasets: Path, query: dict[str, str]) -> View | None:
    """Read a view back from the parameters of a link, mended where the data have changed; None when there is none.

    Raises NotFound when the data set or version no longer exists.
    """
    if "data" not in query:
        return None
    number = query.get("udgave", "")
    version = load_version(datasets, query["data"], int(number) if number.isdecimal() else None)
    periods = query.get("perioder", "")
    view = View(
        dataset=version.dataset,
        version=version.number,
        indicator=query.get("tal", ""),
        unit=query.get("enhed", ""),
        grain=_read_enum(Grain, query.get("trin", ""), propose_grain(version)),
        member=query.get("gruppe"),
        periods=int(periods) if periods.isdecimal() and int(periods) > 0 else None,
        comparison=_read_enum(Comparison, query.get("mod", ""), Comparison.OWN_HISTORY),
        lens=_read_enum(Lens, query.get("syn", ""), Lens.DEVELOPMENT),
        versus=_read_enum(Versus, query.get("over", ""), Versus.LAST_YEAR),
    )
    return fit_view(version, view)


def _read_enum(kind: type[E], text: str, otherwise: E) -> E:
    return kind(text) if text in set(kind) else otherwise


def write_link(base: str, view: View) -> str:
    """Write the address that restores a view."""
    return f"{base.split('?')[0]}?{urlencode(view_to_query(view))}"


def split_lines(text: str) -> tuple[tuple[str, str], ...]:
    r"""Read a text line by line into words and the address among them; an address alone is named by its place.

    Only addresses of the web are taken for such.

    >>> split_lines("Slides: https://intra.example.dk/a.pdf\n\nKaffe")
    (('Slides', 'https://intra.example.dk/a.pdf'), ('Kaffe', ''))
    """
    found = []
    for line in filter(str.strip, text.splitlines()):
        address = next(filter(_is_address, line.split()), "")
        words = " ".join(line.replace(address, " ").split()).strip(" :–-") if address else line.strip(" -")
        found.append((words or urlsplit(address).netloc, address))
    return tuple(found)


def _is_address(word: str) -> bool:
    try:
        parts = urlsplit(word)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc)
