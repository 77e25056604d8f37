"""What was accepted of each table: kept in the descriptor, compared with what is there, renewed by what writes."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
import yaml

from helpers.toy import Toy, edit, resources, snapshot
from parallax import load_corpus
from parallax.articles.extraction import extract
from parallax.articles.verification import accept, verify
from parallax.errors import CorpusError
from parallax.tables import accepted, package


@pytest.fixture(scope="module")
def descriptor(toy_of_two: Toy, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the descriptor of the toy project after every table was accepted."""
    toy = Toy(tmp_path_factory.mktemp("settled") / "corpus", toy_of_two.texts)
    shutil.copytree(toy_of_two.corpus, toy.corpus)
    accept(*toy)
    return (toy.corpus / package.DESCRIPTOR).read_text(encoding="utf-8")


@pytest.fixture
def settled(toy: Toy, descriptor: str) -> Toy:
    """Return a toy project of which every table was accepted."""
    (toy.corpus / package.DESCRIPTOR).write_text(descriptor, encoding="utf-8", newline="\n")
    return toy


def drop(path: Path, start: str) -> None:
    """Take the first row out that starts so."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.remove(next(line for line in lines if line.startswith(start)))
    path.write_text("".join(lines), encoding="utf-8", newline="")


def test_the_hash_is_that_of_the_file_as_it_is_written(settled: Toy) -> None:
    for entry in resources(settled.corpus):
        assert entry["hash"] == f"sha256:{hashlib.sha256((settled.corpus / entry['path']).read_bytes()).hexdigest()}"
        assert re.match(r"[0-9]+ rows, ", entry["accepted"])
    assert {entry["name"] for entry in resources(settled.corpus) if "extracted" in entry} == set(accepted.EXTRACTED)


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        ("lexicons/frames.csv", "ferry clan", "a row was lost at the beginning; it has 11 rows and had 12"),
        ("lexicons/chronology.csv", "festival", "a row was lost at the beginning; it has 0 rows and had 1"),
        ("lexicons/stopwords.txt", "over", "a row was lost after row 15, 'or'; it has 27 rows and had 28"),
        ("mentions.csv", "bridge-herald", "a row was lost at the beginning"),
        ("topic_labels.csv", "2,2", "a row was lost after row 2, '2,1,a topic,toll'; it has 1 rows and had 2"),
        ("hops.csv", "mill-gazette,2", "a row was lost after row 4, 'mill-gazette,1,Mill Gazette,wrote,en,,text,,,'"),
    ],
)
def test_a_row_that_was_lost_is_named_though_nothing_rests_on_it(settled: Toy, file: str, row: str, said: str) -> None:
    drop(settled.corpus / file, row)

    messages = [message for message in verify(settled.corpus, None) if "as it was accepted" in message]

    (message,) = messages
    assert message.startswith(f"{file} is not as it was accepted: {said}")
    assert message.endswith("; if that is meant, run `parallax accept`; if not, restore it from version control")


def test_a_row_that_was_changed_or_added_is_named(settled: Toy) -> None:
    edit(settled.corpus / "hops.csv", "Mill Gazette,wrote", "Hill Gazette,wrote")
    with (settled.corpus / "lexicons" / "stopwords.txt").open("a", encoding="utf-8") as file:
        file.write("yet\n")

    assert accepted.changes(settled.corpus) == {
        "hops.csv": "row 4 was changed; it is now 'mill-gazette,1,Hill Gazette,wrote,en,,text,,,'",
        "lexicons/stopwords.txt": "row 29 was added: 'yet'",
    }
    assert accepted.changes(settled.corpus, {"lines"}) == {}


def test_a_derived_table_that_has_changed_is_to_be_extracted_and_not_accepted(settled: Toy) -> None:
    edit(settled.corpus / "segments.csv", "mill-gazette,2,2,16,2,", "mill-gazette,2,2,16,99,")
    before = snapshot(settled.corpus)

    (message,) = verify(settled.corpus, None)

    assert message.startswith("segments.csv is not as it was accepted: row 12 was changed; it is now 'mill-gazette,2")
    assert message.endswith("; run `parallax extract`, or restore it from version control")
    with pytest.raises(CorpusError, match=r"only tables without errors(?s:.*)segments\.csv(?s:.*)nothing was recorded"):
        accept(settled.corpus, None)
    assert snapshot(settled.corpus) == before
    extract(*settled)
    assert verify(*settled) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lexicons/frames.csv", "vote,", "crossing the old mill,rights,,text\nvote,"),
        ("lexicons/actors.csv", "council,body,council,0", "council,body,council of ferries,1\ncouncil,body,council,0"),
        ("lines.csv", "mill-gazette,3,body,whole,author,0", "mill-gazette,3,body,whole,author,4"),
    ],
)
def test_what_extraction_reads_is_not_accepted_before_it_has_read_it(
    settled: Toy, file: str, old: str, new: str
) -> None:
    edit(settled.corpus / file, old, new)

    with pytest.raises(CorpusError, match=rf"{file}: .* is not as it was when the derived tables were made"):
        accept(settled.corpus, None)

    extract(*settled)
    (message,) = verify(*settled)
    assert message.startswith(f"{file} is not as it was accepted: row ")
    assert list(accept(*settled)) == [file]
    assert verify(*settled) == []


def test_what_extraction_does_not_read_needs_no_extraction(settled: Toy) -> None:
    edit(settled.corpus / "lines.csv", "mill-gazette,3,body,whole,author,0", "mill-gazette,3,body,gate,author,0")

    assert accept(settled.corpus, None) == {
        "lines.csv": "row 13 was changed; it is now 'mill-gazette,3,body,gate,author,0'"
    }


def test_line_ends_quotation_marks_and_the_order_of_rows_make_no_other_table(settled: Toy) -> None:
    for entry in resources(settled.corpus):
        path = settled.corpus / entry["path"]
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        if entry["name"] == "terms":
            rows = [f'"{row.replace(",", chr(34) + "," + chr(34))} "' for row in reversed(rows)]
        path.write_bytes("\r\n".join(["\ufeff" + head, *rows, ""]).encode())

    assert accepted.changes(settled.corpus) == {}
    assert verify(*settled) == []


@pytest.mark.parametrize(
    ("old", "new"), [("hash: sha256:", "hash: md5:"), (r"accepted: [0-9]+ rows", "accepted: all rows")]
)
def test_a_record_that_was_tampered_with_is_no_record(settled: Toy, old: str, new: str) -> None:
    path = settled.corpus / "datapackage.yaml"
    path.write_text(re.sub(old, new, path.read_text(encoding="utf-8")), encoding="utf-8")
    edit(settled.corpus / "hops.csv", "Mill Gazette,wrote", "Hill Gazette,wrote")

    changes = accepted.changes(settled.corpus)

    if "md5" in new:
        assert len(changes) == len(resources(settled.corpus))
        assert changes["sources.csv"].startswith("its hash is not md5:")
    else:
        assert list(changes) == ["hops.csv"]
        assert changes["hops.csv"].startswith("its hash is not sha256:")


def test_the_corpus_is_loaded_all_the_same_with_a_warning(settled: Toy) -> None:
    drop(settled.corpus / "lexicons" / "chronology.csv", "festival")

    with pytest.warns(UserWarning, match=r"chronology\.csv is not as it was accepted: a row was lost") as warned:
        corpus = load_corpus(settled.corpus)

    assert len(warned) == 1
    assert corpus.tables["chronology"].empty


def test_a_table_that_was_never_accepted_is_listed_and_not_refused(toy: Toy) -> None:
    coded = [entry["path"] for entry in resources(toy.corpus) if entry["made"] == "coded"]
    drop(toy.corpus / "lexicons" / "chronology.csv", "festival")

    assert accepted.unaccepted(toy.corpus) == coded
    assert verify(*toy) == []
    assert accept(*toy) == dict.fromkeys(coded, "accepted for the first time")
    assert accepted.unaccepted(toy.corpus) == []
    assert accept(*toy) == {}


def test_all_but_the_fields_set_stays_as_it_stands_in_the_descriptor(tmp_path: Path) -> None:
    text = (
        "# On top\nname: x\nresources:\n  # The first\n  - path: a.csv   # its file\n    accepted: old\n"
        "    name: a\n    hash: sha256:0\n\n  - name: b\n    title: >-\n      Long\n    path: b.csv\nlast: 1  # end"
    )
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")

    new = accepted.with_fields(
        tmp_path / "d.yaml", {"a": {"hash": "h", "accepted": "1 rows, 0, 0"}, "b": {"hash": "i"}}
    )

    assert new == (
        "# On top\nname: x\nresources:\n  # The first\n  - path: a.csv   # its file\n    accepted: 1 rows, 0, 0\n"
        "    name: a\n    hash: h\n\n  - name: b\n    title: >-\n      Long\n    path: b.csv\n"
        "    hash: i\nlast: 1  # end"
    )
    (tmp_path / "d.yaml").write_text(new, encoding="utf-8")
    assert accepted.with_fields(tmp_path / "d.yaml", {"a": {"hash": "h"}, "b": {"hash": "i"}}).count("hash: ") == 2


def test_a_descriptor_in_which_a_line_cannot_be_put_is_left_alone(toy: Toy) -> None:
    path = toy.corpus / "datapackage.yaml"
    flow = yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8")), default_flow_style=True, width=10**6)
    path.write_text(flow, encoding="utf-8")

    with pytest.raises(CorpusError, match="hash and accepted cannot be inserted"):
        accept(*toy)

    assert path.read_text(encoding="utf-8") == flow
    assert package.validate(toy.corpus, {"sources"}) == []
