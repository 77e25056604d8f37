"""The tables of a corpus, whole and checked: against the descriptor, what was accepted of them, and each other."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from parallax.errors import CorpusError
from parallax.language.lemmas import lemma_of
from parallax.language.profiles import ENGLISH, Language
from parallax.tables import accepted, cache, faults, layers, package
from parallax.tables.contradictions import contradictions


def not_accepted(corpus: Path, made: str | None = None) -> list[str]:
    """Return a message for each file that has changed since it was accepted.

    With `made`, ``coded`` or ``derived``, only tables that are made so are looked at.
    """
    remedies = {
        "coded": "if that is meant, run `parallax accept`; if not, restore it from version control",
        "derived": "run `parallax extract`, or restore it from version control",
    }
    entries = [entry for entry in package.descriptor(corpus)["resources"] if made in (None, entry.get("made"))]
    how = {entry["path"]: remedies["derived" if entry.get("made") == "derived" else "coded"] for entry in entries}
    changed = accepted.changes(corpus, {entry["name"] for entry in entries})
    return [f"{path} is not as it was accepted: {change}; {how[path]}" for path, change in changed.items()]


def incomplete(corpus: Path) -> list[str]:
    """Return a message for each table that the descriptor must list and does not: of the layers that it names."""
    content = package.descriptor(corpus)
    have = {entry["name"] for entry in content["resources"]}
    return [
        f"{corpus / package.DESCRIPTOR}: the entry of {name!r} is missing; restore it from version control"
        for layer in layers.named(content)
        for name in layers.own(layer)
        if name not in have
    ]


def read_all(corpus: Path) -> dict[str, pd.DataFrame]:
    """Read every table that the descriptor lists, by name, unchecked."""
    return {name: package.read(corpus, name) for name in package.tables(corpus)}


def checked_tables(corpus: Path) -> dict[str, pd.DataFrame]:
    """Return every table of a folder by name, checked.

    What was found in order is not checked again, nor validated, while bytes and checks are the same, see
    `tables.cache.is_in_order`; what changed alone is validated then, see `tables.faults.in_rows`.

    Raises
    ------
    CorpusError
        With the first errors, if there are any.

    Warns
    -----
    UserWarning
        If a table is not as it was accepted: somebody may be at work on it, so that it is read all the same.
    """
    if missing := incomplete(corpus):
        raise CorpusError(missing[0])
    basis = _basis(corpus)
    tables = read_all(corpus) if basis and cache.is_in_order(basis) else None
    if tables is None or basis != _basis(corpus):
        tables = _checked_anew(corpus)
    for message in not_accepted(corpus):
        warnings.warn(message, stacklevel=3)
    return tables


def take_as_in_order(corpus: Path, root: Path) -> None:
    """Note that tables are in order which the library has just made by itself, in the folder of a project.

    `parallax verify` checks them all the same.
    """
    if basis := _basis(corpus):
        cache.keep_in_order(basis, root)


def _checked_anew(corpus: Path) -> dict[str, pd.DataFrame]:
    """Check tables and read them, and note it if they are in order."""
    basis = _basis(corpus)
    package.require_valid(corpus)
    tables = read_all(corpus)
    if messages := contradictions(tables):
        raise CorpusError(
            "the tables contradict each other:\n  " + "\n  ".join(messages[:10]),
            "correct the coded table; rebuild the derived ones with `parallax extract`",
        )
    if basis and basis == _basis(corpus):
        cache.keep_in_order(basis)
    return tables


def _basis(corpus: Path) -> str | None:
    """Hash all that the verdict on tables in order rests on: their bytes, the descriptor's, and the checks.

    None where a file cannot be read.
    """
    files = [package.DESCRIPTOR, *sorted(entry["path"] for entry in package.descriptor(corpus)["resources"])]
    try:
        contents = [(file, sha256((corpus / file).read_bytes()).hexdigest()) for file in files]
    except OSError:
        return None
    return sha256(repr((contents, _checks())).encode()).hexdigest()


@lru_cache(maxsize=1)
def _checks() -> tuple[str | None, list[str | None]]:
    return cache.source_digest(contradictions.__module__), faults.checker()


def mislemmas(lemmas: pd.DataFrame, languages: Iterable[Language] = (ENGLISH,)) -> list[str]:
    """Return a message for each lemma that is neither the term, as a name's is, nor that of any of the languages."""
    languages = tuple(languages)
    return [
        f"lemmas.csv, row {row}: the lemma of {term!r} is {lemma!r}; run `parallax extract`"
        for row, (term, lemma) in enumerate(lemmas[["term", "lemma"]].itertuples(index=False), start=2)
        if lemma != term and all(lemma != lemma_of(term, language) for language in languages)
    ]
