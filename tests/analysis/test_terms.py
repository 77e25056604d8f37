"""Contrasts on texts of a few words, counted by hand, and against scikit-learn's vectoriser."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from helpers.words import COUNTS, GROUPS, PARAGRAPHS, TABLES, TERMS, UNITS, row_of, some_groups, usable
from parallax.analysis import omissions
from parallax.analysis import terms as contrasts
from parallax.statistics.units import Units


def test_counts_and_rates_agree_with_counting_by_hand() -> None:
    bridge = row_of(contrasts.tf_idf(COUNTS, GROUPS, TERMS), "south", "bridge")
    assert (bridge["n_target"], bridge["n_reference"], bridge["paragraphs"]) == (3, 2, 2)
    assert bridge["rate_target"] == pytest.approx(1000 * 3 / 7)
    assert bridge["rate_reference"] == pytest.approx(1000 * 2 / 13)
    assert (bridge["document_frequency"], bridge["idf"]) == (3, 1)
    mill = row_of(contrasts.tf_idf(COUNTS, GROUPS, TERMS), "north", "mill")
    assert (mill["n_target"], mill["n_reference"], mill["paragraphs"]) == (2, 1, 2)
    assert mill["idf"] == pytest.approx(log(4 / 3) + 1)


def test_dispersion_is_over_the_units_of_the_group_alone() -> None:
    # Of the dock's 10 words, 4 and 6 in its units; the reef is as long as both, and no part of it.
    counts = [[2, 1], [2, 0], [1, 10]]
    table = contrasts.tf_idf(counts, ["dock", "dock", "reef"], ["boat", "net"], sizes=[4, 6, 20])
    expected = {("dock", "boat"): 0.1, ("dock", "net"): 0.6, ("reef", "boat"): 0, ("reef", "net"): 0}
    found = table.set_index(["group", "term"])["dp"].to_dict()
    assert found == pytest.approx(expected)


def test_rates_are_of_all_tokens_where_sizes_say_so() -> None:
    sizes = [10, 20, 30, 30, 40, 25, 25]
    bridge = row_of(contrasts.tf_idf(COUNTS, GROUPS, TERMS, sizes=sizes), "south", "bridge")
    assert (bridge["rate_target"], bridge["rate_reference"]) == (30, 25)


def test_weights_agree_with_scikit_learn_on_the_groups_as_documents() -> None:
    documents = [" ".join(PARAGRAPHS[group]) for group in GROUPS.categories]
    theirs = TfidfVectorizer().fit_transform(documents).toarray()
    frame = contrasts.tf_idf(COUNTS, GROUPS, TERMS)
    ours = frame.pivot(index="group", columns="term", values="tf_idf").fillna(0)
    np.testing.assert_allclose(ours.loc[list(GROUPS.categories), TERMS], theirs)


def test_rows_go_by_group_and_rank_and_ties_by_count_then_name() -> None:
    counts = [[1, 1, 3, 2], [0, 0, 3, 2]]
    frame = contrasts.tf_idf(counts, ["a", "b"], ["plum", "fig", "pear", "lime"], smooth=False)
    assert frame["term"].tolist() == ["fig", "plum", "pear", "lime", "pear", "lime"]
    assert frame["rank"].tolist() == [1, 2, 3, 4, 1, 2]
    assert frame["group"].tolist() == ["a"] * 4 + ["b"] * 2
    assert contrasts.tf_idf(COUNTS, GROUPS, TERMS)["group"].unique().tolist() == ["south", "north", "west"]


def test_the_textbook_form_silences_what_all_groups_share_and_keeps_its_row() -> None:
    frame = contrasts.tf_idf(COUNTS, GROUPS, TERMS, smooth=False)
    assert (frame.loc[frame["term"] == "bridge", "tf_idf"] == 0).all()
    assert (frame["term"] == "bridge").sum() == 3
    assert (frame.loc[frame["term"] != "bridge", "tf_idf"] > 0).all()


@settings(deadline=None)
@given(TABLES, st.data())
def test_target_and_reference_make_up_the_whole_in_any_order_of_rows_and_terms(
    table: np.ndarray, data: st.DataObject
) -> None:
    table = usable(table)
    groups, terms = some_groups(data, len(table)), np.array(list("pqrstu"))[: table.shape[1]]
    frame = contrasts.tf_idf(table, groups, terms)
    whole = dict(zip(terms, table.sum(axis=0), strict=True))
    assert (frame["n_target"] + frame["n_reference"]).tolist() == [whole[term] for term in frame["term"]]
    assert frame["n_target"].sum() == table.sum()
    np.testing.assert_allclose((frame["tf_idf"] ** 2).groupby(frame["group"]).sum(), 1)
    rows = np.array(data.draw(st.permutations(range(len(table)))))
    columns = np.array(data.draw(st.permutations(range(len(terms)))))
    other = contrasts.tf_idf(table[rows][:, columns], groups[rows], terms[columns])
    pd.testing.assert_frame_equal(frame, other)


def test_idf_over_three_groups_has_three_values() -> None:
    table = contrasts.idf_table(UNITS)
    assert table["document_frequency"].tolist() == [1, 2, 3]
    assert table["n_terms"].tolist() == [5, 1, 1]  # flood market river road wool; mill; bridge
    assert table["n_tokens"].tolist() == [1 + 2 + 3 + 2 + 4, 3, 5]
    np.testing.assert_allclose(table["idf_smooth"], [log(2) + 1, log(4 / 3) + 1, 1])
    np.testing.assert_allclose(table["idf_textbook"], [log(3), log(3 / 2), 0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counts": [[1, np.nan], [1, 1]]}, "^counts holds a missing"),
        ({"counts": [[1, -1], [1, 1]]}, "^counts holds a negative"),
        ({"counts": [[1, 0.5], [1, 1]]}, "^counts holds a fractional"),
        ({"counts": [[1, 0], [1, 0]]}, "^counts has no 'q' anywhere"),
        ({"groups": ["a", "a"]}, "^groups holds 1 group"),
        ({"groups": ["a"]}, "^groups has shape"),
        ({"groups": pd.Categorical(["a", "b"], categories=["a", "b", "c"])}, "^groups has no row for 'c'"),
        ({"terms": ["p"]}, "^terms has shape"),
        ({"terms": ["p", "p"]}, "^terms has 'p' twice"),
        ({"sizes": [9]}, "^sizes has shape"),
        ({"counts": [[1, 1], [0, 0]]}, "^sizes gives 'b' no tokens"),
    ],
)
@pytest.mark.parametrize(
    "function", [contrasts.tf_idf, lambda **columns: omissions.left_out(Units(**columns))], ids=["tf_idf", "left_out"]
)
def test_bad_arguments_are_refused_by_name(function: object, change: dict, message: str) -> None:
    arguments = {"counts": [[1, 2], [1, 1]], "groups": ["a", "b"], "terms": ["p", "q"], **change}
    with pytest.raises(ValueError, match=f"{message}.*;"):
        function(**arguments)


def test_the_most_different_terms_lie_furthest_above_the_reference() -> None:
    frame = contrasts.most_different(contrasts.tf_idf(COUNTS, GROUPS, TERMS), 1)
    # By hand: south's market 2/6 against 0, its bridge 3/6 against 2/12; north's river 2/7; west's wool 4/6.
    assert list(frame["term"]) == ["market", "river", "wool"]
    assert list(frame["group"]) == ["south", "north", "west"]


def test_in_each_pair_the_terms_of_either_are_set_beside_its_partner() -> None:
    pairs = [UNITS.rows(UNITS.groups.isin(pair)) for pair in (["south", "north"], ["north", "west"])]
    frame = contrasts.furthest_apart(pairs, 1)
    # By hand, in sevenths of south and north: bridge 3 to 1; market and road, 2 to 0, rank lower; river 3 to 0.
    assert frame[["group", "other", "term", "n_target", "n_reference"]].values.tolist() == [
        ["south", "north", "bridge", 3, 1], ["north", "south", "river", 3, 0],
        ["north", "west", "river", 3, 0], ["west", "north", "wool", 4, 0],
    ]  # fmt: skip
    with pytest.raises(ValueError, match=r"^a pair holds 3 group\(s\); give 2"):
        contrasts.furthest_apart([UNITS], 1)


@pytest.mark.parametrize(
    ("group", "term"), [("north", "mill"), ("north", "river"), ("south", "bridge"), ("west", "wool")]
)
def test_the_steps_of_a_term_lead_to_the_weight_that_scikit_learn_gives(group: str, term: str) -> None:
    vectorizer = TfidfVectorizer()
    theirs = vectorizer.fit_transform([" ".join(PARAGRAPHS[label]) for label in GROUPS.categories]).toarray()
    row, column = list(GROUPS.categories).index(group), vectorizer.vocabulary_[term]
    words = " ".join(PARAGRAPHS[group]).split()

    value = contrasts.steps(UNITS, group, term).set_index("step")["value"]

    assert value["TF-IDF"] == pytest.approx(theirs[row, column])
    assert value["IDF"] == pytest.approx(vectorizer.idf_[column])
    assert value["rank"] == 1 + (theirs[row] > theirs[row, column]).sum()
    # And each step by hand.
    assert value["uses"] == words.count(term)
    assert value["per 1,000 words"] == pytest.approx(1000 * words.count(term) / len(words))
    assert value["paragraphs with it"] == sum(term in text.split() for text in PARAGRAPHS[group])
    assert value["articles that use it"] == sum(term in " ".join(texts) for texts in PARAGRAPHS.values())
    assert value["weight"] == pytest.approx(words.count(term) * value["IDF"])


def test_the_working_of_a_step_has_its_numbers() -> None:
    table = contrasts.steps(UNITS, "north", "mill").set_index("step")
    length = table.at["weight", "value"] / table.at["TF-IDF", "value"]
    assert table["working"].to_dict() == {
        "uses": "counted",
        "paragraphs with it": "of 2",
        "per 1,000 words": "1,000 × 2 ÷ 7 words in all",
        "articles that use it": "of 3; its document frequency",
        "IDF": "ln((1 + 3) ÷ (1 + 2)) + 1",
        "weight": "2 × 1.288",
        "TF-IDF": f"2.575 ÷ {length:.4g}, √ of the sum of all squared weights",
        "rank": "of 4 terms of the article",
    }


@pytest.mark.parametrize(
    ("group", "term", "message"),
    [
        ("east", "mill", r"^groups has no 'east'; choose from south, north, west"),
        ("west", "river", r"^'west' has no term 'river': .*; give one that it uses, such as 'wool'"),
        ("west", "zz", r"^'west' has no term 'zz'"),
    ],
)
def test_only_a_term_that_its_group_uses_can_be_followed(group: str, term: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        contrasts.steps(UNITS, group, term)


def test_first_terms_come_by_group_in_the_order_wanted() -> None:
    table = contrasts.first_terms(contrasts.tf_idf(COUNTS, GROUPS, TERMS), 2, ["west", "south", "north"])
    assert table["group"].tolist() == ["west", "west", "south", "south", "north", "north"]
    assert table["rank"].tolist() == [1, 2] * 3
    assert "place" not in table


def test_first_terms_stand_side_by_side() -> None:
    table = contrasts.ranking(contrasts.tf_idf(COUNTS, GROUPS, TERMS), 1)
    assert (list(table.columns), list(table.index)) == (["south", "north", "west"], [1])
    assert table.loc[1].tolist() == ["market", "river", "wool"]


def test_units_and_plain_arrays_give_the_same_table() -> None:
    pd.testing.assert_frame_equal(contrasts.tf_idf(UNITS), contrasts.tf_idf(COUNTS, GROUPS, TERMS))
    named = pd.DataFrame(COUNTS.toarray(), columns=TERMS)
    pd.testing.assert_frame_equal(contrasts.tf_idf(UNITS, smooth=False), contrasts.tf_idf(named, GROUPS, smooth=False))
    with pytest.raises(ValueError, match=r"^groups holds 1 group\(s\); give 2 or more"):
        contrasts.tf_idf(named)
    for table_of in (contrasts.idf_table, contrasts.tf_idf):
        with pytest.raises(ValueError, match=r"^groups holds 1 group\(s\); give 2 or more"):
            table_of(Units(COUNTS, TERMS))


def test_pairs_are_set_beside_the_others_by_hand() -> None:
    place = {name: list(UNITS.terms).index(name) for name in ("bridge", "wool")}
    frame = contrasts.against_others(
        UNITS, np.array([0, 2]), np.array([place["bridge"], place["wool"]]), np.array([3, 4])
    )
    assert frame[["group", "term", "n_reference"]].to_numpy().tolist() == [["south", "bridge", 2], ["west", "wool", 0]]
    assert frame["rate_reference"].tolist() == pytest.approx([1000 * 2 / 13, 0])
