"""Other people's sources, two of them and seven, go through the whole of the library.

Each step is checked against the toy project's hand counts, or against what must hold for any sources.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from helpers.toy import ARTICLES, FRAMES, Toy
from parallax import Corpus, figures, load_corpus
from parallax.analysis import framing, omissions, sources, terms
from parallax.analysis.keyness import checks, controls
from parallax.analysis.keyness.contrasts import keyness
from parallax.analysis.topics import model as topics
from parallax.analysis.topics import summaries
from parallax.analysis.topics.labels import labelled
from parallax.analysis.topics.stability import stability
from parallax.articles.extraction import extract
from parallax.articles.verification import verify
from parallax.figures.table import Table
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

mpl.use("Agg")


@pytest.fixture(params=["two", "seven"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    """Return the toy corpus of two sources, and that of seven."""
    return request.getfixturevalue(request.param)


def words(corpus: Corpus) -> Corpus:
    return corpus.variant(stopwords=False, masked=False)


def units_of(corpus: Corpus) -> Units:
    return Units(corpus.counts, corpus.terms, corpus.groups, corpus.sizes)


def tf_idf(corpus: Corpus, **options: bool) -> pd.DataFrame:
    variant = words(corpus)
    return terms.tf_idf(units_of(variant), **options)


def frame_tables(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    tables = corpus.tables["phrases"], corpus.tables["frames"], corpus.paragraphs
    hits = framing.hits(*tables, corpus.groups, corpus.sizes)
    table = framing.rates(hits, Settings(n_resamples=200, min_units=3))
    return framing.counts(*tables), table, framing.by_paragraph(hits, corpus.paragraphs)


def test_tf_idf_ranks_the_terms_of_each_source_in_the_order_of_sources(corpus: Corpus) -> None:
    table = tf_idf(corpus)

    assert list(table["group"].unique()) == list(corpus.sources["source"])
    assert table["n_target"].sum() == words(corpus).counts.sum()
    for _, rows in table.groupby("group"):
        assert list(rows["rank"]) == list(range(1, len(rows) + 1))
        assert np.isclose((rows["tf_idf"] ** 2).sum(), 1)


def test_tf_idf_of_two_sources_is_as_computed_by_hand(two: Corpus) -> None:
    table = tf_idf(two).set_index(["group", "term"])

    toll = table.loc[("mill-gazette", "toll")]
    assert toll[["n_target", "n_reference", "document_frequency", "paragraphs"]].tolist() == [2, 2, 2, 1]
    assert toll["rate_target"] == pytest.approx(1000 * 2 / 57)
    assert toll["rate_reference"] == pytest.approx(1000 * 2 / 46)
    assert toll["idf"] == 1
    assert table.loc[("mill-gazette", "mill"), "idf"] == pytest.approx(1 + np.log(3 / 2))
    # The textbook's IDF silences what both share.
    assert tf_idf(two, smooth=False).set_index(["group", "term"]).loc[("mill-gazette", "toll"), "tf_idf"] == 0


def test_idf_has_as_many_values_as_there_are_sources(corpus: Corpus) -> None:
    table = terms.idf_table(units_of(corpus))

    n = len(corpus.sources)
    assert list(table["document_frequency"]) == list(range(1, n + 1))
    assert table["n_terms"].sum() == len(corpus.terms)
    assert table["idf_textbook"].iloc[-1] == 0


def test_what_two_sources_leave_out_is_what_the_other_alone_uses(two: Corpus) -> None:
    table = omissions.left_out(units_of(two), Settings(min_total=2), min_groups=1)

    absent = [(row.group, row.term, row.n_reference) for row in table.itertuples()]
    assert absent == [
        *[("bridge-herald", term, 2) for term in ("and", "asked", "for", "mill", "poor", "to", "wall")],
        ("mill-gazette", "not", 3),
        ("mill-gazette", "council", 2),
        ("mill-gazette", "said", 2),
    ]
    assert table["expected"].iloc[0] == pytest.approx(2 / 57 * 46)


def test_a_term_that_was_not_possible_yet_is_not_left_out(seven: Corpus) -> None:
    possible = sources.possible_terms(seven.sources, seven.tables["chronology"])

    def without(**options: object) -> set[str]:
        units = Units(seven.counts, seven.terms, seven.groups)
        table = omissions.left_out(units, Settings(min_total=4), min_groups=2, **options)
        return set(table.loc[table["term"] == "festival", "group"])

    # Two sources name the festival of June 2031; two were written before it.
    never = {"bridge-herald", "mill-gazette", "hill-post", "lane-weekly", "tower-times"}
    assert without() == never
    assert without(possible=possible) == never - {"bridge-herald", "lane-weekly"}


def test_topics_share_out_the_words_of_each_source(corpus: Corpus) -> None:
    variant = words(corpus)
    units = units_of(variant)
    model = topics.fit(units, k=2)
    table = topics.shares(model, units)

    assert list(table["group"].unique()) == list(corpus.sources["source"])
    assert np.allclose(table.groupby("group")["share"].sum(), 1)
    assert np.isclose(table["words"].sum(), variant.sizes.sum())
    assert set(topics.top_terms(model)["term"]) <= set(variant.terms)
    assert len(topics.assign(model)) == len(corpus.paragraphs)


def test_topics_of_the_ferry_and_of_the_masons_are_two_topics(seven: Corpus) -> None:
    variant = words(seven)
    model = topics.fit(units_of(variant), k=4)
    of = topics.assign(model)["topic"]
    place = {key: row for row, key in enumerate(zip(seven.paragraphs["source"], seven.paragraphs["line"], strict=True))}

    # Two papers tell of one race in one sentence; another tells of masons.
    assert of[place["ferry-news", 1]] == of[place["quay-journal", 1]]
    assert of[place["lane-weekly", 1]] != of[place["quay-journal", 1]]


def test_keyness_compares_every_source_with_the_rest_by_every_measure(corpus: Corpus) -> None:
    variant = words(corpus)
    settings = Settings(n_resamples=50, n_permutations=50, min_total=2, min_units=2)
    table = keyness(units_of(variant), settings=settings)
    order = list(corpus.sources["source"])

    assert list(table["group"].unique()) == order
    assert len(table) == len(order) * len(variant.terms)
    assert table[["log_odds", "z", "g2", "log_odds_loo"]].notna().all(axis=None)
    checked = checks.with_checks(table)
    assert set(checks.count_claimed(checked)["group"]) <= set(order)
    inside = controls.between_blocks(units_of(variant), Settings(n_resamples=9, n_permutations=9, min_total=1))
    assert list(inside["group"].unique()) == order


def test_topics_of_other_sources_are_told_from_shuffled_words_and_from_each_other(seven: Corpus) -> None:
    variant = words(seven)
    settings = Settings(n_subsamples=4, n_shuffles=2, n_null=2, n_terms=4)
    table = stability(units_of(variant), [2, 4], settings)
    assert list(table["k"]) == [2, 4]


def test_frames_of_two_sources_are_as_counted_by_hand(two: Corpus) -> None:
    hits, table, points = frame_tables(two)

    used = table[(table["n"] > 0) & (table["pole"] == "")]
    assert {(r.group[0], r.frame): r.n for r in used.itertuples()} == {
        ("b", "governance"): 2, ("b", "unity"): 3, ("b", "foreign_powers"): 1, ("m", "governance"): 2,
        ("m", "humanitarian"): 2, ("m", "unity"): 2, ("m", "diplomacy"): 1, ("m", "military"): 1, ("m", "rights"): 1,
        ("m", "legitimacy"): 1,
    }  # fmt: skip
    poles = table[table["pole"] != ""].set_index(["group", "pole"])["n"]
    assert poles["bridge-herald", "disunity"] == 1
    assert poles["bridge-herald", "unity"] == poles["mill-gazette", "unity"] == 2
    rate = table.set_index(["group", "frame", "pole"])["rate"]
    assert rate["bridge-herald", "unity", ""] == pytest.approx(1000 * 3 / 46)
    assert len(points) == hits.size


def test_every_frame_of_the_lexicon_has_its_row_for_every_source(corpus: Corpus) -> None:
    _, table, _ = frame_tables(corpus)

    assert set(table["frame"]) == {frame for _, frame, _ in FRAMES}
    assert (table.groupby(["frame", "pole"]).size() == len(corpus.sources)).all()
    assert list(table["group"].unique()) == list(corpus.sources["source"])


def test_provenance_is_told_for_every_source(corpus: Corpus) -> None:
    order = list(corpus.sources["source"])

    assert list(sources.lengths(corpus.paragraphs, order)["source"]) == order
    assert sources.voices(corpus.paragraphs, order).groupby("source")["share"].sum().round(9).eq(1).all()
    assert sources.parts(corpus.segments)["n_lines"].sum() == corpus.sources["n_lines"].sum()
    shared = sources.shared_runs(corpus.tables["overlaps"]).iloc[0]
    assert (shared["source_a"], shared["source_b"], shared["length"]) == (
        ("bridge-herald", "mill-gazette", 6) if len(order) == 2 else ("ferry-news", "quay-journal", 10)
    )


def test_every_figure_and_table_is_drawn_with_every_source_in_it(corpus: Corpus) -> None:
    _, table, points = frame_tables(corpus)
    whole, variant = table[table["pole"] == ""].rename(columns={"frame": "label"}), words(corpus)
    model = topics.fit(units_of(variant), k=2)
    named = labelled(pd.DataFrame(columns=["k", "topic", "label", "terms"]), model)
    parts = summaries.by_article(model, units_of(variant), named)
    points = points[points["pole"] == ""].rename(columns={"frame": "label", "source": "group"})
    one, its_points = (rows[rows["label"] == whole["label"].iloc[0]] for rows in (whole, points))
    of_topics = summaries.runs(model, corpus.paragraphs, named, list(corpus.short))

    with mpl.rc_context():
        figures.use_house_style()
        drawn = [
            figures.relay(sources.relay(corpus.tables["hops"]), corpus.short, list(corpus.short)),
            figures.shares(parts, corpus.short, order=list(corpus.short)),
            figures.rates(one, its_points, corpus.short, list(corpus.short)),
            figures.intervals(contrasted(variant).assign(n_checks=1, n_made=4), corpus.short, order=list(corpus.short)),
            figures.topic_runs(of_topics, corpus.short, order=list(corpus.short)),
        ]
        pages = [svg(ax) for ax in drawn]
    plt.close("all")

    for page in pages:
        assert all(f"<!-- {short} -->" in page for short in corpus.short.values())
    shown = Table(whole, "Frames", names=corpus.short)._repr_html_()
    assert all(f">{short}</th>" in shown for short in corpus.short.values())


def contrasted(variant: Corpus) -> pd.DataFrame:
    table = keyness(units_of(variant), settings=Settings(n_resamples=9, n_permutations=9, min_total=1))
    return table.groupby("group", sort=False, observed=True).head(2)


def svg(ax: plt.Axes) -> str:
    page = io.StringIO()
    ax.figure.savefig(page, format="svg")
    return page.getvalue()


def test_the_title_of_a_source_reaches_the_page_escaped(seven: Corpus) -> None:
    page = Table(seven.sources[["source", "title"]], "Sources", names=seven.short)._repr_html_()

    assert "Ferry &lt;b&gt;Wins&lt;/b&gt;" in page
    assert "<b>" not in page


def test_the_order_of_sources_changes_the_order_of_results_and_no_number(toy_of_seven: Toy, tmp_path: Path) -> None:
    shutil.copytree(toy_of_seven.corpus, tmp_path / "corpus")
    path = tmp_path / "corpus" / "sources.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(header + "".join(reversed(rows)), encoding="utf-8")
    extract(tmp_path / "corpus", toy_of_seven.texts)
    assert verify(tmp_path / "corpus", toy_of_seven.texts) == []

    turned, straight = load_corpus(tmp_path / "corpus"), load_corpus(toy_of_seven.corpus)

    assert list(turned.groups.categories) == list(reversed(ARTICLES))
    for analyse in (tf_idf, lambda corpus: frame_tables(corpus)[1].drop(columns=["ci_low", "ci_high"])):
        one, other = analyse(turned), analyse(straight)
        assert list(one["group"].unique()) == list(reversed(other["group"].unique()))
        pd.testing.assert_frame_equal(*(
            table.sort_values([c for c in ("group", "term", "frame", "pole") if c in table]).reset_index(drop=True)
            for table in (one, other)
        ))  # fmt: skip


def test_a_corpus_without_the_sources_that_hand_on_goes_through_too(seven: Corpus) -> None:
    variant = seven.variant(relayed=False, stopwords=False, quoted=False, lemma=True, min_count=2)

    table = terms.tf_idf(variant.counts, variant.groups, variant.terms, sizes=variant.sizes)
    tables = seven.tables["phrases"], seven.tables["frames"], variant.paragraphs
    rates = framing.rates(framing.hits(*tables, variant.groups, variant.sizes), Settings(n_resamples=50))

    assert "ferry-news" not in {*table["group"], *rates["group"]}
    assert rates["group"].nunique() == 6
