"""What claims on words that are left out rest on, each beside what random shuffles of the paragraphs leave out.

All count the lemmas of content words, without the words of masked names. The chapter *terms* shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from parallax.claims import gaps
from parallax.claims.evidence import Evidence, Sources, evidence, found
from parallax.claims.results import BOOK, Results
from parallax.corpus.choices import COUNTING
from parallax.statistics.multiplicity import holm

_AGAINST_DEALS = {
    "left_out": "lemmas that are left out",
    "dealt_mean": "lemmas that a shuffle leaves out, on average",
    "share_reaching": "share of shuffles that leave out as many, 0 to 1, see `analysis.omissions.share_reaching`",
}


def _figures(against: Mapping[str, float]) -> dict[str, float]:
    return {name: against[name] for name in _AGAINST_DEALS}


def _share(book: Results, sources: Sequence[str], deals: int) -> float:
    """Return the share of deals that leave out as much: what one of two sources does, or one of more and all others."""
    return gaps.against_deals(book, sources, len(sources) - 1, deals)["share_reaching"]


@evidence({"min_total": BOOK.min_total}, touched_by=COUNTING, **_AGAINST_DEALS)
def omissions_beyond_chance(book: Results, *, sources: Sources, fewer_than: float, deals: int) -> Evidence:
    """Fewer than {fewer_than:.0%} of {deals:,} random shuffles of the paragraphs of {sources} give as many lemmas that
    one never uses and the other uses {min_total} times or more, and more often than a zero allows.

    Of more than two, what one leaves out all of the others use.
    """
    figures = _figures(gaps.against_deals(book, sources, len(sources) - 1, deals))
    return found(figures["share_reaching"] < fewer_than, (), **figures)


_UNQUOTED = tuple(choice for choice in COUNTING if choice != "quoted")


@evidence(
    {"min_total": BOOK.min_total},
    touched_by=_UNQUOTED,
    share_with="share of shuffles that leave out as many, quoted words counted, 0 to 1",
    share_without="the same without quoted words",
)
def omissions_if_quotes_count(book: Results, *, sources: Sources, fewer_than: float, deals: int) -> Evidence:
    """Fewer than {fewer_than:.0%} of {deals:,} random shuffles of the paragraphs of {sources} give as many lemmas that
    one never uses and the other uses {min_total} times or more, and more often than a zero allows; without quoted
    words, no fewer than {fewer_than:.0%} do.
    """
    shares = [_share(results, sources, deals) for results in (book, gaps.without_quotes(book))]
    return found(shares[0] < fewer_than <= shares[1], (), share_with=shares[0], share_without=shares[1])


@evidence(
    {"min_total": BOOK.min_total},
    touched_by=_UNQUOTED,
    share_firm="share of shuffles that leave out as many in the former, 0 to 1: the larger, with quoted words or not",
    share_with="the same of the latter, quoted words counted",
    share_without="and without quoted words",
)
def omissions_firm_and_fragile(
    book: Results, *, firm: Sources, fragile: Sources, fewer_than: float, deals: int
) -> Evidence:
    """Fewer than {fewer_than:.0%} of {deals:,} random shuffles of the paragraphs of {firm} give as many lemmas that one
    never uses and the other uses {min_total} times or more, and more often than a zero allows, whether quoted words are
    counted or not; of {fragile}, only if they are.
    """
    share_firm = max(_share(results, firm, deals) for results in (book, gaps.without_quotes(book)))
    latter = omissions_if_quotes_count(book, sources=fragile, fewer_than=fewer_than, deals=deals)
    return found(share_firm < fewer_than and latter.holds, (), share_firm=share_firm, **latter.figures)


@evidence({"min_total": BOOK.min_total}, touched_by=COUNTING, **_AGAINST_DEALS)
def omissions_within_chance(book: Results, *, min_groups: int, at_least: float, deals: int) -> Evidence:
    """At least {at_least:.0%} of {deals:,} random shuffles of the paragraphs give as many lemmas that an article never
    uses and {min_groups:.0f} others use {min_total} times or more, and more often than a zero allows.
    """
    figures = _figures(gaps.against_deals(book, list(book.corpus.groups.categories), min_groups, deals))
    return found(figures["share_reaching"] >= at_least, (), **figures)


@evidence(
    {"min_total": BOOK.min_total},
    touched_by=COUNTING,
    pairs="pairs that do",
    half="half of all pairs",
    all_pairs="all pairs",
)
def pairs_beyond_chance(book: Results, *, fewer_than: float, deals: int) -> Evidence:
    """In more than half of all pairs of articles, fewer than {fewer_than:.0%} of {deals:,} random shuffles of their
    paragraphs give as many lemmas that one never uses and the other uses {min_total} times or more, and more often than
    a zero allows, even with these shares corrected (Holm) because all pairs are tested.
    """
    every = list(combinations(book.corpus.groups.categories, 2))
    beyond = int((holm([_share(book, pair, deals) for pair in every]) < fewer_than).sum())
    half = len(every) / 2
    return found(beyond > half, pairs=beyond, half=half, all_pairs=len(every))


@evidence(
    {"min_total": BOOK.min_total},
    untouched="which words are everyday ones was judged by reading the list that the book's counting gives",
    untold="lemmas left out that are not among the rest",
    n_listed="lemmas that the claim lists",
    left_out="all lemmas left out",
)
def left_out_are(book: Results, *, min_groups: int, told: Sequence[str], listed: Sequence[str]) -> Evidence:
    """The lemmas that an article never uses and {min_groups:.0f} others use {min_total} times or more, and more often
    than a zero allows, are {told:em}, {listed:em}, and no more.

    Those `told` are named as the rest, most of which other claims speak of; either may be none.
    """
    lemmas = set(gaps.beyond(book, list(book.corpus.groups.categories), min_groups)["term"])
    return found(lemmas == {*told, *listed}, untold=len(lemmas - set(told)), n_listed=len(listed), left_out=len(lemmas))
