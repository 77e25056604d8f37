"""A zip file of the same contents is the same file, and is there whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from parallax.pages.packing import pack

CONTENTS = {"z.txt": b"last" * 99, "a/b.txt": "\u00b6".encode()}
DAY = date(2030, 5, 1)


def test_it_has_the_contents_in_their_order_of_the_day_given(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    pack(file, CONTENTS, DAY, stored=["a/b.txt"])
    with ZipFile(file) as packed:
        assert packed.testzip() is None
        assert {info.filename: packed.read(info) for info in packed.infolist()} == CONTENTS
        assert packed.namelist() == list(CONTENTS)
        assert {info.date_time for info in packed.infolist()} == {(2030, 5, 1, 0, 0, 0)}
        assert [info.compress_type for info in packed.infolist()] == [ZIP_DEFLATED, ZIP_STORED]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_it_comes_out_the_same_twice(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        pack(tmp_path / name, CONTENTS, DAY)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_day_before_all_zip_files_is_their_first(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", CONTENTS, date(1970, 1, 1))
    with ZipFile(tmp_path / "a.zip") as packed:
        assert packed.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_what_cannot_be_written_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    pack(file, CONTENTS, DAY)
    before = file.read_bytes()
    with pytest.raises(TypeError):
        pack(file, {"good": b"x", "bad": object()}, DAY)  # type: ignore[dict-item]
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
