"""The ledger: every claim of the book, with what it rests on, evaluated and shown by id.

``chapters/claims.yml`` lists the claims. A sentence has placeholders in place of numbers and of the names of articles;
a declared function (`claims.evidence`) fills in the numbers and says whether the sentence holds. A chapter shows a
claim by its id, so that no sentence can outlive the numbers it was written for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from parallax.claims import functions
from parallax.claims.entries import check, read_entries
from parallax.claims.evidence import Declaration, Evidence
from parallax.claims.results import Results
from parallax.claims.shares import ledger_file
from parallax.claims.wording import fill, labelled, named_in, placeholders
from parallax.errors import ParallaxError


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
        Markdown. Placeholders: the figures of its test and the numbers among `args`, each with a format,
        ``{uses:.0f}``; and ids of articles, ``{its-id}``, in place of which their names are printed.
    test : str
        Name of a declared function, see `claims.functions.declared`.
    args : dict
        Its keyword arguments.
    scope : str
        What the claim is about, and no more.
    how : str
        A key of `HOW`.
    breaks : list of dict
        Changes of the tables, after each of which the claim must fail; see `corpus.changes.mutate`. One that goes just
        past what is printed has an ``edge``: a figure and the figure or argument that it falls short of, with their
        numbers after the change.
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

    @property
    def declaration(self) -> Declaration:
        """What its test declares."""
        return functions.declared()[self.test]

    def evidence(self, book: Results) -> Evidence:
        """Evaluate the claim; an error names it."""
        try:
            return self.declaration.function(book, **self.args)
        except ParallaxError as error:
            raise ParallaxError(f"claim {self.id!r}: {error}") from error
        except Exception as error:
            error.add_note(f"in claim {self.id!r}")
            raise

    def text(self, answer: Evidence, names: Mapping[str, str]) -> str:
        """Return the sentence with its numbers and the names of articles."""
        values = {**self.args, **answer.figures}
        if unknown := {field for field, _ in placeholders(self.sentence)} - set(values) - set(names):
            known = ", ".join(names)
            raise ParallaxError(f"claim {self.id!r}: no article is called {min(unknown)!r}; choose from {known}")
        return fill(self.sentence, values, names)

    def question(self, names: Mapping[str, str]) -> str:
        """Return what the test asks of the corpus, which can be less than the sentence says.

        `names` are those of `claims.wording.labelled`.
        """
        return self.declaration.asked(self.args, names)


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
    ParallaxError
        If the file does not list claims, or for an id that appears twice, an unknown or missing key, a value of another
        kind, placeholder, test or argument, or no way to break a claim; the message names file and claim.

    Examples
    --------
    >>> claims = load_claims()
    >>> all(name == claim.id and claim.breaks for name, claim in claims.items())
    True
    """
    file = Path(path) if path else ledger_file()
    entries = read_entries(file)
    claims: dict[str, Claim] = {}
    for place, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise ParallaxError(
                f"{file}: entry {place} is not a claim with an id in letters; begin it with `- id: a-name`"
            )
        name = entry["id"]
        if name in claims:
            raise ParallaxError(f"{file}: claim {name!r} appears twice; rename one")
        check(f"{file}: claim {name!r}", entry)
        claims[name] = Claim(**{"args": {}, **entry, "also": tuple(entry.get("also", ()))})
    return claims


def claim_of(claims: Mapping[str, Claim], name: str) -> Claim:
    """Return the claim of an id; an error names the ids that are most like it."""
    if name not in claims:
        like = get_close_matches(name, claims, n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(like)}?" if like else ""
        raise ParallaxError(f"there is no claim {name!r}{hint} The ids are in chapters/claims.yml and in the findings")
    return claims[name]


def evaluate(book: Results, claims: Mapping[str, Claim]) -> pd.DataFrame:
    """Evaluate claims.

    Returns
    -------
    DataFrame
        One row a claim, in their order: id, chapter, text, question (what its test asks), figures (by name, to four
        digits), holds and where (of its evidence: source and number of the paragraphs behind it), how, scope.
    """
    names, labels, rows = named_in(book.corpus), labelled(book.corpus), []
    for claim in claims.values():
        answer = claim.evidence(book)
        words = (claim.text(answer, names), claim.question(labels))
        found = (named(answer), answer.holds, answer.where)
        rows.append((claim.id, claim.chapter, *words, *found, claim.how, claim.scope))
    columns = ["id", "chapter", "text", "question", "figures", "holds", "where", "how", "scope"]
    return pd.DataFrame(rows, columns=columns)


def named(answer: Evidence) -> str:
    """Return the figures of an evidence by name, to four digits: ``uses 12, share 0.3333``."""
    return ", ".join(f"{name} {figure:.4g}" for name, figure in answer.figures.items())
