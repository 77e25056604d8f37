"""Tables against the descriptor, against each other, and against the texts: all that can be wrong with a corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from parallax.articles.extraction import DERIVED, derived
from parallax.articles.reading import read_texts, require_unchanged
from parallax.errors import CorpusError, more_rows
from parallax.language.marks import normalise, quotation
from parallax.language.profiles import ENGLISH, Language, language_of, languages_of
from parallax.language.tokens import count_sentences, times_in, tokenize
from parallax.tables import accepted, checked, coded, package
from parallax.tables.contradictions import contradictions
from parallax.tables.writing import csv_rows, replace_all, to_csv

_OF_DERIVED = tuple(f"{name}.csv" for name in DERIVED)


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
        A message for each thing that is wrong.
    """
    messages = checked.incomplete(corpus) or package.validate(corpus, anew=True)
    return messages or [*checked.not_accepted(corpus), *_wrong(corpus, texts)]


def accept(corpus: Path, texts: Path | None) -> dict[str, str]:
    """Record in the descriptor that the coded tables are meant to be as they are.

    Parameters
    ----------
    corpus, texts : Path, Path or None
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
    messages = checked.incomplete(corpus) or package.validate(corpus)
    messages = messages or [*checked.not_accepted(corpus, "derived"), *_wrong(corpus, texts)]
    if messages:
        raise CorpusError(
            "only tables without errors can be accepted:\n  " + "\n  ".join(messages),
            "correct these first; nothing was recorded",
        )
    changed = accepted.changes(corpus) | dict.fromkeys(accepted.unaccepted(corpus), "accepted for the first time")
    replace_all(corpus, accepted.accepting(corpus))
    return changed


def _wrong(corpus: Path, texts: Path | None) -> list[str]:
    """Return what is wrong with tables that the descriptor finds in order."""
    tables = checked.read_all(corpus)
    languages = {language_of(row) for row in tables["sources"].to_dict("records")}
    stale = accepted.unextracted(corpus)
    messages = [*contradictions(tables), *checked.mislemmas(tables["lemmas"], languages)]
    messages = [*stale, *(_first_of_each(messages) if stale else messages)]
    try:
        package.stopwords(corpus)
    except CorpusError as error:
        messages.append(str(error))
    if texts is not None:
        try:
            messages += _against_texts(tables, texts)
        except CorpusError as error:
            messages.append(str(error))
    return messages


def _first_of_each(messages: list[str]) -> list[str]:
    """Return messages, of those on derived tables the first of each kind: all follow from a change in a coded one."""
    kinds: dict[str, list[str]] = {}
    for message in messages:
        place = re.sub(r"'[^']*'|\S+, line \d+|\d+", "", message) if message.startswith(_OF_DERIVED) else message
        kinds.setdefault(place, []).append(message)
    return [each[0] + more_rows(len(each) - 1) for each in kinds.values()]


def _against_texts(tables: dict[str, pd.DataFrame], folder: Path) -> list[str]:
    lines = read_texts(tables["sources"], folder)
    require_unchanged(lines, tables["segments"])
    languages = languages_of(tables["sources"].to_dict("records"))
    return [
        *outdated(tables, derived(lines, tables, [name for name in DERIVED if name in tables])),
        *(misquotations(tables["quotations"], lines, languages) if "quotations" in tables else []),
        *(coded.misnamings(tables["mentions"], lines, languages) if "mentions" in tables else []),
    ]


def outdated(tables: Mapping[str, pd.DataFrame], derived: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return a message for each table that is not as derived from the texts just now, with the first row that differs.

    The order of rows does not count.
    """
    messages = []
    for name, right in derived.items():
        columns = list(right.columns)
        have, want = csv_rows(to_csv(tables[name][columns])), csv_rows(to_csv(right))
        theirs, mine = set(have), set(want)
        extra = [(row, cells) for row, cells in enumerate(have, start=2) if cells not in mine]
        missing = [cells for cells in want if cells not in theirs]
        told = [f"row {row}: {_difference(columns, cells, missing)}" for row, cells in extra[:1]]
        told += [f"a row that the texts give is missing: {_told(columns, cells)}" for cells in missing[:1]]
        if told:
            more = more_rows(max(len(extra), len(missing)) - 1)
            messages.append(f"{name}.csv, {told[0]}; run `parallax extract`{more}")
    return messages


def _difference(columns: list[str], cells: tuple[str, ...], missing: list[tuple[str, ...]]) -> str:
    """Say what the texts give in place of a row: the missing one that is nearest to it, if it differs in little."""

    def differing(other: tuple[str, ...]) -> list[int]:
        return [at for at, (here, there) in enumerate(zip(cells, other, strict=True)) if here != there]

    nearest = min(missing, key=lambda other: len(differing(other)), default=())
    if nearest and nearest[0] == cells[0] and len(columns_at := differing(nearest)) <= 2:
        right = _told([columns[at] for at in columns_at], tuple(nearest[at] for at in columns_at))
        return f"{_told(columns, cells)}, where the texts give {right}"
    return f"{_told(columns, cells)} is not what the texts give"


def _told(columns: list[str], cells: tuple[str, ...]) -> str:
    return ", ".join(f"{column} {cell}" for column, cell in zip(columns, cells, strict=True))


def misquotations(
    quotations: pd.DataFrame, texts: dict[str, list[str]], languages: Mapping[str, Language] | None = None
) -> list[str]:
    """Return a message for each quotation that is not in its line as quoted, is a whole sentence, or is met earlier.

    Parameters
    ----------
    quotations : DataFrame
        quotation, source, line, words, before, after.
    texts : dict of list of str
        Lines by source.
    languages : mapping of str to Language, optional
        In which each text is written; English where none is given.
    """
    messages = []
    for name, source, number, quoted, before, after in quotations[
        ["quotation", "source", "line", "words", "before", "after"]
    ].itertuples(index=False):
        language = (languages or {}).get(source, ENGLISH)
        line = "".join(texts[source][number : number + 1])
        place = f"quotations.csv: {name}: {quoted!r}"
        if not times_in(line, quoted, language):
            messages.append(f"{place} is not in {source}, line {number}; copy the words as printed")
        elif [token.term for token in tokenize(quoted, language)] in _sentences(line, language):
            messages.append(f"{place} is a whole sentence of {source}, line {number}; quote a part of it")
        elif _first_with(texts[source], f"{before} {quoted} {after}", language) != number:
            messages.append(
                f"{place}: a link finds it in another line of {source} first; give words before or after it that are "
                "printed beside it"
            )
    return messages


def _first_with(lines: list[str], words: str, language: Language) -> int | None:
    """Return the number of the first line that has some words, whatever their capitals."""
    sought = normalise(words, language).strip().lower()
    return next((number for number, line in enumerate(lines) if sought in normalise(line, language).lower()), None)


def _sentences(line: str, language: Language) -> list[list[str]]:
    """Return the terms of each sentence of a line; words that no mark ends, such as a heading, are no sentence."""
    tokens, closing = tokenize(line, language), re.escape(quotation(language).every)
    ended = re.search(rf"[{language.ends}](?:[{closing}')\]]| [»›])*$", normalise(line, language))
    last = count_sentences(line, language) - (not ended)
    return [[token.term for token in tokens if token.sentence == number] for number in range(last)]
