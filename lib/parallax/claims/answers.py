"""What matrices of questions show: what each article has on each, how the answers meet, and the public record."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parallax.analysis import facts as facts_of
from parallax.claims.evidence import check_one_of
from parallax.claims.parts import PARTS
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.tables.coded import KEYS

#: What the page calls what an article has on a question: a shape, and a word or two.
STATUS = {
    "asserted": "● says",
    "attributed": "◐ reports",
    "disputed": "✕ disputes",
    "absent": "○ silent",
    "not_yet_possible": "◌ could not know yet",
}


#: What it calls the ways in which the answers to a question meet.
KINDS = {
    "contradiction": "the articles contradict each other",
    facts_of.ITSELF: "one article contradicts itself",
    "different_scope": "different things are looked at",
    "explained_by_time": "the dates explain the difference",
    "agreement": "the articles agree",
    "spelling": "one name, spelled or worded in several ways",
    "slip": "a slip in the copy we read",
    "single": "only one article answers",
}


#: What it calls the themes of questions, in the order in which it shows them.
THEMES = {
    "vienna": "The Vienna meetings",
    "exile_government": "A government in exile",
    "council": "The council and the parties",
    "armed_resistance": "Armed resistance",
    "taliban": "The Taliban",
    "talks": "Talks",
    "foreign_support": "Support from abroad",
    "humanitarian": "Rights and needs",
    "chronology": "Dates and order",
    "documents": "Documents",
    "people": "People and names",
}


#: Where an answer is found if not in a body paragraph.
OUTSIDE = {
    "title": "title",
    "standfirst": "line below the title",
    "byline": "byline",
    "heading": "heading",
    "caption": "caption",
    "foreign": "a passage in another language",
}


def answers(book: Results, facts: Sequence[str] | None = None, *, quoted: bool = False) -> pd.DataFrame:
    """Return what each article has on some questions, for `figures.matrix.Matrix`.

    Parameters
    ----------
    book : Results
        Its tables are the corpus'.
    facts : sequence of str, optional
        Ids of questions, in the order in which they are shown; all by default, by theme.
    quoted : bool
        Whether the words on file are quoted after an answer.

    Returns
    -------
    DataFrame
        row (the question), group (the article), mark (how it answers, see `STATUS`), text (the answer and links to its
        paragraphs; empty for the silent), by (whose text it is, if not the author's): answers in the order of the
        text, equal ones merged.
    """
    tables, chosen = book.corpus.tables, _chosen(book, facts)
    keys = ["question", "source", "status", "value", "by"]
    lines = book.corpus.segments.set_index(KEYS)[["role", "voice"]]
    rows = tables["fact_sources"].merge(tables["quotations"][["quotation", "words"]], on="quotation", how="left")
    rows = rows.merge(chosen[["fact", "question", "place"]], on="fact").join(lines, on=KEYS)
    rows = rows.assign(by=rows["voice"].map({**PARTS, "author": ""}).fillna("")).sort_values(
        ["place", "source", "line"]
    )
    items = []
    for (question, source, status, value, by), mine in rows.groupby(keys, sort=False):
        outside = [OUTSIDE[role] for role in mine["role"] if role in OUTSIDE]
        outside = [f"({name})" for name in outside if not value.endswith(f", {name}")]  # an answer can say it itself
        places = [paragraphs(book.paragraphs_on(mine), linked=True), *outside]
        said = "".join(f" “{words}”" for words in mine["words"].dropna() if quoted)
        items.append((question, source, STATUS[status], " ".join(filter(None, [f"{value}{said}", *places])), by))
    return pd.DataFrame(items, columns=["row", "group", "mark", "text", "by"])


def beside(book: Results, facts: Sequence[str] | None = None) -> pd.DataFrame:
    """Return what is shown beside the answers to some questions, see `answers`.

    Returns
    -------
    DataFrame
        row (the question), label, text, address (empty for none): how the answers meet, the public record with its
        address, and the note; anything that a question lacks is left out.
    """
    shown = []
    for fact in _chosen(book, facts).itertuples():
        shown += [
            (fact.question, "How they meet", KINDS[fact.kind], ""),
            (fact.question, "On public record", fact.reference, fact.reference_url),
            (fact.question, "Note", fact.note, ""),
        ]
    return pd.DataFrame([row for row in shown if row[2]], columns=["row", "label", "text", "address"])


def facets(book: Results, facts: Sequence[str] | None = None) -> pd.DataFrame:
    """Return what questions can be filtered by: row (the question), theme and kind, in words, and name (its id)."""
    chosen = _chosen(book, facts)
    theme, kind = chosen["theme"].map(THEMES), chosen["kind"].map(KINDS)
    table = {"row": chosen["question"], "theme": theme, "kind": kind, "name": chosen["fact"]}
    return pd.DataFrame(table).reset_index(drop=True)


def _chosen(book: Results, facts: Sequence[str] | None) -> pd.DataFrame:
    """Return the rows of facts.csv in the order in which they are shown, with their kind and place."""
    tables = book.corpus.tables
    table = tables["facts"]
    answered = facts_of.answers(tables["fact_sources"], list(book.corpus.sources["source"]))
    table = table.merge(facts_of.kinds(table, answered)[["fact", "kind"]], on="fact")
    for fact in facts or ():
        check_one_of("fact", fact, table["fact"])
    order = {theme: place for place, theme in enumerate(THEMES)}
    if facts is None:
        table = table.assign(order=table["theme"].map(order)).sort_values(["order", "fact"], kind="stable")
    else:
        table = table.set_index("fact").loc[list(facts)].reset_index()
    return table.assign(place=range(len(table)))
