"""The glossary: one word, one meaning."""

from __future__ import annotations

import importlib

import pytest

from tests.unit.reading_ease import find_lix
from vil.glossary import TERMS, Term, explain, explain_words_in


def test_no_danish_word_stands_twice() -> None:
    words = [term.danish for term in TERMS]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.danish)
def test_every_word_is_explained_in_one_or_two_short_sentences(term: Term) -> None:
    assert term.code
    assert term.explanation.endswith(".")
    assert term.explanation.count(".") <= 2
    assert len(term.explanation) <= 100


def test_the_explanations_are_easy_to_read() -> None:
    assert find_lix(" ".join(term.explanation for term in TERMS)) <= 40


def test_a_word_is_found_whatever_its_case() -> None:
    assert explain("Undren") == "Noget, I så i tallene og satte fast sammen med kurven."


@pytest.mark.parametrize(
    "name", ["Round", "Wonder", "Interpretation", "Explanation", "Expectation", "Action", "FollowUp"]
)
def test_the_code_has_what_the_glossary_names(name: str) -> None:
    assert any(name == term.code for term in TERMS)
    assert hasattr(importlib.import_module("vil.model.round"), name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sygefraværet i Vest svinger, som det plejer", ["Svinger, som det plejer"]),
        ("3 af 13 kurver bevæger sig mere, end de plejer", ["Mere end det plejer"]),
        ("April 2025 mangler. To tal er skjulte.", ["Skjult", "Mangler"]),
        ("Tallet er 5.", []),
    ],
)
def test_words_about_numbers_are_explained_wherever_a_sentence_uses_them(text: str, words: list[str]) -> None:
    told = explain_words_in(text)
    assert [line.split("**")[1] for line in (told or "").split("\n\n") if line] == words
