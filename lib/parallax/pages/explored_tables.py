"""What the explorer shows as plain tables, for readers without scripts, and for those who would rather read a table."""

from __future__ import annotations

import html
from collections.abc import Callable

import numpy as np
import pandas as pd

from parallax.analysis import framing
from parallax.claims.layer_tables import of_groups
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.figures.markup import opened
from parallax.figures.table import Table
from parallax.pages.explored_parts import Parts
from parallax.statistics.units import Units

MOST = 500  # terms of a table, the most used: a page has no room for more, and a reader none either

#: What is said of an answer that is not the article's own word, and of none.
STATUS = {"attributed": "somebody says: ", "disputed": "disputes: "}
NOT_YET = "could not know yet"


def tables(book: Results, *, phrases: bool = True) -> str:
    """Return the HTML of the tables: words, phrases, issues, names, voices, questions; each folded, with its CSV.

    There is none of what a project has no layer of, nor of phrases where these are too many, and of words only so many
    as a page has room for.
    """
    tables, made = book.corpus.tables, _terms(book.compared, book.corpus, "Words", "word")
    if phrases and len(tables["phrases"]):
        made += _terms(book.compared_phrases, book.corpus, "Phrases", "phrase")
    if len(tables["frames"]):
        made += [counted(book.hits().columns(framing.issues_of(tables["frames"])), book.corpus, "Issues", "issue")]
    made += [names(book.corpus)] if len(tables["mentions"]) else []
    made += [voices(book)] if len(tables["attributions"]) else []
    made += [questions(book.corpus)] if len(tables["facts"]) else []
    inside = "\n".join(table._repr_html_() for table in made)
    return f'<section class="parallax-plain" aria-label="{html.escape("All counts as tables")}">\n{inside}\n</section>'


def _terms(compared: Callable[[], Corpus], corpus: Corpus, what: str, one: str) -> list[Table]:
    """Return the table of terms that are compared; none where none is frequent enough."""
    try:
        return [counted(compared().units, corpus, what, one)]
    except NothingLeftError:
        return []


def counted(units: Units, corpus: Corpus, what: str, one: str) -> Table:
    """Return a table of terms, those that are used most: uses in each article, and rates in the CSV."""
    uses, rates, order = units.totals.toarray(), units.rates, list(corpus.by_date)
    at = {label: row for row, label in enumerate(units.labels.tolist())}
    by_use = np.lexsort((np.arange(len(units.terms)), -uses.sum(axis=0)))[:MOST]
    frame = pd.DataFrame({one: [str(term).replace("_", " ") for term in units.terms]})
    full = frame.copy()
    for source in order:
        frame[opened(corpus.names[source])] = uses[at[source]]
        full[f"{source} uses"], full[f"{source} per 1,000 words"] = uses[at[source]], rates[at[source]]
    which = f"The {MOST:,} {what.lower()} used most" if len(frame) > MOST else what
    caption = f"{which} as the book counts them: uses in each {Parts(corpus).nouns['compared']}"
    return Table(frame.iloc[by_use], caption, full=full.iloc[by_use], other="d", fold=True)


def names(corpus: Corpus) -> Table:
    """Return a table of what each article calls the parties."""
    label = corpus.tables["entities"].set_index("actor")["label"]
    mentions = of_groups(corpus, corpus.tables["mentions"]).assign(party=lambda rows: rows["actor"].map(label))
    wide = mentions.pivot_table(index=["party", "naming"], columns="source", values="n", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(corpus.by_date), fill_value=0)
    caption = "Names for the parties: times each {compared} uses them, as read by {reader}"
    return Table(_by_article(wide, corpus), caption.format_map(Parts(corpus).nouns), other="d", fold=True)


def voices(book: Results) -> Table:
    """Return a table of who is heard, how often by each article, and where."""
    corpus = book.corpus
    label, heard = corpus.tables["entities"].set_index("actor")["label"], corpus.tables["attributions"]
    wide = of_groups(corpus, heard).groupby(["speaker", "source"]).size().unstack(fill_value=0)
    wide = wide.reindex(columns=list(corpus.by_date), fill_value=0)
    where = [_where(book, heard[heard["speaker"] == speaker]) for speaker in wide.index]
    wide.index = pd.Index([label[speaker] for speaker in wide.index], name="voice")
    frame = _by_article(wide, corpus).assign(where=where).sort_values("voice", key=lambda names: names.str.lower())
    caption = "Voices: times each {compared} reports what they say or think, as read by {reader}"
    caption = caption.format_map(Parts(corpus).nouns)
    return Table(frame, caption, other="d", sentences=["where"], optional=["where"], fold=True)


def _where(book: Results, rows: pd.DataFrame) -> str:
    """Return the paragraphs on the lines of some rows, as links; nothing where no page has places for links."""
    corpus = book.corpus
    return "" if Parts(corpus).are_anybodys else paragraphs(book.paragraphs_on(rows), corpus.names, linked=True)


def questions(corpus: Corpus) -> Table:
    """Return a table of the questions on matters of fact, and what each article answers."""
    given = of_groups(corpus, corpus.tables["fact_sources"]).merge(
        corpus.tables["facts"][["fact", "question", "theme"]], on="fact"
    )
    said = given["status"].map(STATUS).fillna("") + given["value"].fillna("")
    said = said.mask(given["status"] == "not_yet_possible", NOT_YET).mask(given["status"] == "absent", "–")
    by_question = given.assign(said=said).groupby(["theme", "question", "source"])["said"]
    wide = by_question.agg(lambda answers: "; ".join(dict.fromkeys(answers))).unstack(fill_value="–")
    wide = wide.reindex(columns=list(corpus.by_date), fill_value="–")
    wide = _by_article(wide, corpus).drop(columns="theme")
    caption = "Questions of fact and the answers of each {compared}, as read by {reader}"
    caption = caption.format_map(Parts(corpus).nouns)
    return Table(wide, caption, sentences=[column for column in wide.columns if column != "question"], fold=True)


def _by_article(wide: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return a table with a column an article, in order of date and by name."""
    named = wide.rename(columns={source: opened(name) for source, name in corpus.names.items()})
    return named.rename_axis(columns=None).reset_index()
