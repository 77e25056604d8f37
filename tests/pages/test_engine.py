"""The library as a wheel: it can be installed, has all it needs, and carries the versions it was made with."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from helpers.project import ROOT
from parallax.errors import ParallaxError
from parallax.pages import engine
from parallax.pages.packing import pack


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the wheel was installed into."""
    folder = tmp_path_factory.mktemp("engine")
    name, contents = engine.wheel()
    pack(folder / name, contents, date(2000, 1, 1))
    place = folder / "site"
    command = ["uv", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(place), str(folder / name)]
    subprocess.run([str(Path(sys.executable).with_name(command[0])), *command[1:]], check=True)
    return place


def test_what_is_installed_from_it_has_the_same_files(installed: Path) -> None:
    here = ROOT / "lib" / "parallax"
    files = {path.relative_to(here) for path in here.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    there = installed / "parallax"
    assert {path for path in files if (there / path).read_bytes() != (here / path).read_bytes()} == set()


def test_it_runs_by_itself_and_can_make_another(installed: Path, tmp_path: Path) -> None:
    asked = (
        "import parallax; from parallax.pages import engine; from parallax.tables import layers; "
        "print(parallax.__file__); print(engine.checkout()); print(len(engine.lock()), len(layers.part('core')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", asked], env={"PYTHONPATH": str(installed)}, cwd=tmp_path, capture_output=True, text=True
    )
    place, checkout, lengths = run.stdout.splitlines()
    assert Path(place).is_relative_to(installed)
    assert checkout == "None"
    assert int(lengths.split()[0]) == len((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def test_two_wheels_of_the_same_files_are_the_same() -> None:
    assert engine.wheel() == engine.wheel()


def test_a_library_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "DISTRIBUTION", "parallax-that-is-not-there")
    with pytest.raises(ParallaxError, match=r"is not installed here[\s\S]*make book"):
        engine.wheel()
