"""Small matrices are left to one thread, however many the environment allows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.sparse import csr_array
from threadpoolctl import threadpool_info, threadpool_limits

from parallax.statistics import alpha, factorisation
from parallax.statistics.threads import one_thread

VALUES = csr_array(np.random.default_rng(0).random((12, 9)))


def threads() -> set[int]:
    """Return the numbers of threads that the loaded BLAS libraries may use."""
    found = {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}
    if not found:
        pytest.skip("this NumPy's BLAS cannot be told how many threads to use")
    return found


def test_threads_are_one_inside_and_as_before_outside() -> None:
    with threadpool_limits(3, user_api="blas"):
        outside = threads()
        with one_thread():
            assert threads() == {1}
        assert threads() == outside == {3}


def test_the_limit_ends_with_an_error_too() -> None:
    @one_thread()
    def failing() -> None:
        assert threads() == {1}
        raise ZeroDivisionError

    with threadpool_limits(3, user_api="blas"):
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                failing()
            assert threads() == {3}


@pytest.mark.parametrize(
    ("place", "name", "run"),
    [
        (factorisation, "_update_cdnmf_fast", lambda: factorisation.factorise(VALUES, 2)),
        (np.linalg, "eigh", lambda: factorisation.nndsvd(VALUES, 2)),
        (np, "trace", lambda: alpha.alphas(np.ones((3, 2, 2)), np.ones((4, 3)))),
    ],
    ids=["factorise", "nndsvd", "alpha"],
)
def test_what_works_on_small_matrices_uses_one(
    monkeypatch: pytest.MonkeyPatch, place: object, name: str, run: Callable[[], object]
) -> None:
    seen = []
    called = getattr(place, name)
    monkeypatch.setattr(place, name, lambda *given, **named: seen.append(threads()) or called(*given, **named))
    with threadpool_limits(3, user_api="blas"):
        run()
    assert seen
    assert all(each == {1} for each in seen)
