"""What claims on profiles rest on: the positions that articles take, and how near they are to one another.

Positions are those of positions.csv, in its words, each with whose it is and the paragraphs that it rests on; the
settled codes of these paragraphs, which other readings gave, must bear them out. How near two articles are is compared
with what dealing their paragraphs at random gives, see `analysis.profiles.nearness`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parallax.analysis.profiles.summaries import SIDES
from parallax.claims import cells
from parallax.claims.evidence import READING, Evidence, IssueRows, Source, Sources, check_one_of, evidence, found
from parallax.claims.results import Results
from parallax.corpus.choices import COUNTING
from parallax.tables.coded import AUTHOR, KEYS, RESOLVED

NO_STANCE = "no stance"  # of a position on an aspect that has none

# Positions


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

    A side is any stance but that of who only tells of it.
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


@evidence(
    untouched=READING,
    articles="articles named",
    least="the smallest lead of a leading issue over the next, as a share of an article's words, 0 to 1",
)
def leading_issues(book: Results, *, leaders: IssueRows) -> Evidence:
    """These issues have the largest share of the words of these articles, as read, and every article is named:
    {leaders}.
    """
    table = book.beside_reading().pivot(index="group", columns="frame", values="words_read")
    named = {source: issue for issue, *sources in leaders for source in sources}
    leads = {source: table.loc[source, issue] - table.loc[source].drop(issue).max() for source, issue in named.items()}
    least = min(leads.values())
    return found(set(named) == set(table.index) and least > 0, articles=len(named), least=least)


# Nearness


@evidence(
    touched_by=COUNTING,
    pairs="pairs of articles",
    apart="pairs that are apart by the first",
    apart_by_other="pairs that are apart by the other",
)
def told_apart(book: Results, *, by: str, not_by: str) -> Evidence:
    """By {by}, every pair of articles is further apart than their paragraphs are when they are dealt at random into two
    lots of these lengths; by {not_by}, no pair is.

    A pair is apart if the share of deals that are as far apart is at most the error allowed, over the number of pairs.
    """
    table = _nearness(book, by, not_by)
    apart = table.groupby("by")["apart"].sum()
    pairs = len(table) // table["by"].nunique()
    holds = apart[by] == pairs and apart[not_by] == 0
    return found(holds, pairs=pairs, apart=apart[by], apart_by_other=apart[not_by])


@evidence(
    touched_by=COUNTING,
    similarity="what the two have in common by the first, 0 to 1",
    next_similarity="most that any other pair has in common by it, 0 to 1",
    rank="place of the pair by the second, the nearest being 1",
    pairs="pairs of articles",
)
def near_and_far(book: Results, *, sources: Sources, near: str, far: str) -> Evidence:
    """{sources} are the nearest pair by {near}, and by {far} in the further half of the pairs."""
    table = _nearness(book, near, far)
    mine = table["group"].isin(sources) & table["other"].isin(sources)
    by = {name: (table[mine & (table["by"] == name)], table[~mine & (table["by"] == name)]) for name in (near, far)}
    (own,), others = by[near][0]["similarity"], by[near][1]["similarity"]
    (here,), there = by[far][0]["similarity"], by[far][1]["similarity"]
    rank, pairs = 1 + (there > here).sum(), 1 + len(there)
    holds = own > others.max() and rank > pairs / 2
    return found(holds, similarity=own, next_similarity=others.max(), rank=rank, pairs=pairs)


@evidence(
    touched_by=COUNTING,
    agreement="mean rank correlation of each two orders, -1 to 1",
    share="share of random swaps of the articles' names that give as much, 0 to 1",
    error="share up to which it would be more than chance gives",
)
def no_one_order(book: Results) -> Evidence:
    """Words, issues, actors and facts put the pairs of articles into orders of nearness that agree no more than they do
    when the names of the articles are swapped at random.
    """
    answer, alpha = book.concordance("similarity"), book.settings.alpha
    return found(answer.share > alpha, agreement=answer.agreement, share=answer.share, error=alpha)


def _nearness(book: Results, *measures: str) -> pd.DataFrame:
    table = book.nearness()
    for measure in measures:
        check_one_of("nearness", measure, table["by"])
    return table[table["by"].isin(measures)]
