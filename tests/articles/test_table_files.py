"""Tables as people have them: each kind is read, and what is wrong is named with its place."""

from __future__ import annotations

import base64
import csv
import json
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from helpers.anybody import save, table
from parallax.articles.table_files import one_line, read_table
from parallax.errors import ParallaxError

ROWS = [["group", "text"], ["north", "A boat, a net"], ["south", 'Two "boats"\nand a net']]
#: Written by pyarrow 26, compressed, with categories, a missing year and a missing day.
PARQUET = """
UEFSMRUEFYYBFZgBTBUEFQASAAAotS/9IEMZAgAdAAAAVGhlIGJvYXQgbGVmdC4KTm9ib2R5IHNhdyBpdC4eAAAARGFzIE5ldHog
4oCTIMKr2YbYp9mF2YfCuyDwn5mCFQAVEhUkLBUEFRAVBhUGHAAAACi1L/0gCUkAAAIAAAAEAQEDAhUEFSAVMkwVBBUAEgAAKLUv
/SAQgQAABAAAAGRvY2sEAAAAcmVlZhUAFRIVJCwVBBUQFQYVBhwAAAAotS/9IAlJAAACAAAABAEBAwIVBBUIFRpMFQIVABIAACi1
L/0gBCEAAO4HAAAVABUSFSQsFQQVEBUGFQYcAAAAKLUv/SAJSQAAAgAAAAMBAQIAFQQVCBUaTBUCFQASAAAotS/9IAQhAAAVVgAA
FQAVEhUkLBUEFRAVBhUGHAAAACi1L/0gCUkAAAIAAAADAQECABUEGVw1ABgGc2NoZW1hFQgAFQwlAhgFd29yZHMlAEwcAAAAFQwl
AhgFcGFydHklAEwcAAAAFQIlAhgEeWVhcgAVAiUCGANkYXklDExsAAAAFgQZHBlMJgAcFQwZNQAGEBkYBXdvcmRzFQwWBBbeARaC
AibAASYIKSwVBBUAFQIAFQAVEBUCADwWdhkGGSYABAAAACYAHBUMGTUABhAZGAVwYXJ0eRUMFgQWdBaYASbYAiaKAiksFQQVABUC
ABUAFRAVAgA8FhAZBhkmAAQAAAAmABwVAhk1AAYQGRgEeWVhchUMFgQWXBaAASbYAyaiAyksFQQVABUCABUAFRAVAgA8KQYZJgIC
AAAAJgAcFQIZNQAGEBkYA2RheRUMFgQWXBaAASbYBCaiBCksFQQVABUCABUAFRAVAgA8KQYZJgICAAAAFooEFgQmCBaaBQAoIHBh
cnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGUwcAAAcAAAcAAAcAAAAfwEAAFBBUjE=
"""
FOUND = [{"group": "north", "text": "A boat, a net"}, {"group": "south", "text": 'Two "boats"\nand a net'}]


def read(tmp_path: Path, name: str, content: str | bytes) -> list[dict[str, str]]:
    return read_table(save(tmp_path, {name: content}) / name).to_dict("records")


def refused(tmp_path: Path, name: str, content: str | bytes, *said: str) -> None:
    with pytest.raises(ParallaxError) as error:
        read(tmp_path, name, content)
    assert name in error.value.problem
    assert error.value.remedy
    for words in said:
        assert words in str(error.value)


@pytest.mark.parametrize("separator", list(",;\t"))
def test_a_csv_has_commas_semicolons_or_tabs(tmp_path: Path, separator: str) -> None:
    assert read(tmp_path, "a.csv", table(ROWS, separator)) == FOUND


def test_marks_at_the_head_and_other_line_ends_are_no_matter(tmp_path: Path) -> None:
    plain = "group;text\nnorth;A boat\n\nsouth;A net\n"
    assert read(tmp_path, "a.csv", b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()) == read(
        tmp_path, "b.csv", plain
    )
    assert len(read(tmp_path, "b.csv", plain)) == 2


def test_a_tab_divides_a_tsv_whatever_its_header_has(tmp_path: Path) -> None:
    assert read(tmp_path, "a.tsv", "group, text\tn\nx\t1\n") == [{"group, text": "x", "n": "1"}]


def test_a_cell_may_be_longer_than_the_module_for_csv_allows_by_itself(tmp_path: Path) -> None:
    other = csv.field_size_limit(131_072)  # the module's own; another package may have raised it
    try:
        assert len(read(tmp_path, "a.csv", table([["text"], ["net " * 50_000]]))[0]["text"]) > 131_072
        assert csv.field_size_limit() == 131_072
    finally:
        csv.field_size_limit(other)


def test_json_lines_keep_whole_numbers_and_separators_within_a_text(tmp_path: Path) -> None:
    rows = [{"text": "A boat.\u2028A net.\x85", "year": 2030}, {"text": "Oil"}, {"text": None, "year": 2031}]
    content = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    found = read(tmp_path, "a.jsonl", content)
    assert [row["text"] for row in found] == ["A boat.\u2028A net.\x85", "Oil", ""]
    assert [row["year"] for row in found] == ["2030", "", "2031"]


def test_a_table_that_is_not_in_order_is_refused_with_its_place(tmp_path: Path) -> None:
    refused(tmp_path, "a.csv", "group,text\nx,y\nx,y,z\n", "line 3: 3 cells under 2 columns")
    refused(tmp_path, "a.csv", 'group,text\nx,"y\nx,z\n', "line 3")
    refused(tmp_path, "a.csv", "group,group\nx,y\n", "'group' twice")
    refused(tmp_path, "a.csv", "group,text\n", "no row")
    refused(tmp_path, "a.csv", "", "no row")
    refused(tmp_path, "a.csv", "gr\xe4ber,text\n".encode("latin-1"), "line 1", "UTF-8")
    refused(tmp_path, "a.csv", "group,text\nx,y\n".encode("utf-16"), "UTF-8")
    refused(tmp_path, "a.jsonl", '{"a": 1}\n{"a"\n', "line 2")
    refused(tmp_path, "a.jsonl", '{"a": 1}\n[1]\n', "line 2 is no object")
    refused(tmp_path, "a.jsonl", '{"a": "x"}\n{"a": "\\ud800"}\n', "row 2: 'a'")
    refused(tmp_path, "a.jsonl", '{"a": "x\\u0000"}\n', "row 1: 'a'")
    refused(tmp_path, "a.ods", b"PK", ".ods", ".xlsx", "save")
    refused(tmp_path, "a.xlsx", b"PK", "a.xlsx", "no workbook")
    refused(tmp_path, "table", "a,b\n1,2\n", "ends in nothing")
    refused(tmp_path, "a.parquet", b"no parquet")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParallaxError, match=r"no table .*gone\.csv"):
        read_table(tmp_path / "gone.csv")


def test_parquet_of_another_program_is_read_as_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.parquet", base64.b64decode(PARQUET)) == [
        {"words": "The boat left.\nNobody saw it.", "party": "dock", "year": "2030", "day": "2030-05-03"},
        {
            "words": "Das Netz \u2013 \u00ab\u0646\u0627\u0645\u0647\u00bb \U0001f642",
            "party": "reef",
            "year": "",
            "day": "",
        },
    ]
    place = save(tmp_path, {"sp ee'ch [1]*.parquet": base64.b64decode(PARQUET), "sp ee'ch 1 or 2.parquet": b"x"})
    assert len(read_table(place / "sp ee'ch [1]*.parquet")) == 2  # signs that stand for others in a pattern


@pytest.mark.parametrize("options", ["compression gzip", "compression zstd, parquet_version v2"])
def test_parquet_of_any_kind_and_with_columns_of_lists_is_read(tmp_path: Path, options: str) -> None:
    rows = "(values ('The boat.', 'dock', [1, 2], 1.5), (null, 'reef', null, null), ('A net.', 'reef', [], 2.0))"
    place = (tmp_path / "a.parquet").as_posix()
    duckdb.sql(f"copy (from {rows} as rows(words, party, list, share)) to '{place}' (format parquet, {options})")
    found = read_table(tmp_path / "a.parquet")
    assert found[["words", "party"]].to_numpy().tolist() == [["The boat.", "dock"], ["", "reef"], ["A net.", "reef"]]
    assert found["list"].tolist() == ["[1, 2]", "", "[]"]
    assert found["share"].tolist() == ["1.5", "", "2.0"]


def test_parquet_without_a_row_is_refused(tmp_path: Path) -> None:
    place = (tmp_path / "a.parquet").as_posix()
    duckdb.sql(f"copy (select 'x' as words where false) to '{place}' (format parquet)")
    with pytest.raises(ParallaxError, match="has no row"):
        read_table(tmp_path / "a.parquet")


def workbook(place: Path, *rows: list[object], other: str = "") -> Path:
    """Save a workbook with these rows on its first sheet, and a cell on another."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append([other])
    book.save(place)
    return place


def test_the_first_sheet_of_a_workbook_is_read_as_a_reader_sees_it(tmp_path: Path) -> None:
    place = workbook(
        tmp_path / "groups.xlsx",
        ["file", " group ", "day", "at", "year", "share", "first"],
        ["a.txt", "Größe, „x“", datetime(2030, 5, 3), datetime(2030, 5, 3, 12, 30), 2030.0, 1.5, True],
        [None, None, None],
        ["b.txt", "سنگ", None, None, 2031, None, None],
        other="nobody reads this",
    )
    first, second = read_table(place).to_dict("records")
    assert first == {
        "file": "a.txt", "group": "Größe, „x“", "day": "2030-05-03", "at": "2030-05-03 12:30:00", "year": "2030",
        "share": "1.5", "first": "True",
    }  # fmt: skip
    assert second == {**dict.fromkeys(first, ""), "file": "b.txt", "group": "سنگ", "year": "2031"}


def test_a_workbook_that_is_not_in_order_is_refused_with_its_row(tmp_path: Path) -> None:
    for rows, said in (
        ((["file", "group"], ["a.txt", "x", "left over"]), "line 2: 3 cells under 2 columns"),
        ((["file", "file"], ["a.txt", "x"]), "'file' twice"),
        ((["file", "group"],), "has no row"),
        ((), "has no row"),
    ):
        with pytest.raises(ParallaxError, match=said):
            read_table(workbook(tmp_path / "a.xlsx", *rows))


def test_a_column_without_a_name_at_the_end_is_none(tmp_path: Path) -> None:
    place = workbook(tmp_path / "a.xlsx", ["file", "group", None, " "], ["a.txt", "x", None])
    assert read_table(place).columns.tolist() == ["file", "group"]


def test_a_name_is_on_one_line_and_composed() -> None:
    assert one_line(" Zu\u0308rich\r\n am\tSee\x1b ") == "Z\u00fcrich am See"
    assert one_line("می\u200cرود") == "می\u200cرود"
    assert one_line("\n\x00") == ""
