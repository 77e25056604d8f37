"""The factorisation's start and optimum against exact algebra and against scikit-learn's own starts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

from parallax.statistics import factorisation


def planted(seed: int = 0) -> np.ndarray:
    """Make forty rows from three parts that overlap, with a little noise."""
    rng = np.random.default_rng(seed)
    weights = rng.gamma(0.5, size=(40, 3))
    parts = rng.gamma(0.3, size=(3, 25))
    return weights @ parts + 0.01 * rng.random((40, 25))


def test_the_start_of_one_component_is_the_leading_singular_pair() -> None:
    values = planted()
    u, s, v = np.linalg.svd(values)
    left, right = factorisation.nndsvd(csr_array(values), 1)
    np.testing.assert_allclose(left[:, 0], np.sqrt(s[0]) * np.abs(u[:, 0]), atol=1e-9)
    np.testing.assert_allclose(right[0], np.sqrt(s[0]) * np.abs(v[0]), atol=1e-9)


def test_the_start_takes_the_heavier_signed_part_of_every_pair() -> None:
    values = planted()
    u, s, v = np.linalg.svd(values)
    left, right = factorisation.nndsvd(csr_array(values), 8)
    for i in range(8):
        parts = [np.outer(np.maximum(f * u[:, i], 0), np.maximum(f * v[i], 0)) for f in (1, -1)]
        heavier = max(parts, key=np.linalg.norm)
        np.testing.assert_allclose(np.outer(left[:, i], right[i]), s[i] * heavier, atol=1e-7)


@pytest.mark.filterwarnings("error")  # scikit-learn would take a start that nothing betters for slow progress
def test_a_product_of_parts_is_found_again() -> None:
    weights, parts = np.kron(np.eye(3), [[1], [2], [4]]), np.kron(np.eye(3), [[0.25, 0.75]])
    order = [4, 0, 8, 2, 6, 1, 3, 5, 7]
    found, components, rest = factorisation.factorise(csr_array((weights @ parts)[order]), 3)
    assert rest == pytest.approx(0, abs=1e-6)
    np.testing.assert_allclose(sorted(components.tolist()), sorted(parts.tolist()), atol=1e-7)
    np.testing.assert_allclose(np.sort(found.sum(axis=1)), np.sort(weights.sum(axis=1)), atol=1e-6)


def test_the_rest_is_as_small_as_scikit_learn_finds_from_many_starts() -> None:
    values = planted()
    found, components, rest = factorisation.factorise(csr_array(values), 3)
    assert rest == pytest.approx(np.linalg.norm(values - found @ components), rel=1e-9)
    np.testing.assert_allclose(components.sum(axis=1), 1)
    starts = [NMF(3, init="random", random_state=seed, max_iter=2000).fit(values) for seed in range(5)]
    assert rest <= min(start.reconstruction_err_ for start in starts) * 1.01


@pytest.mark.filterwarnings("error")
def test_one_component_is_the_best_there_is_and_takes_no_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    def unasked(*_: object, **__: object) -> None:
        raise AssertionError("rounds of NMF for a start that is the solution")

    monkeypatch.setattr(factorisation, "_update_cdnmf_fast", unasked)
    for values in (planted(), planted(1)[:, :5], np.eye(3) + 1, np.outer([1, 0, 3], [2, 5, 0])):
        _, s, v = np.linalg.svd(values)
        found, components, rest = factorisation.factorise(csr_array(values), 1)
        np.testing.assert_allclose(components[0], np.abs(v[0]) / np.abs(v[0]).sum(), atol=1e-9)
        assert rest == pytest.approx(np.sqrt((s[1:] ** 2).sum()), abs=1e-6)
        assert rest == pytest.approx(np.linalg.norm(values - found @ components), abs=1e-6)
    with pytest.raises(AssertionError):
        factorisation.factorise(csr_array(planted()), 2)


def test_rounds_are_those_of_scikit_learn_from_the_same_start() -> None:
    values = csr_array(planted())
    for k, found in zip((2, 5), factorisation.factorise_each(values, (2, 5), tolerance=1e-5), strict=True):
        left, right = factorisation.nndsvd(values, k)
        model = NMF(k, init="custom", tol=1e-5, max_iter=10_000)
        weights = model.fit_transform(values, W=left, H=right)
        np.testing.assert_allclose(found.weights @ found.components, weights @ model.components_, atol=1e-12)
        assert found.rest == pytest.approx(model.reconstruction_err_, abs=1e-9)


def test_hastened_rounds_are_far_fewer_and_end_where_plain_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    values, sweeps, sweep = csr_array(planted()), [], factorisation._update_cdnmf_fast

    def counted(*given: object) -> float:
        sweeps.append(1)
        return sweep(*given)

    monkeypatch.setattr(factorisation, "_update_cdnmf_fast", counted)
    for k in (2, 3):
        sweeps.clear()
        (plain,) = factorisation.factorise_each(values, [k], tolerance=1e-6)
        n_plain = len(sweeps)
        (found,) = factorisation.factorise_each(values, [k], tolerance=1e-6, hasten=True)
        assert len(sweeps) - n_plain < n_plain / 3
        assert found.rest == pytest.approx(plain.rest, rel=1e-5)
        made, makes = (factors.weights @ factors.components for factors in (found, plain))
        np.testing.assert_allclose(made, makes, atol=1e-3)


@pytest.mark.filterwarnings("ignore:Maximum number of iterations")
def test_hastened_rounds_do_not_run_away_where_too_many_components_are_asked_for() -> None:
    values = csr_array(planted())
    for found in factorisation.factorise_each(values, (5, 8), tolerance=1e-5, hasten=True):
        (plain,) = factorisation.factorise_each(values, [len(found.components)], tolerance=1e-5)
        assert found.weights.max() < 100 * plain.weights.max()
        assert found.rest < 1.05 * plain.rest
        assert (found.weights >= 0).all()
        assert (found.components >= 0).all()


def test_several_numbers_of_components_at_once_are_each_as_alone() -> None:
    values = csr_array(planted())
    for k, found in zip((3, 1, 2), factorisation.factorise_each(values, (3, 1, 2)), strict=True):
        alone = factorisation.factorise(values, k)
        np.testing.assert_allclose(found.weights, alone.weights, atol=1e-12)
        np.testing.assert_allclose(found.components, alone.components, atol=1e-12)


def test_too_few_rounds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factorisation, "MAX_ROUNDS", 2)
    with pytest.warns(ConvergenceWarning, match="^Maximum number of iterations 2 reached; take fewer"):
        factorisation.factorise(csr_array(planted()), 4)
    monkeypatch.setattr(factorisation, "HASTENED_ROUNDS", 2)
    with pytest.warns(ConvergenceWarning, match="^Maximum number of iterations 2 reached; take fewer"):
        factorisation.factorise_each(csr_array(planted()), [4], hasten=True)


def test_rows_of_too_low_a_rank_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^k is 3, but only 2 rows .* differ in kind; give 2 or less"):
        factorisation.nndsvd(csr_array([[1.0, 0], [0, 1], [1, 1]]), 3)
    with pytest.raises(ValueError, match=r"^k is 3, but only 2 rows of a subsample differ in kind"):
        factorisation.factorise_each(csr_array([[1.0, 0], [0, 1], [1, 1]]), (1, 3), what="a subsample")


@pytest.mark.parametrize("shape", [(60, 40), (40, 60), (60, 8)])
def test_the_start_of_many_rows_is_that_of_few(shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    values = csr_array(rng.poisson(0.3, size=shape).astype(float))
    whole = factorisation.nndsvd(values, 6)

    monkeypatch.setattr(factorisation, "MANY", 10)
    for found, expected in zip(factorisation.nndsvd(values, 6), whole, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-10)


def test_many_rows_and_columns_are_never_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def unasked(*_: object) -> None:
        raise AssertionError("an array of all pairs of rows")

    monkeypatch.setattr(factorisation.np.linalg, "eigh", unasked)
    monkeypatch.setattr(factorisation, "MANY", 20)
    found = factorisation.factorise(csr_array(planted()), 3)
    monkeypatch.undo()
    assert found.rest == pytest.approx(factorisation.factorise(csr_array(planted()), 3).rest, rel=1e-9)


def test_a_start_from_many_rows_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factorisation, "MANY", 20)
    first, again = (factorisation.nndsvd(csr_array(planted()), 4) for _ in range(2))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])


@pytest.mark.parametrize("shape", [(30, 40), (40, 12)])
def test_many_rows_of_too_low_a_rank_are_refused(shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    values = csr_array(rng.random((shape[0], 3)) @ rng.random((3, shape[1])))
    monkeypatch.setattr(factorisation, "MANY", 15)

    assert factorisation.nndsvd(values, 3)[0].shape == (shape[0], 3)
    with pytest.raises(ValueError, match=r"^k is 5, but only 3 rows .* differ in kind; give 3 or less"):
        factorisation.nndsvd(values, 5)
