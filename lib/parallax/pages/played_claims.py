"""Claims to break: those that hold in the book's own way of counting and fail in some other, with every verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from parallax.claims.ledger import Claim, named
from parallax.claims.results import Results
from parallax.claims.robustness import FAILS, HOLDS, UNASKED, VERDICTS, outcome, touching
from parallax.corpus.choices import CHOICES, chosen
from parallax.errors import ParallaxError

Row = dict[str, Any]


def breakable(book: Results, claims: Mapping[str, Claim], shares: pd.DataFrame) -> list[Row]:
    """Return the claims that other switches break, those of the fewest words first: they are the easiest to play with.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    claims : mapping of str to Claim
        The ledger.
    shares : DataFrame
        What is stored of them, see `claims.shares.load_shares`.

    Returns
    -------
    list of dict
        Of each: id, text (Markdown), choices (places in `corpus.choices.CHOICES` of those that touch it), own (place of
        the book's level of each), verdicts (a character a way, as in robustness.csv), held and asked (ways), hardest
        (the levels on which it breaks most often, in words), and by_level, see `told_apart`.

    Raises
    ------
    ParallaxError
        Stored verdicts that are not of as many ways as there are.
    """
    stored = shares.set_index("id")
    # Kept on disk, unlike those of `claims.robustness.counted`.
    lemmas = {level: Results(chosen(book.corpus, {"lemma": level}), book.settings) for level in CHOICES["lemma"]}
    failing = {name: claims[name] for name in claims if VERDICTS[FAILS] in str(stored["verdicts"].get(name, ""))}
    rows = [_row(claim, book, lemmas, stored.loc[name]) for name, claim in failing.items()]
    return sorted((row for row in rows if row), key=lambda row: len(row["text"].split()))


def _row(claim: Claim, book: Results, lemmas: Mapping[bool, Results], stored: pd.Series) -> Row | None:
    """Return what is told of a claim; nothing of one that does not hold in the book's own way."""
    verdicts = stored["verdicts"]
    ways = list(product(*(range(len(CHOICES[choice])) for choice in touching(claim))))
    if len(ways) != len(verdicts):
        raise ParallaxError(f"robustness.csv is not what the claim {claim.id!r} gives now; run `make robustness`")
    own = own_way(claim, book, lemmas)
    if verdicts[ways.index(own)] != VERDICTS[HOLDS]:
        return None
    return {
        "id": claim.id,
        "text": claim.text(claim.evidence(book), book.corpus.names),
        "choices": [list(CHOICES).index(choice) for choice in touching(claim)],
        "own": own,
        "verdicts": verdicts,
        "held": int(stored["n_held"]),
        "asked": int(stored["n_asked"]),
        "hardest": stored["hardest"],
        "by_level": told_apart(ways, verdicts),
    }


def own_way(claim: Claim, book: Results, lemmas: Mapping[bool, Results]) -> tuple[int, ...]:
    """Return the place of the level of each choice that is the book's own where it tests a claim.

    It is the first, but that some analyses count lemmas: then the claim's figures are those of lemmas.

    Parameters
    ----------
    claim : Claim
        One that some choice touches.
    book : Results
        Of the corpus as loaded, which leaves the choices to each analysis.
    lemmas : mapping of bool to Results
        The same with words as printed, and with lemmas.
    """
    names = touching(claim)
    places = dict.fromkeys(names, 0)
    if "lemma" in names:
        mine = named(claim.evidence(book))
        answers = [outcome(claim, lemmas[level], {})[1] for level in CHOICES["lemma"]]
        same = [place for place, answer in enumerate(answers) if answer is not None and named(answer) == mine]
        places["lemma"] = same[0] if same else 0
    return tuple(places.values())


def told_apart(ways: Sequence[tuple[int, ...]], verdicts: str) -> Row:
    """Return the choice between whose levels a claim's verdicts differ most, and how often it holds at each.

    Returns
    -------
    dict
        at (place of the choice among those that touch the claim; the first of equals) and levels (held and asked at
        each of its levels).
    """
    asked = [(way, verdict) for way, verdict in zip(ways, verdicts, strict=True) if verdict != VERDICTS[UNASKED]]
    best, widest = {"at": 0, "levels": []}, -1.0
    for at in range(len(ways[0])):
        levels = []
        for level in range(max(way[at] for way in ways) + 1):
            mine = [verdict == VERDICTS[HOLDS] for way, verdict in asked if way[at] == level]
            levels.append((sum(mine), len(mine)))
        made = [held / n for held, n in levels if n]
        if (spread := max(made) - min(made)) > widest:
            best, widest = {"at": at, "levels": levels}, spread
    return best
