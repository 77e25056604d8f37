"""Tables against one another and against the texts: what contradicts is told with its place."""

from __future__ import annotations

import pandas as pd
import pytest

from parallax import descriptor
from parallax.errors import CorpusError
from parallax.verification import checked_tables, contradictions, misquotations, verify
from toy import Toy, edit, write_table

pytest_plugins = ("toy_fixtures",)


@pytest.fixture
def tables(toy_of_two: Toy) -> dict[str, pd.DataFrame]:
    """Return the tables of the toy project, each a copy to be broken."""
    return {name: descriptor.read(toy_of_two.corpus, name) for name in descriptor.tables(toy_of_two.corpus)}


def at(table: pd.DataFrame, source: str, line: int) -> pd.Series:
    return (table["source"] == source) & (table["line"] == line)


def test_tables_and_texts_in_order_give_no_message(toy_of_two: Toy, toy_of_seven: Toy) -> None:
    assert verify(*toy_of_two) == []
    assert verify(toy_of_seven.corpus, toy_of_seven.texts) == []


def test_without_texts_the_tables_alone_are_checked(toy: Toy) -> None:
    assert verify(toy.corpus, None) == []
    edit(toy.corpus / "hops.csv", ",2,", ",3,")
    assert len(verify(toy.corpus, None)) == 1


def test_the_descriptor_comes_first(toy: Toy) -> None:
    edit(toy.corpus / "terms.csv", ",0,0,1\n", ",0,0,-1\n")
    edit(toy.corpus / "hops.csv", ",2,", ",3,")

    (message,) = verify(*toy)

    assert "terms.csv, row 2, column n: -1 is less than 1" in message


@pytest.mark.parametrize("name", ["lines", "segments"])
def test_a_line_too_few_or_too_many_is_named(tables: dict[str, pd.DataFrame], name: str) -> None:
    whole = tables[name]
    tables[name] = whole[~at(whole, "mill-gazette", 5)]
    assert contradictions(tables)[0] == (f"{name}.csv: mill-gazette has 6 lines, but line 5 is missing or too many")

    tables[name] = pd.concat([whole, whole[at(whole, "mill-gazette", 5)].assign(line=6)])
    assert contradictions(tables)[0] == f"{name}.csv: mill-gazette has 6 lines, but line 6 is missing or too many"


def test_a_paragraph_number_that_does_not_fit_the_roles_is_named(tables: dict[str, pd.DataFrame]) -> None:
    segments = tables["segments"]
    segments.loc[at(segments, "mill-gazette", 3), "paragraph"] = 4
    segments.loc[at(segments, "mill-gazette", 0), "paragraph"] = 1
    segments.loc[at(segments, "bridge-herald", 2), "paragraph"] = pd.NA

    told = "the paragraph number does not fit the role in lines.csv"
    assert contradictions(tables) == [
        f"segments.csv: bridge-herald, line 2: {told}",
        f"segments.csv: mill-gazette, line 3: {told}",
        f"segments.csv: mill-gazette, line 0: {told}",
    ]


def test_a_role_that_was_changed_without_extraction_is_found(tables: dict[str, pd.DataFrame]) -> None:
    lines = tables["lines"]
    lines.loc[at(lines, "mill-gazette", 4), "role"] = "heading"

    assert contradictions(tables) == [
        "segments.csv: mill-gazette, line 4: the paragraph number does not fit the role in lines.csv",
        "terms.csv: mill-gazette, line 4 is not of the body",
        "phrases.csv: mill-gazette, line 4 is not of the body",
        "codings.csv, row 26: mill-gazette, line 4 is heading; code body paragraphs only (15 more rows like it)",
    ]


def test_terms_that_do_not_add_up_are_named(tables: dict[str, pd.DataFrame]) -> None:
    terms = tables["terms"]
    tables["terms"] = terms[~at(terms, "mill-gazette", 4)]
    tables["terms"].loc[at(tables["terms"], "mill-gazette", 3) & (tables["terms"]["term"] == "guards"), "n"] = 3

    assert contradictions(tables) == [
        "terms.csv: mill-gazette, line 3: terms add up to 14, segments.csv says 12",
        "terms.csv: mill-gazette, line 4: terms add up to 0, segments.csv says 7",
    ]


def test_a_counted_entry_that_is_in_no_lexicon_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["frames"] = tables["frames"][tables["frames"]["entry"] != "toll"]
    tables["actors"] = tables["actors"][tables["actors"]["alias"] != "orla finn"]

    assert contradictions(tables) == [
        "phrases.csv: 'toll' is not in lexicons/frames.csv",
        "phrases.csv: 'orla finn' is not in lexicons/actors.csv",
    ]


def test_a_term_without_lemma_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["lemmas"] = tables["lemmas"][tables["lemmas"]["term"] != "wall"]

    assert contradictions(tables) == ["lemmas.csv: no lemma for 'wall'"]


@pytest.mark.parametrize(
    ("entry", "remedy"),
    [("One Voice", "write 'one voice'"), ("town's", "write 'town'"), ("u.s. fund, old", "write 'u.s. fund old'"),
     ("2031", "remove it")],
)  # fmt: skip
def test_a_lexicon_entry_that_would_never_be_found_is_named(
    tables: dict[str, pd.DataFrame], entry: str, remedy: str
) -> None:
    tables["frames"] = pd.concat([tables["frames"], tables["frames"][:1].assign(entry=entry)])
    tables["actors"] = pd.concat([tables["actors"], tables["actors"][:1].assign(alias=entry)])

    assert contradictions(tables) == [
        f"lexicons/frames.csv: {entry!r} is never found so; {remedy}",
        f"lexicons/actors.csv: {entry!r} is never found so; {remedy}",
    ]


def test_hops_with_a_gap_are_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["hops"].loc[(tables["hops"]["source"] == "mill-gazette") & (tables["hops"]["hop"] == 2), "hop"] = 3

    assert contradictions(tables) == ["hops.csv: mill-gazette: hops do not count from 1 without a gap"]


def test_a_bad_list_of_stop_words_is_told(toy: Toy) -> None:
    (toy.corpus / "lexicons" / "stopwords.txt").write_text("the\nthe\n")

    (message,) = verify(*toy)

    assert "stopwords.txt: 'the' stands there twice" in message
    assert "mend or remove" in message


def test_a_changed_text_is_told_with_its_line_its_hashes_and_its_remedy(toy: Toy) -> None:
    edit(toy.texts / "mill-gazette.txt", "Nobody", "Somebody")

    (message,) = verify(*toy)

    assert "mill-gazette, line 2: expected sha256" in message
    assert "--accept-changes" in message


def test_texts_that_are_missing_are_told_beside_what_contradicts(toy: Toy) -> None:
    (toy.texts / "mill-gazette.txt").unlink()
    edit(toy.corpus / "hops.csv", ",2,", ",3,")

    contradiction, text = verify(*toy)

    assert contradiction.startswith("hops.csv")
    assert "there is no such text" in text


TEXTS = {"mill": ["The Toll", "\u201cA toll is a wall,\u201d he said. It isn\u2019t. Nobody asked"]}


@pytest.mark.parametrize(
    ("words", "line", "wrong"),
    [
        ("a wall", 1, None),
        ("It isn't", 1, "is a whole sentence of mill, line 1; quote a part of it"),
        ("he said. It isn't", 1, None),
        ("Nobody asked", 1, None),
        ("The Toll", 0, None),
        ("a wal", 1, "does not stand in mill, line 1; copy the words as printed"),
        ("a Wall", 1, "does not stand in mill, line 1; copy the words as printed"),
        ("a wall", 0, "does not stand in mill, line 0; copy the words as printed"),
        ("a wall", 7, "does not stand in mill, line 7; copy the words as printed"),
    ],
)
def test_a_quotation_is_a_part_of_a_sentence_as_printed(words: str, line: int, wrong: str | None) -> None:
    quotations = pd.DataFrame([("q", "mill", line, words)], columns=["quotation", "source", "line", "words"])

    messages = misquotations(quotations, TEXTS)

    assert messages == ([f"quotations.csv: q: {words!r} {wrong}"] if wrong else [])


def test_a_misquotation_is_told_where_there_are_texts(toy: Toy) -> None:
    row = {"quotation": "wall", "source": "mill-gazette", "line": 1, "words": "a tall wall"}
    right = {"quotation": "bh-no-toll", "source": "bridge-herald", "line": 2, "words": "no toll"}
    write_table(toy.corpus, "quotations", [right, row])

    assert verify(toy.corpus, None) == []
    (message,) = verify(*toy)
    assert "'a tall wall' does not stand in mill-gazette, line 1" in message


def test_an_eleventh_word_is_one_too_many_for_a_quotation(toy: Toy) -> None:
    words = "The toll is a wall for the poor, and the poor"
    row = {"quotation": "wall", "source": "mill-gazette", "line": 1, "words": words}
    write_table(toy.corpus, "quotations", [row])

    (message,) = verify(*toy)

    assert "quotations.csv, row 2, column words" in message
    assert "is not of the form" in message


def test_checked_tables_are_all_tables_or_an_error_that_counts_what_is_wrong(toy: Toy) -> None:
    assert set(checked_tables(toy.corpus)) == set(descriptor.tables(toy.corpus))
    edit(toy.corpus / "hops.csv", ",2,", ",3,")

    with pytest.raises(CorpusError, match=r"contradict each other:\n  hops\.csv(?s:.*)`parallax extract`"):
        checked_tables(toy.corpus)


def test_a_word_added_to_a_lexicon_and_not_counted_yet_is_named(toy: Toy) -> None:
    path = toy.corpus / "lexicons" / "frames.csv"
    path.write_text(path.read_text(encoding="utf-8") + "bridge,governance,,text\n", encoding="utf-8")
    expected = "phrases.csv: 'bridge' of lexicons/frames.csv occurs but was not counted; run `parallax extract`"
    assert expected in verify(toy.corpus, None)
