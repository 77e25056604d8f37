"""Tables against one another and against the texts: what contradicts is told with its place."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from helpers.toy import REPOSITORY, Toy, edit, resources, write_table
from parallax.articles.verification import misquotations, outdated, verify
from parallax.errors import CorpusError
from parallax.language.profiles import profile
from parallax.tables import package
from parallax.tables.checked import checked_tables, mislemmas
from parallax.tables.layers import LAYERS, named, own


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


def test_tables_are_validated_whatever_was_noted_of_them(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parallax.tables.cache.is_in_order", lambda _: True)
    edit(toy.corpus / "hops.csv", ",2,", ",0,")

    (message,) = verify(toy.corpus, None)
    assert "hops.csv, row" in message


def test_a_bad_list_of_stop_words_is_told(toy: Toy) -> None:
    (toy.corpus / "lexicons" / "stopwords.txt").write_text("the\nthe\n")

    (message,) = verify(*toy)

    assert "stopwords.txt, line 2: 'the' is there twice" in message
    assert "correct or remove" in message


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
    assert "file not found" in text


TEXTS = {"mill": ["The Toll", "\u201cA toll is a wall,\u201d he said. It isn\u2019t. Nobody asked"]}


QUOTATION = ["quotation", "source", "line", "words", "before", "after"]


@pytest.mark.parametrize(
    ("words", "line", "wrong"),
    [
        ("a wall", 1, None),
        ("It isn't", 1, "is a whole sentence of mill, line 1; quote a part of it"),
        ("he said. It isn't", 1, None),
        ("Nobody asked", 1, None),
        ("The Toll", 0, None),
        ("a wal", 1, "is not in mill, line 1; copy the words as printed"),
        ("a Wall", 1, "is not in mill, line 1; copy the words as printed"),
        ("a wall", 0, "is not in mill, line 0; copy the words as printed"),
        ("a wall", 7, "is not in mill, line 7; copy the words as printed"),
    ],
)
def test_a_quotation_is_a_part_of_a_sentence_as_printed(words: str, line: int, wrong: str | None) -> None:
    quotations = pd.DataFrame([("q", "mill", line, words, "", "")], columns=QUOTATION)

    messages = misquotations(quotations, TEXTS)

    assert messages == ([f"quotations.csv: q: {words!r} {wrong}"] if wrong else [])


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [("", "", True), ("for", "", False), ("", "again", False), ("not", "", True), ("", "is", True)],
)
def test_a_quotation_that_is_met_earlier_has_the_words_beside_it(before: str, after: str, *, wrong: bool) -> None:
    texts = {"mill": ["A Wall is here.", "This is for a wall again, he said."]}
    quotations = pd.DataFrame([("q", "mill", 1, "a wall", before, after)], columns=QUOTATION)
    told = ["quotations.csv: q: 'a wall': a link finds it in another line of mill first; give words before or after it"]
    assert [message.partition(" that are")[0] for message in misquotations(quotations, texts)] == told * wrong


def test_a_misquotation_is_told_where_there_are_texts(toy: Toy) -> None:
    row = {"quotation": "wall", "source": "mill-gazette", "line": 1, "words": "a tall wall"}
    right = {"quotation": "bh-no-toll", "source": "bridge-herald", "line": 2, "words": "no toll"}
    write_table(toy.corpus, "quotations", [right, row])

    assert verify(toy.corpus, None) == []
    (message,) = verify(*toy)
    assert "'a tall wall' is not in mill-gazette, line 1" in message


def test_an_eleventh_word_is_one_too_many_for_a_quotation(toy: Toy) -> None:
    words = "The toll is a wall for the poor, and the poor"
    row = {"quotation": "wall", "source": "mill-gazette", "line": 1, "words": words}
    write_table(toy.corpus, "quotations", [row])

    (message,) = verify(*toy)

    assert "quotations.csv, row 2, column words" in message
    assert "is not of the form" in message


def test_a_word_added_to_a_lexicon_and_not_counted_yet_is_named(toy: Toy) -> None:
    path = toy.corpus / "lexicons" / "frames.csv"
    path.write_text(path.read_text(encoding="utf-8") + "bridge,governance,,text\n", encoding="utf-8")
    expected = (
        "phrases.csv: 'bridge' of lexicons/frames.csv occurs in bridge-herald, line 5, more often than it is counted; "
        "run `parallax extract`"
    )
    assert expected in verify(toy.corpus, None)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("lexicons/frames.csv", "vote,", "the ferry,rights,,text\nvote,",
         ("phrases.csv, a row that the texts give is missing", "lexicon frames, entry the ferry, quoted 0, n 1")),
        ("lexicons/frames.csv", "vote,", "toll is a wall,rights,,text\nvote,",
         ("phrases.csv, row", "entry toll, quoted 0, n 2, where the texts give entry toll is a wall")),
        ("lexicons/actors.csv", "orla finn,0", "orla finn,1",
         ("terms.csv, row", "term finn, quoted 0, masked 0, n 1, where the texts give masked 1")),
        ("lexicons/actors.csv", "orla-finn,office-holder", "gate,place,at the gate,1\norla-finn,office-holder",
         ("terms.csv, row", "term at, quoted 0, masked 0, n 1, where the texts give masked 1")),
        ("lines.csv", "mill-gazette,3,body,whole,author,0", "mill-gazette,3,body,whole,author,9",
         ("segments.csv, row 13", "n_tokens 12", "where the texts give n_tokens 11")),
        ("terms.csv", "mill-gazette,1,bridge,0,0,1", "mill-gazette,1,bridge,0,0,7",
         ("terms.csv, row", "term bridge, quoted 0, masked 0, n 7, where the texts give n 1")),
        ("lemmas.csv", "guards,guard", "guards,guards", ("lemmas.csv, row", "lemma guards", "give lemma guard")),
        ("segments.csv", "mill-gazette,2,2,16,2,0,", "mill-gazette,2,2,16,99,0,",
         ("segments.csv, row 12", "n_sentences 99", "give n_sentences 2")),
        ("overlaps.csv", "bridge-herald,mill-gazette,5,2", "bridge-herald,mill-gazette,5,3",
         ("overlaps.csv, row 2", "n_types 3, where the texts give n_types 2")),
    ],
)  # fmt: skip
def test_with_texts_the_first_row_of_a_derived_table_that_they_do_not_give_is_named(
    toy: Toy, file: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    edit(toy.corpus / file, old, new)

    messages = [m for m in verify(*toy) if "the texts give" in m]

    assert all(part in messages[0] for part in said), messages
    assert "run `parallax extract`" in messages[0]


def test_rows_in_another_order_and_cells_in_quotation_marks_are_what_the_texts_give(toy: Toy) -> None:
    path = toy.corpus / "terms.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_bytes("\r\n".join([head, *('"' + row.replace(",", '","') + '"' for row in reversed(rows))]).encode())

    assert verify(*toy) == []


def test_rows_that_differ_are_counted_and_the_one_like_it_is_shown() -> None:
    right = pd.DataFrame([("a", 1, 3), ("b", 2, 4)], columns=["source", "line", "n"])

    assert outdated({"t": right}, {"t": right}) == []
    assert outdated({"t": right.assign(n=[9, 8])}, {"t": right}) == [
        "t.csv, row 2: source a, line 1, n 9, where the texts give n 3; run `parallax extract` (1 more row like it)"
    ]
    assert outdated({"t": right.assign(source="c")}, {"t": right}) == [
        "t.csv, row 2: source c, line 1, n 3 is not what the texts give; run `parallax extract` (1 more row like it)"
    ]
    assert outdated({"t": right[:1]}, {"t": right}) == [
        "t.csv, a row that the texts give is missing: source b, line 2, n 4; run `parallax extract`"
    ]


def test_a_lemma_is_the_term_or_what_the_lemmatiser_gives() -> None:
    lemmas = pd.DataFrame([("walls", "wall"), ("walls", "walls"), ("walls", "toll")], columns=["term", "lemma"])

    assert mislemmas(lemmas) == ["lemmas.csv, row 4: the lemma of 'walls' is 'toll'; run `parallax extract`"]


def test_a_lemma_may_be_that_of_any_language_of_the_corpus() -> None:
    lemmas = pd.DataFrame([("häuser", "haus"), ("walls", "wall"), ("murs", "mur")], columns=["term", "lemma"])

    assert [message.partition(":")[0] for message in mislemmas(lemmas, [profile("de"), profile("en")])] == [
        "lemmas.csv, row 4"
    ]


@pytest.mark.parametrize("name", ["lemmas", "chronology", "topic_labels", "stopwords"])
def test_an_entry_that_the_descriptor_lacks_is_named(toy: Toy, name: str) -> None:
    path = toy.corpus / "datapackage.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["resources"] = [entry for entry in content["resources"] if entry["name"] != name]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    said = f"datapackage.yaml: the entry of '{name}' is missing; restore it from version control"

    (message,) = verify(*toy)

    assert message.endswith(said)
    with pytest.raises(CorpusError, match=said):
        checked_tables(toy.corpus)


def test_the_book_has_every_table_of_every_layer() -> None:
    corpus = REPOSITORY / "corpus"
    assert named(package.descriptor(corpus)) == list(LAYERS)
    assert {entry["name"] for entry in resources(corpus)} == {table for layer in LAYERS for table in own(layer)}
