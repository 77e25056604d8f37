"""What a chapter of any project says: numbers with their nouns, and what so few texts cannot show."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.invented import documents
from parallax import Corpus
from parallax.articles.new_tables import take_in
from parallax.claims import plain
from parallax.claims.results import Results
from parallax.corpus.corpus import assemble
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def corpus(n: int) -> Corpus:
    taken = take_in(documents(n))
    return assemble(taken.tables, taken.stopwords)


def units(documents_of: dict[str, int], paragraphs: int = 2) -> Units:
    """Return groups of so many documents, of so many paragraphs each."""
    rows = [
        (group, f"{group}{n}") for group, many in documents_of.items() for n in range(many) for _ in range(paragraphs)
    ]
    groups, clusters = zip(*rows, strict=True)
    return Units(np.ones((len(groups), 1), dtype=int), ["net"], groups, clusters=clusters)


NAMES = {group: group.upper() for group in "abcdefghijkl"}


def test_numbers_have_their_nouns() -> None:
    assert [plain.plural(n, "text") for n in (0, 1, 2, 1200)] == ["0 texts", "1 text", "2 texts", "1,200 texts"]


def test_many_groups_are_named_as_the_first_and_how_many_more() -> None:
    assert plain.named(["a", "b"], NAMES) == "A and B"
    assert plain.named(list("abcdefghij"), NAMES) == "A, B, C, D, E, F, G, H and 2 more"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (units({"a": 3, "b": 3}), "Whole texts are resampled"),
        (units({"a": 1, "b": 1}), "Each group is a single text"),
        (units({"a": 3, "b": 3}, 1), "Each text counts as one unit"),
    ],
)
def test_what_is_drawn_is_said_as_the_units_draw_it(given: Units, said: str) -> None:
    assert plain.what_is_drawn(given).startswith(said)


def test_two_groups_of_three_texts_have_no_interval_and_shuffling_can_set_neither_apart() -> None:
    said = plain.cannot_bear(units({"a": 3, "b": 3}), NAMES, Settings())
    assert said[0] == "No interval is offered for any group: on one side or the other there are fewer than 10 texts."
    assert "there are as few as 20 ways to deal the texts" in said[1]


def test_enough_texts_can_bear_what_is_asked() -> None:
    assert plain.cannot_bear(units({"a": 12, "b": 12}), NAMES, Settings()) == []
    (one,) = plain.cannot_bear(units({"a": 12, "b": 12, "c": 4}), NAMES, Settings())
    assert one.startswith("No interval is offered for C:")


def test_the_first_page_counts_what_there_is() -> None:
    said = plain.intro(Results(corpus(3), plain.PROJECT, keep=False))
    assert (said["texts"], said["groups"], said["named"]) == ("6 texts", "2 groups", "Dock and Reef")
    assert said["words"] == f"{corpus(3).sizes.sum():,}"
    assert said["languages"] == "English"


def test_figures_show_the_largest_groups_in_the_order_of_the_table() -> None:
    book = Results(corpus(2), plain.PROJECT, keep=False)
    tokens = dict(zip(book.corpus.units.labels.tolist(), book.corpus.units.tokens.tolist(), strict=True))
    assert plain.largest(book) == ["Dock", "Reef"]
    assert plain.largest(book, 1) == [max(tokens, key=tokens.__getitem__)]


def test_survivors_are_counted_among_those_that_the_usual_test_claims() -> None:
    checked = pd.DataFrame(
        {"by_tokens": pd.array([True, True, False], dtype="boolean"), "n_checks": [4, 3, 4], "n_made": [4, 4, 4]}
    )
    said = plain.survivors(checked)
    assert said.startswith("The usual test claims 2 differences, and 1 of them survives every check")


def test_what_is_found_stands_beside_what_deals_leave() -> None:
    def said(*surviving: float) -> str:
        return plain.against_deals(pd.DataFrame({"surviving": surviving}))

    start = "In groups that are dealt at random, "
    assert said(6, 4.33, 6) == f"{start}4.3 survive on average and 6 at most, no fewer than here."
    assert said(7, 4.33, 6) == f"{start}4.3 survive on average and 6 at most, fewer than here."
    assert said(7, 0, 0) == f"{start}none survives, fewer than here."
    assert said(0, 0, 0) == f"{start}none survives either."
    assert said(7, np.nan, np.nan) == ""


def test_a_file_has_what_its_chapter_says() -> None:
    assert plain.what_is_shown(3) == "The file has all words, not only those shown."
    assert plain.what_is_shown(3, what="shares") == "The file has the shares shown."
    assert plain.what_is_shown(30, what="shares").endswith("The file has all groups and all shares.")
