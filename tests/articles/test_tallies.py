"""Counts held as numbers, against a table made of the names themselves."""

from __future__ import annotations

from collections import Counter

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from parallax.articles.tallies import Numbers, Tally, as_table

COLUMNS = ["source", "line", "lexicon", "entry", "quoted", "n"]
ROWS = st.dictionaries(
    st.sampled_from(["quay", "mill", "mill-2"]),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ba"), st.sampled_from(["b a", "b", "a b"]), st.booleans())),
)


def test_a_thing_keeps_the_number_that_it_was_given() -> None:
    numbers: Numbers[str] = Numbers()

    assert [numbers[word] for word in ("toll", "gate", "toll", "mill")] == [0, 1, 0, 2]
    assert list(numbers) == ["toll", "gate", "mill"]


@given(ROWS)
def test_the_table_is_that_of_the_sorted_names(rows: dict[str, list[tuple[int, str, str, bool]]]) -> None:
    tally, names = Tally(2), Numbers[tuple[str, str]]()
    for source in sorted(rows):
        tally.take_in(source, Counter((line, names[a, b], quoted) for line, a, b, quoted in rows[source]))
    lexicon, entry = zip(*names, strict=True) if names else ((), ())

    table = as_table(tally.rows, tally.sources, {"lexicon": lexicon, "entry": entry}, ["quoted"])

    counts = Counter((source, *row) for source, each in rows.items() for row in each)
    expected = pd.DataFrame([(*row, n) for row, n in sorted(counts.items())], columns=COLUMNS)
    assert list(table.columns) == COLUMNS
    assert table.to_numpy().tolist() == expected.to_numpy().tolist()


def test_a_source_without_counts_keeps_its_place() -> None:
    tally = Tally(0)
    for source, counts in (("a", {}), ("b", {(7,): 2}), ("c", {}), ("d", {(1,): 3})):
        tally.take_in(source, counts)

    assert tally.sources == ["a", "b", "c", "d"]
    assert tally.rows.tolist() == [[1, 7, 2], [3, 1, 3]]
    tally.take_in("e", {(0,): 1})
    assert tally.rows.tolist() == [[1, 7, 2], [3, 1, 3], [4, 0, 1]]
