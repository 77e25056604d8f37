"""Reading the articles, which are not part of the project, from a folder of the reader's own."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pandas as pd

from parallax.errors import CorpusError
from parallax.language.marks import folded


def texts_folder(argument: Path | None, corpus: Path) -> Path:
    """Return the folder of texts: the argument, else ``PARALLAX_TEXTS``, else ``texts/`` in the corpus.

    It may be missing.
    """
    return Path(argument or os.environ.get("PARALLAX_TEXTS") or corpus / "texts")


def text_path(folder: Path, file: str) -> Path:
    """Return the path of a text by its name in sources.csv; it must lie in the folder of texts.

    Raises
    ------
    CorpusError
        If ``file`` is absolute or climbs out of the folder, by name or by a symbolic link.
    """
    remedy = "write a plain file name in the column file of sources.csv"
    parts = (PurePosixPath(file), PureWindowsPath(file))
    if any(part.anchor or ".." in part.parts for part in parts):
        raise CorpusError(f"sources.csv: file {file!r} is outside the folder of texts", remedy)
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()):
        raise CorpusError(f"sources.csv: file {file!r} is a link out of the folder of texts", remedy)
    return path


def read_lines(path: Path) -> list[str]:
    """Return the non-empty lines of a text in UTF-8, as they are, without their ends.

    Raises
    ------
    CorpusError
        If the file is missing, is not UTF-8, holds a NUL, as no text does, or holds no line.
    """
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(
            f"{path}: file not found",
            "save the article there as plain text, or name the folder with --texts or PARALLAX_TEXTS; "
            "README.md says where to find each article",
        ) from None
    except OSError as error:
        raise CorpusError(
            f"{path}: the text cannot be read ({error.strerror})", "check that it is a file and that you may read it"
        ) from None
    text = decoded(raw, path)
    # str.splitlines would also break at form feeds and Unicode separators; editors do not count those.
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        raise CorpusError(f"{path}: the file is empty", "save the article there again, as plain text")
    return lines


def decoded(raw: bytes, path: Path) -> str:
    """Return the text of a file's bytes.

    Raises
    ------
    CorpusError
        If it is not UTF-8, or holds a NUL, as no text does.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CorpusError(
            f"{path}, line {line}: byte {error.start} is not UTF-8", "save the file again with the encoding UTF-8"
        ) from None
    before, null, _ = text.partition("\0")
    if null:
        # UTF-16 without its mark decodes as UTF-8, with a NUL after each letter.
        raise CorpusError(
            f"{path}, line {before.count(chr(10)) + 1}: there is a NUL, so this is not text in UTF-8",
            "save the article again as plain text with the encoding UTF-8",
        )
    return text


def fingerprint(line: str) -> str:
    """Return the SHA-256 of a line in its `folded` form, from which datelines are cut too."""
    return hashlib.sha256(folded(line).encode()).hexdigest()


def read_texts(sources: pd.DataFrame, folder: Path) -> dict[str, list[str]]:
    """Return the non-empty lines of every source's text, by source.

    Parameters
    ----------
    sources : DataFrame
        source, file and n_lines, as in sources.csv.
    folder : Path
        Where the texts are.

    Raises
    ------
    CorpusError
        As in `read_lines` and `text_path`; also where a text has more or fewer lines than ``n_lines``.
    """
    texts = {}
    for source, file, n_lines in sources[["source", "file", "n_lines"]].itertuples(index=False):
        path = text_path(folder, file)
        lines = read_lines(path)
        if len(lines) != n_lines:
            state = "is cut short" if len(lines) < n_lines else "has too many lines"
            raise CorpusError(
                f"{path} {state}: it has {len(lines)} non-empty lines, sources.csv says {n_lines}",
                "get the whole article again; if the article itself has changed, correct n_lines, "
                "review lines.csv line by line, then run `parallax extract --accept-changes`",
            )
        texts[source] = lines
    return texts


def require_unchanged(texts: dict[str, list[str]], segments: pd.DataFrame) -> None:
    """Refuse texts of which a line has another fingerprint than the recorded one.

    Parameters
    ----------
    texts : dict of list of str
        Lines by source.
    segments : DataFrame
        The recorded fingerprints: source, line, sha256. Lines not recorded are ignored.

    Raises
    ------
    CorpusError
        With a message, and both fingerprints, for each line that has changed.
    """
    recorded = segments.set_index(["source", "line"])["sha256"]
    messages = []
    for source, lines in texts.items():
        for number, line in enumerate(lines):
            expected, found = recorded.get((source, number)), fingerprint(line)
            if expected is not None and expected != found:
                messages.append(f"{source}, line {number}: expected sha256 {expected}, found {found}")
    if messages:
        raise CorpusError(
            "the texts are not the ones that were coded:\n  " + "\n  ".join(messages),
            "get the copy named in sources.csv; or review the codes of these lines, "
            "then run `parallax extract --accept-changes`",
        )
