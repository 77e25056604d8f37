"""The repository's folder, and what a test may need from outside it.

A test that needs the texts, a browser or another Python is skipped with a word where they are absent;
PARALLAX_REQUIRE=texts,browser, as CI sets it, makes that a failure.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def required() -> set[str]:
    """Return what PARALLAX_REQUIRE says must be there."""
    return {name.strip() for name in os.environ.get("PARALLAX_REQUIRE", "").split(",") if name.strip()}


def absent(what: str, remedy: str) -> None:
    """Skip the test, or fail it where the thing is required."""
    if what in required():
        pytest.fail(f"PARALLAX_REQUIRE asks for {what}: {remedy}", pytrace=False)
    pytest.skip(f"no {what} here: {remedy}")
