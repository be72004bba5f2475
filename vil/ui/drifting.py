"""Same as last time? One screen that says what is different, and lets each thing be accepted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from vil.errors import VilError
from vil.model.drift import Change, Difference, DryRun
from vil.model.reading import Reading
from vil.model.recipe import HEADERS, Recipe
from vil.narration.changes import say_changed_cells
from vil.services import drift, problem_lists
from vil.services.telling import tell_quality
from vil.ui import state
from vil.ui.decision import Decision
from vil.ui.drift_words import describe_outcome, describe_totals, headline, icon_of
from vil.ui.labels import DRIFTS
from vil.ui.recipes import show_recipe
from vil.ui.writing import as_plain

_KEPT = "bring.dryrun"
_CELLS_SHOWN = 200
_WAITS_FOR_MENDING = "Noget skal rettes, før det kan udgives."
_WAITS_FOR_YES = "Sig god for det, der er anderledes, så kan det udgives."


def show_dry_run(path: Path, reading: Reading, recipe: Recipe) -> Decision | None:
    """Hold the extract against last time and let each difference be accepted; None when that cannot be done."""
    recipe = _with_answers(path, recipe)
    try:
        dry_run = _rehearse(path, reading, recipe)
    except VilError as problem:
        st.error(as_plain(str(problem)), icon=":material/block:")
        return None
    st.subheader("Samme som sidst?")
    st.markdown(f"**{headline(dry_run)}** {describe_outcome(dry_run)}")
    is_accepted = _show_differences(path, dry_run, reading)
    _show_totals(dry_run)
    place = st.container()
    _offer_lists(dry_run)
    kept = _choose_rules(dry_run, path)
    show_recipe(kept, key="bring.kept")
    waits = "" if is_accepted else _WAITS_FOR_MENDING if dry_run.must_be_mended else _WAITS_FOR_YES
    return Decision(drift.accept(dry_run) if is_accepted else dry_run.fitted, kept, place, waits)


def _rehearse(path: Path, reading: Reading, recipe: Recipe) -> DryRun:
    """Make the dry run once for each recipe; it is kept while the analyst decides."""
    key = (path, path.stat().st_mtime_ns, recipe)
    held: tuple[object, DryRun] | None = st.session_state.get(_KEPT)
    if held is None or held[0] != key:
        with st.spinner("Holder det op imod sidste gang …"):
            held = (key, drift.rehearse_extract(state.read_settings(), path, recipe, reading=reading))
        st.session_state[_KEPT] = held
    return held[1]


def _with_answers(path: Path, recipe: Recipe) -> Recipe:
    """Add the columns the analyst has pointed out by hand."""
    told: dict[str, str] = st.session_state.get(f"bring.mapped.{path}", {})
    mapped = tuple((header, name) for name, header in told.items())
    return replace(recipe, reading=replace(recipe.reading, renames=(*recipe.reading.renames, *mapped)))


def _show_differences(path: Path, dry_run: DryRun, reading: Reading) -> bool:
    """Show each difference with its decision; whether nothing stops any more."""
    stops = [one for one in dry_run.stops if one.can_be_accepted]
    keys = {one.key: f"bring.accept.{path.name}.{dry_run.source_hash[:12]}.{one.key}" for one in stops}
    if len(stops) > 1 and st.button("Det hele er i orden", key="bring.all_in_order", icon=":material/done_all:"):
        for key in keys.values():
            st.session_state[key] = True
    accepted = [_show_one(one, keys.get(one.key), path, reading) for one in dry_run.differences]
    return all(accepted)


def _show_one(difference: Difference, key: str | None, path: Path, reading: Reading) -> bool:
    with st.container(border=True):
        st.markdown(f"{icon_of(difference)} {as_plain(difference.message)}")
        if difference.mapping:
            st.caption(f"Det tror vi, fordi: {as_plain(difference.mapping.why)}.")
        _show_places(difference)
        if difference.change is Change.COLUMN_MISSING and not difference.can_be_accepted:
            _point_out(difference.names[0], path, reading)
        if not difference.stops:
            return True
        if key is None:
            return False
        return st.checkbox(f"Det er i orden. {as_plain(difference.accepting)}", key=key)


def _show_places(difference: Difference) -> None:
    if not difference.faults:
        return
    shown = difference.faults[:_CELLS_SHOWN]
    label = f"Se stedet ({len(difference.faults)})" if difference.count == 1 else f"Se stederne ({difference.count})"
    with st.expander(label):
        rows = [
            {"Ark": fault.sheet or "", "Række": fault.row, "Kolonne": fault.column or "", "Værdi": fault.value or ""}
            for fault in shown
        ]
        st.dataframe(rows, hide_index=True)


def _point_out(name: str, path: Path, reading: Reading) -> None:
    """Let the analyst say which column of the extract is the one that is gone."""
    options = [column.name for column in reading.columns]
    header = st.selectbox(
        f"Hvilken kolonne er »{name}« nu?",
        options,
        index=None,
        placeholder="Vælg en kolonne",
        key=f"bring.point.{path.name}.{name}",
    )
    told: dict[str, str] = dict(st.session_state.get(f"bring.mapped.{path}", {}))
    if header and told.get(name) != header:
        st.session_state[f"bring.mapped.{path}"] = told | {name: header}
        st.rerun()


def _show_totals(dry_run: DryRun) -> None:
    rows = describe_totals(dry_run)
    if rows:
        st.markdown("**Tallene i de perioder, begge har**")
        st.table(rows)
    for total in dry_run.outcome.totals if dry_run.outcome else ():
        lines = say_changed_cells(total, dry_run.outcome.version) if dry_run.outcome else ()
        if lines:
            st.warning(as_plain(f"{total.name} er ændret siden sidst. Se især efter:"), icon=":material/difference:")
            st.markdown("\n".join(f"- {as_plain(line)}" for line in lines))
    if dry_run.outcome and (remarks := tell_quality(dry_run.outcome.version)):
        st.markdown("\n".join(["**Læg mærke til**", "", *(f"- {as_plain(line)}" for line in remarks)]))


def _offer_lists(dry_run: DryRun) -> None:
    """Let every difference with its place be taken along."""
    if not dry_run.differences:
        return
    name = Path(dry_run.source_file).stem
    with st.container(horizontal=True):
        st.download_button(
            "Hent listen som Excel",
            lambda: problem_lists.problems_as_workbook(dry_run),
            f"forskelle-{name}.xlsx",
            key="bring.problems.xlsx",
            icon=":material/download:",
        )
        st.download_button(
            "Hent listen som CSV",
            lambda: problem_lists.problems_as_csv([dry_run]),
            f"forskelle-{name}.csv",
            key="bring.problems.csv",
            icon=":material/download:",
        )


def _choose_rules(dry_run: DryRun, path: Path) -> Recipe:
    """Let the analyst say, column by column, what happens next time something is different."""
    fitted = dry_run.fitted if dry_run.must_be_mended else drift.accept(dry_run, lasting=True)
    with st.expander("Regler for næste gang", icon=":material/rule:"):
        st.caption("Hvad skal der ske, når en kolonne ikke er, som den plejer?")
        rules = []
        sides = st.columns(2)
        for place, rule in enumerate(fitted.columns):
            label = "Overskrifterne" if rule.name == HEADERS else as_plain(rule.name)
            with sides[place % 2]:
                chosen = st.selectbox(
                    label,
                    list(DRIFTS),
                    list(DRIFTS).index(rule.drift),
                    DRIFTS.__getitem__,
                    key=f"bring.rule.{path.name}.{rule.name}",
                )
            rules.append(replace(rule, drift=chosen))
        files = _choose_files(fitted, path)
    return replace(fitted, columns=tuple(rules), files=files)


def _choose_files(recipe: Recipe, path: Path) -> tuple[str, ...]:
    """Ask what the files are called that belong here, so that they are found by themselves next time."""
    written = st.text_input(
        "Filer, der hører til",
        ", ".join(recipe.files),
        key=f"bring.files.{path.name}.{recipe.dataset}",
        placeholder="fx sygefravaer*.xlsx",
        help="Stjernen står for det, der skifter. Skriv komma mellem flere. Så finder indbakken dem selv.",
    )
    return tuple(part for text in written.split(",") if (part := text.strip()))
