"""Numbers printed to four digits are the same on every Python that is present, on one thread and two, in any order.

The other Pythons get small environments of their own beside this one, from the same lock. One that is not here, or
for which nothing can be fetched, is passed over with a word; PARALLAX_REQUIRE=pythons makes that a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.project import ROOT, absent

VERSIONS = ("3.11", "3.12", "3.13")
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
NEEDED = ("frictionless", "joblib", "numpy", "pandas", "pyyaml", "scikit-learn", "scipy", "simplemma")
BIN = Path(sys.executable).parent
PATIENCE = 1200  # seconds: a busy machine or a slow line takes some of them


def works(python: str | Path, version: str) -> bool:
    """Say whether a program is a Python of this version; pyenv's stand-ins for others are not."""
    code = f"import sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != {version!r})"
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def find(version: str) -> str | None:
    named = shutil.which(f"python{version}")
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    return next((str(python) for python in [named, *kept] if python and works(python, version)), None)


def environment(version: str) -> Path:
    """Return a Python of this version that has what the numbers need, or skip the test."""
    if version == OWN:
        return Path(sys.executable)
    python, lock = find(version), ROOT / "requirements.lock"
    if python is None:
        absent("pythons", f"install Python {version} to compare with it")
    folder = Path(sys.prefix) / "var" / "pythons" / version
    ready = folder / ".ready"
    if not ready.exists() or ready.stat().st_mtime < lock.stat().st_mtime:
        shutil.rmtree(folder, ignore_errors=True)
        commands = (
            [python, "-m", "venv", "--without-pip", folder],
            [BIN / "uv", "pip", "install", "--quiet", "--python", folder / "bin" / "python", "-c", lock, *NEEDED],
        )
        for command in commands:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
            if done.returncode:
                absent("pythons", f"Python {version} got no packages: {done.stderr.strip()[-200:]}")
        ready.touch()
    return folder / "bin" / "python"


def numbers(python: Path, *, threads: str = "1", seed: str = "") -> dict[str, list[str]]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    given = {**os.environ, **dict.fromkeys(names, threads), "PYTHONPATH": str(ROOT / "lib")}
    command = [python, ROOT / "tests" / "helpers" / "digits.py", ROOT / "corpus", *filter(None, [seed])]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=True, timeout=PATIENCE)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def reference() -> dict[str, list[str]]:
    return numbers(Path(sys.executable))


def differing(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[tuple[str, str]]]:
    assert one.keys() == other.keys()
    pairs = {name: [(a, b) for a, b in zip(one[name], other[name], strict=True) if a != b] for name in one}
    return {name: found[:3] for name, found in pairs.items() if found}


def test_there_are_numbers_to_compare(reference: dict[str, list[str]]) -> None:
    assert len(reference["log_odds"]) > 500
    assert len(set(reference["ci_low"])) > 100
    assert {"p_max_t", "q", "shares", "stability", "rates"} <= set(reference)


@pytest.mark.ci("the other Pythons")
@pytest.mark.parametrize("version", [version for version in VERSIONS if version != OWN])
def test_another_python_gives_the_same_digits(version: str, reference: dict[str, list[str]]) -> None:
    assert differing(reference, numbers(environment(version))) == {}


def test_two_threads_give_the_same_digits(reference: dict[str, list[str]]) -> None:
    assert differing(reference, numbers(Path(sys.executable), threads="2")) == {}


def test_rows_in_another_order_give_the_same_digits(reference: dict[str, list[str]]) -> None:
    assert differing(reference, numbers(Path(sys.executable), seed="3")) == {}
