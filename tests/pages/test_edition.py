"""An edition has the version of CITATION.cff and a day that can be set, and names what leaves the book."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpers.project import absent
from parallax.errors import ParallaxError
from parallax.pages.edition import Edition, edition, edition_of, named
from parallax.pages.sphinx_edition import said

CITATION = "title: High Tides\nversion: 2.0.1\nauthors: [{name: The Guild}]\n"
TIDES = Edition("High Tides", "2.0.1", date(2030, 5, 1))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a book, far from any repository."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    return tmp_path


def git(root: Path, *words: str, day: str = "2031-02-03T23:30:00Z") -> None:
    who = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "HOME": str(root), "PATH": "/usr/bin:/bin"}
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    try:
        subprocess.run(["git", *names, *words], cwd=root, env=who, check=True, capture_output=True)
    except OSError:
        absent("git", "this check needs git")


def test_without_release_setting_and_commits_the_day_is_today(root: Path) -> None:
    before = datetime.now(UTC).date()
    assert edition(root)[:2] == ("High Tides", "2.0.1")
    assert before <= edition(root).day <= datetime.now(UTC).date()


def test_a_commit_counts_more_than_today_a_setting_more_and_a_release_most(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "Tides")
    assert edition(root).day == date(2031, 2, 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert edition(root).day == date(1970, 1, 1)
    (root / "CITATION.cff").write_text(f"{CITATION}date-released: 2030-05-01\n", encoding="utf-8")
    assert edition(root) == TIDES


def test_the_day_survives_as_seconds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TIDES.epoch)
    assert edition(root) == TIDES


@pytest.mark.parametrize("seconds", ["soon", "9" * 30])
def test_a_setting_that_is_no_time_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(ParallaxError, match=f"SOURCE_DATE_EPOCH is {seconds}, which is no date"):
        edition(root)


def test_a_release_that_is_no_date_and_a_version_that_is_not_there_are_refused(root: Path) -> None:
    (root / "CITATION.cff").write_text(f"{CITATION}date-released: in May\n", encoding="utf-8")
    with pytest.raises(ParallaxError, match=r"date-released in .*CITATION\.cff is in May, which is no date"):
        edition(root)
    (root / "CITATION.cff").write_text(CITATION.replace("version", "revision"), encoding="utf-8")
    with pytest.raises(ParallaxError, match=r"CITATION\.cff has no version"):
        edition(root)


def test_a_file_is_named_for_book_version_and_day_once() -> None:
    assert TIDES.file("net.csv") == "high-tides-net-2.0.1-2030-05-01.csv"
    assert TIDES.file(TIDES.file("net.csv")) == TIDES.file("net.csv")
    assert TIDES.file(".epub") == "high-tides-2.0.1-2030-05-01.epub"
    assert Edition("T", "1/2 beta", TIDES.day).file("a.b") == "t-a-1-2-beta-2030-05-01.b"


def test_what_saves_is_named_and_other_links_stay() -> None:
    links = {
        '<a download="net.csv" aria-label="x" href="data:,a">': ("net", "csv"),
        '<a class="take" download href="../_images/fig-a.svg?v=1">': ("fig-a", "svg"),
        '<a class="reference download internal" download="" href="../_downloads/0a/boats.csv">': ("boats", "csv"),
        '<a href="../_sources/chapters/net.ipynb" class="btn btn-download-source-button">': ("net", "ipynb"),
    }
    for link, (stem, suffix) in links.items():
        done = named(f"{link}it</a>", TIDES)
        assert f'download="high-tides-{stem}-2.0.1-2030-05-01.{suffix}"' in done
        assert done.count("download=") == 1
        assert named(done, TIDES) == done
        assert re.findall('class="[^"]*"', done) == re.findall('class="[^"]*"', link)
    for link in ('<a href="download.html">', '<a href="x" class="no download here">', "<abbr download>"):
        assert named(f"<p>{link}it</a></p>", TIDES) == f"<p>{link}it</a></p>"


def test_a_page_says_its_edition_and_one_that_does_not_is_refused() -> None:
    assert edition_of(f"<footer>{said(TIDES)}</footer>") == TIDES
    assert "Version 2.0.1, " in said(TIDES)
    assert "1 May 2030" in said(TIDES)
    with pytest.raises(ParallaxError, match="do not say of which version"):
        edition_of("<footer></footer>")
