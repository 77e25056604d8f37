"""The peer's side: pycorpdiff's keyness with bootstrap intervals, one group against the rest.

Run it in the peer's environment: ``PYTHON -m bench.peer``. What is timed is the call that its manual gives,
on a corpus that is there already and has its tokens: the peer reads no text and splits no string. It
counts the tokens of each document within the call, for it has no way in for counts.
"""

from __future__ import annotations

import argparse

import pandas as pd
import pycorpdiff
from pycorpdiff.results import KeynessResult

from bench import measure, synthetic

RESAMPLES = 200


def as_they_are(tokens: list[str]) -> list[str]:
    """Stand in for the peer's tokeniser, where documents are tokens already."""
    return tokens


def main() -> None:
    """Measure the peer and print one line of JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--resamples", type=int, default=RESAMPLES)
    resamples = parser.parse_args().resamples

    frame = pd.DataFrame({"text": synthetic.documents(), "group": synthetic.labels()})
    corpus = pycorpdiff.from_dataframe(frame, tokenizer=as_they_are)
    target, *others = synthetic.GROUPS
    pair = pycorpdiff.compare(corpus.slice(group=target), corpus.slice(group=others))
    mark = synthetic.digest()

    def keyness(n: int) -> KeynessResult:
        return pair.keyness(min_count=synthetic.LEAST, ci="bootstrap", n_boot=n, bootstrap_seed=0)

    result, taken = measure.measured(lambda: keyness(resamples))
    # Then warm, as often and once: the difference is the resampling alone, without what each call spends on counting.
    _, again = measure.measured(lambda: keyness(resamples))
    _, once = measure.measured(lambda: keyness(1))
    measure.report(
        name="pycorpdiff",
        version=pycorpdiff.__version__,
        corpus=mark,
        terms=len(result.table),
        contrasts=1,
        resamples=resamples,
        **taken,
        seconds_again=again["seconds"],
        seconds_once=once["seconds"],
    )


if __name__ == "__main__":
    main()
