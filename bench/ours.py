"""Our side: `contrasts.keyness`, every group against the rest.

Run it in the project's environment: ``PYTHON -m bench.ours``. What is timed is the call, on counts that are
there already.
"""

from __future__ import annotations

import argparse
from importlib.metadata import version

import pandas as pd

from bench import measure, synthetic
from parallax import contrasts, load_corpus

RESAMPLES = 1_000
PERMUTATIONS = 0  # the peer is not asked for any
BOOK_RESAMPLES = BOOK_PERMUTATIONS = 10_000


def resampled(result: pd.DataFrame) -> dict[str, int]:
    """Count the terms and the contrasts that got an interval: rare terms and small groups get none."""
    found = result.dropna(subset=["ci_low", "ci_high"])
    return {"terms": found["term"].nunique(), "contrasts": found["group"].nunique()}


def made_up() -> None:
    """Measure the corpus that the peer gets too, and print one line of JSON."""
    corpus, mark = synthetic.corpus(), synthetic.digest()
    result, taken = measure.measured(
        lambda: contrasts.keyness(
            corpus.counts,
            corpus.groups,
            corpus.terms,
            sizes=corpus.sizes,
            n_resamples=RESAMPLES,
            n_permutations=PERMUTATIONS,
        )
    )
    measure.report(
        name="parallax",
        version=version("parallax-book"),
        corpus=mark,
        **resampled(result),
        resamples=RESAMPLES,
        permutations=PERMUTATIONS,
        **taken,
    )


def book() -> None:
    """Measure the book's own corpus and print one line of JSON."""
    corpus = load_corpus().variant(stopwords=False, masked=False)
    result, taken = measure.measured(
        lambda: contrasts.keyness(
            corpus.counts,
            corpus.groups,
            corpus.terms,
            sizes=corpus.sizes,
            n_resamples=BOOK_RESAMPLES,
            n_permutations=BOOK_PERMUTATIONS,
        )
    )
    measure.report(
        name="parallax",
        version=version("parallax-book"),
        corpus="book",
        **resampled(result),
        resamples=BOOK_RESAMPLES,
        permutations=BOOK_PERMUTATIONS,
        **taken,
    )


CORPORA = {"synthetic": made_up, "book": book}


def main() -> None:
    """Measure our side: one line of JSON for each corpus."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", nargs="*", help="synthetic, book; a peak of memory is of all that ran before it too")
    for name in parser.parse_args().corpus or CORPORA:
        CORPORA[name]()


if __name__ == "__main__":
    main()
