"""Results that are computed once: equal calls on one object share what they return."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Remembering(Protocol):
    """What keeps its results, by the method and what it was given."""

    _made: dict[tuple[Hashable, ...], Any]


Owner = TypeVar("Owner", bound=Remembering)


def once(method: Callable[Concatenate[Owner, P], R]) -> Callable[Concatenate[Owner, P], R]:
    """Compute a result of an object once: equal calls share it, defaults written out or not, lists in any order."""
    signature = inspect.signature(method)

    @wraps(method)
    def call(made: Owner, /, *args: P.args, **kwargs: P.kwargs) -> R:
        given = signature.bind(made, *args, **kwargs)
        given.apply_defaults()
        _, *arguments = given.arguments.values()
        key = (call, *map(_hashable, arguments))
        if key not in made._made:
            made._made[key] = method(made, *args, **kwargs)
        return made._made[key]

    return call


def _hashable(value: object) -> Hashable:
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return tuple(sorted(value)) if isinstance(value, Iterable) and not isinstance(value, str) else value
