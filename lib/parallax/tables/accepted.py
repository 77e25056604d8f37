"""What was accepted of each table, kept in the descriptor, so that no row is lost or changed unseen.

Beside each file the descriptor has ``hash``, the Data Package's own field: the SHA-256 of the file as the project
writes it, in UTF-8 with LF and no needless quotation marks. A copy with other line ends or rows in another order is the
same table. ``accepted`` holds the sums of its rows (`rowsums`), by which the row is found that was changed.
``extracted``, at the coded tables that extraction reads, is of the columns that it reads, as it last saw them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast

import pandas as pd
import yaml

from parallax.errors import CorpusError
from parallax.tables import package
from parallax.tables.rowsums import change, parsed, row_sums
from parallax.tables.writing import to_csv

#: The columns that extraction reads of the coded tables.
EXTRACTED = {
    "sources": ["source"],
    "lines": ["source", "line", "role", "skip_chars"],
    "frames": ["entry"],
    "actors": ["alias", "mask"],
    "modality": ["entry"],
}


def _rows(text: str, entry: Mapping[str, Any]) -> list[str]:
    """Return the lines of a file as the project writes them, the header of a table first."""
    if "schema" not in entry:
        return [line.strip() for line in text.splitlines() if line.strip()]
    plain = {at for at, field in enumerate(entry["schema"]["fields"]) if field["type"] in {"integer", "number"}}
    lines = []
    for cells in csv.reader(io.StringIO(text, newline="")):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(c.strip() if at in plain else c for at, c in enumerate(cells))
        lines.append(line.getvalue())
    return lines


def _fields(lines: list[str], header: int) -> dict[str, str]:
    """Return the fields of the descriptor that say what a file holds."""
    whole = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    return {"hash": f"sha256:{whole}", "accepted": str(row_sums(lines[header:]))}


def changes(folder: Path, only: Collection[str] | None = None) -> dict[str, str]:
    """Say what has changed in files since they were accepted, by their paths; files that are as they were are left out.

    So are files that were never accepted, and the order of rows does not count.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    only : collection of str, optional
        Names of the tables to look at; all by default.
    """
    found = {}
    for entry in package.descriptor(folder)["resources"]:
        if "hash" not in entry or (only is not None and entry["name"] not in only):
            continue
        raw = (folder / entry["path"]).read_bytes()
        if entry["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}":
            continue
        header = int("schema" in entry)
        lines = _rows(raw.decode("utf-8-sig"), entry)
        if entry["hash"] == _fields(lines, header)["hash"]:
            continue
        before, rows = parsed(str(entry.get("accepted"))), lines[header:]
        if before is None or before == row_sums(rows):
            found[entry["path"]] = f"its hash is not {entry['hash']}"
        elif not before.same_rows(row_sums(rows)):
            found[entry["path"]] = change(rows, before, 1 + header)
    return found


def unaccepted(folder: Path) -> list[str]:
    """Return the paths of the files that were never accepted."""
    return [entry["path"] for entry in package.descriptor(folder)["resources"] if "hash" not in entry]


def unextracted(folder: Path) -> list[str]:
    """Return a message for each coded table in which something that extraction reads has changed since the last one.

    There is none if nothing was extracted yet. The tables are in order.
    """
    entries = package.tables(folder)
    return [
        f"{entries[name]['path']}: {' or '.join(columns)} is not as it was when the derived tables were made; "
        "run `parallax extract`"
        for name, columns in EXTRACTED.items()
        if name in entries
        and "extracted" in entries[name]
        and entries[name]["extracted"] != _read_of(package.read(folder, name), name)
    ]


def _read_of(table: pd.DataFrame, name: str) -> str:
    rows = sorted(to_csv(table[EXTRACTED[name]]).splitlines())
    return f"sha256:{hashlib.sha256(chr(10).join(rows).encode()).hexdigest()}"


def contents(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    read: Mapping[str, pd.DataFrame] | None = None,
    *,
    words: Mapping[str, str] | None = None,
    descriptor: str | None = None,
) -> dict[str, str]:
    """Return the files to store tables in, and the descriptor that accepts them, for `tables.writing.replace_all`.

    A coded table that was changed by hand since it was accepted, or never was, is not accepted along with what is added
    to it; one that the folder did not have is.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    tables : mapping of str to DataFrame
        The tables to be stored, by name.
    read : mapping of str to DataFrame, optional
        Where they were extracted, the tables that extraction read.
    words : mapping of str to str, optional
        Lists of words to be stored, by name.
    descriptor : str, optional
        The text of another descriptor that the folder gets.
    """
    before = {entry["name"]: entry for entry in package.descriptor(folder)["resources"]}
    text = descriptor or (folder / package.DESCRIPTOR).read_text(encoding="utf-8")
    after = {entry["name"]: entry for entry in yaml.load(text, Loader=package.LOADER)["resources"]}
    texts = {name: to_csv(table) for name, table in tables.items()} | dict(words or {})
    entries = {name: after.get(name) or package.entry_of(folder, name) for name in texts}
    open_changes = changes(folder, {name for name, entry in entries.items() if entry.get("made") == "coded"})
    fields = {
        name: _fields(_rows(texts[name], entry), int("schema" in entry))
        for name, entry in entries.items()
        if name not in before
        or entry.get("made") == "derived"
        or ("hash" in before[name] and entry["path"] not in open_changes)
    }
    for name, table in (read or {}).items():
        fields.setdefault(name, {})["extracted"] = _read_of(table, name)
    return {
        **{entry["path"]: texts[name] for name, entry in entries.items()},
        package.DESCRIPTOR: with_fields(folder / package.DESCRIPTOR, fields, text),
    }


def accepting(folder: Path) -> dict[str, str]:
    """Return the descriptor that accepts every file of a folder as it is, for `tables.writing.replace_all`."""
    fields = {}
    for entry in package.descriptor(folder)["resources"]:
        lines = _rows((folder / entry["path"]).read_bytes().decode("utf-8-sig"), entry)
        fields[entry["name"]] = _fields(lines, int("schema" in entry))
    return {package.DESCRIPTOR: with_fields(folder / package.DESCRIPTOR, fields)}


def with_fields(file: Path, fields: Mapping[str, Mapping[str, str]], text: str | None = None) -> str:
    """Return the text of a descriptor with fields of its resources set, and all else, comments too, as it was.

    Parameters
    ----------
    file : Path
        The descriptor.
    fields : mapping of str to mapping
        What to set, by resource. A field that is there is replaced where it is; another goes below the path.
    text : str, optional
        Its text, if not the one that it has now.

    Raises
    ------
    CorpusError
        If the file is laid out so that a line cannot be put in.
    """
    text = file.read_text(encoding="utf-8") if text is None else text
    lines = text.splitlines(keepends=True)
    wanted = yaml.load(text, Loader=package.LOADER)
    for entry in wanted["resources"]:
        entry.update(fields.get(entry["name"], {}))
    root = cast("yaml.MappingNode", yaml.compose(text, Loader=package.LOADER))
    (resources,) = (value for key, value in root.value if key.value == "resources")
    for node in reversed(resources.value):  # from the end, so that the lines before keep their numbers
        at = {key.value: (key.start_mark, value.end_mark.line) for key, value in node.value}
        name = next(value.value for key, value in node.value if key.value == "name")
        mine = fields.get(name, {})
        set_to = {key: f"{' ' * at['path'][0].column}{key}: {value}\n" for key, value in mine.items()}
        for key in mine.keys() & at.keys():
            lines[at[key][0].line] = set_to.pop(key)
        lines[at["path"][1] + 1 : at["path"][1] + 1] = set_to.values()
    result = "".join(lines)
    try:
        in_place = yaml.load(result, Loader=package.LOADER) == wanted
    except yaml.YAMLError:
        in_place = False
    if not in_place:
        raise CorpusError(
            f"{file}: hash and accepted cannot be inserted",
            "give each resource lines of its own for its name, its path and its other fields, as in the book's own",
        )
    return result
