"""Texts that come to a project later, and texts that leave it: what stays keeps its ids, its codes and its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from rich.console import Console

from parallax.articles.documents import Document
from parallax.articles.extraction import BIGRAM_MINIMUM, DERIVED, derived
from parallax.articles.new_tables import Taken, noticed, require_fewer, require_words, rows_of
from parallax.articles.paragraphs import How
from parallax.errors import ParallaxError
from parallax.language.profiles import one_language, profile
from parallax.projects.place import CORPUS, TEXTS, corpus_of, in_corpus, replace, require_in_order, unchanged_texts
from parallax.tables import accepted, layers, package
from parallax.tables.checked import incomplete, not_accepted, read_all
from parallax.tables.contradictions import contradictions
from parallax.tables.groups import GROUP

#: Columns that say whose a row is.
OF_SOURCE = ("source", "source_a", "source_b")

STOPWORDS = "stopwords"
Tables = dict[str, pd.DataFrame]


def add(
    root: Path,
    documents: Sequence[Document],
    *,
    language: str | None = None,
    paragraphs: How | None = None,
    across: bool = False,
    console: Console | None = None,
) -> Taken:
    """Add texts to a project and run its chapters again: all, or nothing.

    Derived tables are made again, once for all texts, so those that stay must be at hand and unchanged. Coded rows
    stay as they are; of new texts there are rows in sources.csv and, with the layer *roles*, in lines.csv, as assumed.

    Parameters
    ----------
    root : Path
        The project's folder.
    documents : sequence of Document
        See `articles.documents`.
    language, paragraphs, across
        As in `articles.new_tables.take_in`. Of a project in several languages more may come without being asked for.
    console : Console, optional
        Where progress is shown.

    Returns
    -------
    Taken
        The rows and texts that were added, and what a reader should know of them.

    Raises
    ------
    ParallaxError
        Tables that are not in order, texts that are not at hand or have changed, and as `take_in`.
    """
    corpus = corpus_of(root)
    require_in_order(corpus)
    before = read_all(corpus)
    old = before["sources"]
    stay = unchanged_texts(corpus, old, before["segments"])
    known = {source: source for source in old["source"]}
    rows, texts = rows_of(documents, language=language, paragraphs=paragraphs, known=known)
    one_language([*old["language"], *rows["language"]], across=across or old["language"].nunique() > 1)
    tables = {"sources": pd.concat([old, rows.reindex(columns=old.columns, fill_value="")], ignore_index=True)}
    if "lines" in before:
        tables["lines"] = _with_assumed(before["lines"], texts)
    tables |= _counted(corpus, {**before, **tables}, {**stay, **texts})
    require_words(tables["segments"], dict(zip(texts, documents, strict=True)))
    require_fewer(tables["sources"][GROUP].nunique(), tables["terms"], package.stopwords(corpus))
    _require_agreeing({**before, **tables}, "adding them")
    words = _words(corpus, set(rows["language"]) - set(old["language"]))
    contents = in_corpus(_contents(corpus, {**before, **tables}, list(tables), words))
    contents |= {f"{CORPUS}/{TEXTS}/{source}.txt": "\n".join([*own, ""]) for source, own in texts.items()}
    replace(root, contents, console=console)
    return _told(tables, rows, texts, stay)


def remove(root: Path, sources: Sequence[str], *, console: Console | None = None) -> dict[str, int]:
    """Remove texts from a project, with all that the tables have of them, and run its chapters again: all, or nothing.

    Rows go that belong to these texts. Derived tables are counted again if the texts that stay are at hand; otherwise
    they lose rows, and lemmas stay as they were. Nothing else is removed: if what stays would then contradict itself,
    such as a fact that nobody states any more, the removal is refused, and says which rows to correct first.

    Parameters
    ----------
    root : Path
        The project's folder.
    sources : sequence of str
        Ids of texts.
    console : Console, optional
        Where progress is shown.

    Returns
    -------
    dict of str to int
        How many rows went from each table that had any, by its path.

    Raises
    ------
    ParallaxError
        An id that is not there, fewer than two groups left, or tables that would contradict each other.
    """
    corpus = corpus_of(root)
    before = _valid(corpus)
    _require_known(before["sources"], sources)
    tables = {name: kept for name, table in before.items() if (kept := _without(table, sources)) is not None}
    groups = list(dict.fromkeys(tables["sources"][GROUP]))
    if len(groups) < 2:
        left = f"only {groups[0]!r} is left" if groups else "nothing is left"
        raise ParallaxError(
            f"without these texts {left}", "leave texts of two groups or more, so that they can be compared"
        )
    texts = _at_hand(corpus, tables["sources"], before["segments"])
    whole = {**before, **tables}
    tables |= _counted(corpus, whole, texts) if texts else _dropped(whole)
    _require_agreeing({**before, **tables}, "removing them")
    files = [corpus / TEXTS / file for file in before["sources"].set_index("source").loc[list(sources), "file"]]
    replace(root, in_corpus(_contents(corpus, {**before, **tables}, list(tables))), console=console)
    for file in files:
        file.unlink(missing_ok=True)
    paths = {name: entry["path"] for name, entry in package.tables(corpus).items()}
    gone = {paths[name]: len(before[name]) - len(table) for name, table in tables.items()}
    return {path: n for path, n in gone.items() if n > 0}


def _valid(corpus: Path) -> Tables:
    """Return the tables; they may contradict each other, since a row may have been corrected for a text to go."""
    if messages := [*incomplete(corpus), *package.validate(corpus), *not_accepted(corpus, "derived")]:
        shown = "\n  ".join(messages[:10])
        raise ParallaxError(f"the tables are not in order:\n  {shown}", "correct them first; nothing was changed")
    return read_all(corpus)


def _require_known(sources: pd.DataFrame, wanted: Sequence[str]) -> None:
    if unknown := [source for source in wanted if source not in set(sources["source"])]:
        raise ParallaxError(
            f"there is no text {', '.join(unknown)}", "name texts by the column source of corpus/sources.csv"
        )


def _without(table: pd.DataFrame, sources: Sequence[str]) -> pd.DataFrame | None:
    """Return a table without the rows of some sources; None if its rows are of no source."""
    columns = [column for column in OF_SOURCE if column in table]
    if not columns:
        return None
    return table[~table[columns].isin(list(sources)).any(axis=1)].reset_index(drop=True)


def _with_assumed(lines: pd.DataFrame, texts: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return the table of lines with what is assumed of those of new texts."""
    both = pd.concat([lines, layers.assumed_lines_of(texts)[lines.columns]], ignore_index=True)
    return both.sort_values(["source", "line"], kind="stable", ignore_index=True)


def _counted(corpus: Path, tables: Tables, texts: Mapping[str, list[str]]) -> Tables:
    """Return the derived tables that a project has, made again."""
    wanted = [name for name in DERIVED if name in package.tables(corpus)]
    made = derived(dict(texts), {name: tables[name] for name in accepted.EXTRACTED if name in tables}, wanted)
    return {name: package.as_read(table, package.entry_of(corpus, name)) for name, table in made.items()}


def _dropped(tables: Tables) -> Tables:
    """Return derived tables from which rows of some sources are gone, without what only these had."""
    kept = {"lemmas": tables["lemmas"][tables["lemmas"]["term"].isin(set(tables["terms"]["term"]))]}
    if "phrases" in tables:
        phrases = tables["phrases"]
        often = phrases.groupby(["lexicon", "entry"])["n"].transform("sum") >= BIGRAM_MINIMUM
        kept["phrases"] = phrases[often | (phrases["lexicon"] != "bigram")]
    return {name: table.reset_index(drop=True) for name, table in kept.items()}


def _at_hand(corpus: Path, sources: pd.DataFrame, segments: pd.DataFrame) -> dict[str, list[str]] | None:
    """Return the texts that stay; None where none of them is here."""
    if not any((corpus / TEXTS / file).is_file() for file in sources["file"]):
        return None
    return unchanged_texts(corpus, sources, segments)


def _require_agreeing(tables: Tables, doing: str) -> None:
    if messages := contradictions(tables):
        shown = "\n  ".join(messages[:10])
        raise ParallaxError(
            f"after {doing}, tables would contradict each other:\n  {shown}",
            "correct these rows by hand and run this again, then `parallax accept`, which records your corrections; "
            "nothing was changed",
        )


def _words(corpus: Path, languages: set[str]) -> dict[str, str]:
    """Return the list of function words with those of languages that are new; nothing where there are none."""
    if not languages:
        return {}
    have = package.stopwords(corpus)
    new = frozenset().union(*(profile(code).function_words for code in languages))
    return {STOPWORDS: "".join(f"{word}\n" for word in sorted(new.union(have)))}


def _contents(
    corpus: Path, tables: Tables, changed: Sequence[str], words: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the files of the tables that have changed, and the descriptor that accepts them."""
    read = {name: tables[name] for name in accepted.EXTRACTED if name in tables}
    return accepted.contents(corpus, {name: tables[name] for name in changed}, read, words=words)


def _told(tables: Tables, rows: pd.DataFrame, texts: dict[str, list[str]], beside: Mapping[str, list[str]]) -> Taken:
    """Return what was added, and what is to be noticed of it."""
    of_new = {name: _only(table, texts) for name, table in tables.items() if name in ("segments", "overlaps")}
    sizes = {"sources": tables["sources"], "segments": tables["segments"], "overlaps": of_new["overlaps"]}
    return Taken({"sources": rows, "segments": of_new["segments"]}, texts, [], noticed(sizes, texts, beside))


def _only(table: pd.DataFrame, texts: Mapping[str, list[str]]) -> pd.DataFrame:
    columns = [column for column in OF_SOURCE if column in table]
    return table[table[columns].isin(list(texts)).any(axis=1)].reset_index(drop=True)
