"""Taking in a new text: uncoded rows, or nothing at all."""

from __future__ import annotations

import csv
import textwrap
from pathlib import Path

import pytest

from helpers.interruptions import stop_at
from helpers.toy import Toy, edit, snapshot
from parallax import load_corpus
from parallax.articles.extraction import extract
from parallax.articles.new_source import add_source, doubts
from parallax.articles.verification import verify
from parallax.errors import CorpusError

TEXT = "A New Bridge\n\nThe new bridge is open.\n\nNobody pays a toll there.\n"


@pytest.fixture
def with_text(toy: Toy) -> Toy:
    """Return a toy project with one text more than its tables know."""
    (toy.texts / "new-outlet.txt").write_text(TEXT)
    return toy


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def filled(path: Path, codes: dict[str, str]) -> None:
    """Fill the empty cells of the new source's rows."""
    table = rows(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        for row in table:
            new = row["source"] == "new-outlet"
            writer.writerow({k: (codes.get(k, "") if new and not v else v) for k, v in row.items()})


def test_a_new_source_gets_one_row_and_a_row_for_each_line(with_text: Toy) -> None:
    sources, lines = (rows(with_text.corpus / name) for name in ("sources.csv", "lines.csv"))

    assert add_source(with_text.corpus, with_text.texts, "new-outlet") == (3, [])

    *old, new = rows(with_text.corpus / "sources.csv")
    assert old == sources
    assert {k: v for k, v in new.items() if v} == {
        "source": "new-outlet", "file": "new-outlet.txt", "n_lines": "3"
    }  # fmt: skip
    coded = rows(with_text.corpus / "lines.csv")
    assert [row for row in coded if row["source"] != "new-outlet"] == lines
    assert [list(row.values()) for row in coded if row["source"] == "new-outlet"] == [
        ["new-outlet", str(n), "", "", "", ""] for n in range(3)
    ]


def test_the_old_rows_keep_their_bytes(with_text: Toy) -> None:
    before = {name: (with_text.corpus / name).read_bytes() for name in ("sources.csv", "lines.csv")}

    add_source(with_text.corpus, with_text.texts, "new-outlet")

    for name, content in before.items():
        after = (with_text.corpus / name).read_bytes()
        assert b"".join(r for r in after.splitlines(keepends=True) if not r.startswith(b"new-outlet")) == content


PARAGRAPH = (
    "The council met on the hill, and the toll was raised again by guards who keep the gate; nobody had asked. "
    "Orla Finn said that the ferry ran until midnight, that the crowd went home by bridge and that it will not wait."
)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["A toll.", "A govern-", "ment in exile left."], "line 1: a word is broken at the end"),
        (["A govern\u00ad", "ment left.", "A league of ex-", "iled towns."], "line 0 and 1 more: a word is broken"),
        (textwrap.wrap(PARAGRAPH, 40), "line 0 and 4 more: the sentence goes on in the next line"),
        (["Fish &amp; toll"], "line 0: there is a code of HTML"),
        (["A", "Fish&nbsp;toll", "&#8220;No&#x201d;"], "line 1 and 1 more: there is a code of HTML"),
        (["Caf\ufffd"], "line 0: a letter or mark was lost"),
        (["don\x92t"], "line 0: a letter or mark was lost"),
    ],
)
def test_what_shows_that_a_text_was_not_saved_with_a_paragraph_a_line_is_told(lines: list[str], said: str) -> None:
    (doubt,) = doubts(lines)

    assert doubt.startswith(said)
    assert "; " in doubt


@pytest.mark.parametrize(
    "lines",
    [
        ["A New Bridge", "By Nell Harrow", PARAGRAPH, "A split town", PARAGRAPH, "al-Hadi agreed."],
        ["It wants", *[PARAGRAPH] * 5, "a toll,", "a gate", *[PARAGRAPH] * 5, "and a wall."],  # a short list
        ["A toll \u2014", "The ferry-", "House R&D; AT&T"],
        ["Only this"],
    ],
)
def test_headings_short_lists_and_whole_paragraphs_raise_no_doubt(lines: list[str]) -> None:
    assert doubts(lines) == []


def test_what_is_doubtful_is_told_and_taken_in_all_the_same(with_text: Toy) -> None:
    (with_text.texts / "new-outlet.txt").write_text("A govern-\nment in exile &amp; a toll.\n")

    n_lines, found = add_source(with_text.corpus, with_text.texts, "new-outlet")

    assert n_lines == 2
    assert [doubt.split(": ")[0] for doubt in found] == ["line 0", "line 1"]


def test_lines_stay_sorted_by_source(with_text: Toy) -> None:
    (with_text.texts / "canal-post.txt").write_text(TEXT)

    add_source(with_text.corpus, with_text.texts, "canal-post")

    order = [row["source"] for row in rows(with_text.corpus / "lines.csv")]
    assert order == sorted(order)
    assert rows(with_text.corpus / "sources.csv")[-1]["source"] == "canal-post"


def test_until_they_are_coded_verify_and_extract_and_load_refuse_the_tables(with_text: Toy) -> None:
    add_source(with_text.corpus, with_text.texts, "new-outlet")
    before = snapshot(with_text.corpus)

    messages = verify(*with_text)

    assert all("the cell is empty or missing; fill it in" in message for message in messages)
    assert any("lines.csv, row 16, column role" in m and "(2 more rows like it)" in m for m in messages)
    assert any("sources.csv, row 4, column outlet" in message for message in messages)
    with pytest.raises(CorpusError, match=r"sources\.csv, row 4, column short: the cell is empty"):
        extract(*with_text)
    with pytest.raises(CorpusError, match="the cell is empty"):
        load_corpus(with_text.corpus)
    assert snapshot(with_text.corpus) == before


def test_once_they_are_coded_the_tables_are_extracted_verified_and_loaded(with_text: Toy) -> None:
    add_source(with_text.corpus, with_text.texts, "new-outlet")
    filled(with_text.corpus / "lines.csv", {"role": "body", "section": "whole", "voice": "author", "skip_chars": "0"})
    filled(with_text.corpus / "sources.csv", {
        "outlet": "New Outlet", "name": "the New Outlet", "short": "NO", "title": "A New Bridge",
        "published_basis": "text", "genre": "news",
        "not_before": "2032-01-01", "period": "2032", "language_chain": "en", "copy_read": "x", "licence": "none",
    })  # fmt: skip

    assert verify(*with_text) != []  # the derived tables do not know it yet
    extract(*with_text)

    assert verify(*with_text) == []
    corpus = load_corpus(with_text.corpus)
    assert list(corpus.groups.categories) == ["bridge-herald", "mill-gazette", "new-outlet"]
    assert list(corpus.sizes[-3:]) == [3, 5, 5]


def test_a_second_new_source_can_be_added_before_the_first_is_coded(with_text: Toy) -> None:
    (with_text.texts / "another.txt").write_text("One line.\n")
    add_source(with_text.corpus, with_text.texts, "new-outlet")

    assert add_source(with_text.corpus, with_text.texts, "another")[0] == 1
    assert [row["source"] for row in rows(with_text.corpus / "sources.csv")][2:] == ["new-outlet", "another"]


@pytest.mark.parametrize(
    "source", ["", "New", "new outlet", "new_outlet", "-new", "new-", "new--outlet", "../new", "n\u00e9w", "new\n"]
)
def test_a_bad_id_is_refused_and_nothing_is_written(with_text: Toy, source: str) -> None:
    before = snapshot(with_text.corpus)

    with pytest.raises(CorpusError, match=r"is not a valid id of a source\n.*new-outlet"):
        add_source(with_text.corpus, with_text.texts, source)

    assert snapshot(with_text.corpus) == before


def test_a_taken_id_is_refused_and_nothing_is_written(with_text: Toy) -> None:
    add_source(with_text.corpus, with_text.texts, "new-outlet")
    before = snapshot(with_text.corpus)

    for source in ("mill-gazette", "new-outlet"):
        with pytest.raises(CorpusError, match=rf"'{source}' is already in the tables\n.*choose another id"):
            add_source(with_text.corpus, with_text.texts, source)

    assert snapshot(with_text.corpus) == before


def test_an_id_that_only_lines_know_is_taken(with_text: Toy) -> None:
    path = with_text.corpus / "sources.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")

    with pytest.raises(CorpusError, match="'mill-gazette' is already in the tables"):
        add_source(with_text.corpus, with_text.texts, "mill-gazette")


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"T\0o\0"], ids=["missing", "empty", "not UTF-8", "NUL"])
def test_a_text_that_cannot_be_read_is_refused_and_nothing_is_written(toy: Toy, content: bytes | None) -> None:
    if content is not None:
        (toy.texts / "new-outlet.txt").write_bytes(content)
    before = snapshot(toy.corpus)

    with pytest.raises(CorpusError, match=r"new-outlet\.txt"):
        add_source(toy.corpus, toy.texts, "new-outlet")

    assert snapshot(toy.corpus) == before


def test_tables_that_cannot_be_read_are_refused_and_nothing_is_written(with_text: Toy) -> None:
    edit(with_text.corpus / "lines.csv", ",skip_chars", ",skip")
    before = snapshot(with_text.corpus)

    with pytest.raises(CorpusError, match=r"lines\.csv: the column 'skip_chars' is missing"):
        add_source(with_text.corpus, with_text.texts, "new-outlet")

    assert snapshot(with_text.corpus) == before


def test_an_interrupt_leaves_both_tables_as_they_were(with_text: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(with_text.corpus)
    stop_at(monkeypatch, "replace", 0, KeyboardInterrupt(), late=True)

    with pytest.raises(KeyboardInterrupt):
        add_source(with_text.corpus, with_text.texts, "new-outlet")

    assert snapshot(with_text.corpus) == before
