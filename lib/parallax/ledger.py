"""The ledger: every claim of the book, with what it rests on, evaluated and shown by id.

``chapters/claims.yml`` lists the claims. A sentence has placeholders in place of numbers; an `evidence` function fills
them in and says whether the sentence holds. A chapter shows a claim by its id, so that no sentence can outlive the
numbers it was written for.
"""

from __future__ import annotations

import inspect
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from parallax import evidence
from parallax.corpus import Corpus
from parallax.evidence import Evidence

# How a claim was established, as its badge says.
HOW = {"counted": "counted", "read": "coded by reading", "recorded": "on record elsewhere"}
_KEYS = {"id", "chapter", "sentence", "test", "scope", "how", "breaks"}
_OPTIONAL = {"args", "also"}
SHOWN_PARAGRAPHS = 7
SHARES = "robustness.csv"
_PLACEHOLDERS = {"value", "low", "high"}


@dataclass(frozen=True)
class Claim:
    """One claim of the book.

    Attributes
    ----------
    id : str
        Its name in chapters and tests.
    chapter : str
        Chapter that it belongs to.
    sentence : str
        Markdown with the placeholders value, low and high, each with a format: ``{value:.0f}``.
    test : str
        Name of a function in `evidence`.
    args : dict
        Its keyword arguments.
    scope : str
        What the claim is about, and no more.
    how : str
        A key of `HOW`.
    breaks : list of dict
        Changes of the tables, after each of which the claim must fail; see `mutations.mutate`.
    also : tuple of str
        Other chapters that show it.
    """

    id: str
    chapter: str
    sentence: str
    test: str
    args: dict[str, Any]
    scope: str
    how: str
    breaks: list[dict[str, Any]]
    also: tuple[str, ...] = ()

    def evidence(self, corpus: Corpus) -> Evidence:
        """Evaluate the claim on a corpus."""
        try:
            return evidence.functions()[self.test](corpus, **self.args)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"claim {self.id!r}: {error}") from error

    def text(self, found: Evidence) -> str:
        """Return the sentence with its numbers."""
        return self.sentence.format(value=found.value, low=found.low, high=found.high)


def load_claims(path: str | Path | None = None) -> dict[str, Claim]:
    """Read and check the ledger.

    Parameters
    ----------
    path : path, optional
        The ledger; else ``claims.yml`` in the current folder, or ``chapters/claims.yml`` in it or one above it.

    Returns
    -------
    dict of Claim by id, in the order of the file

    Raises
    ------
    ValueError
        For an id twice, an unknown or missing key, placeholder, test or argument, or no way to break a claim; the
        message names the claim.
    """
    file = Path(path) if path else _find()
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    claims: dict[str, Claim] = {}
    for entry in entries:
        name = entry.get("id", "without id")
        if name in claims:
            raise ValueError(f"{file}: claim {name!r} stands there twice; rename one")
        _check(file, name, entry)
        claims[name] = Claim(**{"args": {}, **entry, "also": tuple(entry.get("also", ()))})
    return claims


def evaluate(corpus: Corpus, claims: Mapping[str, Claim]) -> pd.DataFrame:
    """Evaluate claims.

    Returns
    -------
    DataFrame
        One row a claim, in their order: id, chapter, text, value, low, high, holds and where (of its evidence, see
        `evidence.Evidence`: source and number of the paragraphs behind it), how, scope.
    """
    rows = []
    for claim in claims.values():
        found = claim.evidence(corpus)
        rows.append((claim.id, claim.chapter, claim.text(found), *found, claim.how, claim.scope))
    columns = ["id", "chapter", "text", "value", "low", "high", "holds", "where", "how", "scope"]
    return pd.DataFrame(rows, columns=columns)


def falsifiers(claims: Mapping[str, Claim]) -> pd.DataFrame:
    """Return what would break each claim, in words.

    Returns
    -------
    DataFrame
        One row a change: id, table, rows (those it meets; empty for an added row), change.
    """
    rows = []
    for claim in claims.values():
        for change in claim.breaks:
            (act,) = set(change) - {"table", "where"}
            values = "" if act == "drop" else " " + _pairs(change[act])
            rows.append((claim.id, change["table"], _pairs(change.get("where", {})), f"{act}{values}"))
    return pd.DataFrame(rows, columns=["id", "table", "rows", "change"])


def _pairs(values: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{column} {' or '.join(map(str, value)) if isinstance(value, list) else value}"
        for column, value in values.items()
    )


def load_shares(path: str | Path | None = None) -> pd.DataFrame:
    """Read under how many choices each claim holds, as ``parallax robustness`` has written it.

    Parameters
    ----------
    path : path, optional
        The ledger, beside which ``robustness.csv`` stands; see `load_claims`.

    Returns
    -------
    DataFrame
        As `robustness.summarise` returns it; without rows where nothing has been written yet.
    """
    file = (Path(path) if path else _find()).parent / SHARES
    return pd.read_csv(file) if file.is_file() else pd.DataFrame({"id": [], "n_asked": [], "n_held": []})


def held_under(shares: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return under how many choices each claim holds, and under how many it was asked, by id.

    Parameters
    ----------
    shares : DataFrame
        As `load_shares` returns it.

    Returns
    -------
    dict
        Claims that no choice touches are not there.
    """
    asked = shares[shares["n_asked"] > 0]
    return {row.id: (int(row.n_held), int(row.n_asked)) for row in asked.itertuples()}


def markdown(claim: Claim, found: Evidence, names: Mapping[str, str], held: tuple[int, int] | None = None) -> str:
    """Return a claim as a chapter shows it: the sentence, where it can be read, and a badge that leads to the ledger.

    Parameters
    ----------
    claim : Claim
        The claim.
    found : Evidence
        Its evidence.
    names : mapping of str to str
        Short label by source.
    held : tuple of int, optional
        Under how many choices of counting it holds, and under how many it was asked; see `robustness`.

    Raises
    ------
    ValueError
        If the claim does not hold: a book must not print it.
    """
    if not found.holds:
        raise ValueError(
            f"claim {claim.id!r} of {claim.chapter} does not hold: {claim.text(found)!r} (value {found.value}, "
            f"low {found.low}, high {found.high}); correct the sentence or its test in claims.yml"
        )
    places = paragraphs(found.where, names)
    shown = f" [{places}]{{.parallax-where}}" if 0 < len(found.where) <= SHOWN_PARAGRAPHS else ""
    badge = HOW[claim.how] + (f", holds under {held[0]} of {held[1]} choices" if held else "")
    return f'{claim.text(found)}{shown} [[{badge}](#the-ledger)]{{.parallax-badge title="{claim.id}"}}'


def paragraphs(where: Sequence[tuple[str, int]], names: Mapping[str, str]) -> str:
    """Return paragraphs as the book cites them, runs drawn together: ``HS ¶1–3, ¶7; KN ¶2``."""
    runs: dict[str, list[list[int]]] = {}
    for source, number in where:
        mine = runs.setdefault(source, [])
        if mine and mine[-1][1] == number - 1:
            mine[-1][1] = number
        else:
            mine.append([number, number])
    return "; ".join(
        f"{names[source]} " + ", ".join(f"¶{low}" if low == high else f"¶{low}–{high}" for low, high in mine)
        for source, mine in runs.items()
    )


def glue_claims(corpus: Corpus, chapter: str, path: str | Path | None = None) -> None:
    """Evaluate the claims that a chapter shows and lay them ready for its prose.

    The prose shows a claim by ``{glue:md}`claim-ID:myst```.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    chapter : str
        Name of the chapter.
    path : path, optional
        The ledger; see `load_claims`.

    Raises
    ------
    ValueError
        If a claim does not hold or cannot be evaluated; the message names it.
    """
    # Imported here, for tests evaluate claims without a notebook.
    from IPython.display import Markdown
    from myst_nb import glue

    held = held_under(load_shares(path))
    for claim in load_claims(path).values():
        if chapter in (claim.chapter, *claim.also):
            shown = markdown(claim, claim.evidence(corpus), corpus.short, held.get(claim.id))
            glue(f"claim-{claim.id}", Markdown(shown), display=False)


def _check(file: Path, name: str, entry: Mapping[str, Any]) -> None:
    where = f"{file}: claim {name!r}"
    if unknown := set(entry) - _KEYS - _OPTIONAL:
        known = ", ".join(sorted(_KEYS | _OPTIONAL))
        raise ValueError(f"{where}: unknown key {sorted(unknown)[0]!r}; known are {known}")
    if missing := _KEYS - set(entry):
        raise ValueError(f"{where}: the key {sorted(missing)[0]!r} is missing; add it")
    for _, field, spec, _ in string.Formatter().parse(entry["sentence"]):
        if field is not None and (field not in _PLACEHOLDERS or not spec):
            raise ValueError(f"{where}: placeholder {field!r}; write value, low or high with a format: {{value:.1f}}")
    if entry["how"] not in HOW:
        raise ValueError(f"{where}: how is {entry['how']!r}; write one of {', '.join(HOW)}")
    if not entry["breaks"]:
        raise ValueError(f"{where}: nothing breaks it, so it is empty; say what would, or drop the claim")
    function = evidence.functions().get(entry["test"])
    if function is None:
        raise ValueError(f"{where}: unknown test {entry['test']!r}; known are {', '.join(evidence.functions())}")
    try:
        inspect.signature(function).bind(None, **entry.get("args", {}))
    except TypeError as error:
        raise ValueError(f"{where}: arguments of {entry['test']}: {error}; correct args") from None


def _find() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        for place in (folder / "claims.yml", folder / "chapters" / "claims.yml"):
            if place.is_file():
                return place
    raise ValueError("there is no chapters/claims.yml here or above; run this inside the project")
