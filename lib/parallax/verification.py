"""Tables against the descriptor, against each other, and against the texts: all that can be wrong with a corpus."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import simplemma

from parallax import accepted, close_reading, descriptor
from parallax.consistency import contradictions
from parallax.errors import CorpusError
from parallax.extraction import derive
from parallax.files import csv_rows, replace_all, to_csv
from parallax.marks import normalise
from parallax.texts import read_texts, require_unchanged
from parallax.tokens import count_sentences, tokenize

#: Tables that the library cannot do without, in the order of the descriptor, and the list of function words.
NEEDED = (
    *(
        "sources",
        "hops",
        "comparison",
        "lines",
        "segments",
        "terms",
        "lemmas",
        "phrases",
        "overlaps",
        "frames",
        "actors",
    ),
    *("chronology", "demonyms", "variables", "codings", "disagreements", "frame_elements", "entities", "attributions"),
    *("mentions", "facts", "fact_sources", "quotations", "topic_labels", "stopwords"),
)


def verify(corpus: Path, texts: Path | None) -> list[str]:
    """Check the tables against the descriptor, what was accepted of them, each other, and the texts.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    texts : Path or None
        Folder of texts, from which the derived tables are made in memory and compared; None leaves them out.

    Returns
    -------
    list of str
        A message for each thing that is wrong; empty if all is well.
    """
    messages = _incomplete(corpus) or descriptor.validate(corpus)
    return messages or [*_not_accepted(corpus), *_wrong(corpus, texts)]


def accept(corpus: Path, texts: Path | None) -> dict[str, str]:
    """Record in the descriptor that the coded tables are meant to be as they stand.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    texts : Path or None
        As in `verify`.

    Returns
    -------
    dict of str to str
        What has changed since tables were accepted last, by the path of the file.

    Raises
    ------
    CorpusError
        If anything is wrong with the tables, or a derived one has changed, which `extract` alone may do. Nothing is
        then recorded.
    """
    messages = _incomplete(corpus) or descriptor.validate(corpus)
    messages = messages or [*_not_accepted(corpus, "derived"), *_wrong(corpus, texts)]
    if messages:
        raise CorpusError(
            "only tables in order can be accepted:\n  " + "\n  ".join(messages),
            "mend these first; nothing was recorded",
        )
    changed = accepted.changes(corpus) | dict.fromkeys(accepted.unaccepted(corpus), "accepted for the first time")
    replace_all(corpus, accepted.accepting(corpus))
    return changed


def _not_accepted(corpus: Path, made: str | None = None) -> list[str]:
    """Return a message for each file that has changed since it was accepted."""
    remedies = {
        "coded": "if that is meant, run `parallax accept`; if not, restore it from version control",
        "derived": "run `parallax extract`, or restore it from version control",
    }
    entries = descriptor.descriptor(corpus)["resources"]
    names = {entry["name"] for entry in entries if made in (None, entry.get("made"))}
    how = {entry["path"]: remedies["derived" if entry.get("made") == "derived" else "coded"] for entry in entries}
    return [
        f"{path} is not as it was accepted: {change}; {how[path]}"
        for path, change in accepted.changes(corpus, names).items()
    ]


def _wrong(corpus: Path, texts: Path | None) -> list[str]:
    """Return what is wrong with tables that the descriptor finds in order."""
    tables = _tables(corpus)
    messages = [*contradictions(tables), *mislemmas(tables["lemmas"]), *accepted.unextracted(corpus)]
    try:
        descriptor.stopwords(corpus)
    except CorpusError as error:
        messages.append(str(error))
    if texts is not None:
        try:
            messages += _against_texts(tables, texts)
        except CorpusError as error:
            messages.append(str(error))
    return messages


def _incomplete(corpus: Path) -> list[str]:
    """Return a message for each table that the descriptor must list and does not."""
    have = {entry["name"] for entry in descriptor.descriptor(corpus)["resources"]}
    return [
        f"{corpus / descriptor.DESCRIPTOR}: the entry of {name!r} is missing; restore it from version control"
        for name in NEEDED
        if name not in have
    ]


def _tables(corpus: Path) -> dict[str, pd.DataFrame]:
    return {name: descriptor.read(corpus, name) for name in descriptor.tables(corpus)}


def _against_texts(tables: dict[str, pd.DataFrame], folder: Path) -> list[str]:
    lines = read_texts(tables["sources"], folder)
    require_unchanged(lines, tables["segments"])
    return [
        *outdated(tables, derive(lines, tables["lines"], tables["frames"], tables["actors"])),
        *misquotations(tables["quotations"], lines),
        *close_reading.misnamings(tables["mentions"], lines),
    ]


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

    Warns
    -----
    UserWarning
        If a table is not as it was accepted: somebody may be at work on it, so that it is read all the same.
    """
    if missing := _incomplete(corpus):
        raise CorpusError(missing[0])
    descriptor.require_valid(corpus)
    tables = _tables(corpus)
    messages = contradictions(tables)
    if messages:
        raise CorpusError(
            "the tables contradict each other:\n  " + "\n  ".join(messages[:10]),
            "correct the coded table; make the derived ones anew with `parallax extract`",
        )
    for message in _not_accepted(corpus):
        warnings.warn(message, stacklevel=3)
    return tables


def outdated(tables: Mapping[str, pd.DataFrame], derived: Mapping[str, pd.DataFrame]) -> list[str]:
    """Find the derived tables that are not those that the texts give.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables as they are stored.
    derived : mapping of str to DataFrame
        Those made of the texts just now.

    Returns
    -------
    list of str
        A message for each table that differs, with its first row that does; the order of rows does not count.
    """
    messages = []
    for name, right in derived.items():
        columns = list(right.columns)
        have, want = csv_rows(to_csv(tables[name][columns])), csv_rows(to_csv(right))
        theirs, mine = set(have), set(want)
        extra = [(row, cells) for row, cells in enumerate(have, start=2) if cells not in mine]
        lacking = [cells for cells in want if cells not in theirs]
        told = [f"row {row}: {_difference(columns, cells, lacking)}" for row, cells in extra[:1]]
        told += [f"a row is lacking that the texts give: {_told(columns, cells)}" for cells in lacking[:1]]
        if told:
            others = max(len(extra), len(lacking)) - 1
            more = f" ({others} more row{'s' * (others > 1)} like it)" if others else ""
            messages.append(f"{name}.csv, {told[0]}; run `parallax extract`{more}")
    return messages


def _difference(columns: list[str], cells: tuple[str, ...], lacking: list[tuple[str, ...]]) -> str:
    """Say what the texts give in place of a row: the lacking one that is nearest to it, if it differs in little."""

    def differing(other: tuple[str, ...]) -> list[int]:
        return [at for at, (here, there) in enumerate(zip(cells, other, strict=True)) if here != there]

    nearest = min(lacking, key=lambda other: len(differing(other)), default=())
    if nearest and nearest[0] == cells[0] and len(columns_at := differing(nearest)) <= 2:
        right = _told([columns[at] for at in columns_at], tuple(nearest[at] for at in columns_at))
        return f"{_told(columns, cells)}, where the texts give {right}"
    return f"{_told(columns, cells)} is not what the texts give"


def _told(columns: list[str], cells: tuple[str, ...]) -> str:
    return ", ".join(f"{column} {cell}" for column, cell in zip(columns, cells, strict=True))


def mislemmas(lemmas: pd.DataFrame) -> list[str]:
    """Find lemmas that are neither the term itself, as a name's is, nor what the lemmatiser gives for it.

    Parameters
    ----------
    lemmas : DataFrame
        term, lemma.

    Returns
    -------
    list of str
        A message for each; empty if all is well.
    """
    return [
        f"lemmas.csv, row {row}: the lemma of {term!r} is {lemma!r}; run `parallax extract`"
        for row, (term, lemma) in enumerate(lemmas[["term", "lemma"]].itertuples(index=False), start=2)
        if lemma not in (term, simplemma.lemmatize(term, lang="en").lower())
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
