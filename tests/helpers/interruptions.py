"""Interruptions at a chosen call, to see that nothing is left half-written."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest


def stop_at(monkeypatch: pytest.MonkeyPatch, name: str, call: int, stop: BaseException, *, late: bool = False) -> None:
    """Let one call of a function of os raise, before it has done its work or after."""
    original: Callable = getattr(os, name)
    calls = iter(range(1000))

    def stopping(*args: object) -> None:
        this = next(calls)
        if this == call and not late:
            raise stop
        original(*args)
        if this == call:
            raise stop

    monkeypatch.setattr(os, name, stopping)
