"""The appendices: no number that a computation gives is typed in them, and what they define is used."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.each import for_each
from helpers.project import ROOT
from helpers.prose import loose_numbers
from parallax.pages.sphinx_terms import slug

APPENDICES = ROOT / "chapters" / "appendices"
PAGES = sorted(APPENDICES.glob("*.md"))

# Numbers that no computation gives: of names, of versions, of a convention.
LITERALS = {
    "method": ["rule of three"],
    "data": ["UTF-8"],
    "glossary": ["F1", "one time in twenty", "Two articles", "two levels", "two sides"],
    "rerun": ["3.11, 3.12 or 3.13"],
}


@for_each(PAGES, lambda page: page.stem)
def test_no_number_is_typed(page: Path) -> None:
    assert loose_numbers(page.read_text(encoding="utf-8"), LITERALS.get(page.stem, [])) == []


@for_each(sorted(LITERALS))
def test_every_literal_is_used(page: str) -> None:
    text = (APPENDICES / f"{page}.md").read_text(encoding="utf-8")
    assert [literal for literal in LITERALS[page] if literal not in text] == []


def test_the_glossary_is_sorted_and_names_no_term_twice() -> None:
    text = (APPENDICES / "glossary.md").read_text(encoding="utf-8")
    lists = [re.findall(r"^(\S.*)\n: ", part, re.MULTILINE) for part in text.split("{.glossary")[1:]]
    assert [len(terms) > 20 for terms in lists] == [True, True]  # linked in chapters, and everyday words
    assert lists == [sorted(terms, key=str.casefold) for terms in lists]
    assert len({slug(term) for terms in lists for term in terms}) == sum(map(len, lists))


def test_every_section_on_method_has_an_anchor_and_says_which_functions_do_it() -> None:
    text = (APPENDICES / "method.md").read_text(encoding="utf-8")
    sections = re.split(r"^(?=\(method-[\w-]+\)=\n## )", text, flags=re.MULTILINE)
    without = [section.splitlines()[1] for section in sections[1:] if "{py:" not in section]
    assert len(sections) > 10
    assert "\n## " not in sections[0]
    assert without == ["## What is not done, and why?"]
