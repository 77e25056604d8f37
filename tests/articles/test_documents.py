"""Texts of any origin: what is taken, and what is refused by file and row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parallax.articles.documents import from_folder, from_table, some
from parallax.errors import ParallaxError

SAID = {"a": "Boats are out.", "b": "Nets are in.", "sub/c": "The reef is far."}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Return a folder of three texts, one of them in a folder of its own."""
    for name, text in SAID.items():
        path = tmp_path / "texts" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "texts"


def groups(texts: Path, rows: str, head: str = "file,group") -> Path:
    path = texts.parent / "groups.csv"
    path.write_text(f"{head}\n{rows}", encoding="utf-8-sig")
    return path


def test_a_table_gives_each_file_its_group_and_what_is_known_in_its_own_order(texts: Path) -> None:
    table = groups(texts, "b.txt,dock,1 May,Nets\na,reef,,\nc,dock,,\n", "file,group,date,Title")
    found = from_folder(texts, table)
    assert [(one.name, one.group, one.text) for one in found] == [
        ("b", "dock", SAID["b"]), ("a", "reef", SAID["a"]), ("c", "dock", SAID["sub/c"]),
    ]  # fmt: skip
    assert found[0].facts == {"title": "Nets", "published": "1 May"}


def test_without_a_table_sub_folders_are_the_groups(texts: Path) -> None:
    with pytest.raises(ParallaxError, match=r"texts outside sub-folders: a\.txt, b\.txt"):
        from_folder(texts)
    for name in "ab":
        (texts / f"{name}.txt").rename(texts / "sub" / f"{name}.txt")
    assert {one.group for one in from_folder(texts)} == {"sub"}


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ("a,x\nb,y\nc,x\nd,y\n", "file,group", r"groups\.csv, row 4 \(d\): there is no such file"),
        ("a,x\nb,y\nc,x\na.txt,y\n", "file,group", r"groups\.csv names a\.txt twice"),
        ("a,x\nb,y\n", "file,group", r"groups\.csv has no row for sub/c\.txt"),
        ("a,x\nb,\nc,x\n", "file,group", r"groups\.csv, row 2: no group under 'group'"),
        ("a,x\n", "name,group", r"groups\.csv has no column 'file'"),
        ("", "file,group", r"groups\.csv has no row"),
    ],
)
def test_a_table_of_groups_that_does_not_fit_is_refused_by_row(texts: Path, rows: str, head: str, message: str) -> None:
    with pytest.raises(ParallaxError, match=message):
        from_folder(texts, groups(texts, rows, head))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"a\.txt: the file is empty"),
        (b" \n\n", r"a\.txt: the file is empty"),
        ("Schöne Boote".encode("latin-1"), r"a\.txt, line 1: byte 3 is not UTF-8"),
        ("Boats".encode("utf-16-le"), r"a\.txt, line 1: there is a NUL"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_by_name(texts: Path, content: bytes, message: str) -> None:
    (texts / "a.txt").write_bytes(content)
    with pytest.raises(ParallaxError, match=message):
        from_folder(texts, groups(texts, "a,x\nb,y\nc,x\n"))


def test_a_folder_that_is_not_there_or_has_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParallaxError, match="there is no folder"):
        from_folder(tmp_path / "none")
    with pytest.raises(ParallaxError, match=r"no file in .* ends in \.txt"):
        from_folder(tmp_path)


def test_a_mark_of_byte_order_and_names_in_any_script_do_no_harm(tmp_path: Path) -> None:
    for name, group in (("متن ۱", "الف"), ("with blank", "Süd")):
        (tmp_path / group).mkdir()
        (tmp_path / group / f"{name}.txt").write_text("Boats.", encoding="utf-8-sig")
    found = from_folder(tmp_path)
    assert {(one.name, one.group, one.text) for one in found} == {
        ("متن ۱", "الف", "Boats."),
        ("with blank", "Süd", "Boats."),
    }


ROWS = [{"say": 'Boats, "out"\nand in.', "who": "dock", "Title": "One"}, {"say": "Nets.", "who": "reef", "Title": ""}]


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl"])
def test_a_table_gives_a_text_a_row(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"talk.{kind}"
    if kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", encoding="utf-8")
    else:
        comma = "," if kind == "csv" else "\t"
        rows = [comma.join(ROWS[0]), f'"Boats, ""out""\nand in."{comma}dock{comma}One', f"Nets.{comma}reef{comma}"]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = from_table(path, "say", "who")
    assert [(one.name, one.text, one.group, one.facts.get("title")) for one in found] == [
        ("talk-1", ROWS[0]["say"], "dock", "One"), ("talk-2", "Nets.", "reef", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("say,who\nBoats.,dock\n,reef\n", r"talk\.csv, row 2: no text under 'say'"),
        ("say,who\nBoats.,\n", r"talk\.csv, row 1: no group under 'who'"),
        ("said,who\nBoats.,dock\n", r"talk\.csv has no column 'say' for the text; it has said, who"),
        ("say,who\n", r"talk\.csv has no row"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_by_row_or_column(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "talk.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ParallaxError, match=message):
        from_table(tmp_path / "talk.csv", "say", "who")


def test_other_files_and_lines_that_are_no_objects_are_refused(tmp_path: Path) -> None:
    (tmp_path / "talk.xlsx").write_bytes(b"PK")
    with pytest.raises(ParallaxError, match=r"ends in \.xlsx"):
        from_table(tmp_path / "talk.xlsx", "say", "who")
    (tmp_path / "talk.jsonl").write_text('{"say": "a", "who": "b"}\n[1]\n', encoding="utf-8")
    with pytest.raises(ParallaxError, match="line 2 is no object"):
        from_table(tmp_path / "talk.jsonl", "say", "who")
    with pytest.raises(ParallaxError, match="there is no table"):
        from_table(tmp_path / "none.csv", "say", "who")


def test_of_many_items_the_first_are_named() -> None:
    assert some([1, 2, 3]) == "1, 2, 3"
    assert some(range(9)) == "0, 1, 2, 3, 4 and 4 more"
