"""Counts of phrases against counts of words: what cannot be is named, and no extraction from a text is blamed."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from helpers import own_project
from helpers.toy import Toy, edit
from parallax.articles.extraction import derive
from parallax.projects import layer
from parallax.tables import contradictions, package
from parallax.tables import phrases as phrase_counts
from parallax.tables.phrases import LEXICONS
from parallax.tables.writing import replace_all


@pytest.fixture
def tables(toy_of_two: Toy) -> dict[str, pd.DataFrame]:
    """Return the tables that phrases rest on, each a copy to be broken."""
    return {name: package.read(toy_of_two.corpus, name) for name in ("terms", "phrases", *LEXICONS)}


def with_entry(tables: dict[str, pd.DataFrame], entry: str, lexicon: str = "frames") -> dict[str, pd.DataFrame]:
    column = LEXICONS[lexicon]
    return {**tables, lexicon: pd.concat([tables[lexicon], tables[lexicon][:1].assign(**{column: entry})])}


def count(tables: dict[str, pd.DataFrame], line: int, lexicon: str, entry: str, n: int) -> None:
    phrases = tables["phrases"]
    place = (phrases["source"] == "mill-gazette") & (phrases["line"] == line)
    place &= (phrases["lexicon"] == lexicon) & (phrases["entry"] == entry)
    assert place.sum() == 1
    phrases.loc[place, "n"] = n


@pytest.mark.parametrize("lexicon", ["frames", "actors"])
@pytest.mark.parametrize(
    ("entry", "where"),
    [("gate", "mill-gazette, line 3"), ("the mill", "mill-gazette, line 1"), ("won't wait", "bridge-herald, line 5")],
)
def test_an_entry_that_was_added_and_stands_as_a_word_or_a_pair_is_named(
    tables: dict[str, pd.DataFrame], lexicon: str, entry: str, where: str
) -> None:
    assert phrase_counts.problems(with_entry(tables, entry, lexicon)) == [
        f"phrases.csv: {entry!r} of lexicons/{lexicon}.csv occurs in {where}, more often than it is counted; "
        "run `parallax extract`"
    ]


def test_a_longer_entry_in_place_of_a_counted_one_is_taken_for_counted_where_its_first_word_is(
    tables: dict[str, pd.DataFrame],
) -> None:
    # That "toll is" stands there is known; that it would take the place of "toll" only the texts tell.
    assert phrase_counts.problems(with_entry(tables, "toll is")) == []


def test_entries_and_pairs_counted_more_often_than_their_words_are_named(tables: dict[str, pd.DataFrame]) -> None:
    count(tables, 1, "frames", "toll", 7)
    count(tables, 4, "frames", "right to cross", 2)
    count(tables, 3, "bigram", "of towns", 7)
    at = "phrases.csv: mill-gazette, line"

    assert phrase_counts.problems(tables) == [
        f"{at} 3: pairs use 'of' 7 times, terms.csv has it 1 times; run `parallax extract`",
        f"{at} 3: pairs use 'towns' 7 times, terms.csv has it 1 times; run `parallax extract`",
        f"{at} 1: entries of lexicons/frames.csv use 'toll' 7 times, terms.csv has it 2 times; run `parallax extract`",
        *(
            f"{at} 4: entries of lexicons/frames.csv use {word!r} 2 times, terms.csv has it 1 times; "
            "run `parallax extract`"
            for word in ("cross", "right", "to")
        ),
        *(
            f"{at} 4: entries of lexicons/frames.csv use the pair {pair!r} 2 times, which occurs there 0 times; "
            "run `parallax extract`"
            for pair in ("right to", "to cross")
        ),
    ]


def test_a_pair_that_is_none_or_is_counted_once_in_all_is_named(tables: dict[str, pd.DataFrame]) -> None:
    phrases = tables["phrases"]
    tables["phrases"] = phrases[~((phrases["entry"] == "of towns") & (phrases["source"] == "bridge-herald"))]
    tables["phrases"].loc[phrases["entry"] == "toll is", "entry"] = "wall toll is"

    assert phrase_counts.problems(tables) == [
        "phrases.csv: 'wall toll is' is not a pair of words; run `parallax extract`",
        "phrases.csv: the pair 'of towns' is counted only once in all; run `parallax extract`",
    ]


def test_quoted_phrases_use_quoted_words_alone(tables: dict[str, pd.DataFrame]) -> None:
    phrases = tables["phrases"]
    phrases.loc[(phrases["entry"] == "toll") & (phrases["source"] == "mill-gazette"), "quoted"] = 1
    phrases.loc[(phrases["entry"] == "the poor"), "quoted"] = 1

    assert phrase_counts.problems(tables) == [
        "phrases.csv: mill-gazette, line 1: quoted pairs use 'the' 2 times, terms.csv has it 0 times; "
        "run `parallax extract`",
        "phrases.csv: mill-gazette, line 1: quoted pairs use 'poor' 2 times, terms.csv has it 0 times; "
        "run `parallax extract`",
        "phrases.csv: mill-gazette, line 1: quoted entries of lexicons/frames.csv use 'toll' 2 times, terms.csv has it "
        "0 times; run `parallax extract`",
    ]


def test_a_counted_name_that_was_masked_since_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["actors"].loc[tables["actors"]["alias"] == "orla finn", "mask"] = 1

    assert phrase_counts.problems(tables) == [
        "terms.csv: mill-gazette, line 2: 'orla' begins 1 masked names of lexicons/actors.csv, and is masked 0 times; "
        "run `parallax extract`"
    ]


WORDS = ["mill", "toll", "gate", "ferry", "wall"]
MARKS = ["", "", "", "", ".", ",", " 7", " \u201c", "\u201d"]


def invented(draw: random.Random) -> tuple[dict[str, list[str]], dict[str, pd.DataFrame]]:
    """Return texts of few words and many marks, and lexicons whose entries hide, overlap and mask one another."""

    def run(longest: int) -> str:
        return " ".join(draw.choices(WORDS, k=draw.randint(1, longest)))

    def line() -> str:
        chosen = (word.title() if draw.random() < 0.3 else word for word in draw.choices(WORDS, k=draw.randint(1, 30)))
        return " ".join(word + draw.choice(MARKS) for word in chosen)

    texts = {source: [line() for _ in range(draw.randint(1, 4))] for source in ("a", "b")}
    rows = [(source, n, "body", 0) for source, each in texts.items() for n in range(len(each))]
    lines = pd.DataFrame(rows, columns=["source", "line", "role", "skip_chars"])
    frames = pd.DataFrame({"entry": sorted({run(3) for _ in range(6)})})
    aliases = sorted({run(3) for _ in range(5)})
    actors = pd.DataFrame({"alias": aliases, "mask": [draw.randint(0, 1) for _ in aliases]})
    modality = pd.DataFrame({"entry": sorted({run(2) for _ in range(4)})})
    return texts, {"lines": lines, "frames": frames, "actors": actors, "modality": modality}


@pytest.mark.parametrize("seed", range(25))
def test_no_extraction_from_any_text_contradicts_itself(seed: int) -> None:
    texts, coded = invented(random.Random(seed))
    derived = {name: each.copy() for name, each in derive(texts, coded).items()}
    tables = {**derived, **coded}
    tables["sources"] = pd.DataFrame({"source": list(texts), "n_lines": [len(each) for each in texts.values()]})
    tables["segments"]["paragraph"] = tables["segments"]["paragraph"].astype("Int64")
    parts = ("_lines", "_paragraphs", "_totals", "_lengths", "_lemmas", "_masks", "_overlaps")

    assert phrase_counts.problems(tables) == []
    assert [message for part in parts for message in getattr(contradictions, part)(tables)] == []


def test_entries_without_a_hit_are_counted_by_lexicon(toy_of_two: Toy) -> None:
    counted = {lexicon: (unused, n) for lexicon, unused, n in phrase_counts.unused(toy_of_two.corpus)}
    # Of the issues only the ferry clan, which other articles have; of modality nothing.
    assert counted["frames"] == (1, 12)
    assert counted["modality"] == (3, 3)


def test_an_entry_under_two_issues_is_refused_with_its_row(toy: Toy) -> None:
    edit(toy.corpus / "lexicons" / "frames.csv", "toll,governance,,seed", "toll,governance,,seed\ntoll,rights,,seed")
    (message,) = package.validate(toy.corpus)
    assert "lexicons/frames.csv, row 12: entry: the same as in row 11" in message


def test_a_lexicon_that_a_project_does_not_have_has_no_entries(tmp_path: Path) -> None:
    corpus = own_project.build(tmp_path)
    replace_all(corpus, layer.files(corpus, "lexicon"))
    assert "actors" not in package.tables(corpus)
    assert phrase_counts.unused(corpus) == []
