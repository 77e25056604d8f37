"""No sentence of the articles stands in the repository or on a page: ten words in a row at most."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

LONGEST = 10  # words that may be quoted in a row
SHORT_LINE = 15  # titles, bylines and headings have fewer words, and are no matter
MARKUP = {".html", ".svg", ".xml"}
SKIPPED_FOLDERS = {".git", ".venv", "_build", "texts", "__pycache__"}


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, lower case, with one kind of apostrophe."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.replace("’", "'").lower())


def runs(tokens: list[str], length: int) -> Iterator[str]:
    return (" ".join(tokens[start : start + length]) for start in range(len(tokens) - length + 1))


def long_runs(lines: list[str]) -> set[str]:
    """Return every run of eleven words of the lines that are long enough to matter."""
    tokens = map(words, lines)
    return {run for line in tokens if len(line) >= SHORT_LINE for run in runs(line, LONGEST + 1)}


class Page(HTMLParser):
    """Collects what a reader sees of a page: text, and what is read aloud or shown on hovering."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag if tag in {"script", "style"} else self.hidden
        self.seen += [f" | {value} | " for name, value in attrs if value and name in {"alt", "title", "content"}]

    def handle_endtag(self, tag: str) -> None:
        self.hidden = "" if tag == self.hidden else self.hidden

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(data)


def page_text(markup: str) -> str:
    page = Page()
    page.feed(markup)
    return " ".join(page.seen)


def strings(value: object) -> Iterator[str]:
    """Return every string in a notebook; a list of strings is one text cut at its line ends."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield "".join(value)
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def pieces(path: Path) -> Iterator[str]:
    """Return the texts a reader of a file sees; nothing for a file that is no text."""
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return
    if path.suffix == ".ipynb":
        for string in strings(json.loads(text)):
            yield string
            yield page_text(string)
    else:
        yield page_text(text) if path.suffix in MARKUP else html.unescape(text)


def shared_runs(path: Path, forbidden: set[str]) -> set[str]:
    return {run for piece in pieces(path) for run in runs(words(piece), LONGEST + 1) if run in forbidden}


def tracked_files(root: Path) -> list[Path]:
    """Return the files git tracks or would track; all files where there is no git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        return [root / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        files = (path for path in root.rglob("*") if path.is_file())
        return [path for path in files if not SKIPPED_FOLDERS & set(path.relative_to(root).parts)]


def findings(files: list[Path], texts_dir: Path) -> dict[str, list[str]]:
    lines = [line for path in texts_dir.glob("*.txt") for line in path.read_text("utf-8-sig").splitlines()]
    forbidden = long_runs(lines)
    assert len(forbidden) > 1000, "the texts are not the articles"
    found = {str(path): sorted(shared_runs(path, forbidden)) for path in files}
    return {name: [f"{run[:30]}…" for run in shared[:3]] for name, shared in found.items() if shared}


def test_no_long_run_of_an_article_stands_in_the_repository(repo_root: Path, texts_dir: Path) -> None:
    assert findings(tracked_files(repo_root), texts_dir) == {}


def test_no_long_run_of_an_article_stands_on_a_page(built_book: Path, texts_dir: Path) -> None:
    pages = [path for path in built_book.rglob("*") if path.suffix in {".html", ".js", ".ipynb", ".svg", ".csv", ".md"}]
    assert len(pages) > 5
    assert findings(pages, texts_dir) == {}


ALPHABET = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa"


def test_a_run_of_eleven_is_found_and_one_of_ten_is_not(tmp_path: Path) -> None:
    forbidden = long_runs([ALPHABET])
    quoted = ALPHABET.split()[2:13]
    (tmp_path / "ten.md").write_text(f"They say: “{' '.join(quoted[:10])}”, and more.")
    (tmp_path / "eleven.md").write_text(f"They say: “{', '.join(quoted).title()}”, and more.")
    assert shared_runs(tmp_path / "ten.md", forbidden) == set()
    assert shared_runs(tmp_path / "eleven.md", forbidden) == {" ".join(quoted)}


def test_a_run_is_found_through_tags_entities_and_the_lines_of_a_notebook(tmp_path: Path) -> None:
    first, rest = ALPHABET.split()[:5], ALPHABET.split()[5:11]
    forbidden = long_runs([ALPHABET.replace("bravo", "bravo’s")])
    said = " ".join(first).replace("bravo", "bravo&#8217;s")
    (tmp_path / "page.html").write_text(f"<p>{said} <b>{' '.join(rest)}</b></p><script>x</script>")
    cell = {"outputs": [{"data": {"text/html": [f"<td>{said}\n", f"</td><td>{' '.join(rest)}</td>"]}}]}
    (tmp_path / "chapter.ipynb").write_text(json.dumps({"cells": [cell]}))
    for name in ("page.html", "chapter.ipynb"):
        assert len(shared_runs(tmp_path / name, forbidden)) == 1, name


def test_short_lines_are_no_matter() -> None:
    assert long_runs([" ".join(ALPHABET.split()[:14])]) == set()
    assert len(long_runs([" ".join(ALPHABET.split()[:15])])) == 5
