"""A group seen as one text, and each text by itself: nothing is lost, and every paragraph is found again."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers import read_project
from parallax import Corpus, load_corpus
from parallax.corpus.merged import by_text, merged, names_of_texts


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return load_corpus(read_project.build(tmp_path_factory.mktemp("read")))


def test_a_group_has_the_lines_and_words_of_its_texts_one_after_the_other(corpus: Corpus) -> None:
    whole = merged(corpus).corpus
    assert list(whole.sources["source"]) == list(whole.names) == ["Deich", "Moor"]
    assert list(whole.sources["n_lines"]) == [7, 6]
    assert whole.units.totals.sum() == corpus.units.totals.sum()
    for group in whole.names:
        mine = whole.segments[whole.segments["source"] == group]
        assert mine["line"].tolist() == list(range(len(mine)))
        assert mine["paragraph"].dropna().tolist() == list(range(1, mine["paragraph"].notna().sum() + 1))
        here, there = (one.units.totals[list(one.names).index(group)] for one in (whole, corpus))
        assert dict(zip(whole.terms, here, strict=True)) == dict(zip(corpus.terms, there, strict=True))


def test_a_paragraph_of_a_group_is_one_of_a_text(corpus: Corpus) -> None:
    whole = merged(corpus)
    assert whole.own["Deich", 1] == ("deich-1", 1)  # its line 1, after the title
    assert whole.own["Deich", 3] == ("deich-2", 1)
    every = set(
        corpus.paragraphs[["source", "paragraph"]].astype({"paragraph": int}).itertuples(index=False, name=None)
    )
    assert set(whole.own.values()) == every
    assert len(whole.own) == len(every)
    both = pd.DataFrame([(*group, *text) for group, text in whole.own.items()], columns=["g", "n", "t", "own"])
    sizes = [
        one.paragraphs.set_index(["source", "paragraph"])["n_tokens"].reindex(pd.MultiIndex.from_frame(both[keys]))
        for one, keys in ((whole.corpus, ["g", "n"]), (corpus, ["t", "own"]))
    ]
    assert sizes[0].tolist() == sizes[1].tolist()


def test_rows_of_reading_are_at_the_lines_of_their_group(corpus: Corpus) -> None:
    rows = merged(corpus).corpus.tables["attributions"]
    assert rows[["source", "line"]].to_numpy().tolist() == [["Deich", 1], ["Deich", 4], ["Deich", 6], ["Moor", 2]]


def test_a_group_answers_what_one_of_its_texts_answers_and_is_silent_once(corpus: Corpus) -> None:
    rows = merged(corpus).corpus.tables["fact_sources"]
    assert rows[["source", "status", "line"]].to_numpy().tolist() == [["Deich", "asserted", 4], ["Moor", "asserted", 5]]
    nobody = corpus.tables["fact_sources"].assign(status="absent", line=pd.array([pd.NA] * 6, dtype="Int64"), value="")
    nobody.loc[0, "status"] = "not_yet_possible"
    silent = merged(_with(corpus, nobody)).corpus.tables["fact_sources"]
    assert silent[["source", "status"]].to_numpy().tolist() == [["Deich", "absent"], ["Moor", "absent"]]


def _with(corpus: Corpus, answers: pd.DataFrame) -> Corpus:
    return replace(corpus, tables={**corpus.tables, "fact_sources": answers})


def test_texts_by_themselves_have_their_ids_for_names_and_their_own_rows(corpus: Corpus) -> None:
    each = by_text(corpus)
    assert list(each.names) == list(each.names.values()) == list(read_project.TEXTS)
    assert each.tables["hops"].equals(corpus.tables["hops"])
    assert each.units.labels.tolist() == list(read_project.TEXTS)
    named = corpus.sources.assign(name=["the dike", *[""] * 5])
    assert list(names_of_texts(named).items())[:2] == [("deich-1", "the dike"), ("deich-2", "deich-2")]


def test_choices_of_counting_hold_in_a_group_too(corpus: Corpus) -> None:
    chosen = corpus.choosing(quoted=False)
    assert merged(chosen).corpus.choices == {"quoted": False}
    assert merged(chosen).corpus.sizes.sum() == chosen.sizes.sum() < corpus.sizes.sum()
