"""The report as one HTML file that needs nothing beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

from vil.report.pieces import (
    Aside,
    Axis,
    Block,
    CauseGrid,
    Facts,
    Figure,
    Heading,
    Knot,
    Lead,
    NumberNote,
    Outline,
    Paragraph,
    Picture,
    Reading,
    Readings,
    Voice,
    plain,
)

_STYLES = Path(__file__).parent / "page.css"
_FONTS = Path(__file__).parent.parent.parent / "static" / "fonts"
_POLICY = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"


def write_page(outline: Outline) -> str:
    """Write the whole report as HTML: styles, fonts and pictures inside, no scripts, nothing fetched."""
    title = _text(outline.title)
    return "\n".join(
        (
            '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{title} · {_text(outline.kicker)}</title>",
            f"<style>\n{_fonts()}{_STYLES.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>",
            f'<header>\n<p class="kicker">{_text(outline.kicker)}</p>\n<h1>{title}</h1>',
            f'<p class="byline">{_text(outline.byline)}</p>',
            f'<p class="notice">{_text(outline.notice)}</p>' if outline.notice else "",
            _summary(outline),
            f'</header>\n<ol class="thread">\n{_knots(outline.knots)}\n</ol>',
            _about(outline.about_heading, outline.about),
            "</main>\n</body>\n</html>\n",
        )
    )


@cache
def _fonts() -> str:
    """Carry our own face in the file where it is at hand; else the reader's own is used."""
    return "".join(
        f"@font-face {{ font-family: 'IBM Plex Sans'; font-weight: {weight}; "
        f"src: url(data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}) format('woff2'); }}\n"
        for weight in (400, 600)
        if (path := _FONTS / f"ibm-plex-sans-latin-{weight}-normal.woff2").is_file()
    )


def _text(text: str) -> str:
    return escape(plain(text), quote=True)


def _summary(outline: Outline) -> str:
    if not outline.summary.rows:
        return ""
    return (
        f'<section class="summary">\n<h2>{_text(outline.summary_heading)}</h2>\n{_facts(outline.summary)}\n</section>'
    )


def _knots(knots: tuple[Knot, ...]) -> str:
    following = [later.unfinished != "" for _, later in pairwise(knots)]
    return "\n".join(
        _knot(knot, is_last=knot is knots[-1], is_before_unfinished=is_before)
        for knot, is_before in zip(knots, [*following, False], strict=True)
    )


def _knot(knot: Knot, *, is_last: bool, is_before_unfinished: bool) -> str:
    claims = {"unfinished": bool(knot.unfinished), "last": is_last, "to-unfinished": is_before_unfinished}
    classes = " ".join(name for name, holds in claims.items() if holds)
    number = f'<span class="knot" aria-hidden="true">{knot.number}</span>'
    if knot.unfinished:
        return f'<li class="{classes}">{number}<p>{_text(knot.unfinished)}</p></li>'
    blocks = "\n".join(_block(block) for block in knot.blocks)
    return f'<li class="{classes}">{number}<h2>{_text(knot.heading)}</h2>\n{blocks}\n</li>'


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h3>{_text(text)}</h3>"
        case Lead(text):
            return f'<p class="lead">{_text(text)}</p>'
        case Paragraph(text):
            return f"<p>{_text(text)}</p>"
        case Aside(text):
            return f'<p class="aside">{_text(text)}</p>'
        case Facts():
            return _facts(block)
        case Readings(items):
            return f'<ul class="readings">\n{"".join(f"<li>{_reading(item)}</li>" for item in items)}\n</ul>'
        case Picture(figure):
            return _figure(figure)
        case Voice():
            return _voice(block)
        case CauseGrid():
            return _grid(block)


def _reading(reading: Reading) -> str:
    note = reading.note
    if note is None:
        return _text(reading.text)
    said = f'<p class="claim"><strong>{_text(note.lead)}</strong> {_text(note.sentence)}</p>'
    change = f'<p class="claim changed">{_text(note.change)}</p>' if note.change else ""
    why = f'<p class="claim aside">{_text(note.reason)}</p>' if note.reason else ""
    return f"{_text(reading.text)}{said}{why}{change}"


def _voice(voice: Voice) -> str:
    words = f"<p>{_text(voice.text)}</p>" if voice.text else ""
    origin = f'<p class="aside">{voice.number} · {_text(voice.origin)}</p>'
    return f'<div class="voice">{words}{_figure(voice.figure) if voice.figure else ""}{origin}</div>'


def _facts(facts: Facts) -> str:
    return f"<dl>\n{_rows(facts.rows)}\n</dl>"


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"<dt>{_text(label)}</dt><dd>{_text(text)}</dd>" for label, text in rows)


def _figure(figure: Figure) -> str:
    caption = f"<figcaption>{_text(figure.caption)}</figcaption>" if figure.caption else ""
    if figure.picture is None:
        return f'<figure class="without">{caption}</figure>'
    kind = "png" if figure.picture.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{b64encode(figure.picture).decode()}"
    return f'<figure><img src="{source}" alt="{_text(figure.alt)}">{caption}</figure>'


def _grid(grid: CauseGrid) -> str:
    heads = "".join(f'<th scope="col" role="columnheader">{_axis(axis)}</th>' for axis in grid.columns)
    rows = "\n".join(
        f'<tr role="row"><th scope="row" role="rowheader">{_axis(axis)}</th>'
        f"{''.join(_field(cards, grid.empty) for cards in fields)}</tr>"
        for axis, fields in zip(grid.rows, grid.cells, strict=True)
    )
    return (
        '<table class="grid" role="table"><thead role="rowgroup"><tr role="row"><td class="side" role="cell"></td>'
        f'{heads}</tr></thead>\n<tbody role="rowgroup">\n{rows}\n</tbody></table>'
    )


def _axis(axis: Axis) -> str:
    return f"{_text(axis.name)} <span>{_text(axis.explanation)}</span>"


def _field(cards: tuple[str, ...], empty: str) -> str:
    inside = "".join(f'<div class="card">{_text(card)}</div>' for card in cards)
    return f'<td role="cell">{inside or f"""<p class="empty">{_text(empty)}</p>"""}</td>'


def _about(heading: str, notes: tuple[NumberNote, ...]) -> str:
    if not notes:
        return ""
    parts = "\n".join(f"<h3>{_text(note.heading)}</h3>\n<dl>\n{_rows(note.facts)}\n</dl>" for note in notes)
    return f'<section class="about">\n<h2>{_text(heading)}</h2>\n{parts}\n</section>'
