"""What claims on voices rest on: who is heard, how, through whom, and who is not.

A voice is an attribution: a speech, a statement, a report, a belief or an aim that a body paragraph gives to somebody.
Shares of few attributions mislead, so a claim on an article with few of them counts, or says what its silence leaves
open.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parallax.analysis import framing, voices
from parallax.claims.evidence import (
    FIRM,
    READING,
    DifferenceRows,
    Entities,
    Entity,
    Evidence,
    Source,
    Sources,
    check_one_of,
    evidence,
    firm_as_named,
    found,
)
from parallax.claims.results import Results
from parallax.corpus.choices import PASSAGES

SIDES, PLACES, KINDS = "side", "place", "kind"
UNSAID = "unsaid"  # the side or place of a speaker of whom the article does not tell it


def _of(book: Results, source: str | None = None) -> pd.DataFrame:
    """Return the attributions of an article, or of all."""
    table = book.corpus.tables["attributions"]
    return table if source is None else table[table["source"] == source]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else np.nan


# Who is heard


@evidence(
    untouched=READING,
    heard="attributions to the first sides",
    voices="all attributions",
    least="the smallest share of the first sides in an article, 0 to 1",
    others="attributions to the last speakers",
)
def who_talks(book: Results, *, sides: Sequence[str], side: str, place: str, source: Source) -> Evidence:
    """In every article more than half of the attributions are to the sides {sides}; and speakers of the side {side:em},
    placed {place:em}, are heard in {source} alone.
    """
    table = _of(book)
    theirs = table["side"].isin(sides)
    shares = theirs.groupby(table["source"]).mean().reindex(book.corpus.sources["source"], fill_value=0)
    others = table[(table["side"] == side) & (table["place"] == place)]
    holds = shares.min() > 0.5 and set(others["source"]) == {source}
    return found(holds, heard=theirs.sum(), voices=len(table), least=shares.min(), others=len(others))


@evidence(
    {"side": "any side", "place": "anywhere"},
    untouched=READING,
    heard="such attributions",
    articles="articles that have one",
    voices="all attributions",
)
def heard_only_in(book: Results, *, sources: Sources, side: str | None = None, place: str | None = None) -> Evidence:
    """Speakers of {side}, placed {place}, are heard in {sources} and in no other article."""
    table = _of(book)
    for column, value in (("side", side), ("place", place)):
        if value is not None:
            check_one_of(column, value, _of(book)[column])
            table = table[table[column] == value]
    where = set(table["source"])
    holds = where == set(sources)
    return found(holds, book.paragraphs_on(table), heard=len(table), articles=len(where), voices=len(_of(book)))


@evidence(
    untouched=READING,
    named="times that the articles name them",
    fewest="the fewest times that one does",
    heard="attributions to such speakers",
)
def named_and_unheard(book: Results, *, actor: Entity, side: str, place: str, source: Source) -> Evidence:
    """Every article names {actor:em}; speakers of the side {side:em}, placed {place:em}, are heard in {source} alone.

    Its paragraphs are those in which they are heard.
    """
    mentions, table = book.corpus.tables["mentions"], _of(book)
    n = mentions[mentions["actor"] == actor].groupby("source")["n"].sum()
    n = n.reindex(book.corpus.sources["source"], fill_value=0)
    heard = table[(table["side"] == side) & (table["place"] == place)]
    holds = n.min() > 0 and set(heard["source"]) == {source}
    return found(holds, book.paragraphs_on(heard), named=n.sum(), fewest=n.min(), heard=len(heard))


@evidence(untouched=READING, n="such attributions", voices="all its attributions", share="their share, 0 to 1")
def kind_share(book: Results, *, source: Source, kind: str, at_least: float) -> Evidence:
    """At least {at_least:.0%} of the attributions of {source} are to speakers of the kind {kind:em}."""
    mine = _of(book, source)
    check_one_of(KINDS, kind, _of(book)[KINDS])
    these = mine[mine[KINDS] == kind]
    share = _share(len(these), len(mine))
    return found(share >= at_least, book.paragraphs_on(these), n=len(these), voices=len(mine), share=share)


@evidence(
    untouched=READING,
    share="share of attributions whose speaker no article places, 0 to 1",
    inside="attributions whose speaker is placed inside the country",
    voices="all attributions",
)
def mostly_unplaced(book: Results, *, place: str) -> Evidence:
    """More than half of all attributions are to speakers of whom it is not said where they are; fewer are placed
    {place:em} than anywhere else.
    """
    n = _of(book)[PLACES].value_counts()
    check_one_of(PLACES, place, n.index)
    share = _share(n.get(UNSAID, 0), n.sum())
    said = n.drop(UNSAID, errors="ignore")
    fewest = said.drop(place).min() > said[place]
    return found(share > 0.5 and fewest, share=share, inside=n[place], voices=n.sum())


@evidence(untouched=READING, voices="its attributions", placed="those whose speaker is placed")
def places_nobody(book: Results, *, source: Source) -> Evidence:
    """{source} has attributions and says of none of their speakers where they are; no other article does so."""
    placed = (_of(book)[PLACES] != UNSAID).groupby(_of(book)["source"]).sum()
    without = set(placed.index[placed == 0])
    return found(without == {source}, voices=len(_of(book, source)), placed=placed.get(source, 0))


@evidence(
    untouched=READING,
    most="the most attributions in one of them",
    fewest_others="the fewest of another article",
)
def too_few_voices(book: Results, *, sources: Sources, fewer_than: int) -> Evidence:
    """The articles with fewer than {fewer_than:.0f} attributions are exactly {sources}."""
    n = _of(book)["source"].value_counts().reindex(book.corpus.sources["source"], fill_value=0)
    mine, others = n[list(sources)], n.drop(list(sources))
    holds = mine.max() < fewer_than <= others.min()
    return found(holds, most=mine.max(), fewest_others=others.min())


# How they are heard


@evidence(
    untouched=READING,
    words="words of that speaker between quotation marks",
    others="other speakers whom the article quotes",
    voices="all its attributions",
)
def alone_quoted(book: Results, *, source: Source, speaker: Entity, actor: Entity, naming: str) -> Evidence:
    """Of all whom {source} lets speak, {speaker:em} alone has words between quotation marks; there {actor:em} is called
    {naming:em} between such marks.
    """
    mine, mentions = _of(book, source), book.corpus.tables["mentions"]
    quoted = mine[mine["n_quoted"] > 0]
    theirs = quoted[quoted["speaker"] == speaker]
    others = quoted["speaker"].nunique() - (len(theirs) > 0)
    called = mentions[(mentions["source"] == source) & mentions["line"].isin(theirs["line"])]
    called = called[(called["actor"] == actor) & (called["naming"] == naming) & (called["n_quoted"] > 0)]
    holds = len(theirs) > 0 and others == 0 and len(called) > 0
    where = book.paragraphs_on(theirs)
    return found(holds, where, words=theirs["n_quoted"].sum(), others=others, voices=len(mine))


@evidence(
    untouched=READING,
    share="share of that speaker, 0 to 1",
    words="quoted words of that speaker",
    all_words="quoted words of all speakers of the article",
)
def most_words_quoted(book: Results, *, source: Source, speaker: Entity) -> Evidence:
    """More than half of the words that {source} quotes from speakers are those of {speaker:em}."""
    mine = _of(book, source)
    theirs = mine[mine["speaker"] == speaker]
    words, all_words = theirs["n_quoted"].sum(), mine["n_quoted"].sum()
    share = _share(words, all_words)
    where = book.paragraphs_on(theirs[theirs["n_quoted"] > 0])
    return found(share > 0.5, where, share=share, words=words, all_words=all_words)


@evidence(
    untouched=READING,
    heard="attributions to the first side",
    heard_other="attributions to the second",
    words="quoted words of the first side",
    words_other="quoted words of the second",
    ratio="how many times as many words the second has",
)
def heard_and_quoted(book: Results, *, source: Source, often: str, at_length: str, times: float) -> Evidence:
    """In {source} no side has as many attributions as {often:em}, and none as many quoted words as {at_length:em}, with
    at least {times:.0f} times as many as the former.
    """
    n = _of(book, source).groupby("side")["n_quoted"].agg(["size", "sum"])
    for side in (often, at_length):
        check_one_of(SIDES, side, _of(book)[SIDES])
    n = n.reindex(n.index.union([often, at_length]), fill_value=0)
    heard, words = n["size"], n["sum"]
    ratio = _share(words[at_length], words[often])
    others = heard.drop(often), words.drop(at_length)
    first = heard[often] > others[0].max() and words[at_length] > others[1].max()
    return found(
        first and ratio >= times,
        heard=heard[often],
        heard_other=heard[at_length],
        words=words[often],
        words_other=words[at_length],
        ratio=ratio,
    )


@evidence(touched_by=PASSAGES, **FIRM)
def firm_voices(book: Results, *, found: DifferenceRows) -> Evidence:
    """Exactly these differences between two articles, in voices per 1,000 words, exceed the margin of error that is
    right for all of them at once (what is counted, the article with more, the other): {found}.
    """
    return firm_as_named(framing.above_and_below(book.voice_differences()), found, "label")


# Through whom


@evidence(
    untouched=READING,
    across="attributions within the words of a speaker of another side",
    nested="attributions within anybody's words",
    speakers="speakers through whom they are heard",
)
def through_another_side(book: Results, *, source: Source, side: str) -> Evidence:
    """Attributions within the words of a speaker of another side are found in {source} alone, and each of
    those speakers is of the side {side:em}.
    """
    nested = voices.nested(_of(book))
    across = nested[nested["side"] != nested["through_side"]]
    holds = set(across["source"]) == {source} and set(across["through_side"]) == {side}
    figures = {"across": len(across), "nested": len(nested), "speakers": across["through"].nunique()}
    return found(holds, book.paragraphs_on(across), **figures)


@evidence(untouched=READING, n="attributions to them", heard="all such speakers of the article")
def only_in_words_of(book: Results, *, source: Source, speakers: Entities, through: Entity) -> Evidence:
    """{speakers:em} are heard in {source} in the words of {through:em} alone."""
    table = voices.only_through(_of(book, source))
    theirs = table.groupby("speaker")["through"].agg(lambda each: set(each) == {through})
    there = set(theirs.index[theirs.astype(bool)])
    rows = table[table["speaker"].isin(speakers)]
    return found(set(speakers) <= there, book.paragraphs_on(rows), n=len(rows), heard=len(there))


@evidence(
    untouched=READING,
    adverse="attributions to one side within words of the other",
    nested="attributions within anybody's words",
)
def not_through_the_adversary(book: Results, *, side: str, facing: Sequence[str]) -> Evidence:
    """Nothing that {side:em} is given to say, believe or want is within words of {facing:em}, or the reverse."""
    nested = voices.nested(_of(book))
    check_one_of(SIDES, side, _of(book)[SIDES])
    inner, outer = nested["side"], nested["through_side"]
    adverse = (inner == side) & outer.isin(facing) | inner.isin(facing) & (outer == side)
    return found(len(nested) > 0 and not adverse.any(), adverse=adverse.sum(), nested=len(nested))


@evidence(untouched=READING, voices="its attributions", others="those in paragraphs whose voice is not its own")
def all_relayed(book: Results, *, source: Source) -> Evidence:
    """{source} has attributions, and all of them are in paragraphs that it relays."""
    voice = book.corpus.paragraphs[["source", "line", "voice"]]
    mine = _of(book, source).merge(voice, on=["source", "line"])
    others = (mine["voice"] != "relayed").sum()
    return found(len(mine) > 0 and others == 0, book.paragraphs_on(mine), voices=len(mine), others=others)


# Who is not heard


@evidence(
    untouched=READING,
    silent="sides that other articles hear",
    voices="its attributions",
    bound="the highest share of its attributions that hearing none leaves open, 0 to 1",
)
def silent_sides(book: Results, *, source: Source, sides: Sequence[str]) -> Evidence:
    """The sides that {source} does not hear, and some other article does, are exactly {sides}."""
    table = _of(book)
    mine = table[table["source"] == source]
    without = set(table["side"]) - set(mine["side"]) - {UNSAID}
    counted = voices.counted(table, [source], "side", sorted(without), book.settings)
    bound = counted["high"].max() if len(counted) else np.nan
    return found(without == set(sides), silent=len(without), voices=len(mine), bound=bound)


@evidence(untouched=READING, heard="attributions to it", voices="all attributions")
def unheard(book: Results, *, side: str) -> Evidence:
    """No article hears a speaker of the side {side:em}."""
    table = _of(book)
    theirs = table[table["side"] == side]
    return found(theirs.empty and len(table) > 0, book.paragraphs_on(theirs), heard=len(theirs), voices=len(table))


@evidence(
    untouched=READING,
    n="attributions to the first",
    speakers="speakers of that side",
    attributions="attributions to that side",
)
def one_of_a_side(book: Results, *, side: str, speaker: Entity, others: Entities, source: Source) -> Evidence:
    """The speakers of {side:em} are exactly {speaker:em}, who is heard in {source} alone, and {others:em}."""
    table = _of(book)
    theirs = table[table["side"] == side]
    first = theirs[theirs["speaker"] == speaker]
    holds = set(theirs["speaker"]) == {speaker, *others} and set(first["source"]) == {source}
    figures = {"n": len(first), "speakers": theirs["speaker"].nunique(), "attributions": len(theirs)}
    return found(holds, book.paragraphs_on(first), **figures)
