"""Keyword or chance: words as two articles use them, or as a shuffle of their paragraphs would have it.

What is played is drawn by the words' names (`statistics.draws`), so that everybody who opens the page plays the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from parallax.analysis.keyness.clouds import deals
from parallax.claims.evidence import check_sources
from parallax.claims.results import Results
from parallax.corpus.corpus import NothingLeftError
from parallax.pages.explored_contrasts import N_SHUFFLES
from parallax.pages.explored_words import words
from parallax.statistics.arrays import Ints
from parallax.statistics.draws import uniforms

NAME = "play.words"  # by which random numbers are drawn
N_SETS, N_ROUNDS = 3, 10

Round = dict[str, Any]


def games(book: Results, pairs: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Return the rounds of each pair.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    pairs : sequence of pairs of source
        Names of articles.

    Returns
    -------
    list of dict
        Of each pair: articles (their places, in order of date) and sets (lists of rounds, `N_SETS` of `N_ROUNDS` where
        there are words enough, each word once). Pairs without a word are left out.

    Raises
    ------
    ParallaxError
        An unknown source.
    """
    place = {source: at for at, source in enumerate(book.corpus.by_date)}
    made = []
    for pair in pairs:
        check_sources(book.corpus, list(pair))
        ordered = sorted(pair, key=list(place).index)
        if rounds := of_pair(book, ordered)[: N_SETS * N_ROUNDS]:
            sets = [rounds[at : at + N_ROUNDS] for at in range(0, len(rounds), N_ROUNDS)]
            made.append({"articles": [place[source] for source in ordered], "sets": sets})
    return made


def of_pair(book: Results, pair: Sequence[str]) -> list[Round]:
    """Return a round for each word that may be shown of two articles, in the order in which they are drawn.

    Returns
    -------
    list of dict
        Of each word: word; real, whether cells are as they are or as a shuffle has them; cells, of each article the
        uses in its paragraphs, most first, since their order tells nothing of chance; uses, in each article as it is;
        more, the place in the pair of the article that uses it more; passed and made, of the checks.
    """
    shown = words(book, book.settings.min_total)
    names = {shown["names"][at] for at in shown["shown"][0]}
    try:
        units, dealt = deals(book.compared(list(pair)).units, N_SHUFFLES, book.settings)
        table = book.contrasts(list(pair))
    except NothingLeftError:
        return []
    table = table[table["term"].isin(names)]
    if table.empty:
        return []
    order, coin, which = uniforms(table["term"].to_numpy(str), 3, seed=book.settings.seed, name=NAME).T
    codes = [units.labels.tolist().index(source) for source in pair]
    found = []
    for row, real, drawn in zip(table.to_dict("records"), coin < 1 / 2, which, strict=True):
        uses = units.counts[:, [units.terms.tolist().index(row["term"])]].toarray()[:, 0]
        labels = units.codes if real else dealt[int(drawn * len(dealt))]
        found.append({
            "word": row["term"],
            "real": int(real),
            "cells": [_cells(uses, labels == code) for code in codes],
            "uses": [int(uses[units.codes == code].sum()) for code in codes],
            "more": list(pair).index(row["group"]),
            "passed": int(row["n_checks"]),
            "made": int(row["n_made"]),
        })  # fmt: skip
    return [found[at] for at in np.argsort(order, kind="stable")]


def _cells(uses: Ints, mine: np.ndarray) -> list[int]:
    """Return the uses in the paragraphs of an article, most first."""
    return sorted(uses[mine].tolist(), reverse=True)
