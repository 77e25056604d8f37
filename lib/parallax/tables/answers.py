"""What each row of the tables of reading answers, and to which question: what somebody who checks a row is asked.

A row is named by table, source, line and item, as checks.csv names it. What it says is one text, of which a check keeps
a digest: whoever found a row right read that, and no later version of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import numpy as np
import pandas as pd

from parallax.tables.coded import KEYS, Tables, settled_codes

#: The tables that are checked row by row.
READ = ("codings", "frame_elements", "attributions", "mentions", "fact_sources")


#: What names a row in checks.csv.
ROW = ["table", *KEYS, "item"]


#: Where the codebook has the rules of a table; those of a code or a function stand under its own name.
RULES = {"attributions": "Attributions", "mentions": "Namings", "fact_sources": "Facts"}


_ATTRIBUTED = ("kind", "side", "place", "mode", "form", "cue")


def answers(tables: Tables) -> pd.DataFrame:
    """Return each row of the tables of reading as a question and its answer.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of `READ`, of codes the settled ones alone; variables, entities, facts and quotations.

    Returns
    -------
    DataFrame
        table, source, line (missing where an article is silent), item, question, allowed (the values of a code, set
        apart by blanks; empty for other rows), rules (heading of the codebook), answer (a line for each column), row
        (its id) and seen (digest of its answer).
    """
    found = [
        (table, source, line, item, question, allowed, rules, answer)
        for table, rows in zip(READ, _rows(tables), strict=True)
        for source, line, item, question, allowed, rules, answer in rows
    ]
    frame = pd.DataFrame(found, columns=[*ROW, "question", "allowed", "rules", "answer"])
    frame = frame.astype({"line": "Int64"})
    ids = [_digest("r", "/".join(name)) for name in named(frame).str.split("/", n=1).tolist()]
    return frame.assign(row=ids, seen=[_digest("s", answer) for answer in frame["answer"]])


def named(rows: pd.DataFrame) -> pd.Series:
    """Return the name of each row, of which table, source, line and item are given: ``mentions/dock/3/guild: pilots``.

    The part after the table is the key of the random draw.
    """
    line = rows["line"].astype("Int64").astype("string").fillna("")
    name = rows["table"] + "/" + rows["source"] + "/" + line + "/" + rows["item"].astype(str)
    return name.astype(object)


def problems(tables: Tables) -> list[str]:
    """Return a message for each row of checks.csv that says two things at once, or is on no row of its table."""
    checks = tables["checks"]
    if checks.empty:
        return []
    person, right = checks["checked_by"] == "person", checks["right"].astype("Int64")
    wrong, kept = right.eq(0).fillna(False), checks["outcome"] == "kept"
    gone = ~named(checks).isin(set(named(answers(tables)))) & (checks["outcome"] != "corrected")
    told = checks["problem"] != ""
    faults = (
        (person & ((checks["checker"] == "") | (checks["seen"] == "")), "is by a person and lacks checker or seen"),
        (~person & ((checks["checker"] != "") | (checks["seen"] != "")), "is not by a person and has checker or seen"),
        ((wrong & ~told) | (right.eq(1).fillna(False) & told), "is wrong without a problem, or right with one"),
        ((checks["outcome"] != "") & ~wrong, "was not found wrong and has an outcome"),
        (kept != (checks["reason"] != ""), "was kept without a reason, or was not kept and has one"),
        (gone, "is on a row that its table does not have; say under outcome that it was corrected, or remove it"),
    )
    return [
        f"checks.csv, row {place + 2}: {name} {problem}"
        for those, problem in faults
        for place, name in zip(np.flatnonzero(those), named(checks)[those], strict=True)
    ]


def _digest(letter: str, text: str) -> str:
    # A letter first, since a spreadsheet would take some digests for numbers.
    return letter + sha256(text.encode()).hexdigest()[:10]


def _rows(tables: Tables) -> Iterator[Iterable[tuple[object, ...]]]:
    question, values = (tables["variables"].set_index("variable")[name].to_dict() for name in ("question", "values"))
    label = tables["entities"].set_index("actor")["label"].to_dict()
    yield _codes(tables["codings"], question, values)
    yield _elements(tables["frame_elements"], question)
    yield _attributed(tables["attributions"], label)
    yield _namings(tables["mentions"], label)
    yield _facts(tables)


def _said(**parts: object) -> str:
    return "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in parts.items() if value != "")


def _codes(codings: pd.DataFrame, question: dict[str, str], values: dict[str, str]) -> Iterator[tuple[object, ...]]:
    settled = settled_codes(codings)
    for source, line, variable, value in settled[[*KEYS, "variable", "value"]].itertuples(index=False):
        yield source, line, variable, question[variable], values[variable], variable, value


def _elements(elements: pd.DataFrame, question: dict[str, str]) -> Iterator[tuple[object, ...]]:
    for row in elements.itertuples(index=False):
        asked = (
            f"{question[row.function]} The tables say yes. Who or what (agent) does what, or is how (action), and "
            "whom or what does it affect (target)? Where the paragraph leaves this open, the answer is unsaid."
        )
        said = _said(agent=row.agent, action=row.action, target=row.target)
        yield row.source, row.line, row.function, asked, "", row.function, said


def _attributed(attributions: pd.DataFrame, label: dict[str, str]) -> Iterator[tuple[object, ...]]:
    total = attributions.groupby(KEYS)["attribution"].transform("size")
    for row, n in zip(attributions.to_dict("records"), total, strict=True):
        asked = (
            "The paragraph reports what somebody says, writes or thinks. In the order of the text, this is number "
            f"{row['attribution']} of {n}. Whose words or views are these, how are they reported, and what do they "
            "amount to?"
        )
        speaker, how = label.get(row["speaker"], row["speaker"]), {name: row[name] for name in _ATTRIBUTED}
        said = _said(speaker=speaker, **how, quoted_words=row["n_quoted"], gist=row["gist"])
        yield row["source"], row["line"], str(row["attribution"]), asked, "", RULES["attributions"], said


def _namings(mentions: pd.DataFrame, label: dict[str, str]) -> Iterator[tuple[object, ...]]:
    total = mentions.groupby([*KEYS, "actor"])["naming"].transform("size")
    for row, n in zip(mentions.itertuples(index=False), total, strict=True):
        one = "one way, this row" if n == 1 else f"{n} ways, of which this row is one"
        asked = (
            f"Which words does the paragraph use for {label.get(row.actor, row.actor)}, not counting pronouns, and how "
            f"often? The table has {one}."
        )
        said = _said(naming=row.naming, times=row.n, of_them_in_quotation_marks=row.n_quoted)
        yield row.source, row.line, f"{row.actor}: {row.naming}", asked, "", RULES["mentions"], said


def _facts(tables: Tables) -> Iterator[tuple[object, ...]]:
    question = tables["facts"].set_index("fact")["question"].to_dict()
    words = tables["quotations"].set_index("quotation")["words"]
    for row in tables["fact_sources"].itertuples(index=False):
        if pd.isna(row.line):
            ask = "Does the article answer this anywhere? If not, could it have done so when it was written?"
        else:
            ask = "What does this line answer, and does the article assert it, report it as a view, or dispute it?"
        said = _said(status=row.status, value=row.value, quotation=words.get(row.quotation, ""))
        yield row.source, row.line, row.fact, f"{question[row.fact]} {ask}", "", RULES["fact_sources"], said
