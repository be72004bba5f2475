"""How good the numbers of a data set are: a few plain sentences for everybody, and the whole report for who wants it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from vil.charts import find_palette
from vil.charts.completeness import KEY, draw_completeness
from vil.formats import format_number
from vil.model.series import DatasetVersion
from vil.narration.quality import describe_completeness, say_habits
from vil.services import quality
from vil.services.quality import Told
from vil.ui import state
from vil.ui.charts import show_table
from vil.ui.drawing import show_drawn
from vil.ui.frame import theme_name
from vil.ui.tables import list_presence
from vil.ui.writing import as_plain

_NOTICE, _CALM = ":material/visibility:", ":material/task_alt:"
_FEW_ROWS, _HIGHEST = 8, 380
_FEW_REMARKS = 4
"""How many of the things to notice stand open; the rest are a press away."""


def show_quality_summary(version: DatasetVersion) -> None:
    """Say in a few sentences whether there is anything to notice; nothing for a version that was never looked at."""
    told = quality.tell_quality(state.datasets_dir(), version)
    if told is None:
        return
    icon = _NOTICE if told.words.remarks else _CALM
    first, *rest = (as_plain(sentence) for sentence in told.words.for_leaders)
    remarks = [as_plain(sentence) for sentence in told.words.remarks]
    together = rest[:1] if remarks else rest
    st.markdown(f"{icon} **{first}** {' '.join(together)}")
    _list_sentences(remarks[:_FEW_REMARKS])
    if more := remarks[_FEW_REMARKS:]:
        with st.expander("Den sidste" if len(more) == 1 else f"De sidste {format_number(len(more))}"):
            _list_sentences(more)
    if told.changes:
        st.markdown(f"**Mod udgaven før:** {as_plain(told.changes[0])}")


def _list_sentences(sentences: Sequence[str]) -> None:
    if sentences:
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


def offer_quality(version: DatasetVersion) -> None:
    """Offer the whole report, made when it is opened."""
    told = quality.tell_quality(state.datasets_dir(), version)
    if told is None:
        return
    key = f"quality.{version.dataset}"
    label = "Se kvaliteten af tallene"
    opened = st.expander(label, icon=":material/fact_check:", key=f"{key}.open", on_change="rerun")
    if opened.open:
        with opened:
            _show_remarks(told)
            _show_habits(version)
            _show_completeness(version, key)
            _show_tables(version, key)


def _show_remarks(told: Told) -> None:
    said = told.words.remarks or (told.words.calm,)
    st.markdown("\n".join(f"- {as_plain(sentence)}" for sentence in said))
    if told.changes:
        st.markdown("**Mod udgaven før**")
        st.markdown("\n".join(f"- {as_plain(sentence)}" for sentence in told.changes))


def _show_habits(version: DatasetVersion) -> None:
    habits = quality.list_habits(state.datasets_dir(), version)
    st.markdown("\n".join(f"- {as_plain(sentence)}" for sentence in say_habits(version, habits)))


def _show_completeness(version: DatasetVersion, key: str) -> None:
    """Draw which numbers there are of one indicator."""
    names = {indicator.id: indicator.name for indicator in version.recipe.indicators}
    st.markdown("**Hvor er der tal?**")
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.selectbox("Tal", list(names), format_func=names.__getitem__, key=f"{key}.indicator")
    found = quality.find_completeness(state.datasets_dir(), version, chosen)
    if not found.rows:
        st.caption("Der er ingen tal at vise.")
        return
    st.caption(KEY)
    theme = theme_name()
    spec = draw_completeness(found, palette=find_palette(theme)).to_dict()
    text = describe_completeness(found, version.indicator(chosen))
    show_drawn(spec, key=f"{key}.chart.{theme}", alt=text)
    more = f" Yderligere {found.left_out} mangler ikke mere end dem, der vises." if found.left_out else ""
    st.caption(as_plain(f"{text}{more}"))
    show_table(list_presence(found), key=f"{key}.presence")


def _show_tables(version: DatasetVersion, key: str) -> None:
    """Show one table of the report at a time, and offer all of them as files."""
    tables = quality.list_tables(state.datasets_dir(), version)
    titles = [table.title for table in tables]
    st.markdown("**Hele rapporten**")
    chosen = st.selectbox("Tabel", titles, key=f"{key}.table") if len(titles) > 1 else titles[0]
    table = next(table for table in tables if table.title == chosen)
    numbers = [
        heading
        for place, heading in enumerate(table.headings)
        if all(row[place] is None or _is_number(row[place]) for row in table.rows)
    ]
    rows = [dict(zip(table.headings, map(_as_shown, row), strict=True)) for row in table.rows]
    st.dataframe(
        rows,
        hide_index=True,
        column_config={heading: st.column_config.NumberColumn(format="localized") for heading in numbers},
        height="content" if len(rows) <= _FEW_ROWS else _HIGHEST,
        key=f"{key}.rows.{chosen}",
    )
    _tell_left_out(version)
    name = f"kvalitet-{version.dataset}-udgave-{version.number}"
    with st.container(horizontal=True, gap="medium"):
        st.download_button(
            "Hent som Excel",
            lambda: quality.write_report(tables, "xlsx"),
            f"{name}.xlsx",
            icon=":material/download:",
            key=f"{key}.xlsx",
        )
        st.download_button(
            "Hent som CSV",
            lambda: quality.write_report(tables, "csv"),
            f"{name}.zip",
            icon=":material/download:",
            key=f"{key}.csv",
        )


def _as_shown(cell: object) -> object:
    """Give a number with at most two decimals, as a number, so that the column is sorted as such."""
    return round(float(str(cell)), 2) if _is_number(cell) else cell


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _tell_left_out(version: DatasetVersion) -> None:
    report = version.quality
    if report is None:
        return
    if report.left_out:
        more = sum(count for _, count in report.left_out)
        st.caption(f"Listerne viser de 50 vigtigste af hver slags. {format_number(more)} til er talt med og ikke vist.")
    if report.unjudged:
        st.caption(f"Datasættet er meget stort: {format_number(report.unjudged)} rækker af tal er ikke set efter.")
