"""Our side: `analysis.keyness.contrasts.keyness`, every group against the rest.

Run it in the project's environment: ``PYTHON -m bench.ours``. What is timed is the call, on counts that are
there already.
"""

from __future__ import annotations

import argparse
from importlib.metadata import version
from typing import Any

import pandas as pd

from bench import measure, synthetic
from parallax import load_corpus
from parallax.analysis.keyness import contrasts
from parallax.statistics.settings import Settings

RESAMPLES = 1_000
PERMUTATIONS = 0  # the peer is not asked for any
BOOK_RESAMPLES = BOOK_PERMUTATIONS = 10_000


def resampled(result: pd.DataFrame) -> dict[str, int]:
    """Count the terms and the contrasts that got an interval: rare terms and small groups get none."""
    found = result.dropna(subset=["ci_low", "ci_high"])
    return {"terms": found["term"].nunique(), "contrasts": found["group"].nunique()}


def keyness(mark: str, corpus: Any, n_resamples: int, n_permutations: int) -> None:  # noqa: ANN401  two kinds of corpus
    """Measure one call and print one line of JSON."""
    settings = Settings(n_resamples=n_resamples, n_permutations=n_permutations)
    result, taken = measure.measured(
        lambda: contrasts.keyness(corpus.counts, corpus.groups, corpus.terms, sizes=corpus.sizes, settings=settings)
    )
    measure.report(
        name="parallax",
        version=version("parallax-book"),
        corpus=mark,
        **resampled(result),
        resamples=n_resamples,
        permutations=n_permutations,
        **taken,
    )


def made_up() -> None:
    """Measure the corpus that the peer gets too."""
    keyness(synthetic.digest(), synthetic.corpus(), RESAMPLES, PERMUTATIONS)


def book() -> None:
    """Measure the book's own corpus."""
    words = load_corpus().variant(stopwords=False, masked=False)
    keyness("book", words, BOOK_RESAMPLES, BOOK_PERMUTATIONS)


CORPORA = {"synthetic": made_up, "book": book}


def main() -> None:
    """Measure our side: one line of JSON for each corpus."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", nargs="*", help="synthetic, book; a peak of memory is of all that ran before it too")
    for name in parser.parse_args().corpus or CORPORA:
        CORPORA[name]()


if __name__ == "__main__":
    main()
