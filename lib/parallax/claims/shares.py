"""Shares: in what part of the ways of counting each claim is true, as robustness.csv has it, and tables of them.

A share is stored by `claims.robustness.summarise`, one row a claim of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from parallax.claims.wording import claim_anchor
from parallax.corpus.choices import CHOICES, LEVELS, NAMES
from parallax.errors import ParallaxError

SHARES = "robustness.csv"
SHARE_COLUMNS = (
    "id", "how", "n_choices", "n_asked", "n_held", "share", "hardest", "hardest_share", "by_level", "verdicts"
)  # fmt: skip
PASS_COLUMNS = ("id", "variables", "alpha", "n_passes", "n_passes_held", "passes_failed")
TABLE = "robustness"  # the stored shares, where a corpus brings its own

#: Most ways of counting in a band of the figure; the last band has all others.
BANDS = (8, 64)


def load_shares(path: str | Path | None = None) -> pd.DataFrame:
    """Read what `stored` made of all claims, from beside the ledger; without rows where nothing was written yet."""
    file = (Path(path) if path else ledger_file()).parent / SHARES
    if not file.is_file():
        return pd.DataFrame({name: [] for name in dict.fromkeys((*SHARE_COLUMNS, *PASS_COLUMNS))})
    numbers = ("share", "hardest_share", "alpha", "n_passes", "n_passes_held")
    empty = {name: [""] for name in numbers}
    # Digits in a row are no number.
    table = pd.read_csv(file, keep_default_na=False, na_values=empty, dtype={"verdicts": str})
    if missing := [name for name in (*SHARE_COLUMNS, *PASS_COLUMNS) if name not in table]:
        raise ParallaxError(f"{file} has no column {missing[0]!r}; run `make robustness`")
    return table


def stored(summary: pd.DataFrame, on_each_pass: pd.DataFrame) -> pd.DataFrame:
    """Return the table that is stored: the shares of `claims.robustness.summarise`, and what passes say beside them.

    The columns of `claims.passes.on_each_pass` are empty for a claim that rests on no codes.
    """
    whole = {"n_passes": "Int64", "n_passes_held": "Int64"}
    return summary.merge(on_each_pass[list(PASS_COLUMNS)].astype(whole), how="left", on="id", validate="one_to_one")


def ledger_file() -> Path:
    """Return the ledger, ``claims.yml`` here or ``chapters/claims.yml`` in a folder above."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        for place in (folder / "claims.yml", folder / "chapters" / "claims.yml"):
            if place.is_file():
                return place
    raise ParallaxError("there is no chapters/claims.yml here or above; run this inside the project")


def asked(stored: pd.DataFrame) -> pd.DataFrame:
    """Keep the stored shares of claims that could be asked in other ways of counting."""
    return stored[stored["n_asked"] > 0]


def held_under(stored: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return in how many ways of counting each claim that a choice touches holds, and in how many it was asked."""
    return {row.id: (int(row.n_held), int(row.n_asked)) for row in asked(stored).itertuples()}


def on_passes(stored: pd.DataFrame) -> pd.DataFrame:
    """Return what is stored of claims that rest on codes, as `claims.passes.on_each_pass` gave it."""
    rests = stored.loc[stored["n_passes"] > 0, list(PASS_COLUMNS)]
    return rests.astype({"n_passes": int, "n_passes_held": int}).reset_index(drop=True)


def ranked(stored: pd.DataFrame, evaluated: pd.DataFrame, n_numbered: int) -> pd.DataFrame:
    """Return the claims that another way of counting could change, the least firm first.

    Parameters
    ----------
    stored : DataFrame
        As `load_shares` reads it.
    evaluated : DataFrame
        id, chapter, text, question, as `claims.ledger.evaluate` gives them, for those claims or more.
    n_numbered : int
        How many get a number.

    Returns
    -------
    DataFrame
        number (0 for the others), id, chapter, text, question, n_held, n_asked, share, true_in (in words), band (how
        many ways of counting there are for claims like it, in words) and hardest.
    """
    table = asked(stored).merge(evaluated[["id", "chapter", "text", "question"]], on="id", validate="one_to_one")
    table = table.sort_values("share", kind="stable").reset_index(drop=True)
    place = pd.Series(range(1, len(table) + 1))
    return table.assign(
        number=place.where(place <= n_numbered, 0),
        true_in=table["n_held"].astype(str) + " of " + table["n_asked"].astype(str),
        band=bands(table["n_asked"]),
    )[["number", "id", "chapter", "text", "question", "n_held", "n_asked", "share", "true_in", "band", "hardest"]]


def bands(n_asked: pd.Series) -> pd.Series:
    """Say of each number of ways of counting in which band it is: ``2 to 8 ways``, by those that occur."""
    band = pd.cut(n_asked, [0, *BANDS, float("inf")], labels=False)
    ends = n_asked.groupby(band).agg(["min", "max"])
    words = {at: f"{low} to {high}" if low < high else str(low) for at, low, high in ends.itertuples()}
    return band.map(words) + " ways"


def by_band(table: pd.DataFrame) -> pd.DataFrame:
    """Count claims (`ranked`) by how many ways of counting there are for them: band, n, always, seldom; few first."""
    counted = table.assign(always=table["share"] == 1, seldom=table["share"] < 0.5).sort_values("n_asked")
    by = counted.groupby("band", sort=False)
    return by.agg(n=("id", "size"), always=("always", "sum"), seldom=("seldom", "sum")).reset_index()


def by_choice(stored: pd.DataFrame, touching: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Say of each choice what its levels are, how many claims it could change, and for how many it matters.

    Parameters
    ----------
    stored : DataFrame
        As `load_shares` reads it.
    touching : mapping of str to sequence of str
        Choices that can touch a claim, by id.

    Returns
    -------
    DataFrame
        choice, levels (the book's own first), n_claims, n_moved: claims that are true more often at one level of it
        than at another. Those for which most claims move come first.
    """
    moved = asked(stored)["by_level"].map(lambda told: {level.rsplit(" ", 3)[0] for level in told.split("; ")})
    rows = []
    for choice, levels in CHOICES.items():
        words = [LEVELS[choice, level] for level in levels]
        n_claims = sum(choice in choices for choices in touching.values())
        n_moved = sum(not told.isdisjoint(words) for told in moved)
        rows.append((NAMES[choice], "; ".join(words), n_claims, n_moved))
    table = pd.DataFrame(rows, columns=["choice", "levels", "n_claims", "n_moved"])
    return table.sort_values("n_moved", ascending=False, kind="stable").reset_index(drop=True)


def untouched(stored: pd.DataFrame, how: Mapping[str, str]) -> pd.DataFrame:
    """Count the claims that no other way of counting could change, by what they rest on (`how`, in words).

    Columns are rests_on and claims.
    """
    rest = stored[stored["n_asked"] == 0]["how"].map(how)
    return rest.value_counts().rename_axis("rests_on").reset_index(name="claims")


def key(table: pd.DataFrame) -> str:
    """Return the numbered claims of `ranked` as a list in Markdown, each with its share and a way to the findings."""
    numbered = table[table["number"] > 0]
    return "\n".join(
        f"{row.number}. {row.text} True in {row.true_in} [ways of counting](#{claim_anchor(row.id)})."
        for row in numbered.itertuples()
    )


def solved(claim: pd.Series) -> str:
    """Return what became of one claim of `ranked`, in Markdown: the sentence, its share, and what is hardest on it."""
    return f"The claim: {claim['text']} It is true in {claim['true_in']} ways of counting. Hardest: {claim['hardest']}."
