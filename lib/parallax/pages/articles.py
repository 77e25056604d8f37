"""A page for each article: what the tables have of it, paragraph by paragraph, and never its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

import numpy as np
import pandas as pd

from parallax.analysis import rereading
from parallax.analysis.sources import in_words
from parallax.claims.evidence import check_sources
from parallax.claims.results import BOOK
from parallax.claims.wording import anchor, cut_mark
from parallax.corpus.corpus import Corpus
from parallax.tables.answers import ROW, answers
from parallax.tables.coded import RESOLVED

VOICES = {"relayed": "relayed from another publication", "undetermined": "not known"}


#: What values of codes are called on the page; any other is shown as it is.
VALUES = {
    "pro": "for",
    "contra": "against",
    "pos": "sees a strength or merit",
    "neg": "finds fault",
    "mixed": "some of both",
    "taliban_in": "one that includes the Taliban",
    "taliban_out": "one without the Taliban",
    "unspecified": "one that leaves the part of the Taliban open",
}


#: What variables are called on the page; any other goes by its question.
HEADINGS = {
    "end_state": "Settlement wanted",
    "stance_exile_gov": "On a government in exile",
    "stance_opposition": "On the opposition",
    "stance_taliban": "On the Taliban",
}


FUNCTIONS = {
    "problem": "Problem described",
    "cause": "Cause given",
    "moral": "Blame or praise",
    "remedy": "Way out put forward",
}


STATUS = {"attributed": "reported as somebody's view", "disputed": "reported as disputed, or denied"}


#: What is said of how an article reports a voice.
NOTES = {"direct": "partly in quotation marks", "thought": "a view, as the article describes it"}


#: What is put behind an item that persons have checked, see `analysis.rereading.said_by_persons`.
CHECKED = {
    "right": "checked by a person",
    "open": "found wrong by a person; not settled yet",
    "kept": "found wrong by a person; read again and kept",
}


UNSAID = "unsaid"  # what the codebook writes into a slot that a paragraph leaves open


N_WORDS = 5  # most frequent words that are shown of a paragraph; a word that occurs once is not among them


_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~^$\"'&-])")


class Paragraph(NamedTuple):
    """What the tables have of a body paragraph: its number, the `anchor` that links lead to, and a list in MyST."""

    number: int
    anchor: str
    text: str


def head(corpus: Corpus, source: str) -> str:
    """Return, in MyST, what an article is, where the copy is that was read, and how to read its page."""
    check_sources(corpus, [source])
    article = corpus.sources.set_index("source").loc[source]
    paragraphs = corpus.paragraphs[corpus.paragraphs["source"] == source]
    by = f" by {article['author']}" if article["author"] else ""
    translated = f", translated by {article['translator']}" if article["translator"] else ""
    address = article["copy_read"]
    host = re.sub(r"^https?://(www\.)?", "", address).partition("/")[0]
    relayed = f" It relays text from {_plain(article['relayed_from'])}." if article["relayed_from"] else ""
    copy = f"is at [{_plain(host)}]({address})" if is_address(address) else f"is {_plain(address)}"
    when = f" in {in_words(article['read'])}" if article["read"] else ""
    archived = f"; there is another [in a web archive]({article['archived']})" if article["archived"] else ""
    return (
        f"*{_plain(article['title'])}*{_plain(by + translated)}. The copy we read{when} {copy}{archived}. Its body has "
        f"{len(paragraphs)} paragraphs and {paragraphs['n_tokens'].sum():,} words.{relayed} This page shows what the "
        "book's tables hold on each paragraph: counts, codes, summaries in our own words, and short quotations. The "
        "text itself stays with its publisher. Blame, praise and proposals may be the author's own, or those of "
        "somebody whom the paragraph reports. Everything but lengths and frequent words was read by a language model"
        f"{_checked(corpus.tables['checks'], source)}"
    )


def _checked(checks: pd.DataFrame, source: str) -> str:
    """Return the end of the sentence that says who read an article: what persons have checked of it."""
    mine = checks[(checks["source"] == source) & (checks["checked_by"] == "person")]
    n, n_wrong = len(mine[ROW].drop_duplicates()), len(mine.loc[mine["right"] == 0, ROW].drop_duplicates())
    if not n:
        return ", and checked by no person yet; [you can check it](#check-rows)."
    note = "Where a row is shown below and unchanged since, a note says what was found."
    if n == 1:
        return f". A person has checked one row, drawn by lot{', and found it wrong' * n_wrong}. {note}"
    wrong = f" {n_wrong} of them {'was' if n_wrong == 1 else 'were'} found wrong." if n_wrong else ""
    return f". A person has checked {n} rows, drawn by lot.{wrong} {note}"


class _Marks:
    """What persons said of the rows of an article, to be put behind what is shown of each."""

    def __init__(self, corpus: Corpus, source: str) -> None:
        checks = corpus.tables["checks"]
        mine = checks[(checks["source"] == source) & (checks["checked_by"] == "person")]
        # Most articles have none, and the rows of today need not be looked through.
        said = (
            rereading.said_by_persons(mine, answers(corpus.tables))
            if len(mine)
            else pd.DataFrame(columns=[*ROW, "said"])
        )
        self._said = {
            (table, line, item): said for table, _, line, item, said in said[[*ROW, "said"]].itertuples(index=False)
        }

    def __call__(self, table: str, line: int, item: object) -> str:
        said = self._said.get((table, line, str(item)))
        return f" – *{_plain(CHECKED[said])}*" if said else ""


def paragraphs_of(corpus: Corpus, source: str) -> list[Paragraph]:
    """Return what the tables have of each body paragraph of an article.

    That is its length, its voice if that is not the author's, its most frequent words, what it was read as, whom it
    hears, what it calls the parties, which positions rest on it, which questions of facts.csv
    it answers, and the quotations on file, each with a
    link that opens the copy there.
    """
    check_sources(corpus, [source])
    article = corpus.sources.set_index("source").loc[source]
    own = {name: table[table["source"] == source] for name, table in corpus.tables.items() if "source" in table}
    own["codings"] = own["codings"][own["codings"]["coder"] == RESOLVED]
    words, marks = _common(corpus), _Marks(corpus, source)
    paragraphs = []
    for place in np.flatnonzero(corpus.groups == source):
        row = corpus.paragraphs.iloc[place]
        here = {name: table[table["line"] == row["line"]] for name, table in own.items() if "line" in table}
        items = [
            ("Length", _length(row)),
            ("Whose text", [VOICES[row["voice"]]] if row["voice"] in VOICES else []),
            ("Most frequent words", _frequent(words.counts[[place]].toarray()[0], words.terms)),
            *_codes(here["codings"], corpus.tables["variables"], marks),
            *_elements(here["frame_elements"], marks),
            ("Positions based on it", _positions(here["positions"], corpus.tables["aspects"])),
            ("Whose words or views it reports", _heard(here["attributions"], corpus.tables["entities"], marks)),
            ("What it calls the parties", _names(here["mentions"], corpus.tables["entities"], marks)),
            ("How it answers the book's questions", _answers(here["fact_sources"], corpus.tables["facts"], marks)),
            ("Quoted in this book", _quotations(here["quotations"], article["copy_read"])),
        ]
        number = int(row["paragraph"])
        paragraphs.append(Paragraph(number, anchor(source, number), _listed(items)))
    return paragraphs


def _listed(items: Iterable[tuple[str, list[str]]]) -> str:
    """Return a list with each item on a line, and below it what there is more than one of."""
    lines = []
    for name, parts in items:
        if len(parts) == 1:
            lines.append(f"- *{_plain(name)}*: {parts[0]}")
        elif parts:
            lines += [f"- *{_plain(name)}*:", *(f"  - {part}" for part in parts)]
    return "\n".join(lines)


def _length(row: pd.Series) -> list[str]:
    n, quoted = int(row["n_tokens"]), int(row["n_quoted_tokens"])
    return [f"{n} word{'s' * (n != 1)}" + f", {quoted} of them in quotation marks" * (quoted > 0)]


def _common(corpus: Corpus) -> Corpus:
    """Keep the content words that more than one article uses, or one as often as is asked for to compare them.

    A rarer word of one article alone can be a private person's name.
    """
    words = corpus.preferring(stopwords=False, masked=False)
    uses = words.units.totals.toarray()
    return words.keeping(((uses > 0).sum(axis=0) > 1) | (uses.sum(axis=0) >= BOOK.min_total))


def _frequent(counts: np.ndarray, terms: np.ndarray) -> list[str]:
    order = [place for place in np.argsort(-counts, kind="stable")[:N_WORDS] if counts[place] > 1]
    return _together(f"{_plain(terms[place])} {counts[place]}" for place in order)


def _codes(codings: pd.DataFrame, variables: pd.DataFrame, marks: _Marks) -> Iterator[tuple[str, list[str]]]:
    """Yield the issues that carry the paragraph's point, and every stance or end in view that it has."""
    value = codings.set_index("variable")["value"]
    said = {name: marks("codings", line, name) for line, name in codings[["line", "variable"]].itertuples(index=False)}
    kinds = {other: name for name, other in variables[["variable", "depends_on"]].itertuples(index=False) if other}
    issues = [
        _plain(f"{name} ({value[kinds[name]]})" if name in kinds else name) + said[name]
        for name in variables.loc[variables["family"] == "issue", "variable"]
        if value.get(name) == "1"
    ]
    yield "About", _together(issues)
    for name, question in variables.loc[
        variables["family"].isin(["end", "stance"]), ["variable", "question"]
    ].itertuples(index=False):
        if (given := value.get(name, "none")) != "none":
            yield HEADINGS.get(name, question), [_plain(VALUES.get(given, given)) + said[name]]


def _elements(elements: pd.DataFrame, marks: _Marks) -> Iterator[tuple[str, list[str]]]:
    """Yield what the paragraph puts as a problem, cause, judgement or remedy; a slot that is unsaid is left out."""
    for row in elements.itertuples(index=False):
        agent = "" if row.agent == UNSAID else f"{row.agent}: "
        target = "" if row.target == UNSAID else f" (affects: {row.target})"
        mark = marks("frame_elements", row.line, row.function)
        yield FUNCTIONS.get(row.function, row.function), [_plain(f"{agent}{row.action}{target}") + mark]


def _positions(positions: pd.DataFrame, aspects: pd.DataFrame) -> list[str]:
    """Return what the article, or somebody it hears, makes of the matter, with the question that it answers."""
    question = aspects.set_index("aspect")["question"]
    rows = positions.drop_duplicates(["aspect", "position"])[["aspect", "position"]].itertuples(index=False)
    return [f"*{_plain(question[aspect])}* {_plain(position)}" for aspect, position in rows]


def _heard(attributions: pd.DataFrame, entities: pd.DataFrame, marks: _Marks) -> list[str]:
    """Return whom the paragraph lets speak, and whose thoughts or wishes it reports."""
    label = entities.set_index("actor")["label"]
    shown = []
    for row in attributions.itertuples(index=False):
        how = NOTES["direct"] if row.form == "direct" else NOTES.get(row.mode, "")
        words = _plain(f"{label[row.speaker]}: {row.gist}" + (f" ({how})" if how else ""))
        shown.append(words + marks("attributions", row.line, row.attribution))
    return shown


def _names(mentions: pd.DataFrame, entities: pd.DataFrame, marks: _Marks) -> list[str]:
    label = entities.set_index("actor")["label"]
    called = []
    for actor, rows in mentions.groupby("actor", sort=False):
        namings = []
        for line, naming, n, quoted in rows[["line", "naming", "n", "n_quoted"]].itertuples(index=False):
            notes = [f"{n} times"] * (n > 1) + ["in quotation marks"] * (quoted > 0)
            mark = marks("mentions", line, f"{actor}: {naming}")
            told = _plain(f" ({', '.join(notes)})") if notes else ""
            namings.append(f"*{_plain(naming)}*{cut_mark(naming)}{told}{mark}")
        called.append(f"{_plain(label[actor])}: {', '.join(namings)}")
    return called


def _answers(rows: pd.DataFrame, facts: pd.DataFrame, marks: _Marks) -> list[str]:
    question = facts.set_index("fact")["question"]
    return [
        f"*{_plain(question[fact])}* "
        + _plain(value + (f" ({STATUS[status]})" if status in STATUS else ""))
        + marks("fact_sources", line, fact)
        for line, fact, value, status in rows[["line", "fact", "value", "status"]].itertuples(index=False)
    ]


def _quotations(quotations: pd.DataFrame, address: str) -> list[str]:
    """Return the quotations on file, with links that open the copy there, if it has an address."""
    if not is_address(address):
        return _together(f"“{_plain(words)}”" for words in quotations["words"])

    # In a text fragment a hyphen has a meaning of its own, and `quote` leaves it.
    def part(words: str) -> str:
        return quote(words, safe="").replace("-", "%2D")

    def fragment(words: str, before: str, after: str) -> str:
        return f"{part(before)}-," * bool(before) + part(words) + f",-{part(after)}" * bool(after)

    rows = quotations[["words", "before", "after"]].itertuples(index=False)
    return _together(f"[“{_plain(row.words)}”]({address}#:~:text={fragment(*row)})" for row in rows)


def is_address(text: str) -> bool:
    """Return whether a place can be linked to."""
    return re.fullmatch(r"https?://\S+", text) is not None


def _together(parts: Iterable[str]) -> list[str]:
    """Return parts as one, set apart by commas; none if there are none."""
    return [", ".join(made)] if (made := list(parts)) else []


def _plain(text: object) -> str:
    """Return text whose marks are shown and not obeyed; the ids of codes become words."""
    return _MARKUP.sub(r"\\\1", str(text).replace("_", " "))
