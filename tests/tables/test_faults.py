"""Faults in rows: what frictionless finds in a small package of one's own, in plain sentences and grouped."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallax.tables import faults

FIELDS = [
    {"name": "day", "type": "date", "constraints": {"required": True}},
    {"name": "n", "type": "integer"},
    {"name": "share", "type": "number"},
    {"name": "word", "type": "string"},
]
CONTENT = {"name": "trial", "resources": [{"name": "days", "path": "days.csv", "schema": {"fields": FIELDS}}]}


def found(folder: Path, *rows: str) -> list[str]:
    (folder / "days.csv").write_text("\n".join(["day,n,share,word", *rows]) + "\n", encoding="utf-8")
    messages = faults.in_rows(folder / "datapackage.yaml", CONTENT)
    return [message.removeprefix(str(folder / "days.csv")) for message in messages]


@pytest.mark.parametrize(
    "row", ["2031-06-15,5,0.5,x", "2031-06-15,+5,1e-3,\u0661", "2031-06-15, 5 ,.5,1_0", "2031-06-15,,,"]
)
def test_cells_that_every_reader_takes_alike_are_in_order(tmp_path: Path, row: str) -> None:
    assert found(tmp_path, row) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2031-6-15,5,1,x", "column day: '2031-6-15' is not a date like 2023-05-01: four digits, two and two"),
        ("2031-06-5,5,1,x", "column day: '2031-06-5' is not a date like 2023-05-01: four digits, two and two"),
        ("0031-06-05,5,1,x", "column day: '0031-06-05' is not a date like 2023-05-01: four digits, two and two"),
        ("2031-06-31,5,1,x", "column day: '2031-06-31' is not a date like 2023-05-01"),
        ("2031-06-15,\u0665,1,x", "column n: '\u0665' is not a whole number, written with the digits 0 to 9"),
        ("2031-06-15,1_0,1,x", "column n: '1_0' is not a whole number, written with the digits 0 to 9, 18 of them"),
        ("2031-06-15,1000000000000000000,1,x", "is not a whole number, written with the digits 0 to 9, 18 of them"),
        ("2031-06-15,five,1,x", "column n: 'five' is not a whole number"),
        ("2031-06-15,5,NaN,x", "column share: 'NaN' is not a number, written with the digits 0 to 9 and a point"),
        ("2031-06-15,5,Infinity,x", "column share: 'Infinity' is not a number, written with the digits 0 to 9"),
    ],
)  # fmt: skip
def test_a_cell_that_readers_take_differently_is_named_once(tmp_path: Path, row: str, said: str) -> None:
    (message,) = found(tmp_path, "2031-06-15,5,1,x", row)

    assert message.startswith(", row 3, ")
    assert said in message
    assert message.endswith("; correct it")


def test_the_same_fault_in_many_rows_is_told_once_and_counted(tmp_path: Path) -> None:
    (message,) = found(tmp_path, "2031-6-15,1,1,x", "2031-6-15,2,1,x", "2031-6-15,3,1,x")

    assert message.startswith(", row 2, column day")
    assert message.endswith("(2 more rows like it)")


def test_a_hash_of_other_line_ends_is_not_held_against_a_table(tmp_path: Path) -> None:
    hashed = [{**entry, "hash": "sha256:" + "0" * 64, "rows": 9} for entry in CONTENT["resources"]]
    (tmp_path / "days.csv").write_bytes(b"day,n,share,word\r\n2031-06-15,5,1,x\r\n")

    assert faults.in_rows(tmp_path / "datapackage.yaml", {**CONTENT, "resources": hashed}) == []
