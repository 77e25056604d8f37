"""What claims on the word list of issues rest on: how well it finds what reading found, and where the two disagree.

Scores are those of all paragraphs and issues together unless an issue is named, see `analysis.lexicon.scores`: a
paragraph counts once for each issue. The list is scored as it is, across sources, and by its seeds alone, see
`analysis.lexicon.ways`. A false hit is a paragraph with a word for an issue that it was not read as about.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parallax.analysis import lexicon
from parallax.analysis.framing import NO_FRAME
from parallax.claims.evidence import Evidence, Issue, Source, evidence, found
from parallax.claims.results import Results

SCORED = "it sets the words of the list beside a reading of whole paragraphs, so all of them count"


@evidence(
    untouched=SCORED,
    whole="F-score of the whole list",
    whole_low="lower end of its interval",
    whole_high="upper end of its interval",
    across="F-score across sources",
    across_low="lower end of its interval",
    across_high="upper end of its interval",
    lower="the lower of the two",
)
def scores_reach(book: Results, *, at_least: float) -> Evidence:
    """Over all issues the F-score is at least {at_least:.1f}, both with the whole list and when each article is
    searched without the entries that it alone supplied.

    An F-score that is undefined does not reach it.
    """
    whole, across = (_of_all(book.scores(way)) for way in (lexicon.WHOLE, lexicon.ACROSS))
    return found(
        whole["f1"] >= at_least and across["f1"] >= at_least,
        whole=whole["f1"],
        whole_low=whole["f1_low"],
        whole_high=whole["f1_high"],
        across=across["f1"],
        across_low=across["f1_low"],
        across_high=across["f1_high"],
        lower=np.minimum(whole["f1"], across["f1"]),
    )


@evidence(
    untouched=SCORED,
    recall="recall of the whole list, 0 to 1",
    precision="precision of the whole list, 0 to 1",
)
def finds_most(book: Results, *, at_least: float) -> Evidence:
    """The whole list finds at least {at_least:.0%} of what the reading found, and something that it did not."""
    score = _of_all(book.scores(lexicon.WHOLE))
    holds = score["recall"] >= at_least and score["precision"] < 1
    return found(holds, recall=score["recall"], precision=score["precision"])


@evidence(
    untouched=SCORED,
    recall="recall of the whole list, 0 to 1",
    recall_across="recall across sources",
    recall_end="upper end of the interval of the change of recall",
    precision="precision of the whole list, 0 to 1",
    precision_across="precision across sources",
    precision_end="lower end of the interval of the change of precision",
)
def recall_for_precision(book: Results) -> Evidence:
    """When each article is searched without the entries that it alone supplied, recall is lower and precision higher
    than with the whole list, and neither change has an interval that includes zero.
    """
    ways = book.searched()
    change = _of_all(lexicon.changes(ways[lexicon.WHOLE], ways[lexicon.ACROSS], book.read(), book.ids(), book.settings))
    whole, across = (_of_all(book.scores(way)) for way in (lexicon.WHOLE, lexicon.ACROSS))
    return found(
        change["recall_high"] < 0 < change["precision_low"],
        recall=whole["recall"],
        recall_across=across["recall"],
        recall_end=change["recall_high"],
        precision=whole["precision"],
        precision_across=across["precision"],
        precision_end=change["precision_low"],
    )


@evidence(
    untouched=SCORED,
    recall="recall of the seeds, 0 to 1",
    precision="their precision",
    f1="their F-score",
    seeds="how many seeds there are",
)
def seeds_find(book: Results, *, at_least: float) -> Evidence:
    """The entries that follow from the definitions alone find at least {at_least:.0%} of what the reading found."""
    score, frames = _of_all(book.scores(lexicon.SEEDS)), book.corpus.tables["frames"]
    return found(
        score["recall"] >= at_least,
        recall=score["recall"],
        precision=score["precision"],
        f1=score["f1"],
        seeds=(frames["origin"] == lexicon.SEED).sum(),
    )


@evidence(
    untouched=SCORED,
    highest="recall of the seeds in the article where they find most, 0 to 1",
    next_highest="the next",
    next_lowest="the lowest but one",
    lowest="recall in the article where they find least",
    lowest_whole="lowest recall of the whole list in any article",
)
def seeds_uneven(book: Results, *, source: Source, other: Source) -> Evidence:
    """The entries that follow from the definitions alone find a larger share of what the reading found in {source}, and
    a smaller one in {other}, than in any other article.
    """
    alone, whole = (_recalls(book, way) for way in (lexicon.SEEDS, lexicon.WHOLE))
    above, below = alone.drop(index=source).max(), alone.drop(index=other).min()
    return found(
        alone[source] > above and alone[other] < below,
        highest=alone[source],
        next_highest=above,
        next_lowest=below,
        lowest=alone[other],
        lowest_whole=whole.min(),
    )


@evidence(
    untouched=SCORED,
    f1="F-score of the issue",
    next_f1="the next lowest; missing where there is one issue",
    precision="precision of the issue, 0 to 1",
)
def scores_lowest(book: Results, *, issue: Issue) -> Evidence:
    """With the whole list, {issue} has the lowest F-score of all issues."""
    table = book.scores(lexicon.WHOLE).set_index("frame").drop(index=lexicon.ALL)
    mine, others = table.loc[issue], table["f1"].drop(index=issue)
    return found(mine["f1"] < others.min(), f1=mine["f1"], next_f1=others.min(), precision=mine["precision"])


@evidence(
    untouched=SCORED,
    false_hits="false hits on all issues",
    mine="those on the issue that has most",
    following="those on the next; missing where there is one issue",
    single_hits="false hits that hang on a single hit of an entry",
    single="their share of the false hits, 0 to 1",
    single_right="share of such single hits where words and reading agree, 0 to 1",
)
def false_hits(book: Results, *, issue: Issue, at_least: float) -> Evidence:
    """Hits that the reading does not confirm are more often on {issue} than on any other issue, and at least
    {at_least:.0%} of all such hits rest on a single word or phrase.
    """
    table = book.disagreements()
    false = table[table["kind"] == lexicon.FOUND]
    by_issue = false["frame"].value_counts().reindex(book.read().columns, fill_value=0)
    others = by_issue.drop(index=issue)
    counts = book.hits().columns(book.read().columns).counts.toarray()
    right = counts[(counts > 0) & (book.read().to_numpy() == 1)]
    single = (false["n"] == 1).mean() if len(false) else np.nan
    return found(
        by_issue[issue] > others.max() and single >= at_least,
        false_hits=len(false),
        mine=by_issue[issue],
        following=others.max(),
        single_hits=(false["n"] == 1).sum(),
        single=single,
        single_right=(right == 1).mean() if len(right) else np.nan,
    )


@evidence(
    untouched=SCORED,
    own="entries for an issue, added on reading, that are found in this article alone",
    own_elsewhere="those of the other article that has most",
    all_own="entries for an issue, added on reading, that are found in one article alone",
    missed="what was read in this article and the whole list misses",
    least_elsewhere="what the whole list misses in the other article where it misses least",
    missed_across="what was read in this article and is missed across sources",
)
def misses_nothing(book: Results, *, source: Source) -> Evidence:
    """{source} has more of the entries for an issue that were added while reading and occur in one article only than
    any other article, and is the only one in which the whole list misses nothing that the reading found.
    """
    tables = book.corpus.tables
    own = lexicon.own_entries(tables["phrases"], tables["frames"], book.corpus.paragraphs)
    sources = list(book.corpus.sources["source"])
    own = own.loc[own["frame"] != NO_FRAME, "source"].value_counts().reindex(sources, fill_value=0)
    missed, across = (_missed(book, way).reindex(sources) for way in (lexicon.WHOLE, lexicon.ACROSS))
    least = missed.drop(index=source).min()
    following = own.drop(index=source).max()
    holds = missed[source] == 0 and least > 0 and own[source] > following
    return found(
        holds,
        own=own[source],
        own_elsewhere=following,
        all_own=own.sum(),
        missed=missed[source],
        least_elsewhere=least,
        missed_across=across[source],
    )


def _of_all(scores: pd.DataFrame) -> pd.Series:
    return scores.set_index("frame").loc[lexicon.ALL]


def _recalls(book: Results, way: str) -> pd.Series:
    """Return, by article, the share of what was read that is found."""
    drawn = book.settings.but(n_resamples=1)  # intervals play no part here
    table = lexicon.by_group(book.searched()[way], book.read(), book.corpus.groups, book.ids(), drawn)
    return table.set_index("group")["recall"]


def _missed(book: Results, way: str) -> pd.Series:
    """Count, by article, what was read and is not found."""
    missed = ((book.read() == 1) & (book.searched()[way] == 0)).sum(axis=1)
    return missed.groupby(np.asarray(book.corpus.groups)).sum()
