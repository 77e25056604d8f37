"""One row changed, added or lost is found from three numbers, at whatever place; several are counted."""

from __future__ import annotations

import pytest

from parallax.tables.rowsums import RowSums, change, parsed, row_sums


def rows(n: int) -> list[str]:
    return [f"mill,{line},toll" for line in range(n)]


@pytest.mark.parametrize("n", [1, 2, 3, 30])
def test_a_row_changed_added_or_lost_is_found_at_every_place(n: int) -> None:
    before = row_sums(rows(n))
    for place, row in enumerate(rows(n)):
        others = rows(n)
        del others[place]
        lost = "at the beginning" if not place else f"after row {place + 1}, 'mill,{place - 1},toll'"
        assert change(others, before, 2) == f"a row was lost {lost}; it has {n - 1} rows and had {n}"
        with_other = [*others[:place], row.upper(), *others[place:]]
        assert change(with_other, before, 2) == f"row {place + 2} was changed; it is now {row.upper()!r}"
    for place in range(n + 1):
        more = [*rows(n)[:place], "ferry", *rows(n)[place:]]
        assert change(more, before, 2) == f"row {place + 2} was added: 'ferry'"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (rows(9)[2:], "it has 7 rows and had 9"),
        ([*rows(9), "a", "b"], "it has 11 rows and had 9"),
        (["a", *rows(9)[1:8], "b"], "several of its 9 rows are not those that were accepted"),
        (["a", *rows(9)[2:]], "it has 8 rows and had 9"),
        ([], "it has 0 rows and had 9"),
    ],
)
def test_of_several_changes_the_numbers_of_rows_are_told(after: list[str], said: str) -> None:
    assert change(after, row_sums(rows(9)), 2) == said


def test_the_first_row_is_numbered_as_in_its_file() -> None:
    assert change(["a"], row_sums(["b"]), 1).startswith("row 1 was changed")


def test_a_long_row_is_cut_where_it_is_shown() -> None:
    assert change(["a" * 99], row_sums(["b"]), 2) == f"row 2 was changed; it is now '{'a' * 59}\u2026'"


def test_the_same_rows_in_another_order_are_the_same_rows_and_others_are_not() -> None:
    assert row_sums(rows(5)).same_rows(row_sums(rows(5)[::-1]))
    assert row_sums(rows(5)) != row_sums(rows(5)[::-1])
    assert not row_sums(rows(5)).same_rows(row_sums(rows(4)))
    assert not row_sums(["a", "b"]).same_rows(row_sums(["a", "c"]))


def test_what_is_written_into_the_descriptor_is_read_back() -> None:
    sums = row_sums(rows(9))

    assert parsed(str(sums)) == sums
    assert parsed(str(RowSums(0, 0, 0))) == RowSums(0, 0, 0)
    assert parsed("366") is None
    assert parsed("None") is None
