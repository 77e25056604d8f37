"""Texts of the tests' own writing in German, of two groups, and a reading of them that fills every layer."""

from __future__ import annotations

from pathlib import Path

from helpers.own_project import accept, enter
from parallax.articles.documents import Document
from parallax.articles.extraction import extract
from parallax.articles.new_tables import take_in
from parallax.articles.verification import accept as accept_tables
from parallax.pages import scaffold
from parallax.projects import layer, new
from parallax.tables.writing import replace_all

#: Paragraphs by text, and the group of each.
TEXTS = {
    "deich-1": ("Deich", [
        "Der Deich und das Meer",
        "Am Deich wird gebaut. Die Bürgermeisterin Ada Fries sagt: „Der Deich hält noch zehn Jahre.“",
        "Das Meer steigt, und die Straße zum Hafen steht im Herbst unter Wasser.",
    ]),
    "deich-2": ("Deich", [
        "Niemand in Süderoog will den Deich aufgeben.",
        "Der Gemeinderat meint, dass die Straße höher werden muss. Das Meer wartet nicht.",
    ]),
    "deich-3": ("Deich", [
        "Der Hafen bleibt im Winter zu. Am Deich fehlt der Sand, und der Sand ist teuer.",
        "Ada Fries’ Plan kostet viel; der Gemeinderat nennt ihn »kühn und nötig«, und niemand spricht dagegen.",
    ]),
    "moor-1": ("Moor", [
        "Das Moor trocknet aus. Im Gemeinderat heißt es, der Torf sei bald weg.",
        "Auf der Straße liegt Staub, und die Bäume am Moor sterben.",
    ]),
    "moor-2": ("Moor", [
        "Die Förster sagen, das Moor brauche Wasser, z. B. aus dem Kanal.",
        "Wer den Torf sticht, der nimmt dem Moor das Wasser. So steht es im Bericht.",
    ]),
    "moor-3": ("Moor", [
        "Im Moor brennt es seit Mai. Die Feuerwehr löscht den Torf mit Wasser aus dem Hafen.",
        "Der Gemeinderat will die Straße durch das Moor sperren.",
    ]),
}  # fmt: skip

_SAID = {"attribution": 1, "mode": "speech", "n_quoted": 0, "form": "indirect", "cue": "sagen"}
_TITLE = ("deich-1", 0)
_CODED = [("deich-1", 1), ("deich-1", 2), ("moor-1", 0), ("moor-1", 1)]
_ANSWERED = {"deich-2": (1, "die Straße muss höher werden"), "moor-3": (1, "sie wird gesperrt")}

#: Rows that somebody enters, by layer and table, in the order in which the layers are added.
ROWS: dict[str, dict[str, list[dict[str, object]]]] = {
    "provenance": {
        "hops": [
            {"source": text, "hop": hop, "holder": holder, "act": act, "language": "de", "basis": "text"}
            for text in TEXTS
            for hop, (holder, act) in enumerate(
                (("Halligbote", "published"), ("Leserin", "relayed" if text == "moor-2" else "copied")), start=1
            )
        ],
    },
    "names": {
        "actors": [
            {"actor": "fries", "kind": "person", "alias": "ada fries", "mask": 1},
            {"actor": "rat", "kind": "body", "alias": "gemeinderat", "mask": 0},
        ],
        "demonyms": [{"form": "süderooger", "name": "süderoog"}],
        "chronology": [{"term": "kanal", "possible_from": "1900-01-01", "reason": "Er wurde gebaut."}],
    },
    "lexicon": {
        "frames": [
            {"entry": "meer", "frame": "nature", "pole": "sea", "origin": "seed"},
            {"entry": "moor", "frame": "nature", "pole": "land", "origin": "seed"},
            {"entry": "straße", "frame": "roads", "origin": "seed"},
            {"entry": "bäume", "frame": "nature", "pole": "land", "origin": "text"},
        ],
        "modality": [{"entry": "muss", "kind": "obligation"}],
        "categories": [{"table": "frames", "column": "frame", "value": "nature", "label": "Land und Meer"},
                       {"table": "frames", "column": "frame", "value": "roads"}],
    },
    "codes": {
        "variables": [{"variable": "water", "family": "issue", "values": "0 1", "question": "Geht es um Wasser?"}],
        "codings": [
            {"coder": coder, "source": text, "line": line, "variable": "water", "value": value}
            for coder, values in (("first", "0101"), ("second", "0100"), ("resolved", "0100"))
            for (text, line), value in zip(_CODED, values, strict=True)
        ],
        "disagreements": [
            {"source": "moor-1", "line": 1, "variable": "water", "reason": "Vom Wasser ist nicht die Rede."}
        ],
    },
    "positions": {
        "aspects": [{"aspect": "dike", "part": "plan", "question": "Soll der Deich bleiben?",
                     "stances": "for against"}],
        "positions": [{"source": "deich-2", "aspect": "dike", "line": 0, "position": "Er soll bleiben",
                       "holder": "author", "stance": "for"}],
    },
    "attributions": {
        "entities": [{"actor": "fries", "label": "Ada Fries"}, {"actor": "rat", "label": "der Gemeinderat"},
                     {"actor": "foresters", "label": "die Förster"}],
        "attributions": [
            {**_SAID, "source": "deich-1", "line": 1, "speaker": "fries", "kind": "named", "side": "town",
             "place": "here", "form": "direct", "n_quoted": 6, "gist": "Er hält."},
            {**_SAID, "source": "deich-2", "line": 1, "speaker": "rat", "kind": "institution", "side": "town",
             "place": "here", "gist": "Sie muss höher werden."},
            {**_SAID, "source": "deich-3", "line": 1, "speaker": "rat", "kind": "institution", "side": "town",
             "place": "here", "form": "direct", "n_quoted": 3, "gist": "Ein guter Plan."},
            {**_SAID, "source": "moor-2", "line": 0, "speaker": "foresters", "kind": "anonymous", "side": "woods",
             "place": "here", "gist": "Es braucht Wasser."},
        ],
        "mentions": [{"source": "deich-3", "line": 1, "actor": "fries", "naming": "Ada Fries", "n": 1, "n_quoted": 0}],
        "categories": [{"table": "attributions", "column": "side", "value": "town", "label": "Das Dorf"},
                       {"table": "attributions", "column": "side", "value": "woods", "label": "Der Wald"}],
    },
    "facts": {
        "facts": [{"fact": "road", "theme": "roads", "question": "Was wird aus der Straße?",
                   "relation": "contradiction"}],
        "quotations": [{"quotation": "higher", "source": "deich-2", "line": 1, "words": "die Straße höher werden muss"},
                       {"quotation": "bold", "source": "deich-3", "line": 1, "words": "kühn und nötig"}],
        "fact_sources": [
            {"fact": "road", "source": text, "status": "asserted", "line": _ANSWERED[text][0],
             "value": _ANSWERED[text][1], "quotation": "higher" if text == "deich-2" else ""}
            if text in _ANSWERED else {"fact": "road", "source": text, "status": "absent"}
            for text in TEXTS
        ],
    },
}  # fmt: skip

LEDGER = """
- id: no-peat
  chapter: terms
  sentence: "{Deich} never uses *torf*; the others do, {uses_elsewhere:.0f} times."
  test: never_uses
  args: {sources: [Deich], terms: [torf]}
  scope: the word in exactly this form
  how: counted
  breaks:
    - {table: terms, add: {source: deich-1, line: 1, term: torf, quoted: 0, masked: 0, n: 1}}
- id: the-woods
  chapter: attributions
  sentence: "Of the sides, only the woods are never heard in {Deich}."
  test: silent_sides
  args: {source: Deich, sides: [woods]}
  scope: attributions
  how: read
  breaks:
    - {table: attributions, where: {source: deich-2}, set: {side: woods}}
- id: the-road
  chapter: facts
  sentence: "{Deich} and {Moor} contradict each other on the road."
  test: answered_so
  args: {fact: road, relation: contradiction, answers: [[Deich, asserted, höher], [Moor, asserted, gesperrt]]}
  scope: answers
  how: read
  breaks:
    - {table: fact_sources, where: {source: moor-3, status: asserted}, set: {value: sie bleibt}}
- id: own-words
  chapter: roles
  sentence: "At least {at_least:.0%} of the words of {Deich} are its authors' own."
  test: voice_share
  args: {source: Deich, voice: author, at_least: 0.8}
  scope: the body
  how: read
  breaks:
    - {table: lines, where: {source: deich-2}, set: {voice: relayed}}
- id: water
  chapter: codes
  sentence: "The share of paragraphs on water is largest in {Deich}."
  test: coded_most
  args: {variable: water, code: "1", source: Deich}
  scope: the settled codes
  how: read
  breaks:
    - {table: codings, where: {source: moor-1, coder: resolved}, set: {value: "1"}}
- id: passed-on
  chapter: provenance
  sentence: "As far as is known, {moor-2} was passed on by somebody who had not written it."
  test: relayed_hops
  args: {source: moor-2, at_least: 1}
  scope: the steps
  how: recorded
  breaks:
    - {table: hops, where: {source: moor-2, hop: 2}, set: {act: copied}}
"""


def build(root: Path) -> Path:
    """Make a project of the texts, with every layer filled, and return its folder of tables."""
    documents = [
        Document(f"{name}.txt", name, "\n".join(lines) + "\n", group, {"language": "de"})
        for name, (group, lines) in TEXTS.items()
    ]
    new.write_corpus(root / "corpus", take_in(documents, paragraphs="line"), "Deich und Moor")
    for name, text in scaffold.files("Deich und Moor", root).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return read(root)


def read(root: Path) -> Path:
    """Add every layer to a project, enter what was read, and count anew."""
    corpus = root / "corpus"
    replace_all(corpus, layer.files(corpus, "roles"))
    text, line = _TITLE
    lines = corpus / "lines.csv"
    lines.write_text(lines.read_text(encoding="utf-8").replace(f"{text},{line},body", f"{text},{line},title"), "utf-8")
    renew(corpus)
    for name, tables in ROWS.items():
        replace_all(corpus, layer.files(corpus, name))
        for table, rows in tables.items():
            enter(corpus, table, *rows)
        renew(corpus)
    (root / "chapters" / "claims.yml").write_text(LEDGER, encoding="utf-8")
    return corpus


def renew(corpus: Path) -> None:
    """Count anew by what was entered, and accept it, as the guide says."""
    extract(corpus, corpus / "texts")
    accept_tables(corpus, corpus / "texts")


__all__ = ["LEDGER", "ROWS", "TEXTS", "accept", "build", "read", "renew"]
