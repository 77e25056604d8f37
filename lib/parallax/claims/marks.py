"""The mark behind a claim: its shape says how the claim was established, its filling how firmly it holds."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.claims.entries import established

#: Fillings of a mark, and what each says of the ways of counting, and of the coders, that were tried.
FIRMNESS = {
    "always": "true in every way of counting and with every coder",
    "mostly": "true in more than half of them",
    "seldom": "true in half of them, or fewer",
    "untried": "no other way of counting can change it, and it rests on no codes",
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
    coded : tuple of int, optional
        With how many coders' codes, each alone, it holds, and how many there are; None if it rests on no codes.
    alpha : float, optional
        How far coders agree on the codes it rests on; None if it rests on none.
    """

    how: str
    held: tuple[int, int] | None = None
    coded: tuple[int, int] | None = None
    alpha: float | None = None

    @property
    def firmness(self) -> str:
        """A key of `FIRMNESS`: where a claim was tried both ways, that of the way in which it holds less firmly."""
        tried = [pair for pair in (self.held, self.coded) if pair]
        if not tried:
            return "untried"
        if all(true == of for true, of in tried):
            return "always"
        return "mostly" if all(2 * true > of for true, of in tried) else "seldom"

    @property
    def words(self) -> str:
        """The mark in words: ``counted, true in 64 of 64 ways of counting``."""
        return self.said(own=False)

    def said(self, *, own: bool) -> str:
        """Return the mark in words, in somebody's own project as `claims.entries.established` has it."""
        counting = f"true in {self.held[0]} of {self.held[1]} ways of counting" if self.held else ""
        coding = f"true with {self.coded[0]} of {self.coded[1]} coders" if self.coded else ""
        agreed = f"alpha {self.alpha:.2f}" if self.alpha is not None else ""
        return ", ".join(part for part in (established(self.how, own=own), counting, coding, agreed) if part)
