"""Bring an extract, first half: choose a file and see how it was read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import streamlit as st

from vil.formats import format_number
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import ReadingOptions
from vil.services import arriving, publishing
from vil.ui import drafting, matching, questioning, state
from vil.ui.labels import COLUMN_TYPES, DECIMALS, DELIMITERS, ENCODING_NAMES, ENCODINGS
from vil.ui.writing import as_plain

_OPTIONS = "bring.options"
_READING = "bring.reading"
_STORED_NUMBER = re.compile(r"-?\d+\.\d+")
_SHOWN_DOUBTS = 12


def choose_file() -> Path | None:
    """Ask for a file: uploaded, or pointed at in the inbox; the one worked on is kept over a reload."""
    publishing.expect_reading()
    waiting = arriving.list_inbox(state.read_settings())
    if waiting:
        upload, inbox = "Fra min computer", "Fra indbakken"
        where = st.segmented_control(
            "Hvor ligger udtrækket?", [upload, inbox], default=upload, required=True, key="bring.where"
        )
        if where == inbox:
            return _choose_waiting(waiting)
    if (held := drafting.held_file()) is not None:
        drafting.show_file(held)
        return held
    _ask_for_upload()
    return None


def _choose_waiting(waiting: tuple[Path, ...]) -> Path | None:
    if drafting.held_file() is not None:
        drafting.give_up()
    path = st.selectbox(
        "Fil",
        waiting,
        format_func=lambda path: path.name,
        index=None,
        placeholder="Vælg en fil",
        key="bring.inbox",
    )
    if path is not None:
        drafting.begin()
    return path


def _ask_for_upload() -> None:
    """Take a file from the visitor's computer, and draw the page again with it."""
    most = state.read_settings().max_upload_mb
    st.write("Træk en fil fra MSB i Tal eller en anden kilde hertil, eller tryk »Vælg fil«.")
    st.caption(
        f"Excel (xlsx, xlsb, xls), ODS, CSV, TSV, TXT, PX eller Parquet, op til {format_number(most)} MB. "
        "DuckDB-filer lægges i indbakken. Tallene sendes ikke videre."
    )
    uploaded = st.file_uploader("Udtræk", type=list(arriving.KINDS), key="bring.upload", max_upload_size=most)
    if uploaded is not None:
        drafting.keep_file(uploaded.name, uploaded)
        st.rerun()


def show_reading(path: Path, start: ReadingOptions, *, is_known: bool = False) -> Reading | None:
    """Show how the file was understood, and let the analyst say it better; None when it cannot be read.

    `start` are the options it is read with at first. Of a file that `is_known` only what must be decided stands open.
    """
    chosen = reading_options(path, start)
    reading = _read(path, chosen)
    if not is_known and matching.ask_home(path, reading):
        return None
    if chosen.personal or questioning.must_decide_personal(reading):
        drafting.stop_file()
    if questioning.must_decide_personal(reading):
        if (decided := questioning.decide_personal(reading, chosen)) is not None:
            _read_again(path, decided)
        return None
    if reading.refused:
        st.error(as_plain(reading.refused.message), icon=":material/block:")
        _ask_for_dialect(path, reading, chosen)
        return None
    if (answered := questioning.ask_questions(reading, chosen)) is not None:
        _read_again(path, answered)
    if is_known:
        with st.expander("Sådan læste vi filen", icon=":material/description:"):
            st.markdown(describe_reading(reading))
            _show_preview(reading)
    else:
        st.subheader("Sådan læste vi filen")
        st.markdown(describe_reading(reading))
        _show_preview(reading)
    _show_doubts(reading, is_open=not is_known)
    _ask_for_dialect(path, reading, chosen)
    return reading


def forget_reading() -> None:
    """Leave nothing of the file that was read behind, once it is published."""
    kept: tuple[object, Reading] | None = st.session_state.pop(_READING, None)
    if kept is not None:
        publishing.forget_preview(kept[1])
    drafting.give_up()


def _read_again(path: Path, options: ReadingOptions) -> None:
    st.session_state[_OPTIONS] = (path, options)
    st.rerun()


def _read(path: Path, options: ReadingOptions) -> Reading:
    """Read the file once for each set of options; the answer is kept while the analyst works on it."""
    key = (path, path.stat().st_mtime_ns, options)
    kept: tuple[object, Reading] | None = st.session_state.get(_READING)
    if kept is None or kept[0] != key:
        if kept is not None:
            publishing.forget_preview(kept[1])
        with st.spinner("Læser udtrækket …"):
            kept = (key, publishing.preview_extract(state.read_settings(), path, options))
        st.session_state[_READING] = kept
    return kept[1]


def describe_reading(reading: Reading) -> str:
    """Say in one line what the reader found."""
    parts = [
        f"**{format_number(reading.data_rows)}** rækker",
        f"**{len(reading.columns)}** kolonner",
        f"overskrifter i række {', '.join(map(str, reading.header_rows))}"
        if reading.header_rows
        else "ingen overskrifter",
    ]
    if reading.sheet:
        parts.append(f"arket »{as_plain(reading.sheet)}«")
    if reading.encoding:
        parts.append(f"tegnsæt {ENCODING_NAMES.get(reading.encoding, reading.encoding)}")
    if reading.delimiter:
        parts.append(DELIMITERS.get(reading.delimiter, f"skilletegn {reading.delimiter}"))
    if reading.decimal and _has_decimals(reading):
        parts.append(DECIMALS.get(reading.decimal, ""))
    if reading.aggregates:
        shown = ", ".join(reading.aggregates[:4]) + (" …" if len(reading.aggregates) > 4 else "")
        parts.append(f"i alt-rækker holdt for sig: {as_plain(shown)}")
    return " · ".join(part for part in parts if part)


def _has_decimals(reading: Reading) -> bool:
    """Tell whether a figure is written with decimals, so that it is worth saying how."""
    numbers = [column for column in reading.columns if column.type is ColumnType.NUMBER]
    if any(column.sum is not None and column.sum % 1 for column in numbers) or not reading.preview:
        return True
    named = {column.name for column in numbers}
    places = [place for place, name in enumerate(reading.preview[0]) if name in named]
    return any(
        str(reading.decimal) in row[place] for row in reading.preview[1:] for place in places if place < len(row)
    )


def _show_preview(reading: Reading) -> None:
    if len(reading.preview) > 1:
        st.dataframe(list_preview(reading), hide_index=True)


def list_preview(reading: Reading) -> list[dict[str, str]]:
    """List the first rows as they were read, under the names of the columns and what each is taken for."""
    header, *rows = reading.preview
    types = {column.name: column.type for column in reading.columns}
    names = [f"{name} ({COLUMN_TYPES[types[name]]})" if name in types else name for name in header]
    numbers = {place for place, name in enumerate(header) if types.get(name) is ColumnType.NUMBER}
    stored = numbers if reading.sheet and reading.decimal is None else set()
    rows = [tuple(_as_excel_shows(cell) if at in stored else cell for at, cell in enumerate(row)) for row in rows[:8]]
    return [dict(zip(names, [*row, *[""] * (len(names) - len(row))], strict=False)) for row in rows]


def _as_excel_shows(cell: str) -> str:
    """Write a number that a workbook keeps as a number with a comma, as Excel shows it here."""
    return cell.replace(".", ",") if _STORED_NUMBER.fullmatch(cell) else cell


def _show_doubts(reading: Reading, *, is_open: bool) -> None:
    if not reading.warnings:
        return
    with st.expander(f"Værd at se efter ({len(reading.warnings)})", expanded=is_open, icon=":material/visibility:"):
        for doubt in reading.warnings[:_SHOWN_DOUBTS]:
            rows = (
                f" (række {', '.join(map(str, doubt.rows[:5]))}{' …' if len(doubt.rows) > 5 else ''})"
                if doubt.rows
                else ""
            )
            st.markdown(f"- {as_plain(doubt.message)}{rows}")


def _ask_for_dialect(path: Path, reading: Reading, chosen: ReadingOptions) -> None:
    """Let the analyst correct what the reader took for granted about the file."""
    with st.expander("Læs filen på en anden måde", icon=":material/tune:"):
        answer = chosen
        left, middle, right = st.columns(3)
        if len(reading.sheets) > 1:
            with left:
                sheet = st.selectbox(
                    "Ark eller tabel", reading.sheets, index=_place(reading.sheets, reading.sheet), key="bring.sheet"
                )
            is_table = reading.format == "duckdb"
            answer = replace(answer, table=sheet) if is_table else replace(answer, sheet=sheet)
        with middle:
            row = st.number_input(
                "Overskrifterne står i række",
                0,
                100,
                (reading.header_rows or (0,))[-1],
                key="bring.header",
                help="0 = ingen",
            )
        if reading.delimiter:
            with right:
                separator = st.selectbox(
                    "Skilletegn",
                    list(DELIMITERS),
                    _place(tuple(DELIMITERS), reading.delimiter),
                    DELIMITERS.__getitem__,
                    key="bring.sep",
                )
                decimal = st.selectbox(
                    "Decimaltegn",
                    list(DECIMALS),
                    _place(tuple(DECIMALS), reading.decimal),
                    DECIMALS.__getitem__,
                    key="bring.decimal",
                )
                encoding = st.selectbox("Tegnsæt", ENCODINGS, _place(ENCODINGS, reading.encoding), key="bring.encoding")
            answer = _only_changes(answer, reading, separator, decimal, encoding)
        if row != (reading.header_rows or (0,))[-1]:
            answer = replace(answer, header_row=int(row))
        answer = _ask_for_missing(answer)
        if st.button("Læs igen", key="bring.again", icon=":material/refresh:"):
            _read_again(path, answer)


def _ask_for_missing(answer: ReadingOptions) -> ReadingOptions:
    """Ask for the marks that stand for a missing number in this file."""
    written = st.text_input(
        "Tegn for manglende tal",
        "; ".join(answer.missing),
        key="bring.missing",
        placeholder="fx 99999",
        help="Tomme felter, ».«, »..«, »-« og »:« kender vi. Skriv semikolon mellem flere.",
    )
    return replace(answer, missing=tuple(part for text in written.split(";") if (part := text.strip())))


def _only_changes(
    answer: ReadingOptions, reading: Reading, separator: str, decimal: str, encoding: str
) -> ReadingOptions:
    if separator != reading.delimiter:
        answer = replace(answer, delimiter=separator)
    if decimal != reading.decimal:
        answer = replace(answer, decimal=decimal, thousands="." if decimal == "," else ",")
    if encoding != reading.encoding:
        answer = replace(answer, encoding=encoding)
    return answer


def _place(options: tuple[str, ...], wanted: str | None) -> int:
    return options.index(wanted) if wanted in options else 0


def reading_options(path: Path, start: ReadingOptions) -> ReadingOptions:
    """The options the analyst has settled on for a file, those it begins with where nothing was said."""
    kept: tuple[Path | None, ReadingOptions] = st.session_state.get(_OPTIONS, (None, start))
    return kept[1] if kept[0] == path else start
