"""Layers: the tables that every project has, and those that are added when somebody has read.

Each layer has a file in ``layer_parts``: its part of a descriptor. A project's own descriptor is the parts of its
layers, one below the other. A table of a layer that a project does not have is empty, with the columns it would have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from parallax.errors import ParallaxError

CORE, CATEGORIES = "core", "categories"

#: The layers by name, in the order of a descriptor, and what each is for.
LAYERS = {
    CORE: "the texts, their lengths, and counts of their terms",
    "roles": "what each line is on the page, and whose text it is",
    "provenance": "where each text comes from, and through whose hands",
    "names": "who is named how, and which names are masked",
    "lexicon": "word lists, and how often each paragraph has their entries",
    "codes": "what readers said of each paragraph",
    "positions": "what each text makes of the matter",
    "attributions": "who is heard, and what the parties are called",
    "facts": "questions, and what each text answers",
    "checks": "what was read again, and what came of it",
    "topics": "labels that somebody gave to topics",
}

_PARTS = Path(__file__).with_name("layer_parts")
_TYPES = {"string": "object", "date": "object", "integer": "int64", "number": "float64"}
_LINES, _SEGMENTS = ("{resource: %s, fields: [source, line]}" % name for name in ("lines", "segments"))  # noqa: UP031
_OWN_LINE = "      foreignKeys: [{fields: [source, line], reference: " + _LINES + "}]\n"  # of a segment


def check_layer(name: str) -> str:
    """Return the name of a layer, or refuse one that is none."""
    if name not in LAYERS:
        known = "; ".join(f"{layer}: {about}" for layer, about in LAYERS.items() if layer != CORE)
        raise ParallaxError(f"there is no layer {name!r}", f"add one of these: {known}")
    return name


def part(name: str) -> str:
    """Return the text of a layer's part of a descriptor."""
    return (_PARTS / f"{check_layer(name)}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=len(LAYERS))
def _parsed(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load(part(name)))


def resources(name: str) -> list[dict[str, Any]]:
    """Return the entries of a layer's tables, as a descriptor has them."""
    return list(_parsed(name)["resources"])


def fields_added(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return the columns that a layer adds to tables of the core, by table."""
    return dict(_parsed(name).get("fields", {}))


def named(descriptor: Mapping[str, Any]) -> list[str]:
    """Return the layers that a descriptor names under ``layers``, the core among them, in their order.

    Raises
    ------
    ParallaxError
        A name that is no layer's.
    """
    wanted = {CORE, *map(check_layer, descriptor.get("layers") or [])}
    return [name for name in LAYERS if name in wanted]


def own(name: str) -> list[str]:
    """Return the names of a layer's tables, without that of categories, which several share and none needs."""
    return [entry["name"] for entry in resources(name) if entry["name"] != CATEGORIES]


def layer_of(table: str) -> str | None:
    """Return the first layer that has a table; None where none has."""
    return next((name for name in LAYERS if any(entry["name"] == table for entry in resources(name))), None)


def empty(entry: Mapping[str, Any]) -> pd.DataFrame:
    """Return a table without rows, with the columns and types of its entry in a descriptor."""
    return pd.DataFrame({f["name"]: pd.Series(dtype=_TYPES[f["type"]]) for f in entry["schema"]["fields"]})


def with_empty(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables, and an empty one for each that no layer of the project has."""
    absent = {
        entry["name"]: empty(entry)
        for name in LAYERS
        for entry in resources(name)
        if "schema" in entry and entry["name"] not in tables
    }
    return {**absent, **tables}


def assumed_lines(segments: pd.DataFrame) -> pd.DataFrame:
    """Return what a table of lines would say if nobody had read them: every paragraph is body, and its author's own."""
    body = segments["paragraph"].notna() & (segments["paragraph"].astype(str) != "")
    lines = segments[["source", "line"]].assign(role=body.map({True: "body", False: "boilerplate"}))
    return lines.assign(section="whole", voice="author", skip_chars=0)


def assumed_lines_of(texts: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return the same of texts that are at hand, by source, each as its lines."""
    keys = [(source, line) for source, lines in texts.items() for line in range(len(lines))]
    return assumed_lines(pd.DataFrame(keys, columns=["source", "line"]).assign(paragraph=1))


def descriptor_text(head: str, names: Iterable[str]) -> str:
    """Return the text of a descriptor.

    Parameters
    ----------
    head : str
        What stands before the resources: name, title, description, as YAML.
    names : iterable of str
        Layers; the core is always among them, and they come in the order of `LAYERS`.

    Notes
    -----
    Without the layer *roles* there is no table of lines, and what refers to a line refers to its segment.
    """
    wanted = {CORE, *map(check_layer, names)}
    core = part(CORE).split("resources:\n", 1)[1]
    # A segment is then what there is of a line, and need not refer to itself.
    head_of, rest = core.split("  - name: terms\n", 1)
    text = head_of.replace(_OWN_LINE, "") + "  - name: terms\n" + rest.replace(_LINES, _SEGMENTS)
    text = f"{head}layers: [{CORE}]\nresources:\n{text}"
    for name in LAYERS:
        text = with_layer(text, name) if name in wanted - {CORE} else text
    return text


def with_layer(text: str, name: str) -> str:
    """Return the text of a project's own descriptor with the part of a layer, and all else as it was.

    Tables come at the end, columns that the layer adds to a table at the end of its own. A table that the descriptor
    has already, as that of categories, stays as it is. With the layer *roles*, what referred to segments refers to
    lines.

    Raises
    ------
    ParallaxError
        If the descriptor is laid out so that something cannot be put in.
    """
    content = yaml.safe_load(text)
    wanted = {CORE, *(content.get("layers") or []), check_layer(name)}
    there = {entry["name"] for entry in content["resources"]}
    added = {table: block for table, block in _blocks(part(name)).items() if table not in there}
    result = re.sub(r"(?m)^layers: .*$", f"layers: [{', '.join(layer for layer in LAYERS if layer in wanted)}]", text)
    result = result.rstrip("\n") + "\n" + "".join(added.values())
    if "roles" in wanted:
        result = _with_lines(result) if name == "roles" else result
    else:
        result = result.replace(_LINES, _SEGMENTS)
    for table in fields_added(name):
        blocks = _blocks_of(result)
        blocks[table] = blocks[table].rstrip("\n") + "\n" + _fields_text(name, table) if table in blocks else ""
        result = "".join(blocks.values())
    _require_put_in(result, wanted, there | set(added), name)
    return result


def _with_lines(text: str) -> str:
    """Return a descriptor in which whatever referred to segments refers to lines, and so do the segments."""
    key = "      primaryKey: [source, line]\n"
    blocks = _blocks_of(text.replace(_SEGMENTS, _LINES))
    return "".join(
        block.replace(key, key + _OWN_LINE, 1) if table == "segments" else block for table, block in blocks.items()
    )


def _blocks_of(text: str) -> dict[str, str]:
    """Return a descriptor in parts: what comes before the resources, under no name, and the text of each resource."""
    head, *blocks = re.split(r"(?m)^(?=  - name: )", text)
    return {"": head} | {block.split("- name: ", 1)[1].split("\n", 1)[0].strip(): block for block in blocks}


def _fields_text(name: str, table: str) -> str:
    """Return the lines of the columns that a layer adds to a table, indented as in a descriptor."""
    block = part(name).split("\nfields:\n", 1)[1].split(f"  {table}:\n", 1)[1]
    lines = [line for line in block.splitlines() if line.startswith("    - ")]
    return "".join(f"    {line}\n" for line in lines)


def _require_put_in(text: str, wanted: Iterable[str], tables: Iterable[str], name: str) -> None:
    """Refuse a descriptor in which the layers, a table, a column or a reference are not where they belong."""
    try:
        content = yaml.safe_load(text)
        have = {entry["name"]: entry for entry in content["resources"]}
        columns = {table: [field["name"] for field in have[table]["schema"]["fields"]] for table in fields_added(name)}
        put_in = (
            set(content["layers"]) == set(wanted)
            and set(have) == set(tables)
            and all(field["name"] in columns[table] for table, fields in fields_added(name).items() for field in fields)
            and (name != "roles" or (_LINES in text and _SEGMENTS not in text))
        )
    except (yaml.YAMLError, KeyError, TypeError):
        put_in = False
    if not put_in:
        raise ParallaxError(
            f"the part of the layer {name!r} cannot be put into the descriptor",
            "lay it out as `parallax new` does: layers on one line, then resources, each with lines of its own",
        )


def _blocks(text: str) -> dict[str, str]:
    """Return the text of each resource of a part, by its name."""
    blocks = _blocks_of(text.split("\nfields:\n", 1)[0].rstrip("\n") + "\n")
    return {table: block for table, block in blocks.items() if table}
