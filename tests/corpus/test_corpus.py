"""The loader and its variants, against the toy project's hand counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from helpers.articles import corpus_of
from helpers.toy import ARTICLES, STOPWORDS, Toy, edit
from parallax import Corpus, load_corpus
from parallax.corpus.corpus import body_paragraphs, count_matrix, paragraph_sizes
from parallax.corpus.counting import together
from parallax.errors import CorpusError


def count(corpus: Corpus, row: int, term: str) -> int:
    column = np.flatnonzero(corpus.terms == term)
    return int(corpus.counts[row, column[0]]) if len(column) else 0


def rows(paragraphs: pd.DataFrame) -> list[tuple[str, int]]:
    return list(paragraphs[["source", "line"]].itertuples(index=False, name=None))


BODY = [
    ("bridge-herald", 2), ("bridge-herald", 5), ("bridge-herald", 6),
    ("mill-gazette", 1), ("mill-gazette", 2), ("mill-gazette", 3), ("mill-gazette", 4),
]  # fmt: skip


def test_rows_are_the_body_paragraphs_in_the_order_of_sources_and_lines(two: Corpus, seven: Corpus) -> None:
    assert rows(two.paragraphs) == BODY
    assert list(two.paragraphs["paragraph"]) == [1, 2, 3, 1, 2, 3, 4]
    assert list(seven.groups.categories) == list(ARTICLES)
    assert list(dict.fromkeys(seven.groups)) == list(ARTICLES)
    assert list(two.groups) == [source for source, _ in BODY]
    assert two.groups.ordered


def test_counts_are_as_counted_by_hand(two: Corpus) -> None:
    assert list(two.sizes) == [15, 22, 9, 22, 16, 12, 7]
    assert list(two.counts.sum(axis=1)) == list(two.sizes)
    assert [count(two, row, "toll") for row in range(7)] == [2, 0, 0, 2, 0, 0, 0]
    assert [count(two, row, "the") for row in range(7)] == [2, 2, 0, 6, 2, 1, 1]
    assert count(two, 1, "u.s.") == 1
    assert two.counts.dtype == np.int64
    assert list(two.terms) == sorted(set(two.terms))


def test_segments_are_all_lines_with_their_codes(two: Corpus) -> None:
    assert len(two.segments) == 14
    first = two.segments.iloc[2]
    assert (first["role"], first["section"], first["voice"], first["n_tokens"]) == ("body", "opening", "author", 15)
    assert two.segments["paragraph"].notna().sum() == 7


def test_short_labels_come_in_the_order_of_sources(seven: Corpus) -> None:
    assert list(seven.short.items()) == [(source, facts["short"]) for source, (facts, _) in ARTICLES.items()]


def test_every_other_table_is_at_hand(two: Corpus) -> None:
    assert {"terms", "lemmas", "phrases", "overlaps", "hops", "frames", "actors", "chronology"} <= set(two.tables)
    assert {"sources", "lines", "segments"}.isdisjoint(two.tables)
    assert two.stopwords == frozenset(STOPWORDS.split())


def test_a_variant_without_choices_is_the_corpus(two: Corpus) -> None:
    same = two.variant()

    assert (same.counts != two.counts).nnz == 0
    assert list(same.terms) == list(two.terms)
    assert list(same.sizes) == list(two.sizes)
    assert list(same.groups) == list(two.groups)


def test_without_quotations_their_tokens_leave_counts_and_sizes(two: Corpus) -> None:
    variant = two.variant(quoted=False)

    assert list(variant.sizes) == [11, 22, 2, 22, 16, 12, 7]
    assert list(variant.counts.sum(axis=1)) == list(variant.sizes)
    assert count(variant, 0, "toll") == 1
    assert "together" not in variant.terms


def test_without_masked_names_their_words_leave_the_counts_and_stay_in_the_sizes(two: Corpus) -> None:
    variant = two.variant(masked=False)

    assert list(variant.sizes) == list(two.sizes)
    assert list(two.counts.sum(axis=1) - variant.counts.sum(axis=1)) == [3, 0, 0, 0, 0, 0, 0]
    assert "old" not in variant.terms
    assert [count(variant, row, "league") for row in (0, 1, 5)] == [0, 1, 1]


def test_without_stop_words_they_leave_the_counts_and_stay_in_the_sizes(two: Corpus) -> None:
    variant = two.variant(stopwords=False)

    assert list(variant.sizes) == list(two.sizes)
    # Left of the first: old bridge league wants toll town council said no toll now.
    assert list(variant.counts.sum(axis=1))[:1] == [11]
    assert two.stopwords.isdisjoint(variant.terms)


def test_without_relayed_paragraphs_those_of_undetermined_voice_go_too(two: Corpus) -> None:
    variant = two.variant(relayed=False)

    assert rows(variant.paragraphs) == BODY[:-1]
    assert list(variant.sizes) == [15, 22, 9, 22, 16, 12]
    assert variant.counts.shape[0] == len(variant.groups) == 6
    assert "right" not in variant.terms


def test_a_source_that_only_hands_on_leaves_the_groups(seven: Corpus) -> None:
    variant = seven.variant(relayed=False)

    assert list(variant.groups.categories) == [source for source in ARTICLES if source != "ferry-news"]
    assert "ferry-news" in set(variant.sources["source"])


def test_lemmas_take_the_place_of_forms(two: Corpus) -> None:
    variant = two.variant(lemma=True)

    assert count(variant, 3, "be") == 2
    assert {"is", "towns", "asked"}.isdisjoint(variant.terms)
    # "town" of the first paragraph, "towns" of the second and the sixth.
    assert [count(variant, row, "town") for row in range(7)] == [1, 1, 0, 0, 0, 1, 0]
    assert list(variant.counts.sum(axis=1)) == list(two.sizes)


def test_rare_terms_are_those_below_the_least_count_after_all_other_choices(two: Corpus) -> None:
    assert "toll" in two.variant(min_count=4).terms
    assert "toll" not in two.variant(min_count=5).terms
    assert "toll" not in two.variant(min_count=4, quoted=False).terms
    assert list(two.variant(min_count=5).sizes) == list(two.sizes)
    assert two.variant(min_count=5).counts.sum(axis=0).min() >= 5


def test_variants_do_not_stack_and_leave_the_corpus_as_it_was(two: Corpus) -> None:
    before = two.counts.copy()

    again = two.variant(quoted=False, relayed=False, min_count=3).variant()

    assert list(again.sizes) == list(two.sizes)
    assert (again.counts != before).nnz == (two.counts != before).nnz == 0


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"min_count": 0}, "min_count is 0; give 1 or more"),
        ({"min_count": 1000}, "leave no term to count; lower min_count"),
    ],
)
def test_choices_that_make_no_sense_are_refused(two: Corpus, choices: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        two.variant(**choices)


def test_leaving_out_all_paragraphs_is_refused(toy: Toy) -> None:
    lines = toy.corpus / "lines.csv"
    lines.write_text(lines.read_text(encoding="utf-8").replace(",author,", ",relayed,"), encoding="utf-8")

    with pytest.raises(ValueError, match="leave no term to count"):
        load_corpus(toy.corpus).variant(relayed=False)


@settings(deadline=None, max_examples=40)
@given(
    st.fixed_dictionaries(
        {name: st.booleans() for name in ("lemma", "quoted", "masked", "relayed", "stopwords")}
        | {"min_count": st.integers(1, 3)}
    )
)
def test_whatever_the_choices_a_variant_is_whole(seven: Corpus, choices: dict) -> None:
    variant = seven.variant(**choices)

    n_paragraphs, n_terms = variant.counts.shape
    assert n_paragraphs == len(variant.paragraphs) == len(variant.sizes) == len(variant.groups)
    assert n_terms == len(variant.terms) == len(set(variant.terms))
    assert list(variant.terms) == sorted(variant.terms)
    assert (variant.counts.sum(axis=0) >= choices["min_count"]).all()
    assert (variant.counts.sum(axis=1) <= variant.sizes).all()
    assert (variant.sizes <= variant.paragraphs["n_tokens"]).all()
    assert set(variant.groups.categories) == set(variant.groups)


def test_the_corpus_is_found_from_a_folder_inside_the_project(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    (toy.corpus.parent / "chapters").mkdir()
    monkeypatch.chdir(toy.corpus.parent / "chapters")
    monkeypatch.delenv("PARALLAX_CORPUS", raising=False)

    assert len(load_corpus().sources) == 2


def test_the_corpus_named_in_the_environment_goes_before_the_place_and_an_argument_before_that(
    toy: Toy, toy_of_seven: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(toy.corpus.parent)
    monkeypatch.setenv("PARALLAX_CORPUS", str(toy_of_seven.corpus))

    assert len(load_corpus().sources) == 7
    assert len(load_corpus(str(toy.corpus)).sources) == 2


def test_where_there_is_no_corpus_the_message_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="--corpus or PARALLAX_CORPUS"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("terms.csv", ",0,0,1\n", ",0,0,-1\n", r"terms\.csv, row 2, column n: -1 is less than 1"),
        ("terms.csv", ",0,0,1\n", ",0,0,2\n", r"terms\.csv: bridge-herald, line 2: terms add up to 16"),
        ("sources.csv", "period,", "", r"sources\.csv: the column 'period' is missing"),
        ("lines.csv", "mill-gazette,5", "nobody,5", "'nobody' is not in the table sources"),
    ],
)
def test_broken_tables_are_refused(toy: Toy, table: str, old: str, new: str, message: str) -> None:
    edit(toy.corpus / table, old, new)

    with pytest.raises(CorpusError, match=message) as error:
        load_corpus(toy.corpus)
    assert "parallax extract" in error.value.remedy


def test_a_matrix_has_a_row_for_each_paragraph_and_passes_over_the_others() -> None:
    paragraphs = pd.DataFrame({"source": ["b", "a", "a"], "line": [0, 2, 1]})
    tokens = pd.DataFrame(
        [("a", 1, "x", 2), ("a", 1, "y", 1), ("b", 0, "x", 3), ("a", 9, "z", 5), ("a", 1, "x", 1)],
        columns=["source", "line", "term", "n"],
    )

    counts, terms = count_matrix(tokens, paragraphs)

    assert list(terms) == ["x", "y"]
    assert counts.toarray().tolist() == [[3, 0], [0, 0], [3, 1]]
    assert list(paragraph_sizes(tokens, paragraphs)) == [3, 0, 4]


def test_forms_are_counted_with_the_name_that_they_belong_to() -> None:
    counts = csr_array(np.array([[1, 2, 0], [0, 4, 8]]))

    added, names = together(counts, np.array(["ferryman", "mill", "river"]), {"ferryman": "river", "other": "mill"})

    assert list(names) == ["mill", "river"]
    assert added.toarray().tolist() == [[2, 1], [4, 8]]
    same, terms = together(counts, np.array(["ferryman", "mill", "river"]), {"ferryman": "boat"})
    assert list(terms) == ["boat", "mill", "river"]
    assert (same != counts).nnz == 0


def test_body_paragraphs_are_numbered_from_zero(two: Corpus) -> None:
    body = body_paragraphs(two.segments)

    assert list(body.index) == list(range(7))
    assert str(body["paragraph"].dtype) == "int64"
    assert {"role", "sha256", "skip_chars"}.isdisjoint(body.columns)


def test_names_come_by_date_and_articles_of_one_day_keep_their_order() -> None:
    days = {"reef": "2030-05-02", "dock": "2030-05-01", "mill": "2030-05-02"}
    corpus = corpus_of(
        {source: ["net"] for source in days}, facts={source: {"not_before": day} for source, day in days.items()}
    )
    assert corpus.by_date == {"dock": "Dock", "reef": "Reef", "mill": "Mill"}


def test_a_text_without_an_earliest_day_comes_by_its_date() -> None:
    known = {"reef": ("", "2030-05-02"), "dock": ("2030-05-03", "2030"), "mill": ("", ""), "quay": ("2030-05-01", "")}
    corpus = corpus_of(
        {source: ["net"] for source in known},
        facts={source: {"not_before": first, "published": day} for source, (first, day) in known.items()},
    )
    assert list(corpus.by_date) == ["quay", "reef", "dock", "mill"]


def test_some_terms_are_kept_and_sizes_stay(two: Corpus) -> None:
    kept = two.keeping(np.isin(two.terms, ["toll", "the"]))
    assert kept.terms.tolist() == ["the", "toll"]
    assert kept.counts.toarray()[:, 1].tolist() == [2, 0, 0, 2, 0, 0, 0]
    assert kept.sizes.tolist() == two.sizes.tolist()
