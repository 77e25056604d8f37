"""All tables at once: checked against each other, and not again while nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.toy import Toy, edit
from parallax.errors import CorpusError
from parallax.tables import checked, faults, package


@pytest.fixture
def n_checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Toy], int]:
    """Return a function that loads tables and says how often they are held against each other for it."""
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "kept"))
    calls, check = [], checked.contradictions

    def noted(tables: dict[str, pd.DataFrame]) -> list[str]:
        calls.append(1)
        return check(tables)

    noted.__module__ = check.__module__
    monkeypatch.setattr(checked, "contradictions", noted)

    def load(toy: Toy) -> int:
        calls.clear()
        assert set(checked.checked_tables(toy.corpus)) == set(package.tables(toy.corpus))
        return len(calls)

    return load


def contradict(toy: Toy) -> None:
    edit(toy.corpus / "hops.csv", ",2,", ",3,")


def test_tables_that_contradict_each_other_are_refused_each_time(toy: Toy, n_checks: Callable[[Toy], int]) -> None:
    assert n_checks(toy) == 1
    contradict(toy)
    for _ in range(2):
        with pytest.raises(CorpusError, match=r"contradict each other:\n  hops\.csv(?s:.*)`parallax extract`"):
            n_checks(toy)
    edit(toy.corpus / "hops.csv", ",3,", ",2,")
    assert n_checks(toy) == 0


def test_tables_in_order_are_checked_once_and_again_when_a_byte_or_a_check_has_changed(
    toy: Toy, n_checks: Callable[[Toy], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [n_checks(toy) for _ in range(2)] == [1, 0]
    edit(toy.corpus / "sources.csv", "an invention", "An invention")
    assert [n_checks(toy) for _ in range(2)] == [1, 0]
    (toy.corpus / "lexicons" / "stopwords.txt").open("a", encoding="utf-8").write("notwithstanding\n")
    assert [n_checks(toy) for _ in range(2)] == [1, 0]
    monkeypatch.setattr(checked, "_checks", lambda: ("another source", []))
    assert [n_checks(toy) for _ in range(2)] == [1, 0]


def test_another_byte_of_the_descriptor_or_another_frictionless_has_them_checked_again(
    toy: Toy, n_checks: Callable[[Toy], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    n_checks(toy)
    (toy.corpus / package.DESCRIPTOR).open("a", encoding="utf-8").write("# a remark\n")
    assert [n_checks(toy) for _ in range(2)] == [1, 0]
    monkeypatch.setattr("parallax.tables.faults.version", lambda _: "0.0")
    faults.checker.cache_clear()
    checked._checks.cache_clear()
    assert [n_checks(toy) for _ in range(2)] == [1, 0]
    monkeypatch.undo()
    faults.checker.cache_clear()
    checked._checks.cache_clear()


def test_tables_in_order_are_not_validated_again_either(
    toy: Toy, n_checks: Callable[[Toy], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unasked(*_: object) -> None:
        raise AssertionError("validated again")

    n_checks(toy)
    with monkeypatch.context() as patch:
        patch.setattr(checked.package, "require_valid", unasked)
        assert n_checks(toy) == 0
        edit(toy.corpus / "sources.csv", "an invention", "An invention")
        with pytest.raises(AssertionError, match="validated again"):
            n_checks(toy)


def test_a_row_that_the_descriptor_does_not_allow_is_refused_after_all_was_in_order(
    toy: Toy, n_checks: Callable[[Toy], int]
) -> None:
    n_checks(toy)
    edit(toy.corpus / "hops.csv", ",2,", ",0,")
    for _ in range(2):
        with pytest.raises(CorpusError, match=r"hops\.csv, row .*0 is less than 1"):
            n_checks(toy)


def test_a_table_that_is_gone_is_said_to_be_missing(toy: Toy, n_checks: Callable[[Toy], int]) -> None:
    n_checks(toy)
    (toy.corpus / "hops.csv").unlink()
    with pytest.raises(CorpusError, match=r"hops\.csv: the file is missing"):
        n_checks(toy)


def test_outside_a_project_tables_are_checked_each_time(
    toy: Toy, n_checks: Callable[[Toy], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARALLAX_CACHE")
    monkeypatch.chdir(toy.corpus)
    assert [n_checks(toy) for _ in range(2)] == [1, 1]


def test_tables_that_change_while_they_are_read_are_checked(
    toy: Toy, n_checks: Callable[[Toy], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    n_checks(toy)
    read = checked.read_all

    def meanwhile(corpus: Path) -> dict[str, pd.DataFrame]:
        contradict(toy)
        return read(corpus)

    monkeypatch.setattr(checked, "read_all", meanwhile)
    with pytest.raises(CorpusError, match="contradict each other"):
        n_checks(toy)
