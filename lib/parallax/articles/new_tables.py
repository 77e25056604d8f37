"""From texts of any origin to the tables of a project, and what was noticed on the way."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from parallax.articles.documents import Document, some
from parallax.articles.extraction import derived
from parallax.articles.overlaps import SHORTEST, kinds
from parallax.articles.paragraphs import How, divided, guessed, is_wrapped
from parallax.errors import ParallaxError
from parallax.language.detect import guess
from parallax.language.profiles import PROFILES, one_language, profile
from parallax.language.tokens import tokenize
from parallax.statistics.settings import Settings

FEW_WORDS = 100  # a text of fewer is said to be short

LONGEST_ID = 80  # letters: an id is the name of a file as well

ALIKE = 0.5  # share of the runs of five words of the shorter text: from here on two texts are near-duplicates

#: Comparisons, groups times words, of which a chapter keeps a table: a million take a gigabyte.
MOST_CONTRASTS = 1_000_000

DERIVED = ("segments", "terms", "lemmas", "overlaps")


@dataclass(frozen=True)
class Taken:
    """Texts that were taken in.

    Attributes
    ----------
    tables : dict of DataFrame
        The tables of the core, by name.
    texts : dict of list of str
        Paragraphs by source, each on one line.
    stopwords : list of str
        Function words of the languages, sorted.
    noticed : list of str
        What a reader should know: short texts, near-duplicates, wrapped lines.
    """

    tables: dict[str, pd.DataFrame]
    texts: dict[str, list[str]]
    stopwords: list[str]
    noticed: list[str]


def take_in(
    documents: Sequence[Document],
    *,
    language: str | None = None,
    paragraphs: How | None = None,
    across: bool = False,
    known: Mapping[str, str] | None = None,
) -> Taken:
    """Make the tables of some texts.

    Parameters
    ----------
    documents : sequence of Document
        See `articles.documents`.
    language : str, optional
        Of all texts that do not say their own; guessed for each if not given.
    paragraphs : str, optional
        ``line`` or ``blank``, see `articles.paragraphs`; guessed for each text if not given.
    across : bool
        Whether groups may be compared though their texts are in different languages.
    known : mapping of str to str, optional
        Ids that texts have already, by their names: these keep them.

    Raises
    ------
    ParallaxError
        Fewer than two groups, a language that is not known or cannot be told, several languages that were not asked
        for, a text without a word, more comparisons than `MOST_CONTRASTS`.
    """
    groups = list(dict.fromkeys(document.group for document in documents))
    if len(groups) < 2:
        raise ParallaxError(
            f"all texts belong to {groups[0]!r}", "give two groups or more, so that there is something to compare"
        )
    sources, texts = rows_of(documents, language=language, paragraphs=paragraphs, known=known)
    languages = list(sources["language"])
    _require_one(languages, documents, across=across)
    tables = {"sources": sources, **derived(texts, {"sources": sources}, DERIVED)}
    require_words(tables["segments"], dict(zip(texts, documents, strict=True)))
    words = sorted(frozenset().union(*(profile(code).function_words for code in set(languages))))
    require_fewer(len(groups), tables["terms"], words)
    return Taken(tables, texts, words, noticed(tables, texts))


def rows_of(
    documents: Sequence[Document],
    *,
    language: str | None = None,
    paragraphs: How | None = None,
    known: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Return the rows of some texts in sources.csv, and their paragraphs by source; arguments as in `take_in`."""
    how = [paragraphs or guessed(document.text) for document in documents]
    texts = dict(zip(_ids(documents, known or {}), map(divided, [d.text for d in documents], how), strict=True))
    languages = _languages(documents, language)
    sources = pd.DataFrame(
        [
            {
                "source": source, "group": document.group, "title": document.facts.get("title", ""),
                "published": _date(document), "language": code, "url": document.facts.get("url", ""),
                "paragraphs": one, "file": f"{source}.txt", "n_lines": len(texts[source]),
            }
            for source, document, code, one in zip(texts, documents, languages, how, strict=True)
        ]
    )  # fmt: skip
    return sources, texts


def noticed(
    tables: Mapping[str, pd.DataFrame], texts: Mapping[str, list[str]], beside: Mapping[str, list[str]] | None = None
) -> list[str]:
    """Return what a reader should know of some texts before reading any number; `beside` are others in the tables."""
    n = tables["segments"].groupby("source")["n_tokens"].sum()
    short = [source for source in texts if n[source] < FEW_WORDS]
    wrapped = [source for source, lines in texts.items() if is_wrapped(lines)]
    messages = [
        (short, f"fewer than {FEW_WORDS} words, so that little can be said of them"),
        (wrapped, "sentences that go on in the next paragraph: were lines wrapped? See --paragraphs"),
    ]
    said = [f"{some(found)}: {what}." for found, what in messages if found]
    return [*said, *_alike(tables, {**(beside or {}), **texts})]


def _alike(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, list[str]]) -> list[str]:
    """Name the pairs of texts that share so many runs of words that one is a copy of the other, in part or whole."""
    runs = tables["overlaps"]
    shared = runs[runs["length"] == SHORTEST]
    codes = tables["sources"].set_index("source")["language"]
    n_kinds = {
        source: kinds(tokenize(line, profile(codes[source])) for line in texts[source])
        for source in {*shared["source_a"], *shared["source_b"]}
    }
    pairs = [
        f"{a} and {b}"
        for a, b, n in shared[["source_a", "source_b", "n_types"]].itertuples(index=False)
        if n > ALIKE * min(n_kinds[a], n_kinds[b])
    ]
    if not pairs:
        return []
    return [f"{some(pairs)}: more than half of the shorter is in the other; two copies are no two witnesses."]


def _ids(documents: Sequence[Document], known: Mapping[str, str]) -> list[str]:
    """Return an id for each text: its name in small letters without marks, or a number where nothing is left."""
    taken = Counter(known.values())
    made = []
    for place, document in enumerate(documents, start=1):
        plain = unicodedata.normalize("NFKD", document.name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_ID].strip("-") or f"text-{place:0{len(str(len(documents)))}}"
        taken[slug] += 1
        while taken[slug] > 1:
            slug = f"{slug}-{taken[slug]}"
            taken[slug] += 1
        made.append(slug)
    return made


def _languages(documents: Sequence[Document], language: str | None) -> list[str]:
    """Return the language of each text, as it says itself, as it is said of all, or as it looks."""
    said = [document.facts.get("language") or language for document in documents]
    codes = [code or guess(d.text.splitlines()) for code, d in zip(said, documents, strict=True)]
    if untold := [d.place for d, code in zip(documents, codes, strict=True) if code is None]:
        known = ", ".join(f"{each.code} ({each.name})" for each in PROFILES.values())
        raise ParallaxError(
            f"{some(untold)}: the language cannot be told", f"name it with --language, or in a column language: {known}"
        )
    return [_known(str(code), document.place) for code, document in zip(codes, documents, strict=True)]


def _known(code: str, place: str) -> str:
    try:
        return profile(code.lower()).code
    except ParallaxError as error:
        raise ParallaxError(f"{place}: {error.problem}", error.remedy.partition(";")[0]) from None


def _require_one(languages: Sequence[str], documents: Sequence[Document], *, across: bool) -> None:
    """Refuse texts of several languages that nobody asked for, and name those of each but the most common."""
    try:
        one_language(languages, across=across)
    except ParallaxError as error:
        usual = Counter(languages).most_common(1)[0][0]
        other = [f"{d.place} ({code})" for d, code in zip(documents, languages, strict=True) if code != usual]
        raise ParallaxError(
            f"{error.problem}; not {PROFILES[usual].name}: {some(other)}",
            "leave these out; or correct the language with --language or a column language; or, if a comparison across "
            "languages is what you want, ask for it with --across-languages",
        ) from None


def _date(document: Document) -> str:
    day = document.facts.get("published", "")
    if day and not _is_day(day):
        raise ParallaxError(
            f"{document.place}: {day!r} is no date", "write 2030, 2030-05 or 2030-05-03, or leave it empty"
        )
    return day


def _is_day(text: str) -> bool:
    """Say whether a text is a year, a month or a day of the calendar, as ISO 8601 has them."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def require_words(segments: pd.DataFrame, documents: Mapping[str, Document]) -> None:
    """Refuse texts without a word."""
    n = segments.groupby("source")["n_tokens"].sum()
    empty = [documents[source].place for source in documents if n[source] == 0]
    if empty:
        raise ParallaxError(f"{some(empty)}: no word in it", "save the text there again, or leave it out")


def require_fewer(n_groups: int, terms: pd.DataFrame, function_words: Sequence[str]) -> None:
    """Refuse more groups than can be compared, each with all others, in every word that is used often enough."""
    n = terms.groupby("term")["n"].sum()
    often = n[n >= Settings().min_total].index.difference(function_words)
    if n_groups * len(often) > MOST_CONTRASTS:
        raise ParallaxError(
            f"{n_groups:,} groups, compared in each of {len(often):,} words, are {n_groups * len(often):,} comparisons",
            f"put the texts into fewer groups: with so many words, {MOST_CONTRASTS // len(often):,} can be compared",
        )
