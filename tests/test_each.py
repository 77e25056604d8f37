"""Checks of many things in one test: none is passed over, and each that fails is named."""

from __future__ import annotations

import inspect

import pytest

from helpers.each import for_each


@pytest.fixture
def limit() -> int:
    return 2


@for_each([1, 2])
def test_fixtures_come_after_the_thing(n: int, limit: int) -> None:
    assert n <= limit


def test_every_thing_that_breaks_the_rule_is_named_with_what_is_wrong() -> None:
    seen = []

    @for_each(((n, "odd" if n % 2 else "even") for n in range(4)), lambda n, kind: f"{kind} {n}")
    def small(n: int, kind: str, limit: int) -> None:
        """Say that a number is small."""
        seen.append(kind)
        assert n < limit, f"{n} is no less than {limit}"

    assert list(inspect.signature(small).parameters) == ["limit"]
    assert (small.__name__, small.__doc__) == ("small", "Say that a number is small.")
    with pytest.raises(AssertionError) as caught:
        small(limit=2)
    assert str(caught.value).startswith("2 of 4:\neven 2: 2 is no less than 2")
    assert "\nodd 3: 3 is no less than 2" in str(caught.value)
    assert seen == ["even", "odd"] * 2
    small(limit=4)


def test_a_rule_that_looks_at_nothing_is_no_rule() -> None:
    with pytest.raises(AssertionError, match="nothing to check"):
        for_each([])
