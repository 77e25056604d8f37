"""A coder's own pass: the form, and taking it in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.toy import Toy, edit, snapshot
from parallax.analysis import agreement
from parallax.articles.reading import read_texts
from parallax.articles.verification import accept, verify
from parallax.errors import CorpusError
from parallax.statistics.settings import Settings
from parallax.tables import form as coding
from parallax.tables import package

CODES = {"toll": "0", "toll_kind": "none", "problem": "0", "stance_council": "none"}


def read(sheet: Path) -> pd.DataFrame:
    return pd.read_csv(sheet, dtype=str, keep_default_na=False)


def filled(toy: Toy, sheet: Path, rows: int = 3) -> pd.DataFrame:
    """Write the form, fill in the first paragraphs, and return it."""
    coding.write_sheet(toy.corpus, sheet)
    form = read(sheet)
    for variable, value in CODES.items():
        form.loc[1:rows, variable] = value
    form.to_csv(sheet, index=False)
    return form


def test_the_form_has_a_row_for_each_paragraph_in_the_order_of_the_book(toy_of_seven: Toy, tmp_path: Path) -> None:
    n = coding.write_sheet(toy_of_seven.corpus, tmp_path / "mine.csv")
    form = read(tmp_path / "mine.csv")
    order = list(package.read(toy_of_seven.corpus, "sources")["source"])
    assert list(form.columns) == [*coding.PLACE, *CODES]
    assert form.iloc[0, 0] == coding.ALLOWED
    assert form.loc[0, "toll_kind"] == "welcome or unwelcome or none"
    assert len(form) == n + 1 == 21
    assert list(dict.fromkeys(form["source"][1:])) == order
    assert list(form["paragraph"][1:4]) == ["1", "2", "3"]
    assert set(form["begins"]) == {""}


def test_with_the_texts_the_form_shows_how_a_paragraph_begins(toy_of_two: Toy, tmp_path: Path) -> None:
    texts = read_texts(package.read(toy_of_two.corpus, "sources"), toy_of_two.texts)
    coding.write_sheet(toy_of_two.corpus, tmp_path / "mine.csv", texts)
    assert read(tmp_path / "mine.csv").loc[1, "begins"] == "The Old Bridge League wants a"


def test_a_form_that_is_there_or_has_no_folder_is_not_written(toy_of_two: Toy, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("my work")
    with pytest.raises(CorpusError, match="already exists"):
        coding.write_sheet(toy_of_two.corpus, sheet)
    assert sheet.read_text() == "my work"
    with pytest.raises(CorpusError, match="there is no folder"):
        coding.write_sheet(toy_of_two.corpus, tmp_path / "nowhere" / "mine.csv")


def test_a_filled_form_becomes_a_pass_that_agreement_counts(toy: Toy, tmp_path: Path) -> None:
    filled(toy, tmp_path / "mine.csv")
    assert coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada-b") == 3
    assert verify(toy.corpus, toy.texts) == []
    codings = package.read(toy.corpus, "codings")
    assert (codings["coder"] == "ada-b").sum() == 12
    assert set(agreement.by_variable(codings, Settings(n_resamples=5))["n_coders"]) == {4}


def test_taking_in_again_replaces(toy: Toy, tmp_path: Path) -> None:
    form = filled(toy, tmp_path / "mine.csv")
    coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada")
    form.loc[2:, list(CODES)] = ""
    form.to_csv(tmp_path / "mine.csv", index=False)
    assert coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada") == 1
    assert (package.read(toy.corpus, "codings")["coder"] == "ada").sum() == 4


@pytest.mark.parametrize("sep", [";", "\t"])
def test_a_spreadsheet_may_save_it_with_other_separators_and_a_mark(toy: Toy, tmp_path: Path, sep: str) -> None:
    filled(toy, tmp_path / "mine.csv").to_csv(tmp_path / "mine.csv", index=False, sep=sep, encoding="utf-8-sig")
    assert coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada") == 3


def put(row: int, column: str, value: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(form: pd.DataFrame) -> pd.DataFrame:
        form.loc[row, column] = value
        return form

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put(2, "toll", "2"), r"mine.csv, row 4: the cell of toll contains '2'\n.*write 0 or 1"),
        (put(2, "toll", ""), "mine.csv, row 4: the cell of toll is empty"),
        (put(3, "line", "7"), "row 5: 'bridge-herald', line '7' is not a body paragraph"),
        (put(3, "line", "two"), "row 5: 'bridge-herald', line 'two' is not a body paragraph"),
        (put(3, "line", "2"), "bridge-herald, line 2 appears twice"),
        (
            put(2, "toll_kind", "welcome"),
            r"row 4: toll_kind is 'welcome' and toll is '0'\n.*write none for toll_kind where toll is 0",
        ),
        (put(2, "toll", "1"), "mine.csv, row 4: toll_kind is 'none' and toll is '1'"),
        (lambda form: form.drop(columns="problem"), "the column 'problem' is missing"),
        (lambda form: form.iloc[:1], "no paragraph is coded"),
    ],
)
def test_a_form_with_a_fault_is_refused_and_nothing_written(
    toy: Toy, tmp_path: Path, change: Callable[[pd.DataFrame], pd.DataFrame], message: str
) -> None:
    change(filled(toy, tmp_path / "mine.csv")).to_csv(tmp_path / "mine.csv", index=False)
    before = (toy.corpus / "codings.csv").read_bytes()
    with pytest.raises(CorpusError, match=message):
        coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada")
    assert (toy.corpus / "codings.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",begins,", ",problem,", "the column 'problem' appears twice"),
        ("bridge-herald,2,1,,0", 'bridge-herald,2,1,"so,0', "mine.csv, after row 2: a quotation mark is left open"),
        ("bridge-herald,2,1,,0", 'bridge-herald,2,1,"so" it begins,0', "mine.csv, after row 2: a quotation mark"),
        ("bridge-herald,2,1,,0", "bridge-herald,2,1,toll, no,0", "mine.csv, row 3: there are 1 more cells than"),
    ],
)
def test_a_form_that_can_be_read_in_two_ways_is_refused_and_nothing_written(
    toy: Toy, tmp_path: Path, old: str, new: str, message: str
) -> None:
    filled(toy, tmp_path / "mine.csv")
    edit(tmp_path / "mine.csv", old, new)
    before = snapshot(toy.corpus)
    with pytest.raises(CorpusError, match=message):
        coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada")
    assert snapshot(toy.corpus) == before


def test_a_note_may_hold_a_quotation_mark_and_two_lines(toy: Toy, tmp_path: Path) -> None:
    form = filled(toy, tmp_path / "mine.csv")
    form.assign(note='it says "toll",\nand more').to_csv(tmp_path / "mine.csv", index=False)

    assert coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada") == 3


def test_what_is_taken_in_is_accepted_unless_the_table_was_changed_by_hand_before(toy: Toy, tmp_path: Path) -> None:
    filled(toy, tmp_path / "mine.csv")
    accept(*toy)
    coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada")
    assert verify(*toy) == []

    path = toy.corpus / "codings.csv"
    path.write_text("".join(row for row in path.read_text().splitlines(keepends=True) if ",4," not in row))
    coding.take_in(toy.corpus, tmp_path / "mine.csv", "bob")
    assert any(message.startswith("codings.csv is not as it was accepted") for message in verify(*toy))


@pytest.mark.parametrize("coder", ["first", "resolved", "Ada", "a b", ""])
def test_a_name_that_is_taken_or_malformed_is_refused(toy: Toy, tmp_path: Path, coder: str) -> None:
    filled(toy, tmp_path / "mine.csv")
    with pytest.raises(CorpusError, match="cannot name a pass"):
        coding.take_in(toy.corpus, tmp_path / "mine.csv", coder)


def test_a_file_that_is_no_text_is_refused(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="cannot be read"):
        coding.take_in(toy.corpus, tmp_path / "mine.csv", "ada")
    with pytest.raises(CorpusError, match="cannot be read"):
        coding.take_in(toy.corpus, tmp_path / "not-there.csv", "ada")
