"""Results that are computed once, whatever way they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.claims.once import once


class Shelf:
    """Counts how often it works."""

    def __init__(self) -> None:
        self._made: dict = {}
        self.worked = 0

    @once
    def of(self, names: Sequence[str] | None = None, **draws: int) -> list:
        """Return something that is another object each time it is made."""
        self.worked += 1
        return [names, draws]


def test_equal_calls_share_what_is_made_and_others_do_not() -> None:
    shelf = Shelf()
    assert shelf.of() is shelf.of(None) is shelf.of(names=None)
    assert shelf.of(["net", "oil"]) is shelf.of(("oil", "net"))
    assert shelf.of(a=1, b=2) is shelf.of(b=2, a=1)
    assert shelf.worked == 3
    assert shelf.of("net") == ["net", {}]
    assert shelf.of(a=2, b=2) is not shelf.of(a=1, b=2)


def test_each_object_makes_its_own() -> None:
    assert Shelf().of() is not Shelf().of()
    assert once(Shelf.of).__doc__ == Shelf.of.__doc__ == "Return something that is another object each time it is made."
