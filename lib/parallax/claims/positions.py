"""What claims on the positions of articles rest on: who takes which side on what, in whose words, and who is silent.

A position is the article's own where the text says it in its own voice; else a speaker's, whom it lets be heard. What
a page passes on or adds without saying who wrote it is its text too, and `voice` keeps the two apart. Settled codes of
the paragraphs behind a position, which other readings gave, can be asked to bear it out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parallax.analysis.positions import OTHERS, SIDES, SILENT, own_stance
from parallax.claims import cells
from parallax.claims.codes import coded_as
from parallax.claims.evidence import (
    READING,
    Aspect,
    Evidence,
    Holders,
    Source,
    Sources,
    StanceRows,
    check_one_of,
    evidence,
    found,
)
from parallax.claims.results import Results
from parallax.corpus.corpus import Corpus
from parallax.tables.coded import AUTHOR, KEYS, RESOLVED

NO_STANCE = "no stance"  # of a position on an aspect that has none


@evidence(
    {"never_named": "it", "conditional": "none need to"},
    untouched=READING,
    articles="articles that the claim speaks of",
    silent="articles that say nothing about it",
)
def stances_taken(
    book: Results,
    *,
    aspect: Aspect,
    stances: StanceRows,
    never_named: str | None = None,
    conditional: Sources | None = None,
) -> Evidence:
    """On {aspect} the articles' own stances are these, and every article is named ({stances}). Those that are silent
    have no name for {never_named} either, where that is asked; and these set conditions themselves: {conditional}.

    What they never name is an entity of entities.csv.
    """
    rows, taken = _of(book.corpus, aspect), _taken(book, aspect)
    named = {source: stance for stance, *sources in stances for source in sources}
    silent = [source for source, stance in taken.items() if stance == SILENT]
    names = book.corpus.tables["mentions"].query("actor == @never_named and source in @silent")
    setting = set(rows.loc[(rows["holder"] == AUTHOR) & (rows["stance"] == "if"), "source"])
    holds = taken == named and names.empty and setting >= set(conditional or ())
    return found(holds, book.paragraphs_on(rows), articles=len(named), silent=len(silent))


@evidence(untouched=READING, positions="positions with that stance")
def held_only_by(book: Results, *, aspect: Aspect, stance: str, source: Source, holders: Holders) -> Evidence:
    """In all articles, the stance {stance} on {aspect} is taken in {source} alone, and only by {holders}."""
    rows = _of(book.corpus, aspect)
    check_one_of("stances", stance, rows["stance"])
    mine = rows[rows["stance"] == stance]
    holds = set(mine["source"]) == {source} and set(mine["holder"]) == set(holders)
    return found(holds, book.paragraphs_on(mine), positions=mine[["source", "position"]].drop_duplicates().shape[0])


_OF_OWN = {
    "own": "positions that the article takes in its own voice",
    "positions": "all positions on file of the article",
    "share": "share of the former, 0 to 1",
    "next_share": "such a share in the article that comes next, 0 to 1",
}


@evidence(untouched=READING, **_OF_OWN)
def speaks_for_itself(book: Results, *, source: Source) -> Evidence:
    """Of all articles, {source} has the largest share of positions in its own voice."""
    return _own_share(book, source, most=True)


@evidence(untouched=READING, **_OF_OWN)
def lets_others_speak(book: Results, *, source: Source) -> Evidence:
    """Of all articles, {source} has the smallest share of positions in its own voice."""
    return _own_share(book, source, most=False)


@evidence(untouched=READING, own="positions that the article takes itself", heard="positions of its speakers")
def leaves_to_others(book: Results, *, source: Source, aspect: Aspect, holders: Holders) -> Evidence:
    """{source} alone has no position of its own on {aspect}, and reports positions of {holders} and nobody else."""
    rows, taken = _of(book.corpus, aspect), _taken(book, aspect)
    mine = rows[rows["source"] == source]
    own = int((mine["holder"] == AUTHOR).sum())
    holds = [one for one, its in taken.items() if its == OTHERS] == [source] and set(mine["holder"]) == set(holders)
    return found(holds, book.paragraphs_on(mine), own=own, heard=mine["position"].nunique() - own)


@evidence(untouched=READING, articles="articles that take a side on the disputed aspect")
def one_agreed_one_disputed(book: Results, *, agreed: Aspect, disputed: Aspect) -> Evidence:
    """Two or more articles take a side themselves on {agreed}, all for it; on {disputed} one or more are for it
    and one or more against it.
    """
    sides = {aspect: [s for s in _taken(book, aspect).values() if s in SIDES] for aspect in (agreed, disputed)}
    together = len(sides[agreed]) > 1 and set(sides[agreed]) == {"for"}
    return found(together and {"for", "against"} <= set(sides[disputed]), articles=len(sides[disputed]))


@evidence(untouched=READING, taking="articles that take that side themselves")
def alone_in_taking(book: Results, *, aspect: Aspect, stance: str, source: Source) -> Evidence:
    """{source} is the only article that is itself {stance} {aspect}."""
    rows, taken = _of(book.corpus, aspect), _taken(book, aspect)
    there = [one for one, its in taken.items() if its == stance]
    mine = rows[(rows["source"] == source) & (rows["holder"] == AUTHOR) & (rows["stance"] == stance)]
    return found(there == [source], book.paragraphs_on(mine), taking=len(there))


@evidence(untouched=READING, paragraphs="paragraphs that the positions rest on")
def voices_part(book: Results, *, source: Source, aspect: Aspect, positions: Sequence[Sequence[str]]) -> Evidence:
    """In {source}, each of these positions on {aspect} rests on paragraphs of one voice alone, the voice before it:
    {positions}.
    """
    rows = _of(book.corpus, aspect).merge(book.corpus.paragraphs[[*KEYS, "voice"]], on=KEYS)
    rows = rows[rows["source"] == source]
    there = {position: set(its["voice"]) for position, its in rows.groupby("position")}
    for _, position in positions:
        check_one_of(f"positions of {source} on {aspect}", position, there)
    named = rows[rows["position"].isin([position for _, position in positions])]
    holds = all(there[position] == {voice} for voice, position in positions)
    return found(holds and len(positions) > 1, book.paragraphs_on(named), paragraphs=len(named))


@evidence(
    {"codes": "none is asked for"},
    untouched=READING,
    there="of the positions named, those that the article takes",
    paragraphs="paragraphs that they rest on",
    borne_out="of the codes named, those that some of these paragraphs have",
)
def position_taken(
    book: Results,
    *,
    source: Source,
    positions: Sequence[Sequence[str]],
    codes: Sequence[Sequence[str]] | None = None,
    voice: str = AUTHOR,
) -> Evidence:
    """{source} takes these positions (on what, stance, whose it is, in words): {positions}; and among the paragraphs
    that they rest on are some with each of these settled codes (of what, code): {codes}.

    Where a position is the author's, each of its paragraphs must have the voice that is asked for. The paragraphs with
    codes are among those of these positions and no others.
    """
    tables = book.corpus.tables
    mine = tables["positions"][tables["positions"]["source"] == source].merge(book.corpus.paragraphs[[*KEYS, "voice"]])
    behind, there = [], 0
    for aspect, stance, holder, words in positions:
        check_one_of("aspects.csv", aspect, tables["aspects"]["aspect"])
        rows = mine[(mine["aspect"] == aspect) & (mine["position"] == words) & (mine["holder"] == holder)]
        rows = rows[rows["stance"] == ("" if stance == NO_STANCE else stance)]
        there += len(rows) > 0 and (holder != AUTHOR or set(rows["voice"]) == {voice})
        behind.append(rows)
    rows = pd.concat(behind)[KEYS].drop_duplicates()
    settled = tables["codings"][tables["codings"]["coder"] == RESOLVED].merge(rows)
    read = set(settled[["variable", "value"]].itertuples(index=False, name=None))
    for variable, _ in codes or ():
        check_one_of("variables.csv", variable, tables["variables"]["variable"])
    borne_out = sum((variable, value) in read for variable, value in codes or ())
    where = book.paragraphs_on(rows)
    holds = there == len(positions) and borne_out == len(codes or ())
    return found(holds, where, there=there, paragraphs=len(where), borne_out=borne_out)


@evidence(
    untouched=READING,
    taking="articles that do",
    others="articles that do not, and report somebody who does",
    articles="all articles",
    neither="articles that do neither",
)
def sides_taken(book: Results, *, part: str, sources: Sources) -> Evidence:
    """On the questions of the part {part}, exactly {sources} take a side in the text's own voice or in that of a text
    that they relay; every other article reports somebody who takes one.

    A side is any stance except merely telling of it.
    """
    table = cells.ways(book, part)
    sided = table[table["stance"].isin(SIDES)]
    own, reported = (set(sided.loc[sided["whose"].isin(who), "source"]) for who in (["own", "relayed"], ["reported"]))
    every = set(book.corpus.names)
    others = (every - own) & reported
    neither = every - own - others
    holds = own == set(sources) and not neither
    return found(holds, taking=len(own), others=len(others), articles=len(every), neither=len(neither))


@evidence(
    untouched=READING,
    articles="all articles",
    speaking="articles that have something on it",
    next_speaking="most articles that have something on another",
    ways="questions of the part",
)
def spoken_of_by_all(book: Results, *, part: str, aspect: str) -> Evidence:
    """Of the questions of the part {part}, {aspect} is the only one on which every article, or somebody whom it
    reports, has a position.
    """
    tables = book.corpus.tables
    aspects = tables["aspects"].loc[tables["aspects"]["part"] == part, "aspect"]
    check_one_of(f"the part {part} of aspects.csv", aspect, aspects)
    speaking = tables["positions"].groupby("aspect")["source"].nunique().reindex(aspects, fill_value=0)
    n, articles = speaking[aspect], len(book.corpus.names)
    others = speaking.drop(aspect).max()
    return found(n == articles > others, articles=articles, speaking=n, next_speaking=others, ways=len(aspects))


@evidence(untouched=READING, silent="articles that have nothing on it", articles="all articles")
def nothing_on(book: Results, *, aspect: str, sources: Sources) -> Evidence:
    """Exactly {sources}, and whom they report, have no position on {aspect}."""
    tables = book.corpus.tables
    check_one_of("aspects.csv", aspect, tables["aspects"]["aspect"])
    rows = tables["positions"]
    silent = set(book.corpus.names) - set(rows.loc[rows["aspect"] == aspect, "source"])
    return found(silent == set(sources), silent=len(silent), articles=len(book.corpus.names))


_OF_CODED = {
    "paragraphs": "paragraphs of the article that are coded so",
    "of": "all its paragraphs",
    "share": "share of the former, 0 to 1",
    "next_share": "such a share in the article that comes next, 0 to 1",
}


@evidence(untouched=READING, **_OF_CODED)
def coded_most(book: Results, *, variable: str, code: str, source: Source) -> Evidence:
    """A larger share of the paragraphs of {source} than of any other article is coded {code} for {variable}."""
    return _coded_first(book, variable, code, source, most=True)


@evidence(untouched=READING, **_OF_CODED)
def coded_least(book: Results, *, variable: str, code: str, source: Source) -> Evidence:
    """A smaller share of the paragraphs of {source} than of any other article is coded {code} for {variable}."""
    return _coded_first(book, variable, code, source, most=False)


def _of(corpus: Corpus, aspect: str) -> pd.DataFrame:
    rows = corpus.tables["positions"]
    return rows[rows["aspect"] == aspect]


def _taken(book: Results, aspect: str) -> dict[str, str]:
    """Return how each article itself takes an aspect, see `own_stance`."""
    rows = _of(book.corpus, aspect)
    return {source: own_stance(rows[rows["source"] == source]) for source in book.corpus.names}


def _coded_first(book: Results, variable: str, code: str, source: str, *, most: bool) -> Evidence:
    read, groups = coded_as(book.corpus, variable, [code]), np.asarray(book.corpus.groups)
    shares = {one: read[groups == one].mean() for one in book.corpus.names}
    mine = shares.pop(source)
    following = (max if most else min)(shares.values(), default=np.nan)
    rows = np.flatnonzero((groups == source) & read)
    holds = mine > following if most else mine < following
    n = int((groups == source).sum())
    return found(holds, book.places_of(rows), paragraphs=len(rows), of=n, share=mine, next_share=following)


def _own_share(book: Results, source: str, *, most: bool) -> Evidence:
    rows = book.corpus.tables["positions"].drop_duplicates(["source", "aspect", "position", "holder"])
    own = (rows["holder"] == AUTHOR).groupby(rows["source"]).mean()
    following = own.drop(source).max() if most else own.drop(source).min()
    mine = rows[rows["source"] == source]
    holds = own[source] > following if most else own[source] < following
    n = int((mine["holder"] == AUTHOR).sum())
    return found(holds, own=n, positions=len(mine), share=own[source], next_share=following)
