"""Claims that were once in the ledger and have gone: when each went, why, and which claims say it now.

``chapters/claims-gone.yml`` lists them, so that an address which led to a claim says what became of it. Shares under
other choices of counting are stored by id; an id that falls out of them without a word here is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import yaml

from parallax.errors import ParallaxError

GONE = "claims-gone.yml"


@dataclass(frozen=True)
class Gone:
    """A claim that has gone.

    Attributes
    ----------
    id : str
        What it was called.
    date : str
        When it went (ISO).
    why : str
        The reason, in a sentence of Markdown.
    instead : tuple of str
        Ids of the claims that say it now, or what is true of it; there may be none.
    """

    id: str
    date: str
    why: str
    instead: tuple[str, ...]


def load_gone(path: str | Path) -> dict[str, Gone]:
    """Read the claims that have gone, by id, in the order of the file; none if there is no such file.

    Raises
    ------
    ParallaxError
        If the file is not a list of such claims; the message names file and claim.
    """
    file = Path(path)
    if not file.is_file():
        return {}
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise ParallaxError(f"{file} cannot be read: {error}") from error
    if not isinstance(entries, list):
        raise ParallaxError(f"{file} is not a list; begin each claim that has gone with `- id: a-name`")
    gone: dict[str, Gone] = {}
    for place, entry in enumerate(entries, start=1):
        claim = _read(entry, f"{file}: entry {place}")
        if claim.id in gone:
            raise ParallaxError(f"{file}: {claim.id!r} appears twice; a claim can go only once")
        gone[claim.id] = claim
    return gone


def listed(gone: Mapping[str, Gone]) -> pd.DataFrame:
    """Return claims that have gone as a table, the last to go first: id, date, why, instead (joined by blanks)."""
    rows = [(one.id, one.date, one.why, " ".join(one.instead)) for one in gone.values()]
    table = pd.DataFrame(rows, columns=["id", "date", "why", "instead"])
    return table.sort_values(["date", "id"], ascending=[False, True], ignore_index=True)


def check_gone(gone: Mapping[str, Gone], claims: Collection[str]) -> None:
    """Check claims that have gone against the ids of those that remain: none is both, and what says it now is there."""
    for name, claim in gone.items():
        if name in claims:
            raise ParallaxError(f"{name!r} is in claims.yml and in {GONE}; take it out of one, or rename the claim")
        if lost := [other for other in claim.instead if other not in claims]:
            raise ParallaxError(f"{GONE}: {name!r} leads on to {lost[0]!r}, which is not a claim; name one that is")


def stored_ids(path: str | Path) -> list[str]:
    """Return the ids that stored shares have, of whatever form; none if there is no such file."""
    file = Path(path)
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines) if row.get("id")]


def check_dropped(stored: Collection[str], claims: Collection[str], gone: Collection[str]) -> None:
    """Refuse to lose a claim: each id that has stored shares is in the ledger still, or among those that are gone."""
    if dropped := [name for name in stored if name not in claims and name not in gone]:
        raise ParallaxError(
            f"robustness.csv has the claim {dropped[0]!r}, which claims.yml no longer has. If it is meant to go, add "
            f"it to chapters/{GONE} with date, why and instead; if not, put it back into claims.yml"
        )


def _read(entry: object, place: str) -> Gone:
    """Return an entry of the file, checked."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ParallaxError(f"{place} has no id; begin it with `- id: a-name`")
    place = f"{place}, {entry['id']!r}"
    if stray := sorted(map(str, set(entry) ^ ({"id", "date", "why"} | (set(entry) & {"instead"})))):
        raise ParallaxError(f"{place}: id, date and why are required, and instead is optional; see {stray[0]!r}")
    if not isinstance(entry["date"], date):
        raise ParallaxError(f"{place}: {entry['date']!r} is not a date; write it like 2026-11-26")
    if not isinstance(entry["why"], str) or not entry["why"].strip():
        raise ParallaxError(f"{place} gives no reason; say under why it was dropped")
    instead = entry.get("instead", [])
    if not isinstance(instead, list) or not all(isinstance(name, str) for name in instead):
        raise ParallaxError(f"{place}: instead is not a list of ids; write it like [a-claim, another]")
    return Gone(entry["id"], entry["date"].isoformat(), entry["why"].strip(), tuple(instead))
