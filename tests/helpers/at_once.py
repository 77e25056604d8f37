"""The derived tables the slow way: all tokens at once, every count a row of text, every run of every pair compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

import pandas as pd

from parallax.language.lemmas import lemma_of
from parallax.language.lexicon import Lexicon
from parallax.language.profiles import Language, language_of
from parallax.language.tokens import Token, neighbours, tokenize
from parallax.tables.phrases import LEXICONS

Paragraphs = dict[tuple[str, int], list[Token]]


def derived_at_once(texts: Mapping[str, list[str]], coded: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return terms, lemmas, phrases and overlaps of texts of which every line is of the body."""
    languages = {row["source"]: language_of(row) for row in coded["sources"].to_dict("records")}
    body = {
        (source, number): tokenize(line, languages[source])
        for source, lines in sorted(texts.items())
        for number, line in enumerate(lines)
    }
    masked = Lexicon(coded["actors"].loc[coded["actors"]["mask"] == 1, "alias"])
    hidden = {key: _masked(found, masked) for key, found in body.items()}
    return {
        "terms": terms(body, hidden),
        "lemmas": lemmas(body, languages),
        "phrases": phrases(body, hidden, {name: coded[name][column] for name, column in LEXICONS.items()}),
        "overlaps": overlaps(body, list(texts)),
    }


def terms(body: Paragraphs, hidden: dict[tuple[str, int], set[int]]) -> pd.DataFrame:
    counts = Counter(
        (*key, token.term, int(token.quoted), int(index in hidden[key]))
        for key, found in body.items()
        for index, token in enumerate(found)
    )
    return _counted(counts, ["source", "line", "term", "quoted", "masked"])


def lemmas(body: Paragraphs, languages: Mapping[str, Language]) -> pd.DataFrame:
    small = {token.term for found in body.values() for token in found if not token.capital}
    inner = {
        token.term
        for (source, _), found in body.items()
        for before, token in pairwise(found)
        if languages[source].capital_is_name and token.capital and before.sentence == token.sentence
    }
    every = {token.term: languages[source] for (source, _), found in reversed(body.items()) for token in found}
    rows = [(t, t if t in inner - small else lemma_of(t, language)) for t, language in sorted(every.items())]
    return pd.DataFrame(rows, columns=["term", "lemma"])


def phrases(
    body: Paragraphs, hidden: dict[tuple[str, int], set[int]], lexicons: Mapping[str, Iterable[str]]
) -> pd.DataFrame:
    found_by = {name: Lexicon(entries) for name, entries in lexicons.items()}
    counts: Counter[tuple[str, int, str, str, int]] = Counter()
    for key, found in body.items():
        for name, lexicon in found_by.items():
            barred = hidden[key] if name == "frames" else set()
            for start, length, entry in lexicon.find(found):
                if not _cuts(barred, start, start + length):
                    counts[*key, name, entry, _all_quoted(found[start : start + length])] += 1
        for start in range(len(found) - 1):
            if pair := neighbours(found, start, 2):
                counts[*key, "bigram", " ".join(token.term for token in pair), _all_quoted(pair)] += 1
    table = _counted(counts, ["source", "line", "lexicon", "entry", "quoted"])
    totals = table.groupby(["lexicon", "entry"])["n"].transform("sum")
    return table[(table["lexicon"] != "bigram") | (totals >= 2)].reset_index(drop=True)


def overlaps(body: Paragraphs, sources: list[str]) -> pd.DataFrame:
    rows, length, shared = [], 5, True
    while shared:
        runs = {source: set(_runs(body, source, length)) for source in sources}
        found = [(a, b, length, len(runs[a] & runs[b])) for a, b in combinations(sources, 2)]
        rows += found
        shared, length = any(row[-1] for row in found), length + 1
    rows.sort(key=lambda row: (sources.index(row[0]), sources.index(row[1]), row[2]))
    return pd.DataFrame(rows, columns=["source_a", "source_b", "length", "n_types"])


def _runs(body: Paragraphs, source: str, length: int) -> Iterator[tuple[str, ...]]:
    for (owner, _), found in body.items():
        if owner == source:
            for start, end in enumerate(range(length - 1, len(found))):
                # What is no token, such as a number, keeps its place, and so breaks the run.
                if found[end].position - found[start].position == length - 1:
                    yield tuple(token.term for token in found[start : end + 1])


def _masked(tokens: list[Token], lexicon: Lexicon) -> set[int]:
    """Return the indices of tokens inside names that are to be masked."""
    return {index for start, length, _ in lexicon.find(tokens) for index in range(start, start + length)}


def _cuts(masked: set[int], start: int, end: int) -> bool:  # whether they begin or end within a masked name
    return {start - 1, start} <= masked or {end - 1, end} <= masked


def _all_quoted(tokens: Iterable[Token]) -> int:
    return int(all(token.quoted for token in tokens))


def _counted(counts: Mapping[tuple[Any, ...], int], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame([(*key, n) for key, n in sorted(counts.items())], columns=[*columns, "n"])
