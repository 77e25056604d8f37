"""Texts of any origin: from folders, a table of groups, or one table; each fault is named with its place."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.anybody import save, table
from parallax.articles.documents import Document, from_folder, from_table, some
from parallax.errors import ParallaxError


def refused(call: Callable[[], object], *said: str) -> None:
    with pytest.raises(ParallaxError) as error:
        call()
    assert error.value.remedy
    for words in said:
        assert words in str(error.value)


def test_sub_folders_are_groups(tmp_path: Path) -> None:
    save(tmp_path, {"north/a.txt": "A boat.", "south sea/b c.TXT": "\ufeffA net.\r\n", "south sea/deep/d.txt": "Oil."})
    found = from_folder(tmp_path)
    assert [(each.group, each.name, each.text) for each in found] == [
        ("north", "a", "A boat."),
        ("south sea", "b c", "A net.\r\n"),
        ("south sea", "d", "Oil."),
    ]
    assert found[0].place == str(tmp_path / "north" / "a.txt")


def test_what_a_program_left_in_the_folder_is_no_text(tmp_path: Path) -> None:
    save(tmp_path, {"north/a.txt": "A boat.", "north/._a.txt": b"\0\xff", ".cache/x.txt": "x", "north/notes.md": "x"})
    (tmp_path / "north" / "b.txt").mkdir()
    assert [each.name for each in from_folder(tmp_path)] == ["a"]


def test_links_are_followed_and_one_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    other = save(tmp_path / "other", {"a.txt": "A boat."})
    texts = save(tmp_path / "texts", {"south/b.txt": "A net."})
    (texts / "north").symlink_to(other)
    (texts / "south" / "c.txt").symlink_to(other / "a.txt")
    assert [(each.group, each.name) for each in from_folder(texts)] == [("north", "a"), ("south", "b"), ("south", "c")]
    (texts / "south" / "d.txt").symlink_to(tmp_path / "gone.txt")
    refused(lambda: from_folder(texts), "d.txt cannot be read")


def test_a_table_says_group_and_facts_of_each_file(tmp_path: Path) -> None:
    save(tmp_path / "t", {"a.txt": "A boat.", "mit Leerzeichen.txt": "A net.", "نامه.txt": "Oil.", "x/y.txt": "Sand."})
    rows = [
        ["File", "Group", "date", "title", "address", "Language"],
        ["نامه.txt", "a | b", "2030", 'He said: "$x$" <b>', "https://example.org", "en"],
        ["a", " north ", "", "", "", ""],
        ["mit Leerzeichen", "north", "", "", "", ""],
        ["y.txt", "north\nwest", "", "", "", ""],
    ]
    groups = save(tmp_path, {"groups.csv": table(rows, ";")}) / "groups.csv"
    found = from_folder(tmp_path / "t", groups)
    assert [(each.name, each.group) for each in found] == [
        ("نامه", "a | b"), ("a", "north"), ("mit Leerzeichen", "north"), ("y", "north west"),
    ]  # fmt: skip
    assert found[0].facts == {
        "title": 'He said: "$x$" <b>', "published": "2030", "url": "https://example.org", "language": "en",
    }  # fmt: skip


def test_a_name_is_the_same_with_its_marks_apart(tmp_path: Path) -> None:
    name = "Zürich"
    save(tmp_path / "t", {f"{unicodedata.normalize('NFD', name)}.txt": "A boat.", "b.txt": "A net."})
    rows = [["file", "group"], [f"{name}.txt", name], ["b.txt", unicodedata.normalize("NFD", name)]]
    groups = save(tmp_path, {"g.csv": table(rows)}) / "g.csv"
    assert {each.group for each in from_folder(tmp_path / "t", groups)} == {name}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["a.txt,x", "b.txt,y", "gone.txt,x"], ["g.csv, row 3 (gone.txt)", "no such file"]),
        (["a.txt,x", "b.txt,y", "a,y"], ["g.csv names a.txt twice"]),
        (["a.txt,x"], ["no row for b.txt"]),
        (["a.txt,x", "b.txt,"], ["row 2: no group"]),
        (["a.txt,x", ",y"], ["row 2: no file"]),
    ],
)
def test_a_table_of_groups_that_does_not_fit_is_refused(tmp_path: Path, rows: list[str], said: list[str]) -> None:
    save(tmp_path, {"t/a.txt": "A boat.", "t/b.txt": "A net.", "g.csv": "\n".join(["file,group", *rows])})
    refused(lambda: from_folder(tmp_path / "t", tmp_path / "g.csv"), *said)


def test_two_files_of_one_name_need_their_folders(tmp_path: Path) -> None:
    save(tmp_path, {"t/n/a.txt": "A boat.", "t/s/a.txt": "A net.", "g.csv": "file,group\na.txt,x\n"})
    refused(lambda: from_folder(tmp_path / "t", tmp_path / "g.csv"), "row 1 (a.txt)")
    save(tmp_path, {"g.csv": "file,group\nn/a.txt,x\ns\\a,y\n"})
    assert [each.group for each in from_folder(tmp_path / "t", tmp_path / "g.csv")] == ["x", "y"]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    save(tmp_path, {"t/a.txt": "A boat.", "g.csv": "name,group\na,x\n"})
    refused(lambda: from_folder(tmp_path / "t", tmp_path / "g.csv"), "g.csv has no column 'file'")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["is empty"]),
        (b" \r\n\t\n", ["is empty"]),
        ("Gräben".encode("latin-1"), ["line 1", "UTF-8"]),
        ("A boat.".encode("utf-16"), ["UTF-8"]),
        ("A boat.".encode("utf-16-le"), ["NUL"]),
    ],
)
def test_a_text_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, said: list[str]) -> None:
    save(tmp_path, {"n/good.txt": "A net.", "s/bad.txt": content})
    refused(lambda: from_folder(tmp_path), "bad.txt", *said)


def test_a_text_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, {"n/a.txt": "A net."})

    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    refused(lambda: from_folder(tmp_path), "a.txt cannot be read: Permission denied")


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    refused(lambda: from_folder(tmp_path / "gone"), "no folder", "--texts")
    refused(lambda: from_folder(save(tmp_path, {"a.md": "x"})), "ends in .txt")
    refused(
        lambda: from_folder(save(tmp_path, {"a.txt": "x", "n/b.txt": "y"})), "outside sub-folders: a.txt", "--groups"
    )


def test_one_table_has_a_text_a_row(tmp_path: Path) -> None:
    rows = [{"body": "A boat.\nA net.", "who": "north", "Headline": "Boats", "day": 2030, "id": "b"}] * 9
    rows += [{"body": "Oil", "who": "north", "url": "x"}]
    file = save(tmp_path, {"all.jsonl": "\n".join(map(json.dumps, rows))}) / "all.jsonl"
    found = from_table(file, "body", "who", {"title": "Headline", "published": "day", "name": "id"})
    facts = {"title": "Boats", "published": "2030", "url": ""}
    assert found[0] == Document(f"{file}, row 1", "b", "A boat.\nA net.", "north", facts)
    assert (found[9].name, found[9].facts["url"]) == ("all-10", "x")
    assert from_table(file, "body", "who")[0].name == "all-01"


def test_a_table_without_a_named_column_or_a_text_is_refused(tmp_path: Path) -> None:
    file = save(tmp_path, {"a.csv": "text,group\nA boat.,x\n ,y\nA net.,\n"}) / "a.csv"
    refused(lambda: from_table(file, "body", "group"), "no column 'body' for the text", "text, group", "--text")
    refused(lambda: from_table(file, "text", "group", {"title": "T"}), "'T' for the title", "--column title=")
    refused(lambda: from_table(file, "text", "group"), "a.csv, row 2: no text")
    save(tmp_path, {"a.csv": "text,group\nA boat.,x\nA net., \n"})
    refused(lambda: from_table(file, "text", "group"), "a.csv, row 2: no group")


def test_of_many_the_first_are_named() -> None:
    assert some([1, 2]) == "1, 2"
    assert some(range(9)) == "0, 1, 2, 3, 4 and 4 more"


def test_a_text_that_is_not_plain_is_named_unless_it_is_there_as_plain_text_too(tmp_path: Path) -> None:
    place = save(tmp_path / "texts", {"dock/a.txt": "A boat.", "dock/a.docx": b"PK", "reef/b.txt": "A net."})
    assert len(from_folder(place)) == 2
    save(place, {"reef/letter.docx": b"PK", "reef/c.PDF": b"%PDF"})
    with pytest.raises(ParallaxError, match=r"(?s)c\.PDF, .*letter\.docx: not plain text.*\.txt"):
        from_folder(place)
