"""What has been looked at and found in order: a page of the book is not opened again while nothing of it changes.

A stamp is a file whose name is a hash of all that the verdict rests on, beside the kept results of the library. Only
what is in order gets one, so that a fault is told every time; `make clean` removes them all, and CI starts without any.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from helpers.project import ROOT
from parallax.tables.cache import cache_folder

SEARCH, INDEX = "search.html", "searchindex.js"
# Beside the pages, and asked for by none.
NOT_LOADED = {"_sources", "objects.inv", ".buildinfo"}


def digest(*parts: str | bytes | Path) -> str:
    """Hash texts and the bytes of files, each with its length, so that no two lists run together."""
    total = sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode() if isinstance(part, str) else part
        total.update(f"{len(content)} ".encode() + content)
    return total.hexdigest()


def of_page(html: Path, page: str, *others: str | bytes | Path) -> str:
    """Hash a page, the files that pages load, the images that it shows, and whatever else is given.

    The page of search loads the index too, which is made of all pages.
    """
    content = (html / page).read_bytes()
    loaded = [path for path in html.rglob("*") if path.is_file() and path.relative_to(html).parts[0] not in NOT_LOADED]
    files = [path for path in loaded if path.parts[-2] != "_images" or path.name.encode() in content]
    files = [path for path in files if path.suffix != ".html" and (path.name != INDEX or page == SEARCH)]
    named = [part for path in sorted(files) for part in (path.relative_to(html).as_posix(), path)]
    return digest(page, content, *named, *others)


def faults_unless_passed(key: str, look: Callable[[], dict], *, folder: Path | None = None) -> dict:
    """Return the faults that a look finds, without looking where the same is known to have none."""
    folder = folder or (cache_folder(ROOT) or ROOT / "_build" / "cache") / "passed"
    if (folder / key).exists():
        return {}
    if not (faults := look()):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / key).touch()
    return faults
