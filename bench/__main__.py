"""Print what keyness, many texts, the book and the tests cost: ``python -m bench PEER PART`` in the project's folder.

PEER is the Python of the environment that has the other packages and the texts. What the parts are: bench/README.md.

All is processor time, of a command and what it starts, which a busy machine changes less than the clock. A command that
fails is measured all the same, and said to have failed. The numbers are of one machine: nothing asserts them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.measuring import alone, failed, line, processor
from bench.peers import peers, public_texts

ROUNDS = 3  # of keyness, the two sides in turn
FLOOR = (
    "import sys, pathlib; from parallax.pages.build import make_book; "
    "make_book(pathlib.Path(), build=sys.argv[1], execute_notebooks=False)"
)
# Of the part ``scale``: what is run, its name there, and the file of counts that it leaves or takes.
SCALED = (
    ("extraction of 50 texts", "50", "few"),
    ("extraction of 100 texts", "100", "few"),
    ("extraction of 200 texts", "200", "counts"),
    ("extraction of 1,000 texts, pieces of these", "1000", "pieces"),
    ("keyness by document", "keyness", "counts"),
    ("one fit of topics", "topics", "counts"),
    ("stability of topics, on demand", "stability", "counts"),
    ("60 deals in which nothing differs", "null", "counts"),
)


def keyness(peer: str) -> None:
    """Compare `analysis.keyness.contrasts.keyness` with pycorpdiff's on a made-up corpus, each in its environment."""
    print("keyness, a thousand resampled contrasts of 2,000 documents, median of processor time:", flush=True)
    runs: dict[str, list[dict[str, float]]] = {"ours": [], "peer": []}
    for number in range(ROUNDS):
        for side in sorted(runs, reverse=bool(number % 2)):
            command = [peer if side == "peer" else sys.executable, "-m", "bench.keyness", side]
            runs[side].append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    if len({run["corpus"] for side in runs.values() for run in side}) > 1:
        raise SystemExit("The two sides drew other corpora; give both environments one numpy.")
    ours, theirs, further = (
        1000 * median(run[key] for run in runs[side])
        for side, key in (("ours", "each"), ("peer", "each"), ("peer", "further"))
    )
    line("parallax", ours)
    line("pycorpdiff", theirs, f"{theirs / ours:.1f} times ours")
    line("pycorpdiff, resampling alone", further, f"{further / ours:.1f} times ours")


def scale(peer: str) -> None:
    """Measure extraction, keyness and topics on hundreds of public texts, each by itself, and count false alarms."""
    print("public texts, processor time and peak memory of each process:", flush=True)
    texts = str(public_texts(peer))
    with tempfile.TemporaryDirectory() as folder:
        for what, part, name in SCALED:
            seconds, peak, found = alone(sys.executable, "-m", "bench.scale", texts, str(Path(folder) / name), part)
            line(what, seconds, f"{peak:6,.0f} MB  {found}")


def book(peer: str) -> None:
    """Compare `make book` with the floor: the same pages set from the stored outputs, where no kernel runs."""
    print("make book, processor time:", flush=True)
    with tempfile.TemporaryDirectory() as build:
        floor, mark = processor(sys.executable, "-c", FLOOR, build)
    line(f"floor: pages from stored outputs{mark}", floor)
    for name in ("cache", "html"):
        shutil.rmtree(Path("_build") / name, ignore_errors=True)
    for state in ("cold", "warm"):
        seconds, mark = processor("make", "book")
        line(f"{state}{mark}", seconds, f"{seconds / floor:.1f} times the floor")


def tests(peer: str) -> None:
    """Measure `make test` by part, in the order in which it runs them: first without any cache, then again."""
    recipe = subprocess.run(["make", "-n", "test"], stdout=subprocess.PIPE, check=True, text=True).stdout
    pytest, chapters = (command for command in recipe.replace("\\\n", "").splitlines() if " -m pytest " in command)
    browser = "tests/test_browser.py"
    # A part more would be a start more of two processes, which takes some seconds each time.
    parts = {
        "lint": "make lint",
        "tests without browser": f"{pytest} --ignore={browser}",
        "tests in the browser": pytest.replace(" pytest tests ", f" pytest {browser} "),
        "chapters against stored outputs": chapters,
    }
    processor("make", "clean")
    cold: dict[str, float] = {}
    for state in ("cold", "warm"):
        print(f"make test, {state}, processor time:", flush=True)
        spent = {}
        for name, command in parts.items():
            spent[name], mark = processor("sh", "-c", command)
            line(f"{name}{mark}", spent[name], f"{spent[name] / cold[name]:.2f} of cold" if cold else "")
        total = sum(spent.values())
        line("all", total, f"{total / sum(cold.values()):.2f} of cold" if cold else "")
        cold = spent


# The book comes last, for the tests start with `make clean`.
PARTS = {"keyness": keyness, "scale": scale, "peers": peers, "tests": tests, "book": book}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure what the project costs.")
    parser.add_argument("peer", help="the Python of the peers' environment (bench/requirements.lock)")
    parser.add_argument("part", choices=[*PARTS, "all"])
    options = parser.parse_args()
    for part, measure in PARTS.items():
        if options.part in (part, "all"):
            measure(str(Path.cwd() / options.peer))  # some parts run elsewhere
    if failed:
        raise SystemExit("What failed took what it took up to there. Run it by itself to see why.")
