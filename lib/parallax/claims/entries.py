"""What an entry of the ledger must be: its keys, their values, its arguments, placeholders and changes."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml

from parallax.claims import functions
from parallax.claims.wording import placeholders
from parallax.corpus import changes
from parallax.errors import ParallaxError

#: How a claim was established, as its mark says.
HOW = {"counted": "counted", "read": "read by a language model", "recorded": "public record"}


def established(how: str, *, own: bool) -> str:
    """Say how a claim was established; who read the texts of somebody's own project the library does not know."""
    return "read" if own and how == "read" else HOW[how]


#: What an edge calls a number that stands in the question itself, such as none, or one.
LIMIT = "limit"


_KEYS = {"id": str, "chapter": str, "sentence": str, "test": str, "scope": str, "how": str, "breaks": list}


_OPTIONAL = {"args": dict, "also": list}


_IN_WORDS = {str: "words", bool: "true or false", int: "a whole number", float: "a number"}


class _Loader(yaml.SafeLoader):
    """Reads YAML, and refuses a key that appears twice, of which YAML would keep the last without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {min(twice)!r} appears twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


def read_entries(file: Path) -> list[Any]:
    """Read what the ledger has for each claim; refuse what is not a list in YAML and UTF-8, or has a key twice."""
    try:
        entries = yaml.load(file.read_text(encoding="utf-8-sig"), _Loader)
    except UnicodeDecodeError as error:
        raise ParallaxError(f"{file} is not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except yaml.YAMLError as error:
        raise ParallaxError(f"{file} is not valid YAML: {' '.join(str(error).split())}; correct that line") from None
    if not isinstance(entries, list):
        raise ParallaxError(f"{file} is not a list of claims; begin each with `- id:`")
    return entries


def check(where: str, entry: Mapping[str, Any]) -> None:
    """Refuse an entry from which no claim can be made, see `claims.ledger.load_claims`; messages name it by `where`."""
    kinds: dict[str, type[Any]] = {**_KEYS, **_OPTIONAL}
    if unknown := {str(key) for key in entry} - set(kinds):
        raise ParallaxError(f"{where}: unknown key {min(unknown)!r}; choose from {', '.join(sorted(kinds))}")
    if missing := set(_KEYS) - set(entry):
        raise ParallaxError(f"{where}: the key {min(missing)!r} is missing; add it")
    for key, value in entry.items():
        if not isinstance(value, kinds[key]):
            kind = {"str": "words", "list": "a list", "dict": "a mapping"}[kinds[key].__name__]
            raise ParallaxError(f"{where}: {key} is {value!r}; write {kind}")
        if key == "also" and not all(isinstance(name, str) for name in value):
            raise ParallaxError(f"{where}: also is {value!r}; write a list of names of chapters")
    _check_sentence(where, entry)
    if entry["how"] not in HOW:
        raise ParallaxError(f"{where}: how is {entry['how']!r}; write one of {', '.join(HOW)}")
    if not entry["breaks"]:
        raise ParallaxError(f"{where}: nothing breaks it, so it is empty; say what would, or drop the claim")
    try:
        for change in entry["breaks"]:
            changes.check_change(change)
    except ValueError as error:
        raise ParallaxError(f"{where}: {error}") from None


def _check_args(where: str, name: str, args: Mapping[Any, Any]) -> None:
    """Refuse arguments that the function does not take, and values of another kind than it says."""
    declaration = functions.declared()[name]
    if odd := [key for key in args if not isinstance(key, str)]:
        raise ParallaxError(f"{where}: arguments of {name}: {odd[0]!r} is not a name; correct args")
    try:
        inspect.signature(declaration.function).bind(None, **args)
    except TypeError as error:
        raise ParallaxError(f"{where}: arguments of {name}: {error}; correct args") from None
    for key, value in args.items():
        kind = declaration.kinds[key]
        if _is(value, kind):
            continue
        for item in value if isinstance(value, list) else [value]:
            if item is None or isinstance(item, bool):  # what YAML 1.1 makes of these words
                word = {True: "yes", False: "no", None: "null"}[item]
                raise ParallaxError(
                    f"{where}: {key} is {item}; write '{word}' between quotation marks if that word is meant"
                )
        raise ParallaxError(f"{where}: {key} is {value!r}; write {_in_words(kind)}")


def _is(value: object, kind: Any) -> bool:  # noqa: ANN401  a type, or what typing makes of several
    """Say whether a value is what an annotation asks for."""
    if get_origin(kind) in (Union, UnionType):
        return any(_is(value, part) for part in get_args(kind))
    if get_origin(kind) is Sequence:
        return isinstance(value, list) and all(_is(item, get_args(kind)[0]) for item in value)
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    if kind is float:
        return isinstance(value, int | float) and math.isfinite(value)
    return isinstance(value, kind)


def _in_words(kind: Any) -> str:  # noqa: ANN401
    """Say what an annotation asks for."""
    if get_origin(kind) in (Union, UnionType):
        return " or ".join(_in_words(part) for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is Sequence:
        return "a list of words" if get_args(kind)[0] is str else "a list of lists of words"
    return _IN_WORDS[kind]


def _check_sentence(where: str, entry: Mapping[str, Any]) -> None:
    known = functions.declared()
    if entry["test"] not in known:
        raise ParallaxError(f"{where}: unknown test {entry['test']!r}; choose from {', '.join(known)}")
    args = entry.get("args", {})
    _check_args(where, entry["test"], args)
    figures = known[entry["test"]].figures
    numbers = [*figures, *(key for key, value in args.items() if isinstance(value, int | float))]
    try:
        for field, spec in placeholders(entry["sentence"]):
            if not spec and field not in numbers and field.strip() and "_" not in field:
                continue  # the id of an article, or a group in any letters: whether there is one, the tables say
            if field not in numbers or not spec:
                raise ParallaxError(
                    f"placeholder {field!r}; write one of {', '.join(numbers)} with a format, {{{numbers[0]}:.1f}}, "
                    "or the id of an article, {its-id}"
                )
            format(1.5, spec)
    except ValueError as error:
        raise ParallaxError(f"{where}: sentence: {error}") from None
    for change in entry["breaks"]:
        edge = change.get("edge", {}) if isinstance(change, dict) else {}
        if isinstance(edge, dict) and (stray := set(map(str, edge)) - {*numbers, LIMIT}):
            raise ParallaxError(f"{where}: edge names {min(stray)!r}; choose from {', '.join([*numbers, LIMIT])}")
