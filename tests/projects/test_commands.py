"""The commands of projects: what each is given, what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers.invented import documents, folder
from helpers.own_project import build
from helpers.toy import Toy, snapshot
from parallax import cli
from parallax.articles.documents import Document
from parallax.articles.new_tables import take_in
from parallax.articles.verification import verify
from parallax.projects import commands


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """Return the calls that would make a project, which takes half a minute."""
    calls: list[tuple] = []
    monkeypatch.setattr("parallax.projects.new.make", lambda *given, **named: calls.append((*given, named)))
    return calls


def test_it_says_what_it_took_in_and_makes_the_project(tmp_path: Path, made: list[tuple]) -> None:
    texts = folder(tmp_path / "texts")
    result = run("new", tmp_path / "own", "--texts", texts)
    assert result.exit_code == 0
    said = result.stdout
    assert "Dock: 3 texts, 16 paragraphs" in said
    assert "Languages: English (6). Paragraphs: each line is one in 6 texts." in said
    assert "fewer than 100 words" in said
    (place, taken, title, named), *_ = made
    assert (place, title, named["publish_texts"]) == (tmp_path / "own", "Dock and Reef", False)
    assert len(taken.texts) == 6


def test_a_table_will_do_in_place_of_files(tmp_path: Path, made: list[tuple]) -> None:
    table = tmp_path / "talk.csv"
    rows = "\n".join(f'"{document.text}",{document.group},T' for document in documents(2))
    table.write_text(f"said,who,Head\n{rows}\n", encoding="utf-8")
    asked = ("--table", table, "--text", "said", "--group", "who", "--column", "title=Head", "--language", "en")
    result = run("new", tmp_path / "own", *asked, "--title", "Talk", "--publish-texts", "--paragraphs", "line")
    assert result.exit_code == 0, result.output
    (_, taken, title, named), *_ = made
    assert (title, named["publish_texts"]) == ("Talk", True)
    assert taken.tables["sources"]["title"].tolist() == ["T"] * 4


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ([], "texts are needed"),
        (["--texts", "a", "--table", "b"], "texts are needed"),
        (["--table", "b.csv", "--column", "mood=x"], "--column mood says nothing"),
        (["--texts", "none"], "there is no folder none"),
        (["--texts", "TEXTS", "--paragraphs", "page"], "--paragraphs is 'page'"),
        (["--texts", "TEXTS", "--language", "xx"], "no profile of a language 'xx'"),
        (["--texts", "TEXTS", "--groups", "none.csv"], "there is no table none.csv"),
    ],
)
def test_what_it_cannot_do_it_says_in_a_line_and_makes_nothing(
    tmp_path: Path, made: list[tuple], asked: list[str], message: str
) -> None:
    texts = folder(tmp_path / "texts", 1)
    result = run("new", tmp_path / "own", *(str(texts) if each == "TEXTS" else each for each in asked))
    assert result.exit_code == 1
    assert message in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert made == []
    assert not (tmp_path / "own").exists()


def test_a_folder_that_is_there_is_refused_before_texts_are_read(tmp_path: Path, made: list[tuple]) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    result = run("new", tmp_path, "--texts", tmp_path / "none")
    assert (result.exit_code, made) == (1, [])
    assert "is there already" in result.output


def test_a_title_names_two_groups_or_the_first_of_many() -> None:
    assert commands.named(take_in(documents(1))) == "Dock and Reef"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project, the current folder, whose chapters are not run when it changes."""
    monkeypatch.setattr("parallax.projects.place.with_outputs", lambda root, contents, **_: dict(contents))
    build(tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def test_texts_come_to_a_project_and_leave_it(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "later.csv"
    table.write_text('text,group,name\n"The net is mended, and the reef is calm.",reef,first\n', encoding="utf-8")
    added = run("add", "--table", table, "--language", "en")
    assert added.exit_code == 0, added.output
    assert "reef: 1 text, 1 paragraph, 9 words" in added.stdout
    assert (project / "corpus" / "texts" / "first-2.txt").is_file()

    removed = run("remove", "first-2", "second")
    assert removed.exit_code == 0, removed.output
    assert "sources.csv: 2 rows removed" in removed.stdout
    assert verify(project / "corpus", project / "corpus" / "texts") == []


def test_layers_are_listed_and_added(project: Path) -> None:
    before = run("layer", "list").stdout.splitlines()
    assert [line.split()[1] for line in before] == ["-"] * len(before)
    added = run("layer", "add", "names")
    assert added.exit_code == 0, added.output
    assert "corpus/lexicons/actors.csv was added" in added.stdout
    there = [line.split()[0] for line in run("layer", "list").stdout.splitlines() if line.split()[1] == "there"]
    assert there == ["names"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["add"], "texts are needed, from one place"),
        (["remove", "sixth"], "there is no text sixth"),
        (["layer", "add", "moods"], "there is no layer 'moods'"),
        (["layer", "add", "names", "--root", "nowhere"], "nowhere is no project"),
    ],
)
def test_what_is_no_change_is_refused_in_a_line(project: Path, asked: list[str], message: str) -> None:
    before = snapshot(project / "corpus") | snapshot(project / "chapters")
    result = run(*asked)
    assert result.exit_code == 1
    assert message in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert snapshot(project / "corpus") | snapshot(project / "chapters") == before


def test_with_an_id_add_is_what_it_was_in_a_book_of_coded_lines(toy: Toy) -> None:
    (toy.texts / "lane-post.txt").write_text("A stone fell.\n\nNobody came.\n", encoding="utf-8")
    result = run("add", "lane-post", "--corpus", toy.corpus, "--texts", toy.texts)
    assert result.exit_code == 0, result.output
    assert "the 2 rows in lines.csv" in result.stdout
    assert "lane-post" in (toy.corpus / "lines.csv").read_text(encoding="utf-8")


def test_of_many_groups_a_report_names_the_first_and_sums_up_all(capsys: pytest.CaptureFixture[str]) -> None:
    days = "abcdefghijklmno"
    given = [
        Document(f"{at}.txt", day, f"The boat left with the net on day {day}.\n", f"group {at}", {"language": "en"})
        for at, day in enumerate(days)
    ]
    commands.report(take_in(given, paragraphs="line"))
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["group 0: 1 text, 1 paragraph, 9 words", "group 1: 1 text, 1 paragraph, 9 words"]
    assert said[12] == "and 3 other groups; in all: 15 texts, 15 paragraphs, 135 words"
    assert "group 12" not in "\n".join(said[:13])
