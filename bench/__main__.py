"""Run both sides in turn and print a table: ``python -m bench PYTHON_OF_THE_PEER``, from the project's folder.

Every measurement has a process of its own, so that each pays for its own first touch of memory. This module
keeps to the standard library: on Linux a child's peak of memory starts at that of its parent.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
PEER_RESAMPLES = (200, 1_000)  # the second is our own number: a call's fixed costs spread over as many
THREADS = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "2"
)  # the Makefile's one thread is for equal bytes, not for speed

Measured = dict[str, str | float]


def measure(python: str, module: str, *arguments: str) -> Measured:
    """Run one side in a process of its own.

    Parameters
    ----------
    python : str
        Interpreter of the side's environment.
    module : str
        The side, such as ``bench.peer``.
    *arguments : str
        What it takes on the command line.

    Returns
    -------
    dict
        The line of JSON that it printed.

    Raises
    ------
    SystemExit
        It could not be run; its own message has gone to standard error.
    """
    command = [python, "-m", module, *arguments]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | THREADS, stdout=subprocess.PIPE, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"{module} did not run: {error}") from None
    return json.loads(done.stdout)


def best(runs: list[Measured]) -> Measured:
    """Return the fastest run of one measurement, with the least peak of memory of all its runs.

    Parameters
    ----------
    runs : list of dict
        As `measure` returns them.

    Returns
    -------
    dict
        One such, and under ``each`` its seconds per resample of one contrast.
    """
    fastest = min(runs, key=lambda run: run["seconds"])
    each = fastest["seconds"] / (fastest["contrasts"] * fastest["resamples"])
    return fastest | {"peak_mb": min(run["peak_mb"] for run in runs), "each": each}


def table(rows: list[Measured]) -> str:
    """Lay the measurements out in columns.

    Parameters
    ----------
    rows : list of dict
        As `best` returns them.

    Returns
    -------
    str
        A head and one line each.
    """
    head = ("", "corpus", "terms", "contrasts", "resamples", "seconds", "peak MB", "ms per resampled contrast")
    cells = [
        (
            f"{row['name']} {row['version']}",
            "the book's" if row["corpus"] == "book" else "made up",
            f"{row['terms']:,}",
            f"{row['contrasts']}",
            f"{row['resamples']:,}",
            f"{row['seconds']:.2f}",
            f"{row['peak_mb']:,.0f}",
            f"{1000 * row['each']:.3f}",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    lines = [
        [
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in (head, *cells)
    ]
    return "\n".join("  ".join(line) for line in lines)


def main() -> None:
    """Compare the two sides."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("peer", help="the Python of the peer's environment (bench/requirements.lock)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of each measurement; the best counts")
    options = parser.parse_args()

    few, many = PEER_RESAMPLES
    commands = {
        "ours": (sys.executable, "bench.ours", "synthetic"),
        "few": (options.peer, "bench.peer", "--resamples", str(few)),
        "many": (options.peer, "bench.peer", "--resamples", str(many)),
        "book": (sys.executable, "bench.ours", "book"),
    }
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(options.rounds):  # in turn, so that a busy minute of the machine meets both sides
        for name, command in commands.items():
            runs[name].append(measure(*command))
    if len({run["corpus"] for name in ("ours", "few", "many") for run in runs[name]}) > 1:
        raise SystemExit("The two sides drew other corpora; give both environments one numpy")

    rows = {name: best(of_name) for name, of_name in runs.items()}
    ours = rows["ours"]["each"]
    # What each further resample costs the peer: counting the tokens, once a call, falls out of the difference.
    again, once = (min(run[key] for run in runs["many"]) for key in ("seconds_again", "seconds_once"))
    further = (again - once) / (many - 1)
    print(table(list(rows.values())))
    print(f"\nThe peer's time per resampled contrast over ours, best of {options.rounds} each:")
    print(f"  {rows['few']['each'] / ours:6.2f}  with its {few:,} resamples")
    print(f"  {rows['many']['each'] / ours:6.2f}  with {many:,} resamples, as many as ours")
    print(f"  {further / ours:6.2f}  with resampling alone, {1000 * further:.3f} ms: its call's counting left out")
    print(f"The peer's peak of memory over ours: {rows['many']['peak_mb'] / rows['ours']['peak_mb']:.2f}")


if __name__ == "__main__":
    main()
