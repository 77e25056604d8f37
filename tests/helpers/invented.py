"""Texts of the tests' own writing, for projects of anybody's sources."""

from __future__ import annotations

from pathlib import Path

from parallax.articles.documents import Document

OPENING = "The boats of the harbour went out with the tide, and the nets were dry."
DOCK = "On the dock they spoke of taxes, and taxes again: the taxes on nets are too high for us."
REEF = "On the reef they spoke of schools, and of the teachers that a school on the reef would need."
CLOSING = "In the evening all of them came back to the town, and nobody had changed a mind."


def text(number: int, own: str) -> str:
    """Return a text of some paragraphs, which differs from others by its number."""
    return "\n".join([f"Letter from boat {'abcdefghij'[number]}.", OPENING, *[own] * (2 + number % 2), CLOSING]) + "\n"


def documents(n: int = 3) -> list[Document]:
    """Return so many texts of each of two groups."""
    return [
        Document(f"{group}/{number}.txt", f"{group} {number}", text(number, own), group, {"language": "en"})
        for group, own in (("Dock", DOCK), ("Reef", REEF))
        for number in range(n)
    ]


def folder(place: Path, n: int = 3) -> Path:
    """Write them into a folder, a sub-folder a group."""
    for each in documents(n):
        (place / each.group).mkdir(parents=True, exist_ok=True)
        (place / each.group / f"{each.name}.txt").write_text(each.text, encoding="utf-8")
    return place
