"""One thread for linear algebra on small matrices, whatever the environment says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS, which multiplies and decomposes matrices, use one thread; as a decorator, throughout a function.

    What was set before is set again after it.

    Notes
    -----
    On matrices of some hundred rows, threads wait for each other longer than they compute, above all where other
    processes keep the cores busy; and how a sum is split among them moves its last digit.

    When not to use it: for matrices of many thousand rows, where threads pay. The limit holds for the whole process.
    """
    with _libraries().limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    """Look for the libraries that this process has loaded, once: it takes longer than a small decomposition."""
    return ThreadpoolController()
