"""How the parts of the benchmark measure a command, and print what they found."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

failed: list[str] = []


def processor(*command: str) -> tuple[float, str]:
    """Run a command quietly and return its processor time, its children's with it, and a mark if it failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    failed.extend([" ".join(command)] * bool(done.returncode))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, " (failed)" * bool(done.returncode)


def line(what: str, seconds: float, ratio: str = "") -> None:
    """Print what was run, its seconds, and how they compare."""
    print(f"  {what:<44} {seconds:8.2f} s  {ratio}".rstrip(), flush=True)


def alone(*command: str, folder: Path | None = None) -> tuple[float, float, str]:
    """Run a command, and return its processor time, its peak memory in MB, and what it printed, or that it failed.

    The time has what it starts as well; the peak is that of the largest process among them.
    """
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        printed = process.stdout.read().strip() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)  # of this process alone, which `getrusage` cannot tell
        process.returncode = os.waitstatus_to_exitcode(status)
    failed.extend([" ".join(command)] * bool(status))
    peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return used.ru_utime + used.ru_stime, peak, "(failed)" if status else printed
