"""A small project about a town bridge, of the tests' own writing, to try the library on other people's sources.

The first two articles are short enough to count by hand, and the counts stand beside the tests that use them. The
descriptor is the repository's own: what it demands, it demands of these tables too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from helpers.project import ROOT
from helpers.toy_reading import close_reading
from parallax.articles.extraction import extract
from parallax.tables import package

REPOSITORY = ROOT
DATELINE = "Millford, 3 May \u2014 "

# Each article: facts, then its lines as (role, section, voice, text). Empty lines stand between them in the file.
ARTICLES = {
    "bridge-herald": (
        {"outlet": "Bridge Herald", "name": "the Bridge Herald",
         "short": "BH", "title": "Who May Cross the Old Bridge?", "author": "Nell Harrow",
         "published": "2030-05-03", "not_before": "2030-05-03", "not_after": "2030-05-03", "period": "May 2030"},
        [
            ("title", "head", "author", "Who May Cross the Old Bridge?"),
            ("byline", "head", "author", "By Nell Harrow"),
            ("body", "opening", "author", DATELINE + "The Old Bridge League wants a toll. The town\u2019s council said "
             "\u201cno toll, not now.\u201d"),
            ("pullquote", "opening", "author", "\u201cNo toll, not now.\u201d"),
            ("heading", "split", "author", "A split town"),
            ("body", "split", "author", "The council is split; the U.S. Bridge Fund, an upriver donor, is not. A "
             "league of towns won\u2019t wait until 2031 is over."),
            ("body", "split", "author", "\u201cWe cross together,\u201d she said, \u201cor not at all.\u201d"),
            ("boilerplate", "foot", "author", "Share this: print | mail"),
        ],
    ),
    "mill-gazette": (
        {"outlet": "Mill Gazette", "name": "the Mill Gazette",
         "short": "MG", "title": "The Toll and the Mill", "published": "",
         "not_before": "2030-04-20", "not_after": "", "period": "May 2030"},
        [
            ("title", "head", "author", "The Toll and the Mill"),
            ("body", "whole", "author", "The toll is a wall. The toll is a wall for the poor, and the poor cross the "
             "bridge to the mill."),
            ("body", "whole", "author", "Nobody asked the mill. Orla Finn, who keeps the ferry, asked for talks with "
             "one voice."),
            ("body", "whole", "author", "Guards stand at the gate, and a league of towns won't wait."),
            ("body", "close", "undetermined", "The vote is a right to cross."),
            ("foreign", "close", "author", "Kein Zoll auf der Br\u00fccke."),
        ],
    ),
    "ferry-news": (
        {"outlet": "Ferry News", "name": "the Ferry News",
         "short": "FN", "title": "Ferry <b>Wins</b>", "published": "2031",
         "not_before": "2031-07-01", "not_after": "2031-07-31", "period": "July 2031", "relayed_from": "Quay Journal"},
        [
            ("title", "head", "relayed", "Ferry <b>Wins</b>"),
            ("body", "whole", "relayed", "The ferry won the festival race, and the festival crowd crossed by ferry."),
            ("body", "whole", "relayed", "The ferry clan asked the council for a vote on the bridge."),
            ("body", "whole", "relayed", "Guards closed the bridge, so the ferry ran until midnight."),
        ],
    ),
    "hill-post": (
        {"outlet": "Hill Post", "name": "the Hill Post",
         "short": "HP", "title": "Talks on the Hill", "published": "2031-08",
         "not_before": "2031-08-02", "not_after": "2031-08-31", "period": "July 2031"},
        [
            ("title", "head", "author", "Talks on the Hill"),
            ("body", "whole", "author", "Talks on the bridge opened on the hill, and talks closed without a vote."),
            ("body", "whole", "author", "The council wants a toll; the hill wants talks and a bridge for the poor."),
            ("body", "whole", "author", "\u201cNo league speaks with one voice,\u201d said Orla Finn of the council."),
        ],
    ),
    "quay-journal": (
        {"outlet": "Quay Journal", "name": "the Quay Journal",
         "short": "QJ", "title": "A Race on the River", "published": "2031-07-02",
         "not_before": "2031-07-01", "not_after": "2031-07-02", "period": "July 2031"},
        [
            ("title", "head", "author", "A Race on the River"),
            ("body", "whole", "author", "The ferry won the festival race, and the festival crowd went home by bridge."),
            ("body", "whole", "author", "Upriver donors paid for the race; the toll paid for the bridge guards."),
        ],
    ),
    "lane-weekly": (
        {"outlet": "Lane Weekly", "name": "the Lane Weekly",
         "short": "LW", "title": "Stone by Stone", "published": "2030-06",
         "not_before": "2030-06-01", "not_after": "2030-06-30", "period": "June 2030"},
        [
            ("title", "head", "author", "Stone by Stone"),
            ("body", "whole", "author", "Masons mend the bridge stone by stone, and a toll pays the masons."),
            ("body", "whole", "author", "The Old Bridge League and the council mend the bridge together."),
            ("body", "whole", "author", "A stone fell on the ferry; the masons mend that too."),
        ],
    ),
    "tower-times": (
        {"outlet": "Tower Times", "name": "the Tower Times",
         "short": "TT", "title": "A View from the Tower", "published": "",
         "not_before": "2030-05-10", "not_after": "", "period": "May 2030"},
        [
            ("title", "head", "author", "A View from the Tower"),
            ("body", "whole", "author", "From the tower the bridge is a split line, and the toll gate is a dot."),
            ("body", "whole", "author", "The tower keeps the vote of the council, and the poor keep the bridge."),
        ],
    ),
}  # fmt: skip

FRAMES = [
    ("ferry clan", "ethnicity", ""),
    ("guards", "military", ""),
    ("league", "unity", "unity"),
    ("one voice", "unity", "unity"),
    ("poor", "humanitarian", ""),
    ("right to cross", "rights", ""),
    ("split", "unity", "disunity"),
    ("talks", "diplomacy", ""),
    ("together", "unity", "unity"),
    ("toll", "governance", ""),
    ("upriver", "foreign_powers", ""),
    ("vote", "legitimacy", ""),
]
ACTORS = [
    ("council", "body", "council", 0),
    ("council", "body", "town council", 0),
    ("old-bridge-league", "movement", "old bridge league", 1),
    ("orla-finn", "office-holder", "orla finn", 0),
    ("u-s-bridge-fund", "body", "u.s. bridge fund", 0),
]
MODALITY = [("in may", "none"), ("may", "hedge"), ("must", "obligation")]
STOPWORDS = (
    "a all an and at by for from in is it not of on or over she so that the to too until we who with won't without"
)


class Toy(NamedTuple):
    """Where the toy project's tables and texts are."""

    corpus: Path
    texts: Path


def build(folder: Path, n_sources: int = 2) -> Toy:
    """Write the coded tables and the texts of the first sources, and extract the rest."""
    toy = Toy(folder / "corpus", folder / "texts")
    (toy.corpus / "lexicons").mkdir(parents=True)
    toy.texts.mkdir()
    write_descriptor(toy.corpus)
    chosen = dict(list(ARTICLES.items())[:n_sources])
    for source, (_, lines) in chosen.items():
        text = "\n\n".join(line for *_, line in lines) + "\n"
        (toy.texts / f"{source}.txt").write_text(text, encoding="utf-8", newline="\n")
    rows = coded_tables(chosen)
    for name in rows.keys() | {entry["name"] for entry in resources(toy.corpus) if entry["made"] == "coded"}:
        write_table(toy.corpus, name, rows.get(name, []))
    (toy.corpus / "lexicons" / "stopwords.txt").write_text("\n".join(STOPWORDS.split()) + "\n", encoding="utf-8")
    extract(toy.corpus, toy.texts)
    return toy


def write_descriptor(corpus: Path) -> None:
    """Write the repository's descriptor without what was accepted of its tables: these are others."""
    text = (REPOSITORY / "corpus" / "datapackage.yaml").read_text(encoding="utf-8")
    kept = re.sub(r"^    (hash|accepted|extracted): .*\n", "", text, flags=re.MULTILINE)
    (corpus / "datapackage.yaml").write_text(kept, encoding="utf-8", newline="\n")


def coded_tables(articles: dict) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every coded table."""
    origin = {"published_basis": "text", "genre": "news", "language_chain": "en", "copy_read": "an invention",
              "licence": "none needed", "read": "2031-09"}  # fmt: skip
    return {
        "sources": [
            {"source": source, **origin, **facts, "file": f"{source}.txt", "n_lines": len(lines)}
            for source, (facts, lines) in articles.items()
        ],
        "lines": [
            {"source": source, "line": number, "role": role, "section": section, "voice": voice,
             "skip_chars": len(DATELINE) if text.startswith(DATELINE) else 0}
            for source, (_, lines) in sorted(articles.items())
            for number, (role, section, voice, text) in enumerate(lines)
        ],
        "hops": [
            {"source": source, "hop": hop, "holder": facts["outlet"], "act": act, "language": "en",
             "basis": "inferred" if hop == 2 else "text"}
            for source, (facts, _) in sorted(articles.items())
            for hop, act in enumerate(("wrote", "published"), start=1)
        ],
        "frames": [{"entry": e, "frame": f, "pole": p, "origin": "seed"} for e, f, p in FRAMES],
        "actors": [{"actor": a, "kind": k, "alias": alias, "mask": m} for a, k, alias, m in ACTORS],
        "modality": [{"entry": e, "kind": k} for e, k in MODALITY],
        "chronology": [{"term": "festival", "possible_from": "2031-06-01", "reason": "There was none before."}],
        **with_silence(close_reading(articles), articles),
        "topic_labels": [{"k": 2, "topic": topic, "label": "a topic", "terms": "toll"} for topic in (1, 2)],
    }  # fmt: skip


def with_silence(reading: dict[str, list[dict]], articles: dict) -> dict[str, list[dict]]:
    """Return the tables of the close reading with a row for each article that says nothing of a fact."""
    stated = reading["fact_sources"]
    have = {(row["fact"], row["source"]) for row in stated}
    wanted = [(fact["fact"], source) for fact in reading["facts"] for source in articles]
    silent = [
        {"fact": fact, "source": source, "status": "absent"} for fact, source in wanted if (fact, source) not in have
    ]
    rows = sorted([*stated, *silent], key=lambda row: (row["fact"], row["source"]))
    return {**reading, "fact_sources": rows}


def write_table(corpus: Path, name: str, rows: Iterable[dict[str, object]]) -> None:
    """Write a table with the columns that the descriptor gives it; a cell that is not given is empty."""
    (entry,) = (entry for entry in resources(corpus) if entry["name"] == name)
    if "schema" not in entry:
        return
    columns = [field["name"] for field in entry["schema"]["fields"]]
    with (corpus / entry["path"]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def resources(corpus: Path) -> list[dict]:
    """Return the entries of the descriptor."""
    return package.descriptor(corpus)["resources"]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder, to be compared."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a string in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
