"""What was read rather than counted, for the explorer: issues, names, voices, questions, positions, quotations.

What a project has no layer of is empty.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from parallax.analysis import facts, framing
from parallax.claims.answers import KINDS, THEMES
from parallax.pages.explored_parts import PLACE, Parts, Row
from parallax.tables.coded import RESOLVED

NOT_CHECKED = "checked by no person yet."


def how_read(parts: Parts) -> str:
    """Return the sentence that says who read what is not counted, and whether a person has checked any of it."""
    if parts.are_anybodys:
        return "As somebody read it for this project."
    by_person = (parts.corpus.tables["checks"]["checked_by"] == "person").any()
    return "Read by a language model, " + ("and checked in part by a person." if by_person else NOT_CHECKED)


def issues(parts: Parts) -> dict[str, Any]:
    """Return the issues with the hits of their word list (rows: part, issue, in quotation marks, uses).

    Beside them, as read: part, issue, of the settled codes.
    """
    corpus = parts.corpus
    phrases, frames = corpus.tables["phrases"], corpus.tables["frames"]
    names = framing.issues_of(frames)
    rows: list[Row] = []
    for quoted in (0, 1):
        counted = framing.counts(phrases[phrases["quoted"] == quoted], frames, corpus.paragraphs)[names]
        rows += parts.dense(counted.to_numpy(), [quoted])
    codings = corpus.tables["codings"]
    settled = set(codings.loc[codings["coder"] == RESOLVED, "variable"])
    coded = [name for name in names if name in settled]
    read = framing.coded(codings, corpus.paragraphs, coded)[coded].to_numpy().astype(int)
    return {
        "names": [name.replace("_", " ") for name in names],
        "rows": sorted(rows),
        "read": [[row, names.index(coded[column])] for row, column, _ in parts.dense(read, [])],
    }


def namings(parts: Parts) -> dict[str, Any]:
    """Return what the parties are called: names, rows (part, name, quoted, uses)."""
    tables = parts.corpus.tables
    mentions, label = tables["mentions"], tables["entities"].set_index("actor")["label"]
    keys = sorted(set(mentions[["actor", "naming"]].itertuples(index=False, name=None)))
    place = {key: at for at, key in enumerate(keys)}
    both = [
        mentions.assign(quoted=0, n=mentions["n"] - mentions["n_quoted"]),
        mentions.assign(quoted=1, n=mentions["n_quoted"]),
    ]
    rows = pd.concat(both).query("n > 0")
    rows = rows.assign(key=[place[key] for key in rows[["actor", "naming"]].itertuples(index=False, name=None)])
    return {
        "names": [f"{naming} ({label[actor]})" for actor, naming in keys],
        "rows": parts.rows(rows, ["key", "quoted", "n"]),
    }


def voices(parts: Parts) -> dict[str, Any]:
    """Return who is heard: names, rows (part, voice, 0, times), and said (part, voice, gist)."""
    tables = parts.corpus.tables
    heard, label = tables["attributions"], tables["entities"].set_index("actor")["label"]
    ids = sorted(set(heard["speaker"]), key=lambda voice: label[voice].lower())
    place = {voice: at for at, voice in enumerate(ids)}
    heard = heard.assign(voice=heard["speaker"].map(place), quoted=0)
    times = heard.groupby([*PLACE, "voice", "quoted"]).size().rename("n").reset_index()
    return {
        "names": [str(label[voice]) for voice in ids],
        "rows": parts.rows(times, ["voice", "quoted", "n"]),
        "said": parts.rows(heard, ["voice", "gist"]),
    }


def questions(parts: Parts) -> list[dict[str, Any]]:
    """Return the questions of facts.csv, each with its answers: article, status, value, parts that have it."""
    tables, group_of = parts.corpus.tables, parts.group_of()
    given: dict[str, dict[tuple[int, str, str], list[tuple[str, int]]]] = {}
    columns = ["fact", "source", "status", "value", "line"]
    for fact, source, status, value, line in tables["fact_sources"][columns].itertuples(index=False):
        answer = given.setdefault(fact, {}).setdefault((group_of[source], status, value or ""), [])
        if not pd.isna(line):
            answer.append((source, line))
    answered = facts.answers(tables["fact_sources"], list(parts.corpus.sources["source"]))
    kind = facts.kinds(tables["facts"], answered).set_index("fact")["kind"]
    rows = tables["facts"][["fact", "theme", "question"]].itertuples(index=False)
    return [
        {
            "theme": THEMES.get(theme, theme.replace("_", " ")),
            "question": question,
            "relation": KINDS.get(kind[fact], kind[fact].replace("_", " ")),
            "answers": [[*key, parts.holding(places)] for key, places in sorted(given.get(fact, {}).items())],
        }
        for fact, theme, question in rows
    ]


def positions(parts: Parts) -> list[Row]:
    """Return what is made of the matter: question, position, whose it is, parts."""
    tables, here = parts.corpus.tables, parts.number.index
    question = tables["aspects"].set_index("aspect")["question"]
    label = tables["entities"].set_index("actor")["label"]
    found: dict[tuple[str, str, str, str], list[tuple[str, int]]] = {}
    columns = ["source", "aspect", "position", "holder", "line"]
    for source, aspect, position, holder, line in tables["positions"][columns].itertuples(index=False):
        if (source, line) in here:
            found.setdefault((source, aspect, position, holder), []).append((source, line))
    listed = [(key, parts.holding(places)) for key, places in sorted(found.items())]
    return [
        [question[aspect], position, label.get(holder, ""), numbers]
        for (_, aspect, position, holder), numbers in sorted(listed, key=lambda one: one[1])
    ]


def quotations(parts: Parts) -> list[Row]:
    """Return the quotations on file of body paragraphs: part, words."""
    return parts.rows(parts.corpus.tables["quotations"], ["words"])
