"""Nothing in the book says that no person has checked the reading once one has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from helpers.project import ROOT
from parallax.tables import package

DENIAL = re.compile(
    r"[^.;]*\b(?:no (?:human|person)\b[^.;]*\bcheck|check\w* by no (?:human|person)\b|nobody has checked)[^.;]*", re.I
)

#: Of what is not in the tables whose rows are drawn: these stay true until somebody checks that.
OF_OTHER_THINGS = {
    ("chapters/sources.ipynb", "no human reader has checked them yet"),  # roles and voices of lines
    ("corpus/README.md", "No human reader has checked them yet"),
    ("chapters/topics.ipynb", "no person has checked them"),  # labels of topics
}


@pytest.fixture(scope="module")
def checks() -> pd.DataFrame:
    """Return what was checked of the book's own tables."""
    return package.read(ROOT / "corpus", "checks")


def prose(path: Path) -> str:
    """Return what is written by hand in a file: of a notebook its text."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = (cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def written() -> Iterator[Path]:
    for folder, kinds in (("chapters", "md ipynb js"), ("corpus", "md"), (".", "md")):
        for kind in kinds.split():
            yield from (ROOT / folder).glob(f"*.{kind}" if folder == "." else f"**/*.{kind}")


def denials(text: str) -> list[str]:
    return [match.strip() for match in DENIAL.findall(text)]


def untrue(found: set[tuple[str, str]], checks: pd.DataFrame) -> set[tuple[str, str]]:
    """Return those of the sentences found that the checks contradict."""
    return found - OF_OTHER_THINGS if (checks["checked_by"] == "person").any() else set()


def found_in_the_book() -> set[tuple[str, str]]:
    # How to check is told there, and what happens then.
    files = [path for path in written() if path.name not in {"CONTRIBUTING.md", "rerun.md"}]
    return {(path.relative_to(ROOT).as_posix(), words) for path in files for words in denials(prose(path))}


def test_no_sentence_denies_what_persons_have_checked(checks: pd.DataFrame) -> None:
    found = found_in_the_book()
    assert untrue(found, checks) == set(), "a person has checked: write it anew, from checks.csv"
    assert found >= OF_OTHER_THINGS, "take out of the list what is no longer said"


def test_once_a_person_has_checked_such_sentences_are_found(checks: pd.DataFrame) -> None:
    planted = pd.concat([checks, checks.head(1).assign(checked_by="person", checker="ada")])
    said = {("chapters/x.md", "no person has checked it yet")}
    assert untrue(said | OF_OTHER_THINGS, planted) == said
    assert denials("It was read. The codes have been checked by no human coder yet.") == [
        "The codes have been checked by no human coder yet"
    ]
    assert denials("so no person has checked them; a person can check them.") == ["so no person has checked them"]
    assert denials("Whether a person has checked it is told there. No human being is named.") == []
