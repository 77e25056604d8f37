"""Faults in rows: what frictionless finds in a small package of one's own, in plain sentences and grouped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest

from helpers.toy import Toy, edit
from parallax.tables import cache, faults, package

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


def test_faults_are_counted_beyond_the_thousand_at_which_frictionless_stops(tmp_path: Path) -> None:
    rows = ["2031-6-15,five,1,x"] * 700 + [",5,1,x"] * 600

    messages = found(tmp_path, *rows)

    assert [message.partition(":")[0] + message[message.rindex("(") :] for message in messages] == [
        ", row 2, column n(699 more rows like it)",
        ", row 2, column day(699 more rows like it)",
        ", row 702, column day(599 more rows like it)",
    ]


def test_faults_beyond_those_that_are_counted_are_said_to_be_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MOST", 3)
    (message,) = found(tmp_path, *["2031-6-15,5,1,x"] * 9)
    assert message.endswith("(at least 2 more rows like it)")
    monkeypatch.setattr(faults, "MOST", 1)
    (message,) = found(tmp_path, *["2031-6-15,5,1,x"] * 9)
    assert message.endswith("(and maybe more rows like it, which were not counted)")


def test_a_hash_of_other_line_ends_is_not_held_against_a_table(tmp_path: Path) -> None:
    hashed = [{**entry, "hash": "sha256:" + "0" * 64, "rows": 9} for entry in CONTENT["resources"]]
    (tmp_path / "days.csv").write_bytes(b"day,n,share,word\r\n2031-06-15,5,1,x\r\n")

    assert faults.in_rows(tmp_path / "datapackage.yaml", {**CONTENT, "resources": hashed}) == []


# What was found in order is not looked at again.


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Return the names of the tables that frictionless looks at from now on, nothing being known of any."""
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "kept"))
    names: list[str] = []
    look = frictionless.Resource.validate

    def noted(self: frictionless.Resource, *args: object, **kwargs: object) -> frictionless.Report:
        names.append(self.name)
        return look(self, *args, **kwargs)

    monkeypatch.setattr(frictionless.Resource, "validate", noted)
    return names


FEW = {"sources", "lines", "hops"}


def again(looked_at: list[str], corpus: Path, only: set[str] | None = None) -> set[str]:
    """Return which tables are looked at when all or some are to be validated; they are in order."""
    looked_at.clear()
    assert package.validate(corpus, only) == []
    assert len(looked_at) == len(set(looked_at))
    return set(looked_at)


def pointing_to(corpus: Path, table: str) -> set[str]:
    keys = {name: entry["schema"].get("foreignKeys", []) for name, entry in package.tables(corpus).items()}
    return {name for name, its in keys.items() if table in {key["reference"]["resource"] for key in its}}


def test_a_table_in_order_is_looked_at_once(toy: Toy, looked_at: list[str]) -> None:
    assert again(looked_at, toy.corpus) == set(package.tables(toy.corpus))
    assert again(looked_at, toy.corpus) == set()


def test_a_table_in_order_is_looked_at_again_when_that_is_asked_for(toy: Toy, looked_at: list[str]) -> None:
    again(looked_at, toy.corpus, FEW)
    assert package.validate(toy.corpus, FEW, anew=True) == []
    assert set(looked_at) == FEW


def test_a_changed_byte_has_the_table_and_those_that_point_to_it_looked_at_again(
    toy: Toy, looked_at: list[str]
) -> None:
    again(looked_at, toy.corpus)
    edit(toy.corpus / "hops.csv", "Bridge Herald", "Bridge-Herald")
    assert again(looked_at, toy.corpus) == {"hops"} | pointing_to(toy.corpus, "hops")
    edit(toy.corpus / "sources.csv", "an invention", "An invention")
    assert again(looked_at, toy.corpus) == {"sources"} | pointing_to(toy.corpus, "sources") > {"sources", "lines"}
    assert again(looked_at, toy.corpus) == set()


def test_what_the_descriptor_says_anew_has_what_it_speaks_of_looked_at_again(toy: Toy, looked_at: list[str]) -> None:
    again(looked_at, toy.corpus)
    edit(toy.corpus / "datapackage.yaml", "maxLength: 6", "maxLength: 7")
    assert again(looked_at, toy.corpus) == {"sources"} | pointing_to(toy.corpus, "sources")
    path = toy.corpus / "datapackage.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("version: ", "version: 9", 1), encoding="utf-8")
    assert again(looked_at, toy.corpus) == set(package.tables(toy.corpus))


def test_another_frictionless_or_another_code_of_ours_looks_again(
    toy: Toy, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    again(looked_at, toy.corpus, FEW)
    for name, new in (("version", lambda _: "0.0"), ("cache.source_digest", lambda _: "other")):
        monkeypatch.setattr(f"parallax.tables.faults.{name}", new)
        faults.checker.cache_clear()
        assert again(looked_at, toy.corpus, FEW) == FEW, name
    monkeypatch.undo()
    faults.checker.cache_clear()


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"in order"),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: file.unlink(),
    ],
    ids=["emptied", "overwritten", "cut", "a folder in its place", "gone"],
)
def test_a_damaged_note_is_not_believed(damage: Callable[[Path], object], toy: Toy, looked_at: list[str]) -> None:
    assert again(looked_at, toy.corpus, FEW) == FEW
    for file in (toy.corpus.parent / "kept" / cache.IN_ORDER).iterdir():
        damage(file)
    assert again(looked_at, toy.corpus, FEW) == FEW


def test_the_note_of_another_table_is_not_believed(toy: Toy, looked_at: list[str]) -> None:
    again(looked_at, toy.corpus, FEW)
    one, other, *_ = (toy.corpus.parent / "kept" / cache.IN_ORDER).iterdir()
    one.write_bytes(other.read_bytes())
    assert len(again(looked_at, toy.corpus, FEW)) == 1


def test_a_table_with_a_fault_is_looked_at_and_told_every_time(toy: Toy, looked_at: list[str]) -> None:
    edit(toy.corpus / "hops.csv", ",2,", ",0,")
    told = [package.validate(toy.corpus, FEW) for _ in range(2)]
    assert told[0] == told[1]
    assert len(told[0]) == 1
    assert looked_at.count("hops") == 2
    assert looked_at.count("sources") == 1


def test_a_table_that_changes_while_it_is_looked_at_gets_no_note(
    toy: Toy, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    look = frictionless.Resource.validate

    def meanwhile(self: frictionless.Resource, *args: object, **kwargs: object) -> frictionless.Report:
        report = look(self, *args, **kwargs)
        if self.name == "hops":
            edit(toy.corpus / "hops.csv", "Bridge Herald", "Bridge-Herald")
        return report

    with monkeypatch.context() as patch:
        patch.setattr(frictionless.Resource, "validate", meanwhile)
        assert package.validate(toy.corpus, FEW) == []
    edit(toy.corpus / "hops.csv", "Bridge-Herald", "Bridge Herald")
    assert again(looked_at, toy.corpus, FEW) == {"hops"}


@pytest.mark.parametrize("way", ["kept", "kept/in-order"])
def test_where_nothing_can_be_noted_tables_are_looked_at_every_time(
    way: str, toy: Toy, tmp_path: Path, looked_at: list[str]
) -> None:
    (tmp_path / way).parent.mkdir(exist_ok=True)
    (tmp_path / way).touch()  # a file in the way of the folder, which stops root as well
    assert again(looked_at, toy.corpus, FEW) == again(looked_at, toy.corpus, FEW) == FEW


def test_outside_a_project_nothing_is_noted(toy: Toy, looked_at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARALLAX_CACHE")
    monkeypatch.chdir(toy.corpus)
    assert again(looked_at, toy.corpus, FEW) == again(looked_at, toy.corpus, FEW) == FEW
