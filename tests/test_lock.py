"""requirements.lock: complete, hashed, the same on all three Pythons, and naming no host."""

from __future__ import annotations

import re
import tomllib

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.each import for_each
from helpers.project import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENTRIES = re.findall(r"^(\S.*?)((?:\s*\\\n\s+--hash=\S+)*)$", LOCK, flags=re.MULTILINE)
LOCKED = {canonicalize_name(Requirement(entry).name): Requirement(entry) for entry, _ in ENTRIES}
DIRECT = [
    Requirement(line)
    for line in (
        *PROJECT["project"]["dependencies"],
        *(line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines),
    )
]
MACHINES = [
    {"sys_platform": system, "os_name": "posix", "python_version": python, "python_full_version": f"{python}.5"}
    for system in ("linux", "darwin")
    for python in ("3.11", "3.12", "3.13")
]


def test_every_entry_is_pinned_and_hashed() -> None:
    assert len(ENTRIES) > 100
    for entry, hashes in ENTRIES:
        assert re.fullmatch(r"==[^=*]+", str(Requirement(entry).specifier)), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", hashes), entry


def test_the_lock_names_no_host_and_no_file() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-i|-f|-e|--index|--extra-index|--find-links|--trusted)", LOCK, flags=re.MULTILINE)
    assert not any(Requirement(entry).url for entry, _ in ENTRIES)


def test_no_package_stands_twice_so_no_version_depends_on_the_machine() -> None:
    names = [canonicalize_name(Requirement(entry).name) for entry, _ in ENTRIES]
    assert len(names) == len(set(names))


def test_markers_speak_of_the_environment_only() -> None:
    allowed = {"sys_platform", "os_name", "platform_system", "platform_machine", "implementation_name"}
    allowed |= {"platform_python_implementation", "python_version", "python_full_version"}
    for requirement in LOCKED.values():
        if requirement.marker:
            bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", str(requirement.marker))
            assert set(re.findall(r"[a-z_]{4,}", bare)) <= allowed, requirement


@for_each(DIRECT)
def test_what_the_project_asks_for_is_locked_on_every_machine(direct: Requirement) -> None:
    locked = LOCKED[canonicalize_name(direct.name)]
    (pin,) = locked.specifier
    assert direct.specifier.contains(pin.version, prereleases=True)
    assert all((locked.marker or Marker("os_name != ''")).evaluate(machine) for machine in MACHINES)


def test_the_lock_keeps_to_the_constraints() -> None:
    for line in PROJECT["tool"]["uv"]["constraint-dependencies"]:
        constraint = Requirement(line)
        (pin,) = LOCKED[canonicalize_name(constraint.name)].specifier
        assert constraint.specifier.contains(pin.version), line
