"""The mark behind a claim: its shape says how the claim was established, its filling how firmly it holds."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.claims.entries import HOW

#: Fillings of a mark, and what each says of the ways of counting that were tried.
FIRMNESS = {
    "always": "true in every way of counting that was tried",
    "mostly": "true in more than half of the ways of counting",
    "seldom": "true in half of the ways of counting, or fewer",
    "untried": "no other way of counting can change it",
}


@dataclass(frozen=True)
class Mark:
    """What is known of a claim in short.

    Attributes
    ----------
    how : str
        A key of `claims.entries.HOW`.
    held : tuple of int, optional
        In how many ways of counting it holds, and in how many it was asked; None if no choice touches it.
    alpha : float, optional
        How far coders agree on the codes it rests on; None if it rests on none.
    """

    how: str
    held: tuple[int, int] | None = None
    alpha: float | None = None

    @property
    def firmness(self) -> str:
        """A key of `FIRMNESS`."""
        if self.held is None:
            return "untried"
        true, asked = self.held
        return "always" if true == asked else "mostly" if 2 * true > asked else "seldom"

    @property
    def words(self) -> str:
        """The mark in words: ``counted, true in 64 of 64 ways of counting``."""
        counting = f"true in {self.held[0]} of {self.held[1]} ways of counting" if self.held else ""
        coders = f"alpha {self.alpha:.2f}" if self.alpha is not None else ""
        return ", ".join(part for part in (HOW[self.how], counting, coders) if part)
