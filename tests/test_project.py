"""What the project says of itself is so: its version, the numbers of the datasheet, the map, the tests, the habits."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, settings

from helpers.each import for_each
from helpers.project import ROOT, absent
from parallax import Corpus, load_corpus

PACKAGE = ROOT / "lib" / "parallax"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATASHEET = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")

# Modules without a test module of their own, and where they are tested: by what they are there for.
TESTED_THROUGH = {
    "__main__": "test_cli",
    "analysis/topics/subsamples": "analysis/topics/test_stability",
    "claims/layer_tables": "projects/test_layer",
    "claims/show": "claims/test_ledger",
    "corpus/counting": "corpus/test_corpus",
    "pages/bare": "pages/test_pdf",
    "pages/epub_package": "pages/test_epub",
    "pages/kernels": "pages/test_build",
    "projects/place": "projects/test_change",
}

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

# A folder of somebody's machine, and what names a place to get packages from.
MACHINE = re.compile(r"(?<![\w.:/+-])/(?:(?:root|tmp|work)\b|(?:home|Users)/\w)|\b[A-Z]:\\+Users")
INDEX = re.compile(
    r"pypi\.|pythonhosted\.|//[\w.-]*(?:artifactory|devpi|nexus|npmjs|anaconda)|--(?:extra-)?index-url[= ]\S"
)
# What a test that is marked for CI alone says of itself, or a list of tests whose members are.
MARKED = re.compile(r"mark\.ci\(\"([^\"]+)\"\)|= each\(.*, \"([^\"]+)\"\)")
# This one shows such paths to a pattern of its own.
SHOWS_PATHS = {Path("tests/test_chapters.py")}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the book's corpus."""
    return load_corpus(ROOT / "corpus")


def rows(text: str, *first: str) -> dict[str, list[str]]:
    """Return the rows of a Markdown table, other cells by first cell; the table is known by its first cells."""
    tables = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    cells = [[[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()] for table in tables]
    (table,) = (table for table in cells if table[0][: len(first)] == list(first))
    return {row[0]: row[1:] for row in (table[0], *table[2:])}


def numbers(cells: list[str]) -> list[int]:
    return [int(cell.replace(",", "")) for cell in cells]


def files() -> list[Path]:
    """Return the files that git keeps, or will when they are added."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        absent("git", "these checks need git and a clone made by it")
    names = map(Path, filter(None, run.stdout.split("\0")))
    return [name for name in names if (ROOT / name).is_file()]


def test_a_table_is_read_off_the_page_as_meant() -> None:
    text = "| a | b |\n|---|---|\n| x | 1,000 |\n\n| c | d |\n|---|---|\n| y | 2 |\n"
    assert rows(text, "c") == {"c": ["d"], "y": ["2"]}
    assert numbers(rows(text, "a", "b")["x"]) == [1000]


def test_the_version_is_the_same_wherever_it_stands() -> None:
    version = PROJECT["project"]["version"]
    latest = re.search(r"^## ([\d.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert latest is not None
    assert CITATION["version"] == latest.group(1) == version


def test_the_citation_names_title_authors_and_licences() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["title"] == README.splitlines()[0].removeprefix("# ")
    assert CITATION["authors"] == PROJECT["project"]["authors"]
    assert CITATION["license"] == [PROJECT["project"]["license"], "CC-BY-4.0"]
    assert CITATION["keywords"] == sorted(CITATION["keywords"])
    assert CITATION.keys() >= {"message", "type", "abstract"}


def test_the_datasheet_gives_the_lengths_of_the_articles(corpus: Corpus) -> None:
    table = rows(DATASHEET, "", "NI")
    assert table[""] == [*corpus.short.values(), "all"]
    by_source = [
        corpus.segments.groupby("source").size(),
        corpus.paragraphs.groupby("source").size(),
        corpus.paragraphs.groupby("source")["n_tokens"].sum(),
    ]
    stated = [numbers(table[name]) for name in ("non-empty lines", "body paragraphs", "words of the body")]
    assert stated == [[*(each[source] for source in corpus.short), each.sum()] for each in by_source]


def test_the_datasheet_counts_what_was_excluded_by_role(corpus: Corpus) -> None:
    out = corpus.segments.loc[corpus.segments["role"] != "body", "role"].value_counts()
    table = rows(DATASHEET, "role", "lines")
    assert {role: int(cells[0]) for role, cells in table.items() if role != "role"} == out.to_dict()
    assert f"Of the {len(corpus.segments)} lines {out.sum()} are not counted" in DATASHEET


def test_the_datasheet_counts_datelines_and_licences_in_words(corpus: Corpus) -> None:
    datelines = re.search(r"(\w+) datelines? at the head", DATASHEET)
    reserved, free = re.search(r"(\w+) reserve all rights, (\w+) \(NI\) is under CC BY-NC-ND", DATASHEET).groups()
    by_licence = corpus.sources["licence"].str.startswith("CC BY-NC-ND")
    assert NUMBERS[datelines.group(1).lower()] == (corpus.segments["skip_chars"] > 0).sum()
    assert (NUMBERS[reserved], NUMBERS[free]) == ((~by_licence).sum(), by_licence.sum())
    assert list(corpus.sources.loc[by_licence, "short"]) == ["NI"]


def test_every_place_on_the_map_exists() -> None:
    places = [place for cell in rows(README, "place") for place in re.findall(r"`([^`]+)`", cell)]
    assert len(places) > 8
    assert [place for place in places if not (ROOT / place).exists()] == []


@for_each(["README.md", "CONTRIBUTING.md", "corpus/README.md"])
def test_every_file_that_a_page_speaks_of_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:lib|tests|chapters|corpus)/[\w./-]+)`", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)]+)\)", text)
    own = [name for name in named if "NEW-ID" not in name and not name.startswith("corpus/texts/")]
    assert [name for name in own if not (ROOT / name).exists()] == []
    assert [name for name in linked if not (ROOT / page).parent.joinpath(name).exists()] == []


def test_the_modules_that_the_readme_names_are_there() -> None:
    (way,) = re.findall(r"^In `lib/parallax/` .*", README, flags=re.MULTILINE)
    names = set(re.findall(r"`(\w+)`", way)) - {"parallax"}
    assert names == {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"} | {"cli"}
    assert [name for name in sorted(names) if not list(PACKAGE.glob(f"{name}*"))] == []


def test_every_module_has_its_tests() -> None:
    inside = {path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")}
    modules = {name for name in inside if not name.endswith("__init__") and not name.startswith("figures/")}
    found = (ROOT / "tests").rglob("test_*.py")
    tests = {path.relative_to(ROOT / "tests").with_suffix("").as_posix() for path in found}
    tested = {name.replace("test_", "") for name in tests}
    assert modules - tested == set(TESTED_THROUGH)
    assert set(TESTED_THROUGH.values()) <= tests


def test_no_example_fails_for_taking_long() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check


def test_the_patterns_of_paths_and_package_indexes_tell_them() -> None:
    assert MACHINE.search("see /" + "tmp/x")
    assert MACHINE.search("'/" + "home/me'")
    assert not MACHINE.search("_build/work and https://example.org/home/page")
    assert INDEX.search("https://" + "pypi" + ".org/simple")
    assert INDEX.search("--index-url" + " x")
    assert not INDEX.search("--no-emit-index-url --quiet")


def test_no_file_names_a_folder_of_a_machine_or_a_package_index() -> None:
    found = {}
    for name in files():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        traces = [match.group() for pattern in (MACHINE, INDEX) for match in pattern.finditer(text)]
        if traces and name not in SHOWS_PATHS:
            found[str(name)] = traces[:3]
    assert found == {}


def test_the_hooks_before_a_commit_are_local_and_are_those_of_make_lint() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repositories = yaml.safe_load(text)["repos"]
    assert "//" not in text
    assert {repository["repo"] for repository in repositories} == {"local"}
    hooks = {hook["id"]: hook for repository in repositories for hook in repository["hooks"]}
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (lint,) = re.findall(r"^lint:.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE)
    for name in ("ruff", "ruff-format", "mypy"):
        assert hooks[name]["entry"].replace(".venv/bin/", "$(BIN)/") in lint
    assert (ROOT / hooks["chapters"]["entry"].split()[-1]).is_file()


def test_make_test_names_what_it_leaves_to_ci_and_ci_runs_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (named,) = re.findall(r"^LEFT_TO_CI := (.*)$", makefile, flags=re.MULTILINE)
    marked = [
        item
        for path in (ROOT / "tests").rglob("test_*.py")
        for found in MARKED.findall(path.read_text("utf-8"))
        for item in found
        if item
    ]
    assert set(marked) == set(named.split("; "))
    assert "-m 'not ci'" in makefile
    assert "\nmake test CI=1\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
