"""What claims on sources rest on: hands the texts went through, dates, lengths, voices, quotation, shared runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from parallax.analysis import sources as texts
from parallax.claims.evidence import Actor, Evidence, Source, Sources, check_one_of, evidence, first_day, found
from parallax.claims.results import Results
from parallax.claims.seen import GROUPS, TEXTS
from parallax.corpus.choices import PASSAGES
from parallax.errors import ParallaxError

ON_RECORD = "it rests on what is known of the texts, not on counts"
VOICED = "it rests on reading, which gives each paragraph its voice"
COMPARED = "the comparison was made once, on every word"
VOICES = ("author", "relayed", "undetermined")


@evidence(
    speaks_of=TEXTS,
    untouched=ON_RECORD,
    hands="hands of its chain",
    hands_others="hands of the next longest, 0 where none is on record",
)
def longest_chain(book: Results, *, source: Source) -> Evidence:
    """The text of {source} passed through more hands than any other, as far as they are known."""
    order = book.corpus.sources["source"]
    hops = book.corpus.tables["hops"].groupby("source")["hop"].max().reindex(order, fill_value=0)
    mine, others = hops[source], hops.drop(source).max()
    return found(mine > others, hands=mine, hands_others=others)


@evidence(speaks_of=TEXTS, untouched=ON_RECORD, relayed="hands that relayed")
def relayed_hops(book: Results, *, source: Source, at_least: int) -> Evidence:
    """On its way, the text of {source} was passed on by at least {at_least:.0f} hands that had not written it."""
    hops = book.corpus.tables["hops"]
    n = ((hops["source"] == source) & (hops["act"] == "relayed")).sum()
    return found(n >= at_least, relayed=n)


@evidence(
    speaks_of=TEXTS,
    untouched=ON_RECORD,
    things="things that it lost",
    things_others="the most that any other article lost",
)
def lost_most(book: Results, *, source: Source, lost: Sequence[str]) -> Evidence:
    """On its way to the copy that was read, {source} lost more things than any other article, among them {lost}."""
    things = _lost(book)
    most = max(len(items) for each, items in things.items() if each != source)
    holds = set(lost) <= things[source] and len(things[source]) > most
    return found(holds, things=len(things[source]), things_others=most)


@evidence(speaks_of=TEXTS, untouched=ON_RECORD, days="days between the first and the last of their earliest days")
def written_together(book: Results, *, sources: Sources, within_days: int) -> Evidence:
    """At most {within_days:.0f} days lie between the first and the last of the earliest days of {sources}, and more
    between any of these and that of any other article.
    """
    days = book.corpus.sources.set_index("source")["not_before"].map(lambda day: first_day(day).toordinal())
    mine, others = days[list(sources)].to_numpy(), days.drop(list(sources)).to_numpy()
    apart = (abs(others - mine[:, np.newaxis]) > within_days).all()
    span = mine.max() - mine.min()
    return found(span <= within_days and apart, days=span)


@evidence(speaks_of=TEXTS, untouched=ON_RECORD, dated="articles whose date does")
def alone_dated_in_text(book: Results, *, source: Source) -> Evidence:
    """{source} is the only article whose date rests on its text."""
    sources = book.corpus.sources
    dated = sources.loc[sources["published_basis"] == "text", "source"]
    return found(set(dated) == {source}, dated=len(dated))


@evidence(
    speaks_of=TEXTS,
    untouched=ON_RECORD,
    days="days from its latest day to the first day of another, far below 0 where its latest day is open",
)
def earliest(book: Results, *, source: Source, days_before: int) -> Evidence:
    """{source} was written at least {days_before:.0f} days before any other article can have been."""
    days = book.corpus.sources.set_index("source")[["not_before", "not_after"]]
    latest = date.fromisoformat(days.at[source, "not_after"] or "9999-12-31")
    gap = (min(map(first_day, days["not_before"].drop(source))) - latest).days
    return found(gap >= days_before, days=gap)


@evidence(untouched=VOICED, paragraphs="such paragraphs of its body", paragraphs_others="of the others")
def only_source_relaying(book: Results, *, source: Source) -> Evidence:
    """{source} is the only article with body paragraphs that are not known to be its own.

    All relayed or undetermined paragraphs are behind it.
    """
    where = book.places_of(np.flatnonzero(book.corpus.paragraphs["voice"] != "author"))
    mine = sum(place == source for place, _ in where)
    others = len(where) - mine
    return found(mine > 0 and others == 0, where, paragraphs=mine, paragraphs_others=others)


@evidence(untouched=VOICED, share="share of its words, 0 to 1")
def voice_share(book: Results, *, source: Source, voice: str, at_least: float) -> Evidence:
    """At least {at_least:.0%} of the words of {source} are in paragraphs whose voice is {voice:em}."""
    check_one_of("voice", voice, VOICES)
    paragraphs = book.corpus.paragraphs
    table = texts.voices(paragraphs, [source])
    share = table.loc[(table["source"] == source) & (table["voice"] == voice), "share"].sum()
    rows = np.flatnonzero((paragraphs["source"] == source) & (paragraphs["voice"] == voice))
    return found(share >= at_least, book.places_of(rows), share=share)


@evidence(
    untouched=VOICED,
    share="share of its words in relayed paragraphs, 0 to 1",
    paragraphs_others="relayed or undetermined paragraphs of the others",
)
def mostly_relayed(book: Results, *, source: Source, lost: str) -> Evidence:
    """More than half of the words of {source} are in relayed paragraphs, what the text lost on its way includes
    {lost:em}, and every paragraph of every other article is its author's or outlet's.
    """
    paragraphs = book.corpus.paragraphs
    mine = paragraphs[paragraphs["source"] == source]
    share = mine.loc[mine["voice"] == "relayed", "n_tokens"].sum() / mine["n_tokens"].sum()
    others = ((paragraphs["voice"] != "author") & (paragraphs["source"] != source)).sum()
    holds = share > 0.5 and others == 0 and lost in _lost(book)[source]
    return found(holds, share=share, paragraphs_others=others)


@evidence(
    speaks_of=TEXTS,
    untouched=COMPARED,
    paragraphs="paragraphs that could be compared",
    all_paragraphs="paragraphs of its body",
    later="paragraphs that could be compared after one that could not",
)
def opening_compared(book: Results, *, source: Source) -> Evidence:
    """Of {source}, the first paragraphs and no others could be compared with the text that it passes on."""
    parts = texts.made_of(book.corpus.paragraphs, book.corpus.tables["comparison"], source)
    compared = parts["share"].notna().to_numpy()
    n, opening = compared.sum(), compared.cumprod().sum()
    where = tuple((source, number) for number in parts.loc[compared, "paragraph"])
    return found(0 < n == opening < len(parts), where, paragraphs=n, all_paragraphs=len(parts), later=n - opening)


@evidence(
    speaks_of=TEXTS,
    untouched=COMPARED,
    longest="words of the longest run that it shares with the text that it passes on",
    longest_others="words of the longest run that two articles share, or of the longest too short to be counted",
)
def longer_run_than_pairs(book: Results, *, source: Source) -> Evidence:
    """{source} shares a longer run of words with the text that it passes on than any two articles share."""
    tables = book.corpus.tables
    runs = texts.longest_runs(tables["overlaps"], tables["comparison"])
    longest = runs.loc[(runs["source_a"] == source) & (runs["source_b"] == ""), "length"].max()
    others = runs.loc[runs["source_b"] != "", "length"].max()
    return found(longest > others, longest=longest, longest_others=others)


@evidence(speaks_of=GROUPS, touched_by=PASSAGES, ratio="how many times as long it is")
def longest(book: Results, *, source: Source, times: float) -> Evidence:
    """{source} is at least {times:.1f} times as long as the next longest article."""
    sizes = {other: book.size_of(other) for other in book.corpus.sources["source"]}
    ratio = sizes[source] / max(size for other, size in sizes.items() if other != source)
    return found(ratio >= times, ratio=ratio)


@evidence(
    untouched="it rests on reading, which tells the lines of the body from others",
    paragraphs="its paragraphs",
    fewest_others="the fewest that another has",
)
def too_few_paragraphs(book: Results, *, source: Source, fewer_than: int) -> Evidence:
    """{source} is the only article with fewer than {fewer_than:.0f} body paragraphs.

    `fewer_than` is what an interval needs.
    """
    order = book.corpus.sources["source"]
    n = book.corpus.paragraphs["source"].value_counts().reindex(order, fill_value=0)
    mine, others = n[source], n.drop(source).min()
    return found(mine < fewer_than <= others, paragraphs=mine, fewest_others=others)


@evidence(
    speaks_of=GROUPS,
    touched_by=("relayed",),  # without quoted words nobody quotes
    least="the smallest of their shares, 0 to 1",
    most_others="the largest share of another",
    largest="the largest of all",
)
def most_quoted(book: Results, *, sources: Sources, at_least: float, at_most: float) -> Evidence:
    """In {sources}, at least {at_least:.0%} of the words are between quotation marks; in any other article, at most
    {at_most:.0%}.
    """
    table = texts.lengths(book.corpus.paragraphs, list(book.corpus.sources["source"]))
    shares = table.set_index("source")["quoted_share"].fillna(0)
    least, most = shares[list(sources)].min(), shares.drop(list(sources)).max()
    return found(least >= at_least and most <= at_most, least=least, most_others=most, largest=shares.max())


@evidence(
    speaks_of=TEXTS,
    untouched="runs are looked for in the texts themselves, every word of every body paragraph",
    longest="words of the longest run that two share, or of the longest too short to be counted",
)
def longest_shared_run(book: Results, *, at_most: int) -> Evidence:
    """No two articles share a run of more than {at_most:.0f} words."""
    table = book.corpus.tables["overlaps"]
    # Where no run is shared, one too short to be counted may be.
    longest = max([*texts.shared_runs(table)["length"], table["length"].min() - 1])
    return found(longest <= at_most, longest=longest)


@evidence(
    speaks_of=GROUPS,
    touched_by=PASSAGES,
    fewest_others="the fewest times that another names it",
    most_others="the most",
)
def never_names(book: Results, *, sources: Sources, actor: Actor) -> Evidence:
    """The body text of {sources} never names {actor:em} in any form, and that of every other article does."""
    corpus = book.corpus
    order = list(corpus.sources["source"])
    n = texts.phrase_totals(corpus.tables["phrases"], "actors", _aliases(book, actor), order).set_index("source")["n"]
    others = n.drop(list(sources))
    holds = not n[list(sources)].any() and others.min() > 0
    return found(holds, fewest_others=others.min(), most_others=others.max())


@evidence(
    speaks_of=GROUPS,
    touched_by=PASSAGES,
    times="how often",
    closing="closing paragraphs that it takes to have them all",
)
def confined_naming(book: Results, *, source: Source, actor: Actor, last: int) -> Evidence:
    """In its body text, {source} names {actor:em} in the last {last:.0f} paragraphs and nowhere before."""
    if last < 1:
        raise ParallaxError(f"last is {last}; give 1 or more paragraphs")
    hits = book.namings(source, _aliases(book, actor))
    where = book.paragraphs_on(hits)
    numbers = book.corpus.paragraphs.query("source == @source")["paragraph"]
    closing = (numbers >= where[0][1]).sum() if where else 0
    return found(0 < closing <= last, where, times=hits["n"].sum(), closing=closing)


def _lost(book: Results) -> dict[str, set[str]]:
    """Return what each text lost on its way."""
    hops = book.corpus.tables["hops"]
    lost = texts.lost_at(hops)
    return {source: set().union(*lost[hops["source"] == source]) for source in book.corpus.sources["source"]}


def _aliases(book: Results, actor: str) -> pd.Series:
    """Return the forms of an actor's name."""
    actors = book.corpus.tables["actors"]
    return actors.loc[actors["actor"] == actor, "alias"]
