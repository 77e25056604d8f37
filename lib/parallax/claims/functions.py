"""What claims rest on: functions that take a corpus and say whether something holds, and with which values.

Each returns a `claims.evidence.Evidence`. None knows a source by name: which articles, terms or issues a claim speaks
of stands in the ledger, ``chapters/claims.yml``. A claim that is not true of the corpus comes back with ``holds``
False; arguments that make no sense raise a ParallaxError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from parallax.claims import agreement, facts, framing, keyness, sources, terms, topics
from parallax.claims.evidence import QUESTIONS, Evidence
from parallax.claims.wording import fill


def functions() -> dict[str, Callable[..., Evidence]]:
    """Return every evidence function by name."""
    return {
        name: function
        for module in (sources, terms, keyness, topics, framing, facts, agreement)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }


def question(name: str, args: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return what a function asks of a corpus, in words.

    Parameters
    ----------
    name : str
        Name of the function.
    args : mapping
        Its keyword arguments.
    names : mapping of str to str
        Name by source.
    """
    template, absent = QUESTIONS[name]
    defaults = {
        parameter.name: parameter.default for parameter in inspect.signature(functions()[name]).parameters.values()
    }
    given = {key: absent.get(key, "") if value is None else value for key, value in {**defaults, **args}.items()}
    return fill(template, given, names)
