"""One side of the comparison on a made-up corpus: ``python -m bench.keyness ours|peer`` prints processor seconds.

Each side runs in its own environment. Documents draw their words from Pólya's urn, where a word that was used comes
back: without such bursts resampling documents would show little. What is timed is the call on a corpus that is there
already: ours takes counts, the peer counts the tokens of each document within the call, for it has no way in for
counts; its resampling alone is told apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from hashlib import sha256
from time import process_time

import numpy as np
import pandas as pd

DOCUMENTS, LENGTH, VOCABULARY, LEAST, RESAMPLES = 2_000, 500, 50_000, 5, 1_000
GROUPS = np.array(["amber", "birch", "coral", "delta", "ember"])
GROUP_OF = GROUPS[np.arange(DOCUMENTS) % len(GROUPS)]


def tokens() -> np.ndarray:
    """Draw the words of every document as numbers, the same on every run: an array of DOCUMENTS by LENGTH."""
    rng = np.random.default_rng(0)
    shared = (np.arange(1, VOCABULARY + 1) + 7.0) ** -1.15  # Zipf-Mandelbrot
    # Half of a shared rate, all of it or twice: so that groups differ in something.
    bounds = np.cumsum(shared * 2.0 ** rng.integers(-1, 2, size=(len(GROUPS), VOCABULARY)), axis=1)
    chosen = rng.random((DOCUMENTS, LENGTH))
    found = [
        np.searchsorted(bounds[i % len(GROUPS)], row * bounds[i % len(GROUPS), -1]) for i, row in enumerate(chosen)
    ]
    words = np.minimum(found, VOCABULARY - 1)  # rounding may put a draw on the upper end
    for place in range(1, LENGTH):  # the next word is one before it, or stays as it was drawn
        repeats = rng.random(DOCUMENTS) < place / (place + 500.0)
        earlier = rng.integers(0, place, size=DOCUMENTS)
        words[repeats, place] = words[np.arange(DOCUMENTS), earlier][repeats]
    return words


def seconds(call: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    start = process_time()
    call()
    return process_time() - start


def ours(words: np.ndarray) -> dict[str, float]:
    """Time every group against the rest."""
    from scipy.sparse import csr_array

    from parallax.analysis.keyness.contrasts import keyness
    from parallax.statistics.settings import Settings
    from parallax.statistics.units import Units

    rows = np.repeat(np.arange(DOCUMENTS), LENGTH)
    every = csr_array((np.ones(words.size, dtype=np.int64), (rows, words.ravel())), shape=(DOCUMENTS, VOCABULARY))
    frequent = np.flatnonzero(every.sum(axis=0) >= LEAST)
    units = Units(every[:, frequent], [f"t{word}" for word in frequent], GROUP_OF, np.full(DOCUMENTS, LENGTH))
    settings = Settings(n_resamples=RESAMPLES, n_permutations=0, min_total=LEAST)  # the peer makes no permutations
    spent = seconds(lambda: keyness(units, settings=settings))
    return {"each": spent / RESAMPLES / len(GROUPS)}


def peer(words: np.ndarray) -> dict[str, float]:
    """Time one group against the rest, as the peer's manual has it; documents are lists of words already."""
    import pycorpdiff

    texts = [[f"t{word}" for word in row] for row in words.tolist()]
    corpus = pycorpdiff.from_dataframe(pd.DataFrame({"text": texts, "group": GROUP_OF}), tokenizer=list)
    pair = pycorpdiff.compare(corpus.slice(group=GROUPS[0]), corpus.slice(group=list(GROUPS[1:])))

    def keyness(n: int) -> object:
        return pair.keyness(min_count=LEAST, ci="bootstrap", n_boot=n, bootstrap_seed=0)

    first = seconds(lambda: keyness(RESAMPLES))
    # Then warm, as often and once: the difference is the resampling alone, without what each call spends on counting.
    further = seconds(lambda: keyness(RESAMPLES)) - seconds(lambda: keyness(1))
    return {"each": first / RESAMPLES, "further": further / (RESAMPLES - 1)}


if __name__ == "__main__":
    words = tokens()
    side = {"ours": ours, "peer": peer}[sys.argv[1]]
    print(json.dumps({"corpus": sha256(words.astype("<i4").tobytes()).hexdigest(), **side(words)}))
