"""Print the numbers that the book prints, to four digits, as JSON: run by test_pythons.py under several Pythons.

``python digits.py CORPUS [SEED]``; a seed puts the rows in another order first. It needs no test library.
"""

from __future__ import annotations

import json
import sys

import numpy as np

from parallax import load_corpus
from parallax.analysis.keyness.contrasts import keyness
from parallax.analysis.topics.model import fit, shares, top_terms
from parallax.analysis.topics.stability import coherence, stability
from parallax.statistics.resampling import bootstrap_rates
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def digits(values: object) -> list[str]:
    """Return numbers to four significant digits; what rounds to zero has no sign."""
    return [f"{value:.4g}" if abs(value) > 1e-9 else "0" for value in np.asarray(values, dtype=float).ravel()]


def main(folder: str, seed: str = "") -> None:
    """Print a dictionary of lists of text."""
    corpus = load_corpus(folder)
    words = corpus.variant(stopwords=False, masked=False, min_count=5)
    lemmas = corpus.variant(lemma=True, stopwords=False, masked=False, min_count=2)
    order = np.random.default_rng(int(seed)).permutation(len(words.sizes)) if seed else np.arange(len(words.sizes))
    counts, sizes, groups = words.counts[order], words.sizes[order], words.groups[order]
    table = keyness(
        counts, groups, words.terms, sizes=sizes, settings=Settings(seed=1, n_resamples=500, n_permutations=500)
    )
    units = Units(lemmas.counts[order], lemmas.terms, groups, lemmas.sizes[order])
    model = fit(units, k=5)
    few = Settings(n_subsamples=4, n_shuffles=2, n_null=2, seed=1)
    ends = bootstrap_rates(Units(counts, words.terms, groups, sizes), Settings(seed=1, n_resamples=500))
    out = {
        "terms": table["term"].tolist(),
        **{column: digits(table[column]) for column in table.columns[2:]},
        "rates": digits(ends.low) + digits(ends.high),
        "topics": top_terms(model)["term"].tolist(),
        "shares": digits(shares(model, units)["share"]),
        "coherence": digits(coherence(units, model)["npmi"]),
        "stability": digits(stability(units, [3, 5], few).iloc[:, 1:]),
    }
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
