"""The directive: its frame, its data, its tables, and what it says of faults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers.site import set_pages
from helpers.toy import Toy
from parallax import load_corpus
from parallax.claims import robustness
from parallax.pages.sphinx_play import DATA, GAMES

# Bridge Herald has the word in quotation marks only.
LEDGER = (
    "- {id: now, chapter: x, sentence: 'Bridge Herald has **both** words.', test: uses_one_not_other,"
    " args: {sources: [bridge-herald], used: [cross], never: [festival]},"
    " scope: all, how: counted, breaks: [{table: terms, drop: true}]}\n"
)


def page(lines: str) -> dict[str, str]:
    return {"index": f"# Play\n\n```{{play}} /corpus\n{lines}\n```\n"}


@pytest.fixture
def source(toy: Toy, tmp_path: Path) -> Path:
    """Return a book's folder with tables, a ledger and what is stored of it."""
    folder = tmp_path / "source"
    shutil.copytree(toy.corpus, folder / "corpus")
    (folder / "chapters").mkdir()
    (folder / "chapters" / "claims.yml").write_text(LEDGER, encoding="utf-8")
    (folder / "chapters" / "claims-gone.yml").write_text("[]\n", encoding="utf-8")
    robustness.store(folder / "chapters", load_corpus(toy.corpus))
    return folder


def test_the_page_has_its_frame_scripts_data_and_tables(source: Path, tmp_path: Path) -> None:
    articles = list(load_corpus(source / "corpus").by_date)
    html, warnings = set_pages(tmp_path, page(f"both: {articles[0]}, {articles[1]}"), ["sphinx_play"])
    assert warnings == ""
    text = (html / "index.html").read_text(encoding="utf-8")
    assert 'id="parallax-play"' in text
    assert "The games need scripts" in text
    places = [text.index(f"_static/{script}") for script in GAMES.scripts]
    assert places == sorted(places)
    script = (html / "_static" / DATA).read_text(encoding="utf-8")
    data = json.loads(script.removeprefix("window.parallaxPlay = ").rstrip().removesuffix(";"))
    assert data["pairs"] == ["both"]
    assert set(data["colours"]) == set(articles)
    (claim,) = data["claims"]
    assert (claim["id"], claim["address"]) == ("now", "")  # this book has no page of findings
    assert len(claim["verdicts"]) == 64
    assert "Claims that some ways of counting break" in text


@pytest.mark.parametrize(
    ("lines", "told"), [("both: mill", "is no pair"), ("both: mill-gazette, harbour-post", "harbour-post")]
)
def test_a_fault_is_a_warning_with_its_remedy(source: Path, tmp_path: Path, lines: str, told: str) -> None:
    _, warnings = set_pages(tmp_path, page(lines), ["sphinx_play"])
    assert told in warnings


def test_a_ledger_that_is_missing_is_a_warning(source: Path, tmp_path: Path) -> None:
    (source / "chapters" / "claims.yml").unlink()
    _, warnings = set_pages(tmp_path, page("both: bridge-herald, mill-gazette"), ["sphinx_play"])
    assert "claims.yml" in warnings
