"""Each fault of an EPUB is found, one at a time, in a file that has no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from parallax.pages.epub_check import CONTAINER, faults

HEAD = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>'
SOUND = {
    "mimetype": "application/epub+zip",
    CONTAINER: (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="b/book.opf"/></rootfiles></container>'
    ),
    "b/book.opf": (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="n" href="nav.xhtml" properties="nav"/>'
        '<item id="a" href="t/a.xhtml"/><item id="i" href="i%20j.svg"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="a"/></spine></package>'
    ),
    "b/nav.xhtml": f'{HEAD}<a href="t/a.xhtml#one">a</a></body></html>',
    "b/t/a.xhtml": f'{HEAD}<p id="one"><img src="../i%20j.svg"/><a href="#one">1</a></p></body></html>',
    "b/i j.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}

Change = Callable[[dict[str, str]], None]


def written(folder: Path, files: dict[str, str], *, stored: bool = True) -> Path:
    file = folder / "a.epub"
    with ZipFile(file, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text, ZIP_STORED if stored and name == "mimetype" else ZIP_DEFLATED)
    return file


def changed(name: str, old: str, new: str) -> Change:
    def change(files: dict[str, str]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new)

    return change


FAULTS: dict[str, Change] = {
    "mimetype does not say application/epub+zip": changed("mimetype", "epub", "book"),
    "b/t/a.xhtml is not well-formed": changed("b/t/a.xhtml", "</p>", ""),
    f"{CONTAINER} leads to no package": changed(CONTAINER, "book.opf", "gone.opf"),
    "the manifest lists b/gone.svg, which is not there": changed(
        "b/book.opf", "</manifest>", '<item id="g" href="gone.svg"/></manifest>'
    ),
    "the manifest lacks b/more.css": lambda files: files.update({"b/more.css": ""}),
    "the id 'n' is there twice": changed("b/book.opf", 'id="i"', 'id="n"'),
    "b/t/a.xhtml is listed twice": changed("b/book.opf", "</manifest>", '<item id="z" href="t/a.xhtml"/></manifest>'),
    "the spine has 'z', which the manifest has not": changed("b/book.opf", "</spine>", '<itemref idref="z"/></spine>'),
    "'a' is in the spine twice": changed("b/book.opf", "</spine>", '<itemref idref="a"/></spine>'),
    "the spine is empty": changed("b/book.opf", '<itemref idref="n"/><itemref idref="a"/>', ""),
    "the manifest names no contents": changed("b/book.opf", ' properties="nav"', ""),
    "the id 'one' is there twice": changed("b/t/a.xhtml", "<a ", '<a id="one" '),
    "a link leads to t/a.xhtml#two": changed("b/nav.xhtml", "#one", "#two"),
    "a link leads to t/b.xhtml": changed("b/nav.xhtml", "t/a.xhtml#one", "t/b.xhtml"),
    "../k.svg is loaded, and is no file": changed("b/t/a.xhtml", "../i%20j.svg", "../k.svg"),
    "https://example.org/i.svg is loaded": changed("b/t/a.xhtml", "../i%20j.svg", "https://example.org/i.svg"),
}


def test_a_sound_one_has_no_fault(tmp_path: Path) -> None:
    assert faults(written(tmp_path, SOUND)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_named(tmp_path: Path, fault: str) -> None:
    files = dict(SOUND)
    FAULTS[fault](files)
    (found,) = faults(written(tmp_path, files))
    assert fault in found


def test_the_mimetype_comes_first_and_uncompressed(tmp_path: Path) -> None:
    told = ["mimetype is not the first file of the archive, uncompressed"]
    assert faults(written(tmp_path, SOUND, stored=False)) == told
    assert faults(written(tmp_path, dict(reversed(SOUND.items())))) == told
    assert faults(written(tmp_path, {})) == told
