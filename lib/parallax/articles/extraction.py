"""From texts to tables: lengths, fingerprints, counts of terms and phrases, shared runs of words.

This is the only step of the analysis that sees a text. What it writes holds no sentence: the terms of a paragraph are
sorted, and no run of more than two words is kept unless a lexicon names it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from parallax.articles import counting
from parallax.articles.counting import Line, Text, read_text
from parallax.articles.overlaps import overlaps, words_in_runs
from parallax.articles.reading import read_texts, require_unchanged
from parallax.articles.tallies import Numbers, Tally, as_table
from parallax.articles.word_forms import WordForms
from parallax.errors import CorpusError
from parallax.language.lexicon import Lexicon
from parallax.language.marks import after_dateline
from parallax.language.profiles import ENGLISH, Language, language_of
from parallax.language.scripts import require_blanks
from parallax.tables import accepted, layers, package
from parallax.tables.groups import GROUP
from parallax.tables.phrases import LEXICONS
from parallax.tables.writing import replace_all

#: The tables that are made of texts.
DERIVED = ("segments", "terms", "lemmas", "phrases", "overlaps")

BIGRAM_MINIMUM = 2


def extract(corpus: Path, texts: Path, *, accept_changes: bool = False) -> dict[str, int]:
    """Rebuild every derived table from the texts, and return the number of rows written by table.

    Parameters
    ----------
    corpus, texts : Path
        Folder of tables, of which the coded ones are read and the derived ones written; folder of texts.
    accept_changes : bool
        Record the texts as they are, even where a line is not the one recorded before.

    Raises
    ------
    CorpusError
        If a coded table or a text is not in order, or a line has changed. Nothing is then written.
    """
    entries = package.tables(corpus)
    there = [name for name in accepted.EXTRACTED if name in entries]
    package.require_valid(corpus, set(there))
    coded = {name: package.read(corpus, name) for name in there}
    read = read_texts(coded["sources"], texts)
    if "lines" in coded:
        _require_reviewed(coded["lines"], read)
    if not accept_changes:
        _require_unchanged(corpus, read)
    frames = derived(read, coded, [name for name, entry in entries.items() if entry.get("made") == "derived"])
    replace_all(corpus, accepted.contents(corpus, frames, coded))
    return {name: len(frame) for name, frame in frames.items()}


def derived(
    texts: dict[str, list[str]], coded: Mapping[str, pd.DataFrame], wanted: Collection[str]
) -> dict[str, pd.DataFrame]:
    """Return those derived tables that a project has, whatever layers it lacks.

    Without a table of lines every line is a paragraph of the body. Where texts belong to groups, only pairs that share
    a run have rows in overlaps.

    Parameters
    ----------
    texts, coded : dict, mapping
        As in `derive`; tables of layers that the project lacks may be missing.
    wanted : collection of str
        Names of the derived tables.
    """
    whole = layers.with_empty(coded)
    if "lines" not in coded:
        whole["lines"] = layers.assumed_lines_of(dict(sorted(texts.items())))
    found = derive(texts, whole, bigrams="phrases" in wanted, only_sharing=GROUP in coded["sources"])
    return {name: found[name] for name in wanted}


def derive(
    texts: Mapping[str, list[str]],
    coded: Mapping[str, pd.DataFrame],
    *,
    bigrams: bool = True,
    only_sharing: bool = False,
) -> dict[str, pd.DataFrame]:
    """Return the derived tables of some texts by name: segments, terms, lemmas, phrases, overlaps.

    Parameters
    ----------
    texts : mapping of str to list of str
        Non-empty lines by source, in the order of sources.
    coded : mapping of str to DataFrame
        lines (source, line, role, skip_chars of every line) and the lexicons: frames (entry), actors (alias, mask),
        modality (entry). Rows of sources, if there are any, say the language of each text.
    bigrams : bool
        Whether the table of phrases has the pairs of words that occur twice; without the entries of lexicons, they are
        more rows than all other tables have.
    only_sharing : bool
        Whether the table of overlaps leaves out what is zero, see `articles.overlaps.overlaps`.

    Raises
    ------
    ParallaxError
        If a text is written without blanks between words, and its language has no tokenizer.

    Notes
    -----
    One text is read at a time. What stays of it in memory are counts, at some bytes each, and numbers in place of its
    words, for the overlaps.
    """
    languages, lines = _languages(texts, coded.get("sources")), _lines(coded["lines"])
    found = _Found({name: Lexicon(coded[name][column]) for name, column in LEXICONS.items()})
    masked = Lexicon(coded["actors"].loc[coded["actors"]["mask"] == 1, "alias"])
    for source in sorted(texts):
        each = [lines[source, number] for number in range(len(texts[source]))]
        text = read_text(source, texts[source], each, masked, found.numbers, languages[source])
        found.take_in(source, text, languages[source], bigrams=bigrams)
    return {
        "segments": pd.concat(found.segments, ignore_index=True),
        "terms": as_table(found.terms.rows, found.terms.sources, {"term": list(found.numbers)}, ["quoted", "masked"]),
        "lemmas": found.forms.lemmas(),
        "phrases": found.phrases(),
        "overlaps": overlaps({source: found.words[source] for source in texts}, only_sharing=only_sharing),
    }


def _lines(coded: pd.DataFrame) -> dict[tuple[str, int], Line]:
    columns = (coded[column].tolist() for column in ("source", "line", "role", "skip_chars"))
    return {(source, line): Line(role, skip) for source, line, role, skip in zip(*columns, strict=True)}


class _Found:
    """What was found in the texts so far."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self.numbers: Numbers[str] = Numbers()
        self.segments: list[pd.DataFrame] = []
        self.words: dict[str, NDArray[np.int32]] = {}
        self.forms, self.terms = WordForms(), Tally(3)
        self._lexicons, self._names = lexicons, Numbers[tuple[str, str]]()
        self._entries, self._pairs = Tally(2), Tally(3)

    def take_in(self, source: str, text: Text, language: Language, *, bigrams: bool) -> None:
        """Add a text; texts come in the order of their ids."""
        self.segments.append(text.segments)
        self.terms.take_in(source, counting.terms(text.body))
        self.forms.take_in((paragraph.tokens for paragraph in text.body), language)
        self._entries.take_in(source, counting.entries(text.body, self._lexicons, self._names))
        self._pairs.take_in(source, counting.pairs(text.body) if bigrams else {})
        runs = [words_in_runs(paragraph.terms, paragraph.tokens) for paragraph in text.body]
        self.words[source] = np.concatenate([np.empty(0, dtype=np.int32), *runs])

    def phrases(self) -> pd.DataFrame:
        """Return the rows of phrases.csv: each entry and recurrent pair of words in each paragraph."""
        rows = np.concatenate([self._entries.rows, self._repeated()])
        lexicon, entry = zip(*self._names, strict=True) if self._names else ((), ())
        return as_table(rows, self._entries.sources, {"lexicon": lexicon, "entry": entry}, ["quoted"])

    def _repeated(self) -> NDArray[np.int32]:
        """Return the counts of pairs of words that occur often enough, under the numbers of their names."""
        rows, terms = self._pairs.rows, list(self.numbers)
        keys = rows[:, 2].astype(np.int64) * len(terms) + rows[:, 3]
        different, pair = np.unique(keys, return_inverse=True)
        often = np.bincount(pair, weights=rows[:, -1]) >= BIGRAM_MINIMUM
        number = np.zeros(len(different), dtype=np.int32)
        for at in np.flatnonzero(often):
            first, second = divmod(int(different[at]), len(terms))
            number[at] = self._names["bigram", f"{terms[first]} {terms[second]}"]
        kept = often[pair]
        return np.column_stack([rows[kept, :2], number[pair[kept]], rows[kept, 4:]])


def _languages(texts: Mapping[str, list[str]], sources: pd.DataFrame | None) -> dict[str, Language]:
    """Return the language of each text, by source; English where no row says it."""
    rows = [] if sources is None else sources.to_dict("records")
    said = {row["source"]: language_of(row) for row in rows}
    found = {source: said.get(source, ENGLISH) for source in texts}
    for source, lines in texts.items():
        if found[source].tokenizer is None:
            require_blanks(lines, source)
    return found


def _require_reviewed(lines: pd.DataFrame, texts: dict[str, list[str]]) -> None:
    """Raise where lines.csv is missing a line of a text, has one too many, or cuts more than the line holds."""
    have = set(zip(lines["source"], lines["line"], strict=True))
    want = {(source, number) for source, each in texts.items() for number in range(len(each))}
    for text, keys in (("is missing", want - have), ("has a line that the text does not have:", have - want)):
        if keys:
            source, number = min(keys)
            raise CorpusError(f"lines.csv {text} {source}, line {number}", "code each line of the text exactly once")
    for source, number, skip in lines[["source", "line", "skip_chars"]].itertuples(index=False):
        if not after_dateline(texts[source][number], skip):
            raise CorpusError(
                f"lines.csv: {source}, line {number}: skip_chars {skip} leaves nothing of the line",
                "count the characters of the dateline again, runs of blanks as one",
            )


def _require_unchanged(corpus: Path, texts: dict[str, list[str]]) -> None:
    """Raise where a text no longer has the fingerprints recorded in segments.csv."""
    path = corpus / package.tables(corpus)["segments"]["path"]
    if not path.is_file():
        return
    if messages := package.validate(corpus, {"segments"}):
        # Not to be passed over in silence: without fingerprints, a changed text would be taken for the coded one.
        raise CorpusError(
            f"{path} cannot tell whether the texts have changed:\n  " + "\n  ".join(messages[:10]),
            "restore it from version control; or, if the texts are the ones that were coded, "
            "run `parallax extract --accept-changes`",
        )
    require_unchanged(texts, package.read(corpus, "segments"))
