"""Results kept on disk: the same warm, cold and damaged, and never taken for those of other code or inputs."""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import joblib
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import coo_array, csr_array

from parallax.analysis.topics.stability import stability
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units
from parallax.tables import cache

SLOW = """
from pathlib import Path
import time
import pandas as pd
from toybox import helping

CALLS = Path({calls!r})

def total(counts, names=("a",), *, times=1):
    with CALLS.open("a") as file:
        file.write("x")
    time.sleep({seconds})
    return pd.DataFrame({{"sum": [helping.scaled(counts.sum()) * times], "names": [list(names)]}})
"""
HELPING = "def scaled(value):\n    return {factor} * float(value)\n"
BEYOND = "from toybox import far\n"
COUNTS = csr_array(np.array([[1, 0, 2], [0, 3, 0]]))


class Toybox:
    """A package with one slow function, which rests on another module and notes each call in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder / "toybox", folder / "calls"
        self.folder.mkdir()
        self.calls.touch()
        (self.folder / "__init__.py").touch()
        (self.folder / "far.py").write_text("")
        (self.folder / "unrelated.py").write_text("")
        self.write(1)

    def write(self, factor: int, seconds: float = 0) -> None:
        (self.folder / "slow.py").write_text(SLOW.format(calls=str(self.calls), seconds=seconds))
        (self.folder / "helping.py").write_text(BEYOND + HELPING.format(factor=factor))

    def load(self) -> ModuleType:
        """Import the package anew, as another process would."""
        forget()
        importlib.invalidate_caches()
        return importlib.import_module("toybox.slow")

    def kept(self) -> Callable[..., pd.DataFrame]:
        return cache.kept(self.load().total)

    @property
    def n_calls(self) -> int:
        return len(self.calls.read_text())


def forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "toybox"]:
        del sys.modules[name]


@pytest.fixture
def toybox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Toybox]:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # sources change within the second, bytes stay as many
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "kept"))
    yield Toybox(tmp_path)
    forget()


def results(toybox: Toybox) -> list[Path]:
    return sorted((toybox.folder.parent / "kept").glob("*.pkl"))


def test_a_result_is_computed_once_and_is_the_same_warm_and_cold(toybox: Toybox) -> None:
    cold = toybox.kept()(COUNTS)
    warm = toybox.kept()(COUNTS)
    assert toybox.n_calls == 1
    assert cold["sum"].tolist() == [6.0]
    pd.testing.assert_frame_equal(cold, warm, check_exact=True)


def test_equal_arguments_are_one_however_they_are_given_and_held(toybox: Toybox) -> None:
    total = toybox.kept()
    loose = coo_array(([2, 1, 1, 2], ([0, 0, 1, 1], [2, 0, 1, 1])), shape=(2, 3))
    total(COUNTS)
    total(counts=loose, names=("a",), times=1)
    assert toybox.n_calls == 1
    assert loose.nnz == 4  # and the caller's array is left as it was


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        ((csr_array(np.array([[1, 0, 2], [0, 4, 0]])),), {}),
        ((csr_array(np.array([[1, 2, 0], [0, 0, 3]])),), {}),
        ((csr_array(np.array([[1, 0, 2, 0], [0, 3, 0, 0]])),), {}),
        ((COUNTS, ("b",)), {}),
        ((COUNTS,), {"times": 2}),
    ],
    ids=["count", "place", "shape", "name", "setting"],
)
def test_another_input_or_setting_is_another_result(
    toybox: Toybox, arguments: tuple[object, ...], settings: dict[str, int]
) -> None:
    total = toybox.kept()
    total(COUNTS)
    pd.testing.assert_frame_equal(total(*arguments, **settings), toybox.load().total(*arguments, **settings))
    assert toybox.n_calls == 3


def test_a_change_of_code_two_modules_away_is_seen(toybox: Toybox) -> None:
    assert toybox.kept()(COUNTS)["sum"].item() == 6
    toybox.write(2)
    assert toybox.kept()(COUNTS)["sum"].item() == 12
    (toybox.folder / "far.py").write_text("VALUE = 1\n")
    assert toybox.kept()(COUNTS)["sum"].item() == 12
    assert toybox.n_calls == 3
    (toybox.folder / "unrelated.py").write_text("VALUE = 1\n")
    toybox.kept()(COUNTS)
    assert toybox.n_calls == 3


def test_code_that_changed_after_it_was_loaded_keeps_nothing_under_its_new_name(toybox: Toybox) -> None:
    old = toybox.kept()
    toybox.write(2)
    assert old(COUNTS)["sum"].item() == 6  # what runs is the old code
    assert results(toybox) == []
    assert toybox.kept()(COUNTS)["sum"].item() == 12


def test_another_version_of_a_library_is_another_result(toybox: Toybox, monkeypatch: pytest.MonkeyPatch) -> None:
    total = toybox.kept()
    version = cache.version
    for name in cache.LIBRARIES:
        monkeypatch.setattr(cache, "version", version)
        total(COUNTS)
        before = toybox.n_calls
        monkeypatch.setattr(cache, "version", lambda other, name=name: "0.0" if other == name else version(other))
        total(COUNTS)
        assert toybox.n_calls == before + 1, name


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"no pickle"),
        lambda file: file.write_bytes(file.read_bytes()[:-40]),
        lambda file: file.write_bytes(file.read_bytes().replace(np.float64(6).tobytes(), np.float64(7).tobytes())),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["emptied", "overwritten", "cut", "one number changed", "a folder in its place"],
)
def test_a_damaged_file_is_not_believed_and_says_nothing(
    toybox: Toybox,
    damage: Callable[[Path], object],
    capfd: pytest.CaptureFixture[str],
    recwarn: pytest.WarningsRecorder,
) -> None:
    total = toybox.kept()
    cold = total(COUNTS)
    (file,) = results(toybox)
    before = file.read_bytes()
    damage(file)
    assert file.is_dir() or file.read_bytes() != before
    pd.testing.assert_frame_equal(total(COUNTS), cold)
    assert toybox.n_calls == 2
    assert capfd.readouterr() == ("", "")
    assert not list(recwarn)


def test_a_damaged_file_is_mended(toybox: Toybox) -> None:
    total = toybox.kept()
    total(COUNTS)
    results(toybox)[0].write_bytes(b"no pickle")
    total(COUNTS)
    total(COUNTS)
    assert toybox.n_calls == 2


def test_a_result_under_the_key_of_another_is_not_believed(toybox: Toybox) -> None:
    total = toybox.kept()
    total(COUNTS)
    (one,) = results(toybox)
    assert total(COUNTS, times=2)["sum"].item() == 12
    other = next(path for path in results(toybox) if path != one)
    other.write_bytes(one.read_bytes())
    assert total(COUNTS, times=2)["sum"].item() == 12


def test_where_nothing_can_be_written_results_are_right_and_not_kept(
    toybox: Toybox, tmp_path: Path, capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    (tmp_path / "kept").touch()  # a file in the way of the folder, which stops root as well
    total = toybox.kept()
    assert [total(COUNTS)["sum"].item() for _ in range(2)] == [6, 6]
    assert toybox.n_calls == 2
    assert capfd.readouterr() == ("", "")
    assert not list(recwarn)


def test_every_folder_that_a_process_uses_is_found_by_the_next(
    toybox: Toybox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = toybox.kept()
    for folder in ("one", "two"):
        monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / folder))
        total(COUNTS)
    assert toybox.n_calls == 2
    script = (
        "import numpy\nfrom scipy.sparse import csr_array\nfrom parallax.tables import cache\nfrom toybox import slow\n"
    )
    script += "cache.kept(slow.total)(csr_array(numpy.array([[1, 0, 2], [0, 3, 0]])))"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    for folder in ("one", "two"):
        named = {"PYTHONPATH": path, "PARALLAX_CACHE": str(tmp_path / folder)}
        subprocess.run([sys.executable, "-c", script], env=os.environ | named, check=True)
    assert toybox.n_calls == 2


def test_an_error_is_raised_each_time(toybox: Toybox) -> None:
    total = toybox.kept()
    for _ in range(2):
        with pytest.raises(AttributeError, match="sum"):
            total("abc")
    assert toybox.n_calls == 2
    assert results(toybox) == []


def test_processes_that_want_one_result_at_once_compute_it_once(toybox: Toybox, tmp_path: Path) -> None:
    toybox.write(1, seconds=2)
    script = "import numpy\nfrom parallax.tables import cache\nfrom toybox import slow\n"
    script += "print(cache.kept(slow.total)(numpy.ones((2, 3)))['sum'].item())"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    command = [sys.executable, "-c", script]
    runs = [
        subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [run.communicate()[0] for run in runs] == ["6.0\n"] * 3
    assert toybox.n_calls == 1
    assert not list((tmp_path / "kept").glob("*.lock"))


def test_a_process_that_hangs_is_not_waited_for_without_end(
    toybox: Toybox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    total, locks = toybox.kept(), []
    lock = tmp_path / "lock"
    monkeypatch.setattr(cache, "PATIENCE", 0.2)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with cache._alone(lock):
            locks.append(total(COUNTS))
    assert len(locks) == 1


def test_the_folder_is_the_named_one_or_that_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "book" / "chapters"
    inner.mkdir(parents=True)
    monkeypatch.delenv("PARALLAX_CACHE", raising=False)
    monkeypatch.chdir(inner)
    assert cache.cache_folder() is None
    (tmp_path / "book" / "_toc.yml").touch()
    assert cache.cache_folder() == tmp_path / "book" / "_build" / "cache"
    assert cache.cache_folder(tmp_path) == tmp_path / "_build" / "cache"
    monkeypatch.setenv("PARALLAX_CACHE", "elsewhere")
    assert cache.cache_folder() == tmp_path / "book" / "elsewhere"
    assert cache.cache_folder(tmp_path) == tmp_path / "elsewhere"
    (tmp_path / "book" / "_toc.yml").unlink()
    assert cache.cache_folder() == inner / "elsewhere"
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "named"))
    assert cache.cache_folder() == cache.cache_folder(inner) == tmp_path / "named"


def test_outside_a_project_nothing_is_kept(toybox: Toybox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARALLAX_CACHE")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    total = toybox.kept()
    assert [total(COUNTS)["sum"].item() for _ in range(2)] == [6, 6]
    assert toybox.n_calls == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_code_without_a_source_file_is_never_looked_up(toybox: Toybox) -> None:
    assert cache.source_digest("a_notebook") is None
    calls = []
    space = {"calls": calls, "__name__": "a_notebook"}
    exec("def noted(counts):\n    calls.append(counts)\n    return 1", space)
    for _ in range(2):
        cache.kept(space["noted"])(COUNTS)
    assert len(calls) == 2
    assert results(toybox) == []


def test_a_data_class_is_known_by_its_fields_and_not_by_what_it_has_noted_down() -> None:
    units, settings = Units(COUNTS, ["x", "y", "z"]), Settings(seed=1)
    before = [joblib.hash(cache._content(given)) for given in (units, settings)]
    assert units.totals.shape == (1, 3)
    assert [joblib.hash(cache._content(given)) for given in (units, settings)] == before
    changed = Units(2 * COUNTS, ["x", "y", "z"]), settings.but(share=0.5)
    assert not {joblib.hash(cache._content(given)) for given in changed} & set(before)


def test_a_set_is_the_same_in_every_process() -> None:
    command = (
        "import joblib; from parallax.tables.cache import _content; print(joblib.hash(_content(frozenset('abcdefgh'))))"
    )
    keys = [
        subprocess.run(
            [sys.executable, "-c", command], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert keys[0] == keys[1] != b""


def test_the_stability_of_topics_rests_on_the_modules_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    read = cache._file_of
    before = cache.source_digest(stability.__module__)
    topics = ("analysis.topics.stability", "analysis.topics.subsamples", "analysis.topics.model")
    for name in (*topics, *(f"statistics.{name}" for name in ("factorisation", "draws", "units", "arrays", "checks"))):
        monkeypatch.setattr(
            cache, "_file_of", lambda module, name=name: None if module == f"parallax.{name}" else read(module)
        )
        assert cache.source_digest(stability.__module__) != before, name
    monkeypatch.setattr(cache, "_file_of", lambda module: None if module == "parallax.corpus.corpus" else read(module))
    assert cache.source_digest(stability.__module__) == before


def test_a_large_result_is_not_in_memory_several_times_while_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path))
    array = np.arange(500_000)
    tracemalloc.start()
    cache._store(tmp_path / "one.pkl", array)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1.5 * array.nbytes
    found = cache._look_up(tmp_path / "one.pkl")
    assert found is not None
    np.testing.assert_array_equal(pickle.loads(found), array)
