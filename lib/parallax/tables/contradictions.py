"""What the tables say about each other that no descriptor can state: each contradiction is reported with its place."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import combinations, product

import pandas as pd

from parallax.errors import more_rows
from parallax.language.profiles import languages_of
from parallax.language.tokens import reads_as
from parallax.tables import answers, coded, phrases
from parallax.tables.coded import KEYS, Tables
from parallax.tables.layers import assumed_lines, with_empty

_ANEW = "run `parallax extract`"


def contradictions(tables: Tables) -> list[str]:
    """Return a message for each place where two tables do not agree; each table is in order by itself.

    Notes
    -----
    Checked are: every source has lines 0 … n_lines - 1, in lines.csv and in segments.csv; derived rows are on body
    lines; the terms of a paragraph add up to its tokens, and those between quotation marks to its quoted ones; no line
    has more quoted tokens than tokens; paragraphs count from 1; the terms are those that have a lemma; masked words are
    those of masked names; lexicon entries and pairs of words are counted as often as the terms allow (see
    `tables.phrases.problems`); every pair of sources has its shared runs, down to none, or only pairs that share one
    have rows; each entry of a lexicon is written so that it can be found; dates are days of the calendar and in order;
    the hops of a source count from 1; what categories.csv lists of a column is all that the column has; and what
    `tables.coded.problems` and `tables.answers.problems` check.
    """
    checks = (
        _lines,
        _paragraphs,
        _totals,
        _lengths,
        _lemmas,
        _lexicons,
        phrases.problems,
        _masks,
        _overlaps,
        _dates,
        _hops,
        _categories,
        coded.problems,
        answers.problems,
    )
    whole = with_empty(tables)
    if "lines" not in tables:
        whole["lines"] = assumed_lines(tables["segments"])
    # Names can be listed without word lists, and are then counted nowhere.
    uncounted = () if "phrases" in tables else (phrases.problems,)
    return [message for check in checks if check not in uncounted for message in check(whole)]


def _each(name: str, rows: pd.DataFrame, problem: str) -> list[str]:
    """Return a message for each of some rows, which have the columns source and line."""
    return [f"{name}.csv: {source}, line {line}{problem}" for source, line in rows[KEYS].itertuples(index=False)]


def _lines(tables: Tables) -> list[str]:
    messages = []
    have = {name: tables[name].groupby("source")["line"].agg(set).to_dict() for name in ("lines", "segments")}
    for source, n_lines in tables["sources"][["source", "n_lines"]].itertuples(index=False):
        for name, lines in have.items():
            if odd := sorted(lines.get(source, set()) ^ set(range(n_lines))):
                messages.append(
                    f"{name}.csv: {source} has {n_lines} lines, but line {odd[0]} is missing or one too many"
                )
    return messages


def _paragraphs(tables: Tables) -> list[str]:
    both = tables["segments"].merge(tables["lines"], on=KEYS).sort_values(KEYS)
    body = both[both["role"] == "body"]
    right = body.groupby("source").cumcount() + 1
    wrong = body[body["paragraph"].fillna(0) != right]
    stray = both[(both["role"] != "body") & both["paragraph"].notna()]
    return _each("segments", pd.concat([wrong, stray]), ": the paragraph number does not fit the role in lines.csv")


def _totals(tables: Tables) -> list[str]:
    """Terms add up to the tokens of their paragraph, quoted terms to the quoted ones; nothing else is counted."""
    body = tables["lines"].loc[tables["lines"]["role"] == "body", KEYS]
    messages = []
    for rows, column, what in (
        (tables["terms"], "n_tokens", "terms"),
        (tables["terms"].query("quoted == 1"), "n_quoted_tokens", "quoted terms"),
    ):
        counted = rows.groupby(KEYS, as_index=False)["n"].sum()
        both = tables["segments"].merge(body, on=KEYS).merge(counted, on=KEYS, how="left").fillna({"n": 0})
        messages += [
            f"terms.csv: {source}, line {line}: {what} add up to {n:.0f}, segments.csv says {expected}"
            for source, line, n, expected in both[[*KEYS, "n", column]].itertuples(index=False)
            if n != expected
        ]
    for name in ("terms", "phrases"):
        rows = tables[name][KEYS].drop_duplicates().merge(body, on=KEYS, how="left", indicator=True)
        messages += _each(name, rows[rows["_merge"] == "left_only"], " is not in the body")
    return messages


def _lengths(tables: Tables) -> list[str]:
    """No line has more quoted tokens than tokens, nor tokens and no sentence."""
    rows = tables["segments"]
    over, unended = rows["n_quoted_tokens"] > rows["n_tokens"], (rows["n_tokens"] > 0) & (rows["n_sentences"] == 0)
    return [
        *_each("segments", rows[over], f" has more quoted tokens than tokens; {_ANEW}"),
        *_each("segments", rows[unended], f" has tokens and no sentence; {_ANEW}"),
    ]


def _lemmas(tables: Tables) -> list[str]:
    counted, have = set(tables["terms"]["term"]), set(tables["lemmas"]["term"])
    return [
        *(f"lemmas.csv: no lemma for {term!r}" for term in sorted(counted - have)),
        *(f"lemmas.csv: {term!r} is not in terms.csv; {_ANEW}" for term in sorted(have - counted)),
    ]


def _lexicons(tables: Tables) -> list[str]:
    """Each entry is written as a language of the texts has its words: what is written otherwise is never found."""
    languages = list(languages_of(tables["sources"].to_dict("records")).values())
    messages = []
    for file, column in {**phrases.LEXICONS, "chronology": "term"}.items():
        for row, entry in enumerate(tables[file][column], start=2):
            read = reads_as(entry, languages)
            if entry not in read:
                remedy = f"write {' or '.join(map(repr, filter(None, read)))}" if any(read) else "remove it"
                if unicodedata.normalize("NFC", entry) in read:
                    remedy += ", in which each letter with a mark is one character"
                messages.append(f"lexicons/{file}.csv, row {row}: {entry!r} is never found as written; {remedy}")
            elif file == "chronology" and " " in entry:
                messages.append(f"lexicons/{file}.csv, row {row}: {entry!r} is not one term; date each word by itself")
    return messages


def _masks(tables: Tables) -> list[str]:
    """Masked words are those of masked names, and no word that is such a name by itself is left unmasked."""
    names = tables["actors"].loc[tables["actors"]["mask"] == 1, "alias"]
    words = {name: set(name.split(" ")) for name in names}
    terms = tables["terms"]
    bare = terms[(terms["masked"] == 0) & terms["term"].isin([name for name in names if len(words[name]) == 1])]
    messages = [
        f"terms.csv: {source}, line {line}: {term!r} is a masked name of lexicons/actors.csv, but not masked; {_ANEW}"
        for source, line, term in bare[[*KEYS, "term"]].drop_duplicates(KEYS).itertuples(index=False)
    ]
    for (source, line), rows in terms[terms["masked"] == 1].groupby(KEYS):
        masked = set(rows["term"])
        # A word is masked only as part of a whole name, of which the other words are masked along with it.
        named = {word for each in words.values() if each <= masked for word in each}
        messages += [
            f"terms.csv: {source}, line {line}: {term!r} is masked, but no masked name of lexicons/actors.csv "
            f"occurs there; {_ANEW}"
            for term in sorted(masked - named)
        ]
    return messages


def _overlaps(tables: Tables) -> list[str]:
    """Every pair of sources has each length from the shortest on, and only of the longest nobody shares a run."""
    rows, sources = tables["overlaps"], sorted(tables["sources"]["source"])
    if len(sources) < 2:
        return []
    if "group" in tables["sources"]:  # of texts by the hundred, only pairs that share a run have rows
        return [f"overlaps.csv has a row without a shared run; {_ANEW}"] if (rows["n_types"] == 0).any() else []
    if rows.empty:
        return [f"overlaps.csv has no row, and there are {len(sources)} sources; {_ANEW}"]
    have = {(*sorted(row[:2]), row[2]) for row in rows[["source_a", "source_b", "length"]].itertuples(index=False)}
    lengths = range(rows["length"].min(), rows["length"].max() + 1)
    messages = [
        f"overlaps.csv: no row for {a} and {b}, runs of {n} words; {_ANEW}"
        for (a, b), n in product(combinations(sources, 2), lengths)
        if (a, b, n) not in have
    ]
    shared = rows.groupby("length")["n_types"].sum()
    if shared.iloc[-1] or (shared.iloc[:-1] == 0).any():
        messages.append(f"overlaps.csv does not end with the first length at which no run is shared; {_ANEW}")
    longer = rows.assign(length=rows["length"] - 1)
    both = rows.merge(longer, on=["source_a", "source_b", "length"], suffixes=("", "_longer"))
    # Each run of n + 1 words that two sources share holds one of n that they share.
    broken = both[(both["n_types"] == 0) & (both["n_types_longer"] > 0)]
    return messages + [
        f"overlaps.csv: {a} and {b} share runs of {n + 1} words and none of {n}; {_ANEW}"
        for a, b, n in broken[["source_a", "source_b", "length"]].itertuples(index=False)
    ]


def _dates(tables: Tables) -> list[str]:
    """Dates known in part are of the calendar, and nothing was written, or happened, after its latest day."""
    messages = []
    for name, column in (("sources", "published"), ("hops", "date")):
        for row, day in enumerate(tables[name][column], start=2):
            try:
                date.fromisoformat(f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10])
            except ValueError:
                if day:
                    messages.append(f"{name}.csv, row {row}, column {column}: {day!r} is not a date; correct it")
    for name, key in (("sources", "source"), ("events", "event")):
        if "not_before" not in tables[name]:
            continue
        spans = tables[name][[key, "not_before", "not_after"]].itertuples(index=False)
        for row, (item, first, last) in enumerate(spans, start=2):
            if first and last and date.fromisoformat(last) < date.fromisoformat(first):
                messages.append(f"{name}.csv, row {row}: {item} has not_after {last}, before its not_before {first}")
    return messages


def _hops(tables: Tables) -> list[str]:
    """Hops are numbered, and what the last one lost does not stand with a later one."""
    messages = []
    for source, hops in tables["hops"].sort_values("hop").groupby("source"):
        if list(hops["hop"]) != list(range(1, len(hops) + 1)):
            messages.append(f"hops.csv: {source}: hops are not numbered from 1 without a gap")
        if hops["lost"].iloc[-1] == "?":
            messages.append(
                f"hops.csv: {source}: the last hop has ? under lost, and no later one has what it stands for"
            )
    return messages


def _categories(tables: Tables) -> list[str]:
    """Columns of which values are listed have only these, or empty cells, and each that is listed is there."""
    messages = []
    for (table, column), listed in tables["categories"].groupby(["table", "column"], sort=False):
        if table not in tables or column not in tables[table]:
            messages.append(
                f"categories.csv, row {listed.index[0] + 2}: there is no column {column!r} of a table {table!r}; "
                "correct the names, or remove the row"
            )
            continue
        values = tables[table][column].astype("string").fillna("")
        odd = values[~values.isin({*listed["value"], ""})]
        for value, rows in odd.groupby(odd):
            messages.append(
                f"{table}.csv, row {rows.index[0] + 2}, column {column}: {value!r} is not listed in categories.csv; "
                f"correct it, or list it there{more_rows(len(rows) - 1)}"
            )
    return messages
