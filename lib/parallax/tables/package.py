"""The tables as the Data Package descriptor defines them: checked with frictionless, read with pandas."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from parallax.errors import CorpusError
from parallax.language.profiles import ENGLISH, Language, languages_of
from parallax.language.tokens import reads_as
from parallax.tables import faults
from parallax.tables.writing import to_csv

DESCRIPTOR = "datapackage.yaml"


_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "date": "string"}


_RESTORE = "restore it from version control"


#: Reads YAML ten times as fast as the one of Python, where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def quoted(text: str) -> str:
    """Return a text as YAML has it within a line, whatever signs it holds."""
    return json.dumps(text, ensure_ascii=False)


def corpus_folder(argument: Path | None = None, start: Path | None = None) -> Path:
    """Return the folder of tables: the argument, else ``PARALLAX_CORPUS``, else ``corpus/`` here or above.

    Parameters
    ----------
    argument : Path, optional
        A folder that somebody named; no other is then looked for.
    start : Path, optional
        Where "here" is; the current folder if not given.

    Returns
    -------
    Path
        A folder that has a descriptor.

    Raises
    ------
    CorpusError
        If there is none, or it has no descriptor.
    """
    named = argument or os.environ.get("PARALLAX_CORPUS")
    here = (start or Path()).resolve()
    candidates = [Path(named)] if named else [place / "corpus" for place in (here, *here.parents)]
    for folder in candidates:
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise CorpusError(
        f"no {DESCRIPTOR} in {candidates[0]}",
        "run this inside the project, or name the folder of tables with --corpus or PARALLAX_CORPUS",
    )


def descriptor(folder: Path) -> dict[str, Any]:
    """Return the Data Package descriptor of a folder of tables.

    Parameters
    ----------
    folder : Path
        Folder of tables.

    Returns
    -------
    dict
        Its content; every caller gets the same, so it is not to be changed.

    Raises
    ------
    CorpusError
        If it is not YAML, lists no resources, or one of them lacks what every resource has.
    """
    try:
        content = _parsed((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError(f"{folder / DESCRIPTOR} is not YAML: {error}", _RESTORE) from None
    if not isinstance(content, dict) or not isinstance(content.get("resources"), list):
        raise CorpusError(f"{folder / DESCRIPTOR} lists no resources", _RESTORE)
    if problem := _malformed(content["resources"]):
        raise CorpusError(f"{folder / DESCRIPTOR}: {problem}", _RESTORE)
    return content


def _malformed(resources: list[Any]) -> str | None:
    """Return what a resource lacks of what the functions here take for granted, if anything."""
    names = set()
    for place, entry in enumerate(resources, start=1):
        if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("name", "path")):
            return f"resource {place} has no name or no path"
        if entry["name"] in names:
            return f"the resource {entry['name']!r} is there twice"
        names.add(entry["name"])
        if "schema" in entry:
            schema = entry["schema"] if isinstance(entry["schema"], dict) else {}
            fields = schema.get("fields") or [None]
            if not all(isinstance(field, dict) and "name" in field for field in fields):
                return f"the schema of {entry['name']!r} lists no fields, or one without a name"
            if odd := [field["name"] for field in fields if field.get("type") not in _DTYPES]:
                return f"the column {odd[0]!r} of {entry['name']!r} is not of the type {' or '.join(_DTYPES)}"
    return None


@lru_cache(maxsize=8)
def _parsed(text: str) -> object:
    # Each table that is read asks for the descriptor, and parsing it takes longer than reading the table.
    return yaml.load(text, Loader=LOADER)


def tables(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the entries of the tables by name; a file without a schema, such as a list of words, is not a table."""
    return {entry["name"]: entry for entry in descriptor(folder)["resources"] if "schema" in entry}


def entry_of(folder: Path, name: str) -> dict[str, Any]:
    """Return the entry of one table or list of words.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    name : str
        Its name in the descriptor.

    Returns
    -------
    dict
        The entry.

    Raises
    ------
    CorpusError
        If there is none of that name.
    """
    entries = {entry["name"]: entry for entry in descriptor(folder)["resources"]}
    if name not in entries:
        raise CorpusError(
            f"{folder / DESCRIPTOR} has no table {name!r}; it has {', '.join(entries)}",
            "correct the name; if the table belongs to the corpus, restore its entry from version control",
        )
    return entries[name]


def validate(folder: Path, only: Collection[str] | None = None, *, anew: bool = False) -> list[str]:
    """Check tables against the descriptor, references between them included.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    only : collection of str, optional
        Names of the tables to check; all by default.
    anew : bool
        Check tables that were found in order before, too, see `tables.faults.in_rows`.

    Returns
    -------
    list of str
        A message for each kind of error in a column: file, first row, what is wrong and what to do, and how many
        more rows have it. Empty if all is well. What only follows from an error in another table is left out.

    Raises
    ------
    CorpusError
        If the descriptor is not one, or has no table of a name in `only`.
    """
    content = descriptor(folder)
    wanted = {entry_of(folder, name)["name"] for name in sorted(only)} if only is not None else None
    entries = [entry for entry in content["resources"] if wanted is None or entry["name"] in wanted]
    unreadable = {entry["name"]: found for entry in entries if (found := faults.unreadable(folder, entry))}
    sound = [entry for entry in entries if entry["name"] not in unreadable]
    checked = {**content, "resources": [entry for entry in sound if "schema" in entry]}
    return [
        *unreadable.values(),
        *(faults.in_rows(folder / DESCRIPTOR, checked, anew=anew) if checked["resources"] else []),
    ]


def require_valid(folder: Path, only: Collection[str] | None = None) -> None:
    """Stop where `validate` finds an error.

    Parameters
    ----------
    folder, only : Path, collection of str
        As in `validate`.

    Raises
    ------
    CorpusError
        With the first ten errors, if there are any.
    """
    messages = validate(folder, only)
    if messages:
        shown = "\n  ".join(messages[:10])
        more = f"\n  … and {len(messages) - 10} more" if len(messages) > 10 else ""
        raise CorpusError(
            f"the tables are not in order:\n  {shown}{more}",
            "correct a coded table by hand; rebuild the derived ones with `parallax extract`, "
            "or restore them from version control",
        )


def read(folder: Path, name: str) -> pd.DataFrame:
    """Return one table with the types that the descriptor gives its columns.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    name : str
        Name of the table in the descriptor.

    Returns
    -------
    DataFrame
        Integers as ``int64`` (``Int64`` where cells are empty), text as ``str`` with ``""`` for empty.

    Raises
    ------
    CorpusError
        If there is no table of that name, or the file cannot be read as the table that the descriptor describes.
    """
    entry = entry_of(folder, name)
    if "schema" not in entry:
        raise CorpusError(f"{name!r} is not a table but {entry['path']}", "read the file itself")
    if problem := faults.unreadable(folder, entry):
        raise CorpusError(problem, "`parallax verify` lists all that is wrong with the tables")
    try:
        return _typed(folder / entry["path"], entry)
    except ValueError as error:
        raise CorpusError(
            f"{folder / entry['path']}: {error}", "run `parallax verify`, which names row and column"
        ) from None


def as_read(frame: pd.DataFrame, entry: Mapping[str, Any]) -> pd.DataFrame:
    """Return a table as `read` will return it once it is stored, by its entry in a descriptor."""
    return _typed(io.StringIO(to_csv(frame)), entry)


def _typed(file: Path | io.StringIO, entry: Mapping[str, Any]) -> pd.DataFrame:
    dtypes = {field["name"]: _DTYPES[field["type"]] for field in entry["schema"]["fields"]}
    frame = pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""])
    for column, dtype in dtypes.items():
        if dtype == "string":
            frame[column] = frame[column].fillna("").astype(object)
        elif not frame[column].isna().any():
            frame[column] = frame[column].astype(dtype.lower())
    return frame


def stopwords(folder: Path) -> list[str]:
    """Return the function words, one a line of the lexicon.

    Parameters
    ----------
    folder : Path
        Folder of tables.

    Returns
    -------
    list of str
        The words, in the order of the file.

    Raises
    ------
    CorpusError
        If a word is listed twice, or is written so that no token can be equal to it.
    """
    entry = entry_of(folder, "stopwords")
    path = folder / entry["path"]
    if problem := faults.unreadable(folder, entry):
        raise CorpusError(problem, "write one function word a line")
    words: list[str] = []
    languages = _languages(folder)
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        word = line.strip()
        if word and (problem := _not_a_word(word, words, languages)):
            raise CorpusError(f"{path}, line {number}: {problem}", "correct or remove that line")
        words += [word] if word else []
    return words


def _languages(folder: Path) -> list[Language]:
    """Return the languages of the texts: English where the table of sources does not say."""
    fields = tables(folder).get("sources", {}).get("schema", {}).get("fields", [])
    if "language" not in {field["name"] for field in fields}:
        return [ENGLISH]
    return list(dict.fromkeys(languages_of(read(folder, "sources").to_dict("records")).values())) or [ENGLISH]


def _not_a_word(word: str, before: list[str], languages: Iterable[Language]) -> str | None:
    """Return why a line of the list of words cannot be counted as one, if it cannot."""
    found = reads_as(word, languages)
    if word not in found or " " in word:
        one = [each for each in found if each and " " not in each]
        instead = f"write {one[0]!r}" if one else "it takes one word a line, in small letters"
        return f"no token of a text is ever {word!r}; {instead}"
    return f"{word!r} is there twice" if word in before else None
