"""Time and memory of one call, and the line of JSON that tells them."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system counts ru_maxrss


def peak_mb() -> float:
    """Return the most memory that this process has held so far.

    Returns
    -------
    float
        Megabytes of a million bytes, the interpreter and all imports among them.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6


def measured(call: Callable[[], Result]) -> tuple[Result, dict[str, float]]:
    """Make a call and take its time and memory.

    Parameters
    ----------
    call : callable without arguments
        What is measured, all of it and nothing else.

    Returns
    -------
    result : object
        What the call returned.
    facts : dict of float
        seconds (wall time), peak_mb (`peak_mb` after the call), peak_mb_before (just before it).
    """
    before = peak_mb()
    start = time.perf_counter()
    result = call()
    seconds = time.perf_counter() - start
    return result, {"seconds": round(seconds, 3), "peak_mb": round(peak_mb(), 1), "peak_mb_before": round(before, 1)}


def report(**facts: object) -> None:
    """Print one line of JSON on a call that was measured.

    Parameters
    ----------
    **facts : object
        What was called, how large it was, and what `measured` took.
    """
    print(json.dumps(facts), flush=True)
