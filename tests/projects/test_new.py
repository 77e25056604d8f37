"""A new project: it works as it is, shows no sentence of its texts, and is there whole or not at all."""

from __future__ import annotations

import errno
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from helpers.invented import documents
from helpers.toy import snapshot
from parallax.articles.new_tables import take_in
from parallax.articles.verification import verify
from parallax.errors import ParallaxError
from parallax.pages import scaffold
from parallax.pages.build import make_book
from parallax.pages.texts import SETTING
from parallax.projects import new

QUIET = Console(quiet=True)
ODD = "Red & $x$ <i>|{glue}`"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of three texts in each of two groups, made once; not to be changed."""
    folder = tmp_path_factory.mktemp("projects") / "letters of boats"
    new.make(folder, take_in(documents(3)), "Letters", console=QUIET)
    return folder


@pytest.fixture(autouse=True)
def _own_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each project find its texts in its own folder."""
    monkeypatch.delenv("PARALLAX_TEXTS", raising=False)


def words_in_a_row(text: str, n: int = 11) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + n]) for at in range(len(words) - n + 1)}


def test_its_tables_are_in_order_and_agree_with_its_texts(project: Path) -> None:
    assert verify(project / "corpus", project / "corpus" / "texts") == []
    assert verify(project / "corpus", None) == []


def test_its_pages_are_built_strictly_name_the_groups_and_show_no_sentence(project: Path, tmp_path: Path) -> None:
    index = make_book(project, build=tmp_path / "build", execute_notebooks=False, console=QUIET)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (index.parent / "chapters").glob("*.html")}
    assert set(pages) == {*scaffold.CHAPTERS, "explore"}
    shown = {name: BeautifulSoup(page, "html.parser").get_text(" ") for name, page in pages.items()}
    assert all("Dock" in text and "Reef" in text for name, text in shown.items() if name != "topics")
    assert "No interval is offered for any group" in shown["keyness"]
    runs = set().union(*(words_in_a_row(document.text) for document in documents(3)))
    assert [name for name, text in shown.items() if words_in_a_row(text) & runs] == []
    assert not re.search(r"\barticles?\b", " ".join(shown.values()))


def built(project: Path, folder: Path) -> Path:
    """Build the pages of a project from the stored outputs, and return their folder."""
    return make_book(project, build=folder, execute_notebooks=False, console=QUIET).parent


def test_no_file_of_the_pages_has_a_run_of_words_unless_the_texts_may_be_published(
    project: Path, tmp_path: Path
) -> None:
    texts = {document.name.lower().replace(" ", "-"): document.text.split("\n")[:-1] for document in documents(3)}
    runs = set().union(*(words_in_a_row(line) for lines in texts.values() for line in lines))
    pages = built(project, tmp_path / "closed")
    files = [path.read_bytes().decode("utf-8", "ignore") for path in pages.rglob("*") if path.is_file()]
    assert len(files) > 50
    assert not [text for text in files if words_in_a_row(text) & runs]
    assert not (pages / "texts").exists()

    shutil.copytree(project, tmp_path / "own", ignore=shutil.ignore_patterns("_build"))
    config = tmp_path / "own" / "_config.yml"
    settings = config.read_text(encoding="utf-8")
    config.write_text(settings.replace(f"{SETTING}: false", f"{SETTING}: true"), encoding="utf-8")
    pages = built(tmp_path / "own", tmp_path / "open")
    shown = {
        page.stem: [line.get_text().partition(" ")[2] for line in soup.select(".parallax-text p")]
        for page in (pages / "texts").glob("*.html")
        if (soup := BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser"))
    }
    assert shown == texts
    table = BeautifulSoup((pages / "chapters" / "texts.html").read_text(encoding="utf-8"), "html.parser")
    led = {link["href"] for link in table.select(".parallax-table tbody a")}
    assert led == {f"../texts/{source}.html" for source in texts}


def test_a_project_whose_texts_may_be_published_is_built_without_them_and_says_so(
    project: Path, tmp_path: Path
) -> None:
    shutil.copytree(project, tmp_path / "own", ignore=shutil.ignore_patterns("_build", "texts"))
    config = tmp_path / "own" / "_config.yml"
    settings = config.read_text(encoding="utf-8")
    config.write_text(settings.replace(f"{SETTING}: false", f"{SETTING}: true"), encoding="utf-8")
    console = Console(record=True, quiet=False, file=io.StringIO(), width=200)
    index = make_book(tmp_path / "own", build=tmp_path / "build", execute_notebooks=False, console=console)
    assert "the book has no pages of texts" in console.export_text()
    assert not (index.parent / "texts").exists()


def test_two_projects_of_the_same_texts_are_the_same(project: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    new.make(again, take_in(documents(3)), "Letters", console=QUIET)
    one, other = (
        {
            name: content
            for name, content in snapshot(place).items()
            if not name.startswith(("_build", "Makefile", "README"))
        }
        for place in (project, again)
    )
    assert one == other


def test_groups_of_any_name_reach_the_pages_as_they_are(tmp_path: Path) -> None:
    given = [replace(each, group=ODD if each.group == "Dock" else "Grün, „b“") for each in documents(2)]
    new.make(tmp_path / "odd", take_in(given), ODD, console=QUIET)
    index = make_book(tmp_path / "odd", build=tmp_path / "build", execute_notebooks=False, console=QUIET)
    page = BeautifulSoup((index.parent / "chapters" / "intro.html").read_text(encoding="utf-8"), "html.parser")
    assert ODD in page.select_one("article h1").get_text()
    assert ODD in page.select_one("table").get_text()
    assert not page.select("article i")


def test_a_folder_that_is_there_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(ParallaxError, match="is there already"):
        new.make(tmp_path, take_in(documents(1)), "Letters", console=QUIET)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    (tmp_path / "empty").mkdir()
    new.require_free(tmp_path / "empty")
    with pytest.raises(ParallaxError, match="is there already"):
        new.require_free(tmp_path / "kept.txt")


@pytest.mark.parametrize(
    ("stop", "told"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(errno.ENOSPC, "No space left on device"), ParallaxError)],
)
def test_whatever_stops_it_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException, told: type[BaseException]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise stop

    for step in ("store_notebooks", "pack"):
        with monkeypatch.context() as here:
            here.setattr(new, step, stopped)
            with pytest.raises(told):
                new.make(tmp_path / "letters", take_in(documents(1)), "Letters", console=QUIET)
        assert list(tmp_path.iterdir()) == []


def test_it_can_be_moved(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("_build"))
    assert verify(tmp_path / "elsewhere" / "corpus", tmp_path / "elsewhere" / "corpus" / "texts") == []
