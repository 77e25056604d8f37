"""What a person filled in, read back: separators, rows, and faults told with their place. See test_form.py too."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallax.errors import CorpusError
from parallax.tables.sheets import require_name, require_value, rows_of


@pytest.mark.parametrize("sep", [",", ";", "\t"])
def test_rows_are_read_with_the_separator_of_their_head(tmp_path: Path, sep: str) -> None:
    (tmp_path / "a.csv").write_text(
        f'\ufeffrow{sep}note\nr1{sep} "so"\n\nr2{sep}"a{sep}\nb"\n'.replace(' "so"', " so ")
    )
    found = list(rows_of(tmp_path / "a.csv", ["row", "note"], "the test"))
    assert found == [(2, {"row": "r1", "note": "so"}), (4, {"row": "r2", "note": f"a{sep}\nb"})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("row\nr1\n", r"the column 'note' is missing\n.*as the test wrote it"),
        ("row,note,note\n", "the column 'note' appears twice"),
        ("row,note\nr1,a,b\n", "row 2: there are 1 more cells than columns"),
        ('row,note\nr1,"a\n', "after row 1: a quotation mark is left open"),
    ],
)
def test_a_sheet_with_a_fault_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(CorpusError, match=message):
        list(rows_of(tmp_path / "a.csv", ["row", "note"], "the test"))


def test_an_id_of_a_person_is_plain_and_not_that_of_a_pass() -> None:
    require_name("ada-b2", "person")
    for name in ("Ada", "a b", "", "first", "resolved", "a/b"):
        with pytest.raises(CorpusError, match="cannot name a person"):
            require_name(name, "person")


def test_a_cell_has_one_of_the_allowed_values() -> None:
    require_value(Path("a.csv"), 3, "toll", "0", ["0", "1"])
    with pytest.raises(CorpusError, match=r"a.csv, row 3: the cell of toll is empty\n.*write 0 or 1"):
        require_value(Path("a.csv"), 3, "toll", "", ["0", "1"])
    with pytest.raises(CorpusError, match="the cell of toll contains '2'"):
        require_value(Path("a.csv"), 3, "toll", "2", ["0", "1"])
