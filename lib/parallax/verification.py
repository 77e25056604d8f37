"""Checks that no descriptor can state: tables against one another, and tables against the texts."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parallax import close_reading, descriptor
from parallax.errors import CorpusError
from parallax.marks import normalise
from parallax.texts import read_texts, require_unchanged
from parallax.tokens import count_sentences, tokenize


def verify(corpus: Path, texts: Path | None) -> list[str]:
    """Check the tables against the descriptor and each other, and the texts against their fingerprints.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    texts : Path or None
        Folder of texts; None leaves them out.

    Returns
    -------
    list of str
        A message for each thing that is wrong; empty if all is well.
    """
    messages = descriptor.validate(corpus)
    if messages:
        return messages
    tables = {name: descriptor.read(corpus, name) for name in descriptor.tables(corpus)}
    messages = contradictions(tables)
    try:
        descriptor.stopwords(corpus)
    except CorpusError as error:
        messages.append(str(error))
    if texts is not None:
        try:
            lines = read_texts(tables["sources"], texts)
            require_unchanged(lines, tables["segments"])
            messages += misquotations(tables["quotations"], lines)
            messages += close_reading.misnamings(tables["mentions"], lines)
        except CorpusError as error:
            messages.append(str(error))
    return messages


def checked_tables(corpus: Path) -> dict[str, pd.DataFrame]:
    """Return every table by name, checked.

    Parameters
    ----------
    corpus : Path
        Folder of tables.

    Returns
    -------
    dict of DataFrame
        Tables by name.

    Raises
    ------
    CorpusError
        With the first errors, if there are any.
    """
    descriptor.require_valid(corpus)
    tables = {name: descriptor.read(corpus, name) for name in descriptor.tables(corpus)}
    messages = contradictions(tables)
    if messages:
        raise CorpusError(
            "the tables contradict each other:\n  " + "\n  ".join(messages[:10]),
            "correct the coded table; make the derived ones anew with `parallax extract`",
        )
    return tables


def contradictions(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Find the places where two tables do not agree.

    Parameters
    ----------
    tables : dict of DataFrame
        Every table by name, each in order by itself.

    Returns
    -------
    list of str
        A message for each place; empty if all is well.

    Notes
    -----
    Checked are: every source has lines 0 … n_lines - 1, in lines.csv and in segments.csv; derived rows stand on body
    lines; the terms of a paragraph add up to its tokens; paragraphs count from 1; each term has a lemma; each
    lexicon entry counted is in its lexicon; each entry of a lexicon is written so that it can be found; the hops of
    a source count from 1; and what `close_reading.problems` checks.
    """
    return [
        *_lines(tables),
        *_paragraphs(tables),
        *_totals(tables),
        *_terms(tables),
        *_lexicons(tables),
        *_hops(tables["hops"]),
        *close_reading.problems(tables),
    ]


def misquotations(quotations: pd.DataFrame, texts: dict[str, list[str]]) -> list[str]:
    """Find quotations that do not stand in their line as quoted, or are a whole sentence.

    Parameters
    ----------
    quotations : DataFrame
        quotation, source, line, words.
    texts : dict of list of str
        Lines by source.

    Returns
    -------
    list of str
        A message for each; empty if all is well.
    """
    messages = []
    for name, source, number, quoted in quotations[["quotation", "source", "line", "words"]].itertuples(index=False):
        line, words = normalise("".join(texts[source][number : number + 1])), normalise(quoted)
        place = f"quotations.csv: {name}: {quoted!r}"
        if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line):
            messages.append(f"{place} does not stand in {source}, line {number}; copy the words as printed")
        elif [token.term for token in tokenize(words)] in _sentences(line):
            messages.append(f"{place} is a whole sentence of {source}, line {number}; quote a part of it")
    return messages


def _sentences(line: str) -> list[list[str]]:
    """Return the terms of each sentence of a line; words that no mark ends, such as a heading, are no sentence."""
    tokens = tokenize(line)
    last = count_sentences(line) - (not re.search(r"[.!?…][\"'\u201d)\]]*$", line))
    return [[token.term for token in tokens if token.sentence == number] for number in range(last)]


def _lines(tables: dict[str, pd.DataFrame]) -> list[str]:
    messages = []
    for source, n_lines in tables["sources"][["source", "n_lines"]].itertuples(index=False):
        for name in ("lines", "segments"):
            table = tables[name]
            have = set(table.loc[table["source"] == source, "line"])
            if odd := sorted(have ^ set(range(n_lines))):
                messages.append(f"{name}.csv: {source} has {n_lines} lines, but line {odd[0]} is missing or too many")
    return messages


def _paragraphs(tables: dict[str, pd.DataFrame]) -> list[str]:
    both = tables["segments"].merge(tables["lines"], on=["source", "line"]).sort_values(["source", "line"])
    body = both[both["role"] == "body"]
    right = body.groupby("source").cumcount() + 1
    wrong = body[body["paragraph"].fillna(0) != right]
    stray = both[(both["role"] != "body") & both["paragraph"].notna()]
    return [
        f"segments.csv: {source}, line {line}: the paragraph number does not fit the role in lines.csv"
        for source, line in pd.concat([wrong, stray])[["source", "line"]].itertuples(index=False)
    ]


def _totals(tables: dict[str, pd.DataFrame]) -> list[str]:
    keys = ["source", "line"]
    body = tables["lines"].loc[tables["lines"]["role"] == "body", keys]
    counted = tables["terms"].groupby(keys, as_index=False)["n"].sum()
    both = tables["segments"].merge(body, on=keys).merge(counted, on=keys, how="left").fillna({"n": 0})
    messages = [
        f"terms.csv: {source}, line {line}: terms add up to {n:.0f}, segments.csv says {n_tokens}"
        for source, line, n, n_tokens in both[[*keys, "n", "n_tokens"]].itertuples(index=False)
        if n != n_tokens
    ]
    for name in ("terms", "phrases"):
        rows = tables[name][keys].drop_duplicates().merge(body, on=keys, how="left", indicator=True)
        stray = rows.loc[rows["_merge"] == "left_only", keys]
        messages += [f"{name}.csv: {s}, line {n} is not of the body" for s, n in stray.itertuples(index=False)]
    return messages


def _terms(tables: dict[str, pd.DataFrame]) -> list[str]:
    phrases = tables["phrases"]
    known = {
        "frames": (set(tables["frames"]["entry"]), "lexicons/frames.csv"),
        "actors": (set(tables["actors"]["alias"]), "lexicons/actors.csv"),
    }
    messages = [
        f"phrases.csv: {entry!r} is not in {file}"
        for lexicon, (entries, file) in known.items()
        for entry in sorted(set(phrases.loc[phrases["lexicon"] == lexicon, "entry"]) - entries)
    ]
    messages += _uncounted(tables)
    without = sorted(set(tables["terms"]["term"]) - set(tables["lemmas"]["term"]))
    return messages + [f"lemmas.csv: no lemma for {term!r}" for term in without]


def _uncounted(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Return a message for each word of a lexicon that occurs and was not counted: the lexicon grew since then."""
    words = set(tables["terms"].loc[tables["terms"]["masked"] == 0, "term"])
    messages = []
    for lexicon, column in (("frames", "entry"), ("actors", "alias")):
        phrases = tables["phrases"].loc[tables["phrases"]["lexicon"] == lexicon, "entry"]
        counted = {word for entry in set(phrases) for word in entry.split(" ")}
        missed = sorted((set(tables[lexicon][column]) & words) - counted)
        messages += [
            f"phrases.csv: {word!r} of lexicons/{lexicon}.csv occurs but was not counted; run `parallax extract`"
            for word in missed
        ]
    return messages


def _lexicons(tables: dict[str, pd.DataFrame]) -> list[str]:
    messages = []
    for file, entries in (("frames", tables["frames"]["entry"]), ("actors", tables["actors"]["alias"])):
        for entry in entries:
            words = " ".join(token.term for token in tokenize(entry))
            if entry != words:
                remedy = f"write {words!r}" if words else "remove it"
                messages.append(f"lexicons/{file}.csv: {entry!r} is never found so; {remedy}")
    return messages


def _hops(hops: pd.DataFrame) -> list[str]:
    return [
        f"hops.csv: {source}: hops do not count from 1 without a gap"
        for source, numbers in hops.groupby("source")["hop"]
        if sorted(numbers) != list(range(1, len(numbers) + 1))
    ]
