"""What the card of an article shows: a few rows of words, each with links to the paragraphs that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from parallax.analysis import sources as of_sources
from parallax.analysis.profiles import summaries
from parallax.claims.cells import KINDS, SIDES
from parallax.claims.evidence import check_sources
from parallax.claims.parts import PARTS
from parallax.claims.results import Results
from parallax.claims.wording import anchor, enumerate_words, paragraphs
from parallax.errors import ParallaxError
from parallax.tables.coded import AUTHOR

SHOWN = 3  # items of a row

#: What the page calls what was done with a text.
ACTS = {
    "wrote": "wrote it",
    "translated": "translated it",
    "published": "published it",
    "relayed": "passed it on",
    "copied": "copied it",
}
LANGUAGES = {"en": "English", "fa": "Persian"}
OF = {"relayed": "relayed from a column", "undetermined": "in paragraphs whose author is not known"}
MUCH = 0.1  # of the words: a share of quoted ones that is worth a caveat


class Item(NamedTuple):
    """A row's heading, a word or two set before the text, the text in Markdown, and whose it is."""

    row: str
    mark: str
    text: str
    by: str = ""


def profile(book: Results, source: str, alone: Sequence[str], left_out: Sequence[str]) -> pd.DataFrame:
    """Return what the tables have on an article, for `figures.profiles.Card`.

    Parameters
    ----------
    book : Results
        Its tables are the corpus'.
    source : str
        The article.
    alone, left_out : sequence of str
        Facts to show among those that it alone states, and among those that it leaves out; the others are counted.

    Returns
    -------
    DataFrame
        row, mark, text, by; every article has the same rows in the same order.

    Raises
    ------
    ParallaxError
        An unknown source, or a fact that it does not alone state, or does not leave out.
    """
    check_sources(book.corpus, [source])
    items = [
        *_hands(book, source),
        *_heard(book, source),
        *_alone(book, source, alone),
        *_left_out(book, source, left_out),
        *_issues(book, source),
        *_named(book, source),
        *_precedents(book, source),
        *_caveats(book, source),
    ]
    return pd.DataFrame(items, columns=list(Item._fields))


def _hands(book: Results, source: str) -> Iterator[Item]:
    hops = book.corpus.tables["hops"]
    mine = hops[hops["source"] == source].sort_values("hop")
    chain = "; ".join(
        f"{'perhaps ' if basis == 'inferred' else ''}{_article(holder)} {ACTS.get(act, act)}{_language(act, language)}"
        for holder, act, basis, language in mine[["holder", "act", "basis", "language"]].itertuples(index=False)
    )
    article = book.corpus.sources.set_index("source").loc[source]
    yield Item("How it reached us", f"{article['genre']}, {article['period']}", chain[:1].upper() + chain[1:])


def _within(label: str) -> str:
    """Return a label as it is written within a sentence."""
    return label[:1].lower() + label[1:]


def _article(holder: str) -> str:
    """Return what a sentence calls a holder; one without a name gets an article."""
    return f"an {holder}" if holder.startswith("unnamed") else holder


def _language(act: str, code: str) -> str:
    """Say in or into which language somebody wrote or translated."""
    if act not in ("wrote", "translated") or code.rstrip("?") not in LANGUAGES:
        return ""
    probably = ", probably" if code.endswith("?") else ""
    return f"{probably} {'into' if act == 'translated' else 'in'} {LANGUAGES[code.rstrip('?')]}"


def _heard(book: Results, source: str) -> Iterator[Item]:
    tables = book.corpus.tables
    mine = tables["attributions"][tables["attributions"]["source"] == source]
    row, counts = "Whom it hears", {}
    for column, called in (("side", SIDES), ("kind", KINDS)):
        table = summaries.heard(mine, source, column)
        counted = table[[column, "n"]].itertuples(index=False)
        counts[column] = ", ".join(f"{_within(called.get(value, value))} {n}" for value, n in counted)
    n_views, n_voices = len(mine), mine["speaker"].nunique()
    yield Item(row, "", f"{n_views} statements or views, by {n_voices} speakers: {counts['side']}")
    yield Item(row, "named or not", counts["kind"])
    labels = tables["entities"].set_index("actor")["label"]
    speakers = summaries.heard(mine, source, "speaker")["speaker"][:SHOWN]
    yield Item(
        row, "among them", "; ".join(f"{labels[one]} {_where(book, mine[mine['speaker'] == one])}" for one in speakers)
    )


def _alone(book: Results, source: str, chosen: Sequence[str]) -> Iterator[Item]:
    row, rows = "It alone says", book.corpus.tables["fact_sources"]
    every = summaries.alone(book.corpus.tables["facts"], rows, source)
    _check_chosen(chosen, every, f"{source} alone states")
    questions = book.corpus.tables["facts"].set_index("fact")["question"]
    for fact in chosen:
        mine = rows[(rows["fact"] == fact) & (rows["source"] == source)]
        values = "; ".join(dict.fromkeys(mine["value"]))
        whose = "somebody whom it reports" if set(mine["status"]) == {"attributed"} else _voice(book, mine)
        yield Item(row, "", f"{questions[fact]} *{_plain(values)}* {_where(book, mine)}", whose)
    if more := len(every) - len(chosen):
        yield Item(row, "", f"{more} more")


def _left_out(book: Results, source: str, chosen: Sequence[str]) -> Iterator[Item]:
    row, rows = "It leaves out", book.corpus.tables["fact_sources"]
    every = list(summaries.left_out(rows, source)["fact"])
    _check_chosen(chosen, every, f"{source} leaves out")
    questions = book.corpus.tables["facts"].set_index("fact")["question"]
    order = list(book.corpus.by_date)
    for fact in chosen:
        where = sorted(book.paragraphs_on(rows[rows["fact"] == fact]), key=lambda place: order.index(place[0]))
        yield Item(row, "", f"{questions[fact]} Answered by {paragraphs(where, book.corpus.names, linked=True)}")
    if more := len(every) - len(chosen):
        yield Item(row, "", f"{more} more that at least two other articles answer")


def _issues(book: Results, source: str) -> Iterator[Item]:
    table = book.beside_reading().query("group == @source")
    for mark, by, form, unit in (
        ("as read", "words_read", ".0%", "of its words; some count for several issues"),
        ("by words", "rate", ".1f", "dictionary words per 1,000"),
    ):
        first = table.sort_values(by, ascending=False, kind="stable")[["frame", by]][:SHOWN]
        shares = ", ".join(f"{name.replace('_', ' ')} {value:{form}}" for name, value in first.itertuples(index=False))
        yield Item("Issues", mark, f"{shares} ({unit})")


def _named(book: Results, source: str, actors: Sequence[str] = ("taliban", "opposition")) -> Iterator[Item]:
    numbers = book.corpus.paragraphs.set_index(["source", "line"])["paragraph"]
    for actor in actors:
        table = summaries.named(book.corpus.tables["mentions"], source, actor)
        shown = [
            f"*{_plain(naming)}* {n} [¶{numbers[source, line]}](#{anchor(source, numbers[source, line])})"
            for naming, n, line in table[:SHOWN].itertuples(index=False)
        ]
        more = f", and {len(table) - SHOWN} other" + "s" * (len(table) > SHOWN + 1) if len(table) > SHOWN else ""
        yield Item(
            "What it calls them", f"the {actor.title() if actor == 'taliban' else actor}", ", ".join(shown) + more
        )


def _precedents(book: Results, source: str) -> Iterator[Item]:
    tables = book.corpus.tables
    rows = tables["positions"][
        (tables["positions"]["source"] == source) & (tables["positions"]["aspect"] == "precedent")
    ]
    labels = tables["entities"].set_index("actor")["label"]
    for (position, holder), mine in rows.groupby(["position", "holder"], sort=False):
        yield Item(
            "Precedent",
            "",
            f"{position} {_where(book, mine)}",
            _voice(book, mine) if holder == AUTHOR else labels[holder],
        )
    if rows.empty:
        yield Item("Precedent", "", "None")


def _caveats(book: Results, source: str) -> Iterator[Item]:
    corpus, row = book.corpus, "Caveats"
    article = corpus.sources.set_index("source").loc[source]
    texts = []
    if article["published_basis"] == "inferred":
        days = of_sources.written(corpus.sources.set_index("source"))[source]
        texts.append(f"Its date is inferred: {days}.")
    if not article["author"]:
        texts.append("No author is named in the copy that was read.")
    if ">" in article["language_chain"]:
        texts.append("Perhaps a translation." if "?" in article["language_chain"] else "Read in translation.")
    if not article["url"]:
        texts.append("Read in a copy, not at its outlet.")
    texts += _voices(book, source)
    lengths = of_sources.lengths(corpus.paragraphs, [source]).iloc[0]
    if lengths["n_paragraphs"] < book.settings.min_units:
        texts.append(f"{lengths['n_paragraphs']} paragraphs are too few for an interval.")
    if lengths["quoted_share"] >= MUCH:
        texts.append(f"{lengths['quoted_share']:.0%} of its words are quoted from others.")
    rows = corpus.tables["fact_sources"]
    if late := ((rows["source"] == source) & (rows["status"] == summaries.IMPOSSIBLE)).sum():
        texts.append(f"It came too early for {late} of the {rows['fact'].nunique()} questions.")
    yield Item(row, "", " ".join(texts) or "None beyond those of the whole book.")


def _voices(book: Results, source: str) -> list[str]:
    """Say whose the text is, where it is not known to be the article's own."""
    paragraphs_of = book.corpus.paragraphs
    table = of_sources.voices(paragraphs_of[paragraphs_of["source"] == source], [source])
    return [f"{share:.0%} of its words are {OF[voice]}." for voice, share in
            table[["voice", "share"]].itertuples(index=False) if voice in OF]  # fmt: skip


def _voice(book: Results, rows: pd.DataFrame) -> str:
    """Say whose the paragraphs on some lines are, where they are not known to be the article's own."""
    voices = rows[["source", "line"]].merge(book.corpus.paragraphs[["source", "line", "voice"]])["voice"]
    return ", ".join(dict.fromkeys(PARTS[voice] for voice in voices if voice in PARTS and voice != AUTHOR))


def _where(book: Results, rows: pd.DataFrame) -> str:
    return paragraphs(book.paragraphs_on(rows), linked=True)


def _check_chosen(chosen: Sequence[str], known: Sequence[str], what: str) -> None:
    if unknown := sorted(set(chosen) - set(known)):
        raise ParallaxError(f"{unknown[0]!r} is not a fact that {what}; those are {enumerate_words(list(known))}")


def _plain(text: str) -> str:
    """Return text in which nothing can be read as markup."""
    return re.sub(r"[*\[\]]", "", text)
