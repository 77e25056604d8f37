"""Files are replaced all together or not at all, whatever stops the writing and wherever."""

from __future__ import annotations

import csv
import errno
from pathlib import Path

import pytest

from helpers.interruptions import stop_at
from helpers.toy import snapshot
from parallax.errors import ParallaxError
from parallax.tables.writing import csv_rows, replace_all

NEW = {"a.csv": "new a\n", "b.csv": "new b\n", "sub/c.csv": "new c\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two old files of the three, and one that nobody asked to replace."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.csv").write_bytes(b"old a\r\n")
    (tmp_path / "sub" / "c.csv").write_text("old c\n")
    (tmp_path / "other.csv").write_text("other\n")
    return tmp_path


def test_all_files_are_written_as_utf8_with_lf(folder: Path) -> None:
    replace_all(folder, {"a.csv": "caf\u00e9\nline two\n", "b.csv": ""})

    assert snapshot(folder) == {
        "a.csv": b"caf\xc3\xa9\nline two\n", "b.csv": b"", "other.csv": b"other\n", "sub/c.csv": b"old c\n"
    }  # fmt: skip


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt(), PermissionError("in use")], ids=["interrupt", "error"])
@pytest.mark.parametrize("call", [0, 1, 2])
def test_a_stop_between_two_replacements_puts_the_old_files_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: int, stop: BaseException, late: bool
) -> None:
    before = snapshot(folder)
    stop_at(monkeypatch, "replace", call, stop, late=late)

    with pytest.raises(ParallaxError if isinstance(stop, OSError) else type(stop)):
        replace_all(folder, NEW)

    assert snapshot(folder) == before
    assert not list(folder.glob(".aside-*"))


@pytest.mark.parametrize("call", [0, 2])
def test_a_stop_while_files_are_written_aside_touches_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    before = snapshot(folder)
    stop_at(monkeypatch, "fsync", call, KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        replace_all(folder, NEW)

    assert snapshot(folder) == before
    assert not list(folder.glob(".aside-*"))


@pytest.mark.parametrize(("module", "function"), [("tempfile", "mkdtemp"), ("os", "fsync"), ("shutil", "copy2")])
def test_a_folder_that_cannot_be_written_is_named_with_the_reason_and_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: str, function: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(folder / ".aside-87t3knok"))

    before = snapshot(folder)
    monkeypatch.setattr(f"parallax.tables.writing.{module}.{function}", refuse)

    with pytest.raises(ParallaxError, match=r"cannot be written: Read-only file system\n.*name that one") as error:
        replace_all(folder, NEW)

    assert str(error.value).startswith(str(folder))
    assert ".aside" not in str(error.value)
    assert snapshot(folder) == before


def test_the_cells_of_a_table_are_the_same_however_it_is_quoted_and_its_lines_end() -> None:
    rows = [("a", "1"), ("b, c", ""), ('d "e"', "2")]

    for text in (
        'word,n\na,1\n"b, c",\n"d ""e""",2\n',
        '"word","n"\r\n"a","1"\r\n"b, c",""\r\n"d ""e""","2"\r\n',
        'word,n\ra,1\r"b, c",\r"d ""e""",2',
    ):
        assert csv_rows(text) == rows
    with pytest.raises(csv.Error):
        csv_rows('word,n\n"a,1\nb,2\n')


def test_text_that_cannot_be_encoded_touches_nothing(folder: Path) -> None:
    before = snapshot(folder)

    with pytest.raises(UnicodeEncodeError):
        replace_all(folder, {"a.csv": "fine", "b.csv": "\ud800"})

    assert snapshot(folder) == before


def test_after_a_stop_the_same_call_succeeds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        stop_at(patch, "replace", 1, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            replace_all(folder, NEW)
    replace_all(folder, NEW)

    assert {name: content.decode() for name, content in snapshot(folder).items()} == {
        **NEW,
        "other.csv": "other\n",
    }
