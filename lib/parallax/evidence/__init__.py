"""What claims rest on: functions that take a corpus and say whether something holds, and with which values.

Each returns an `Evidence`. None knows a source by name: which articles, terms or issues a claim speaks of stands in
the ledger, ``chapters/claims.yml``. A claim that is not true of the corpus comes back with ``holds`` False; arguments
that make no sense raise a ValueError.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

from parallax.evidence import clusters, codes, dates, facts, issues, keylists, keywords, texts, vocabularies, words
from parallax.evidence.base import Evidence

__all__ = ["Evidence", "functions"]


def functions() -> dict[str, Callable[..., Evidence]]:
    """Return every evidence function by name."""
    return {
        name: function
        for module in (texts, dates, words, vocabularies, keywords, keylists, issues, clusters, codes, facts)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }
