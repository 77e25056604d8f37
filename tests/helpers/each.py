"""A rule that holds for each of many things is one test, which names every thing that breaks it and how."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable


def for_each(things: Iterable[object], name: Callable[..., str] = str) -> Callable[[Callable[..., None]], Callable]:
    """Make one test of a check of one thing; a tuple fills as many arguments, and fixtures come after.

    Parameters
    ----------
    things : iterable
        What is checked, one after the other; there is at least one.
    name : callable
        Gives what to call a thing by.
    """
    cases = [thing if isinstance(thing, tuple) else (thing,) for thing in things]
    assert cases, "there is nothing to check"

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        def test(**fixtures: object) -> None:
            offenders = {}
            for case in cases:
                try:
                    check(*case, **fixtures)
                except AssertionError as error:
                    offenders[name(*case)] = str(error)
            told = "\n".join(f"{who}: {what}" for who, what in offenders.items())
            assert not offenders, f"{len(offenders)} of {len(cases)}:\n{told}"

        given = list(inspect.signature(check).parameters.values())[len(cases[0]) :]
        test.__signature__ = inspect.Signature(given)
        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        test.__qualname__ = check.__qualname__
        return test

    return decorate
