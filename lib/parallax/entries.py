"""What an entry of the ledger must be: its keys, their values, its arguments, placeholders and changes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from parallax import evidence, mutations
from parallax.wording import placeholders

#: How a claim was established, as its badge says.
HOW = {"counted": "counted", "read": "read by a language model", "recorded": "public record"}
#: The figures of an evidence.
FIGURES = ("value", "low", "high")
_KEYS = {"id": str, "chapter": str, "sentence": str, "test": str, "scope": str, "how": str, "breaks": list}
_OPTIONAL = {"args": dict, "also": list}


def check(where: str, entry: Mapping[str, Any]) -> None:
    """Refuse an entry that no claim can be made of.

    Parameters
    ----------
    where : str
        File and claim, as messages name them.
    entry : mapping
        What stands in the file.

    Raises
    ------
    ValueError
        See `ledger.load_claims`.
    """
    kinds = {**_KEYS, **_OPTIONAL}
    if unknown := {str(key) for key in entry} - set(kinds):
        raise ValueError(f"{where}: unknown key {min(unknown)!r}; known are {', '.join(sorted(kinds))}")
    if missing := set(_KEYS) - set(entry):
        raise ValueError(f"{where}: the key {min(missing)!r} is missing; add it")
    for key, value in entry.items():
        if not isinstance(value, kinds[key]):
            kind = {str: "words", list: "a list", dict: "a mapping"}[kinds[key]]
            raise ValueError(f"{where}: {key} is {value!r}; write {kind}")
    _check_words(where, entry.get("args", {}))
    _check_sentence(where, entry)
    if entry["how"] not in HOW:
        raise ValueError(f"{where}: how is {entry['how']!r}; write one of {', '.join(HOW)}")
    if not entry["breaks"]:
        raise ValueError(f"{where}: nothing breaks it, so it is empty; say what would, or drop the claim")
    try:
        for change in entry["breaks"]:
            mutations.check_change(change)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _check_words(where: str, args: Mapping[str, Any]) -> None:
    """Refuse what YAML 1.1 makes of ``no`` and ``null`` where words are meant."""
    for key, value in args.items():
        for item in value if isinstance(value, list) else [value]:
            if item is None or (isinstance(item, bool) and key not in _switches()):
                word = {True: "yes", False: "no", None: "null"}[item]
                raise ValueError(
                    f"{where}: {key} is {item}; write '{word}' between quotation marks if that word is meant"
                )


def _switches() -> set[str]:
    """Return the arguments of evidence functions that are true or false."""
    every = (inspect.signature(function).parameters.values() for function in evidence.functions().values())
    return {one.name for parameters in every for one in parameters if one.annotation == "bool"}


def _check_sentence(where: str, entry: Mapping[str, Any]) -> None:
    function = evidence.functions().get(entry["test"])
    if function is None:
        raise ValueError(f"{where}: unknown test {entry['test']!r}; known are {', '.join(evidence.functions())}")
    args = entry.get("args", {})
    try:
        inspect.signature(function).bind(None, **args)
    except TypeError as error:
        raise ValueError(f"{where}: arguments of {entry['test']}: {error}; correct args") from None
    numbers = {*FIGURES, *(key for key, value in args.items() if isinstance(value, int | float))}
    try:
        for field, spec in placeholders(entry["sentence"]):
            if not spec and field not in numbers and field == field.lower() and field.replace("-", "").isalnum():
                continue  # the id of an article
            if field not in numbers or not spec:
                raise ValueError(
                    f"placeholder {field!r}; write value, low, high or a number among args, each with a format, "
                    "{value:.1f}, or the id of an article, {its-id}"
                )
            format(1.5, spec)
    except ValueError as error:
        raise ValueError(f"{where}: sentence: {error}") from None
