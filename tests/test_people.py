"""Names: every id, label, file name and address was read through, and no private person is named anywhere.

The rule stands in the codebook, under *Names*. Whoever adds an id, a label or an address reads it, and adds it to
reviewed_names.csv. Whom the articles name and the project does not is kept as hashes of single words, so that the list
itself names nobody.
"""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

from helpers.each import for_each
from helpers.project import ROOT

CORPUS = ROOT / "corpus"
REVIEWED = ROOT / "tests" / "reviewed_names.csv"
WITHHELD = frozenset((ROOT / "tests" / "withheld_names.txt").read_text(encoding="utf-8").split())

#: Where ids and labels stand: kind, table, column.
NAMED = (
    ("source", "sources.csv", "source"),
    ("section", "lines.csv", "section"),
    ("holder", "hops.csv", "holder"),
    ("entity", "entities.csv", "actor"),
    ("label", "entities.csv", "label"),
    ("actor", "lexicons/actors.csv", "actor"),
    ("alias", "lexicons/actors.csv", "alias"),
    ("fact", "facts.csv", "fact"),
    ("event", "events.csv", "event"),
    ("label", "events.csv", "label"),
    ("quotation", "quotations.csv", "quotation"),
)
#: Tables of counts of every word of the bodies; nothing in them says whom a word names.
COUNTS = {"terms.csv", "lemmas.csv"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(corpus: Path) -> set[tuple[str, str]]:
    """Return kind and text of everything that could name somebody."""
    named = {(kind, row[column]) for kind, table, column in NAMED for row in rows_of(corpus / table)}
    tables = [path for path in corpus.rglob("*.csv") if "texts" not in path.parts]
    addresses = {
        ("address", cell)
        for path in tables
        if path.name not in COUNTS
        for row in rows_of(path)
        for cell in row.values()
        if cell and cell.startswith("http")
    }
    files = {("file", str(path.relative_to(corpus))) for path in corpus.rglob("*") if path.is_file()}
    return named | addresses | {(kind, file) for kind, file in files if not file.startswith("texts")}


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def withheld_in(text: str) -> list[str]:
    return sorted(word for word in words(text) if hashlib.sha256(word.encode()).hexdigest() in WITHHELD)


def written() -> list[Path]:
    """Return every file of prose, code and tables of the repository, but for counts of words."""
    kinds = {".csv", ".md", ".yml", ".yaml", ".py", ".ipynb", ".txt", ".bib", ".cff", ".toml"}
    folders = [ROOT / name for name in ("chapters", "corpus", "lib", "tests", "bench", ".ci")]
    inside = [path for folder in folders for path in folder.rglob("*") if "texts" not in path.parts]
    files = [*ROOT.glob("*"), *inside]
    return sorted(path for path in files if path.suffix in kinds and path.name not in COUNTS)


def test_every_id_label_file_name_and_address_was_read_through() -> None:
    reviewed = {(row["kind"], row["text"]) for row in rows_of(REVIEWED)}
    here = found(CORPUS)
    new, gone = sorted(here - reviewed), sorted(reviewed - here)
    assert not new, f"read each by the rule on names in corpus/codebook.md, then add it to {REVIEWED.name}: {new}"
    assert not gone, f"no longer there; take it out of {REVIEWED.name}: {gone}"


def test_the_reviewed_list_is_sorted_and_says_each_thing_once() -> None:
    rows = [(row["kind"], row["text"]) for row in rows_of(REVIEWED)]
    assert rows == sorted(set(rows))


@for_each(written(), lambda path: str(path.relative_to(ROOT)))
def test_no_file_names_whom_the_project_withholds(path: Path) -> None:
    assert withheld_in(path.read_text(encoding="utf-8")) == []


def test_the_withheld_names_are_those_of_the_articles(texts_dir: Path) -> None:
    # A hash that fits no word of the texts would guard nothing.
    text = " ".join(path.read_text(encoding="utf-8-sig") for path in texts_dir.glob("*.txt"))
    assert len(withheld_in(text)) == len(WITHHELD) > 10


def test_an_id_says_no_more_than_its_label() -> None:
    """An entity whose id bears a name is named by its label too; organisations share words with theirs anyway."""
    named = {row["actor"] for row in rows_of(CORPUS / "lexicons" / "actors.csv") if row["kind"] == "office-holder"}
    people = [row for row in rows_of(CORPUS / "entities.csv") if row["actor"] in named]
    assert len(people) > 5
    assert [row for row in people if not words(row["actor"]) & words(row["label"])] == []
