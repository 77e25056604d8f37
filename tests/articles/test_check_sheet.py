"""The blind sheet and the page for checking rows: what they ask, what they hide, and where they may be written."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from helpers.toy import Toy, snapshot
from parallax.articles.check_sheet import ASKED, asked, write_check_sheet
from parallax.articles.reading import read_texts
from parallax.errors import CorpusError
from parallax.tables import package
from parallax.tables.answers import answers
from parallax.tables.checked import read_all


def texts_of(toy: Toy) -> dict[str, list[str]]:
    return read_texts(package.read(toy.corpus, "sources"), toy.texts)


def data_of(folder: Path) -> dict:
    page = (folder / "check.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    return json.loads(data)


def blind(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "blind.csv", dtype=str, keep_default_na=False)


def fill(folder: Path, row: str, answer: str) -> None:
    form = blind(folder)
    form.loc[form["row"] == row, "answer"] = answer
    form.to_csv(folder / "blind.csv", index=False)


def test_the_blind_sheet_asks_every_drawn_row_and_answers_none(toy_of_two: Toy, tmp_path: Path) -> None:
    n, given = write_check_sheet(toy_of_two.corpus, tmp_path / "mine")
    form, rows = blind(tmp_path / "mine"), answers(read_all(toy_of_two.corpus))
    assert list(form.columns) == ASKED
    # All rows of the toy are drawn: no table has more than fifty.
    assert set(form["row"]) == set(rows["row"])
    assert (n, given, set(form["answer"])) == (len(rows), 0, {""})
    assert list(dict.fromkeys(form["article"])) == ["the Bridge Herald", "the Mill Gazette"]
    first = form[form["article"] == "the Mill Gazette"]["paragraph"]
    assert list(dict.fromkeys(first)) == ["¶1", "¶2", "¶3", "¶4"]
    assert "the whole article" in set(form["paragraph"])
    text = (tmp_path / "mine" / "blind.csv").read_text(encoding="utf-8")
    assert not [words for words in ("Talk with one voice", "shut out", "none yet", "the ferry keeper") if words in text]


def test_no_more_rows_are_asked_than_are_drawn(toy_of_seven: Toy) -> None:
    rows = asked(read_all(toy_of_seven.corpus))
    drawn = rows.groupby("table").size()
    assert drawn["codings"] == 50 < len(answers(read_all(toy_of_seven.corpus)).query("table == 'codings'"))


def test_the_page_holds_questions_answers_and_text_and_asks_nothing_of_any_host(
    toy_of_two: Toy, tmp_path: Path
) -> None:
    write_check_sheet(toy_of_two.corpus, tmp_path / "mine", texts_of(toy_of_two))
    data, page = data_of(tmp_path / "mine"), (tmp_path / "mine" / "check.html").read_text(encoding="utf-8")
    assert [row["row"] for row in data["rows"]] == list(blind(tmp_path / "mine")["row"])
    assert data["articles"]["bridge-herald"]["lines"]["3"] == ["pullquote", "“No toll, not now.”"]
    assert not re.findall(r"""(?:src|href|action)\s*=\s*["']|@import|url\(|fetch\(|XMLHttp|sendBeacon""", page)
    assert "default-src 'none'" in page
    assert {row["table"] for row in data["rows"]} == set(answers(read_all(toy_of_two.corpus))["table"])


def test_without_texts_the_page_holds_none(toy_of_two: Toy, tmp_path: Path) -> None:
    write_check_sheet(toy_of_two.corpus, tmp_path / "mine")
    assert {tuple(article["lines"]) for article in data_of(tmp_path / "mine")["articles"].values()} == {()}


def test_no_text_can_end_the_data_of_the_page(toy: Toy, tmp_path: Path) -> None:
    path = toy.corpus / "frame_elements.csv"
    path.write_text(path.read_text().replace("shut out", "</script><script>alert(1)//"))
    write_check_sheet(toy.corpus, tmp_path / "mine")
    assert any("</script><script>" in row["answer"] for row in data_of(tmp_path / "mine")["rows"])
    assert "alert(1)" not in re.sub(r'(?s)<script type="application/json".*?</script>', "", (
        tmp_path / "mine" / "check.html").read_text())  # fmt: skip


def test_rules_come_from_the_codebook_without_its_marks(toy: Toy, tmp_path: Path) -> None:
    (toy.corpus / "codebook.md").write_text(
        "# Book\n\n(one)=\n## Namings\n\nSee [there](x.md) {cite:p}`a1`.\n\n### `toll`\n\n- *In*: `a`.\n"
    )
    write_check_sheet(toy.corpus, tmp_path / "mine")
    assert data_of(tmp_path / "mine")["rules"] == {"Namings": "See there .", "toll": "• In: a."}


def test_a_sheet_that_is_there_stays_and_the_page_begins_with_its_answers(toy_of_two: Toy, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    write_check_sheet(toy_of_two.corpus, folder)
    form = blind(folder)
    code, other = form[form["allowed"] == "0 1"]["row"].iloc[0], form[form["allowed"] == ""]["row"].iloc[0]
    fill(folder, code, "1")
    fill(folder, other, "The council, twice")
    before = (folder / "blind.csv").read_bytes()
    assert write_check_sheet(toy_of_two.corpus, folder)[1] == 2
    assert (folder / "blind.csv").read_bytes() == before
    assert data_of(folder)["given"] == {code: "1", other: "The council, twice"}

    fill(folder, code, "2")
    with pytest.raises(CorpusError, match=r"blind.csv, row \d+: the cell of answer contains '2'\n.*write 0 or 1"):
        write_check_sheet(toy_of_two.corpus, folder)
    fill(folder, code, "1")
    pd.concat([blind(folder)] * 2).to_csv(folder / "blind.csv", index=False)
    with pytest.raises(CorpusError, match="appears twice"):
        write_check_sheet(toy_of_two.corpus, folder)
    (folder / "blind.csv").write_text("row\n")
    with pytest.raises(CorpusError, match="the column 'answer' is missing"):
        write_check_sheet(toy_of_two.corpus, folder)


def test_answers_to_rows_that_are_no_longer_drawn_are_left_out(toy_of_two: Toy, tmp_path: Path) -> None:
    write_check_sheet(toy_of_two.corpus, tmp_path)
    fill(tmp_path, blind(tmp_path)["row"].iloc[0], "1")
    form = blind(tmp_path)
    form.assign(row="rgone").to_csv(tmp_path / "blind.csv", index=False)
    assert write_check_sheet(toy_of_two.corpus, tmp_path)[1] == 0


def test_texts_that_are_not_those_that_were_coded_are_refused(toy_of_two: Toy, tmp_path: Path) -> None:
    texts = texts_of(toy_of_two)
    texts["mill-gazette"][1] += " And so on."
    with pytest.raises(CorpusError, match="not the ones that were coded"):
        write_check_sheet(toy_of_two.corpus, tmp_path / "mine", texts)
    assert not (tmp_path / "mine").exists()


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def test_a_folder_that_git_would_take_along_is_refused_and_one_that_it_ignores_is_not(
    toy_of_two: Toy, tmp_path: Path
) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    git(tree, "init", "-q")
    (tree / ".gitignore").write_text("own/\n")
    for place in (tree, tree / "mine", tree / ".git" / "mine", tree / "own" / ".." / "mine"):
        with pytest.raises(CorpusError, match=r"is in the repository .*\n.*outside of any repository"):
            write_check_sheet(toy_of_two.corpus, place)
    (tmp_path / "link").symlink_to(tree)
    with pytest.raises(CorpusError, match="is in the repository"):
        write_check_sheet(toy_of_two.corpus, tmp_path / "link" / "mine")
    assert not list(tree.rglob("*.html"))

    write_check_sheet(toy_of_two.corpus, tree / "own")
    assert (tree / "own" / "check.html").is_file()

    git(tree, "add", "--force", "own/blind.csv")  # what git tracks is not ignored, whatever the list says
    with pytest.raises(CorpusError, match="is in the repository"):
        write_check_sheet(toy_of_two.corpus, tree / "own")


def test_where_git_cannot_be_asked_nothing_is_written(
    toy_of_two: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CorpusError, match="is in the repository"):
        write_check_sheet(toy_of_two.corpus, tmp_path / "mine")


def test_a_folder_among_the_tables_or_that_cannot_be_made_is_refused(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    before = snapshot(toy.corpus)
    for place, message in (
        (toy.corpus, "is among the tables"),
        (toy.corpus / "mine", "is among the tables"),
        (tmp_path / "file", "is a file"),
        (tmp_path / "no" / "mine", "there is no folder"),
    ):
        with pytest.raises(CorpusError, match=message):
            write_check_sheet(toy.corpus, place)
    assert snapshot(toy.corpus) == before
