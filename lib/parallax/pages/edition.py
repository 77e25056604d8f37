"""Which edition of the book this is: its version and its day, by which pages and the files they offer are named."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from parallax.analysis.sources import MONTHS  # not of strftime: Sphinx changes its language
from parallax.errors import ParallaxError
from parallax.pages.citation import FILE, entry_of

#: The standard by which the day of a build can be set: seconds since 1970.
EPOCH = "SOURCE_DATE_EPOCH"

_LINKS = re.compile(r"<a\s[^>]*>")
_ATTRIBUTE = re.compile(r"""\s([\w:-]+)(?:=(?:"([^"]*)"|'[^']*'|[^\s>"']+))?""")
_BUTTON = re.compile(r"\bbtn-download-(?:source|notebook)-button\b")


class Edition(NamedTuple):
    """An edition of a book.

    Attributes
    ----------
    title : str
        The book's.
    version : str
        As ``CITATION.cff`` has it.
    day : date
        Of the release, else of the last change, else of the build.
    """

    title: str
    version: str
    day: date

    @property
    def epoch(self) -> str:
        """Its day as `EPOCH` has it."""
        return str(int(datetime.combine(self.day, time(), UTC).timestamp()))

    @property
    def written_day(self) -> str:
        """Its day as a sentence has it: 1 May 2030."""
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"

    def file(self, name: str) -> str:
        """Return the name under which a file leaves the book; one that has it already keeps it.

        Examples
        --------
        >>> tides = Edition("Tides", "2.0", date(2030, 5, 1))
        >>> tides.file("net.csv"), tides.file(".pdf")
        ('tides-net-2.0-2030-05-01.csv', 'tides-2.0-2030-05-01.pdf')
        """
        stamp = re.sub(r"[^\w.+-]+", "-", f"{self.version}-{self.day.isoformat()}")
        stem, dot, suffix = name.rpartition(".")
        if stem.endswith(stamp):
            return name
        book = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return "-".join(filter(None, (book, stem, stamp))) + dot + suffix


def edition(root: Path) -> Edition:
    """Return the edition of the book in a folder.

    Its day is ``date-released`` in ``CITATION.cff``; else what ``SOURCE_DATE_EPOCH`` says; else that of the last
    commit; else today's, by universal time.

    Raises
    ------
    ParallaxError
        If ``CITATION.cff`` is missing or lacks a version, or one of its dates or ``SOURCE_DATE_EPOCH`` is none.
    """
    entry = entry_of(Path(root) / FILE)
    return Edition(str(entry["title"]), str(entry["version"]), _day(entry, Path(root)))


def edition_of(page: str) -> Edition:
    """Return the edition that the HTML of a page says it is of.

    Raises
    ------
    ParallaxError
        If it does not say.
    """
    said = BeautifulSoup(page, "html.parser").select_one(".parallax-edition[data-version]")
    if said is None:
        raise ParallaxError("the pages do not say of which version they are", "run `make book` again")
    return Edition(str(said["data-title"]), str(said["data-version"]), date.fromisoformat(str(said["data-day"])))


def named(html: str, of: Edition) -> str:
    """Return the HTML of a page, each of whose links to save something names the file by edition."""

    def with_name(link: re.Match[str]) -> str:
        attributes = list(_ATTRIBUTE.finditer(link[0]))
        values = {attribute[1]: attribute[2] or "" for attribute in attributes}
        if "download" not in values and not _BUTTON.search(values.get("class", "")):
            return link[0]
        name = values.get("download") or re.split("[?#]", values.get("href", ""))[0].rpartition("/")[2]
        kept = "".join(attribute[0] for attribute in attributes if attribute[1] != "download")
        return f'<a{kept} download="{of.file(name)}">'

    return _LINKS.sub(with_name, html)


def _day(entry: Mapping[str, Any], root: Path) -> date:
    released, seconds = entry.get("date-released"), os.environ.get(EPOCH)
    try:
        if released:
            return date.fromisoformat(str(released))
        moment = datetime.fromtimestamp(int(seconds), UTC) if seconds else _commit(root) or datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        where = f"date-released in {root / FILE}" if released else EPOCH
        remedy = "write it as 2026-11-27" if released else "set it to seconds since 1970, or unset it"
        raise ParallaxError(f"{where} is {released or seconds}, which is no date", remedy) from error
    return moment.date()


def _commit(root: Path) -> datetime | None:
    """Return the time of the last commit; None without git, or outside a repository."""
    try:
        run = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True)
    except OSError:
        return None
    return datetime.fromtimestamp(int(run.stdout), UTC) if run.stdout.strip().isdigit() else None
