"""What the page *Play* has as plain tables, for readers without scripts: claims, words and topics."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from parallax.corpus.corpus import Corpus
from parallax.figures.markup import opened
from parallax.figures.table import Table


def tables(data: Mapping[str, Any], corpus: Corpus) -> str:
    """Return the HTML of the tables of what `pages.played.played` gives, each folded, with its CSV."""
    made = [claims(data["claims"])] if data["claims"] else []
    made += [words(game, corpus) for game in data["words"]]
    made += [topics(data["topics"])] if data["topics"] else []
    inside = "\n".join(table._repr_html_() for table in made)
    return f'<section class="parallax-plain" aria-label="{html.escape("The games as tables")}">\n{inside}\n</section>'


def claims(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return a table of the claims that other ways of counting break."""
    told = [(row["text"], f"{row['held']} of {row['asked']}", row["hardest"]) for row in rows]
    frame = pd.DataFrame(told, columns=["claim", "true in", "breaks most often with"])
    caption = "Claims that some ways of counting break, and in how many they are true"
    return Table(frame, caption, sentences=["claim"], fold=True)


def words(game: Mapping[str, Any], corpus: Corpus) -> Table:
    """Return a table of the words of two articles, in the order of play: their uses and the checks that they pass."""
    called = [opened(list(corpus.by_date.values())[place]) for place in game["articles"]]
    told = [
        (one["word"], *one["uses"], called[one["more"]], f"{one['passed']} of {one['made']}")
        for rounds in game["sets"]
        for one in rounds
    ]
    frame = pd.DataFrame(told, columns=["word", *called, "at a higher rate in", "checks passed"])
    return Table(frame, f"Words of {called[0]} and {called[1]}: uses, and checks passed", other="d", fold=True)


def topics(solutions: Sequence[Mapping[str, Any]]) -> Table:
    """Return a table of the topics at each number, with how steady they are beside shuffled words."""
    told = [
        (one["k"], at, ", ".join(topic["terms"]), topic["n"], one["stability"], one["null"])
        for one in solutions
        for at, topic in enumerate(one["topics"], start=1)
    ]
    columns = {"number": "number of topics", "stability": "steadiness", "null": "that of shuffled words"}
    frame = pd.DataFrame(told, columns=["number", "topic", "first words", "n_paragraphs", "stability", "null"])
    caption = "Topics by their number: first words, and how steady all of that number are"
    return Table(frame, caption, columns=columns, other="d", fold=True)
