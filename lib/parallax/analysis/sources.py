"""What the texts are before any word is weighed: lengths, parts cut, voices, shared runs, and who names the subject."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from parallax.tables.groups import group_labels

#: What was done with a text, and languages, as a figure says it.
DID = {"relayed": "passed it on", "copied": "copied it", "published": "published it", "wrote": "wrote it"}
READ_IN = "en"  # of every copy
LANGUAGES = {"en": "English", "fa": "Persian"}
UNKNOWN = "?"  # under what was lost: it cannot be told whether it was here or at the next hop

# Of the language of the book, whatever the machine's is.
MONTHS = "January February March April May June July August September October November December".split()


def lengths(paragraphs: pd.DataFrame, sources: Sequence[str]) -> pd.DataFrame:
    """Return how long the body of each of some sources is and how much of it is quoted.

    Returns
    -------
    DataFrame
        source, n_paragraphs, n_tokens, median_tokens (tokens of the middle paragraph), n_sentences,
        n_quoted_tokens, quoted_share (of tokens, 0 to 1).
    """
    by = paragraphs.groupby("source", observed=True)
    table = by.agg(
        n_paragraphs=("n_tokens", "size"),
        n_tokens=("n_tokens", "sum"),
        median_tokens=("n_tokens", "median"),
        n_sentences=("n_sentences", "sum"),
        n_quoted_tokens=("n_quoted_tokens", "sum"),
    )
    table["quoted_share"] = table["n_quoted_tokens"] / table["n_tokens"]
    return table.reindex(list(sources)).rename_axis("source").reset_index()


def parts(segments: pd.DataFrame) -> pd.DataFrame:
    """Return how many lines and tokens each role has, the body first, then by falling number of lines.

    Returns
    -------
    DataFrame
        role, n_lines, n_tokens, n_sources (articles with such lines).
    """
    by = segments.groupby("role")
    table = by.agg(n_lines=("line", "size"), n_tokens=("n_tokens", "sum"), n_sources=("source", "nunique"))
    table = table.reset_index().sort_values(["n_lines", "role"], ascending=[False, True])
    return table.sort_values("role", key=lambda role: role != "body", kind="stable", ignore_index=True)


def written(sources: pd.DataFrame) -> pd.Series:
    """Say in words when each source can have been written: one day, a span, or a day from which on.

    Where a source relays, its earliest day can be that of the text it relays.
    """
    return pd.Series(
        [_span(*days) for days in sources[["not_before", "not_after"]].to_numpy()], index=sources.index, dtype=object
    )


def relay(hops: pd.DataFrame) -> pd.DataFrame:
    """Return who had each text on its way to the copy that was read, what they did with it, and what it lost there.

    Returns
    -------
    DataFrame
        source, hop, holder, did (in words, see `_did`), inferred (bool), lost
        (a tuple of items), since (the earliest hop at which that can have been lost).
    """
    table = hops.sort_values(["source", "hop"], ignore_index=True)
    known = table["lost"] != UNKNOWN
    # What stands with a hop can have been lost at those right before it of which that is not known.
    run = known.groupby(table["source"]).transform(lambda rows: rows.shift(fill_value=False).cumsum())
    since = table.groupby(["source", run])["hop"].transform("min")
    did = [_did(act, code) for act, code in zip(table["act"], table["language"], strict=True)]
    made = {"did": did, "inferred": table["basis"] == "inferred", "lost": lost_at(table), "since": since}
    return table[["source", "hop", "holder"]].assign(**made)


def lost_at(hops: pd.DataFrame) -> pd.Series:
    """Return what was lost at each hop, a tuple of items; none where the next hop lists it."""
    items = hops["lost"].where(hops["lost"] != UNKNOWN, "").str.split("; ")
    return items.map(lambda each: tuple(filter(None, each)))


def _did(act: str, code: str) -> str:
    """Say what was done with a text, and the language where it is not the book's; a question mark: it is probable."""
    language = LANGUAGES.get(code.rstrip("?"), code) + "?" * code.endswith("?")
    if act == "translated":
        return f"put it into {language}"
    return f"{DID[act]} in {language}" if act == "wrote" and code != READ_IN else DID[act]


def voices(paragraphs: pd.DataFrame, sources: Sequence[str]) -> pd.DataFrame:
    """Return how many body paragraphs and tokens each voice has in each source, in the order of `sources`.

    Returns
    -------
    DataFrame
        source, voice, n_paragraphs, n_tokens, share (of the source's tokens, 0 to 1); voices a source does not have
        are not listed.
    """
    by = paragraphs.groupby(["source", "voice"], observed=True)
    table = by.agg(n_paragraphs=("n_tokens", "size"), n_tokens=("n_tokens", "sum")).reset_index()
    table["share"] = table["n_tokens"] / table.groupby("source")["n_tokens"].transform("sum")
    place = {source: order for order, source in enumerate(sources)}
    table = table.sort_values("n_tokens", ascending=False, kind="stable")
    return table.sort_values("source", key=lambda source: source.map(place), kind="stable", ignore_index=True)


def made_of(paragraphs: pd.DataFrame, comparison: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return what each body paragraph of a source is, as far as that is known, in the order of the page.

    `comparison` are the rows of comparison.csv.

    Returns
    -------
    DataFrame
        paragraph, n_tokens, part (``compared`` with the text that it passes on, or else the paragraph's voice), share
        (of its tokens, in runs that the other text has too, 0 to 1; missing where it was not compared).
    """
    mine = paragraphs.loc[paragraphs["source"] == source, ["source", "line", "paragraph", "n_tokens", "voice"]]
    rows = mine.merge(comparison[["source", "line", "n_in_runs"]], on=["source", "line"], how="left")
    share = rows["n_in_runs"].astype(float) / rows["n_tokens"]
    rows = rows.assign(part=rows["voice"].where(share.isna(), "compared"), share=share)
    return rows.sort_values("paragraph", ignore_index=True)[["paragraph", "n_tokens", "part", "share"]]


def longest_runs(overlaps: pd.DataFrame, comparison: pd.DataFrame) -> pd.DataFrame:
    """Return the longest run of words that each pair of sources shares, and a source and the text that it passes on.

    Returns
    -------
    DataFrame
        source_a, source_b (empty for a text that is not a source), length, counted (False where even the shortest run
        that is counted is not shared: then `length` is one less, and a bound), the shortest first.
    """
    keys = ["source_a", "source_b"]
    longest = overlaps["length"].where(overlaps["n_types"] > 0).groupby([overlaps[key] for key in keys], sort=False)
    pairs = longest.max().reset_index()
    counted = pairs["length"].notna()
    pairs = pairs.assign(length=pairs["length"].fillna(overlaps["length"].min() - 1).astype(int), counted=counted)
    outside = comparison.groupby("source", as_index=False)["longest_run"].max().set_axis(["source_a", "length"], axis=1)
    table = pd.concat([pairs, outside.assign(source_b="", counted=True)], ignore_index=True)
    return table.sort_values(["length", *keys], ignore_index=True)[[*keys, "length", "counted"]]


def shared_runs(overlaps: pd.DataFrame, length: int | None = None) -> pd.DataFrame:
    """Return, for each pair of sources that shares a run of so many words, how many, and the longest.

    `overlaps` are the rows of overlaps.csv; without a `length`, the shortest runs that were counted are taken.

    Returns
    -------
    DataFrame
        source_a, source_b, n_types (shared runs of that length), length (words of the longest shared run), the longest
        first. Pairs that share none are not listed.
    """
    counted = sorted(set(overlaps["length"]))
    if length is not None and length not in counted:
        known = ", ".join(map(str, counted))
        raise ValueError(f"length is {length}, and overlaps counts runs of {known} words; give one of those")
    shared = overlaps[overlaps["n_types"] > 0]
    shortest = shared[shared["length"] == (length or overlaps["length"].min())].drop(columns="length")
    longest = shared.groupby(["source_a", "source_b"], sort=False)["length"].max().reset_index()
    table = shortest.merge(longest, on=["source_a", "source_b"])
    return table.sort_values(["length", "n_types"], ascending=False, kind="stable").reset_index(drop=True)


def phrase_totals(phrases: pd.DataFrame, lexicon: str, entries: Iterable[str], sources: Sequence[str]) -> pd.DataFrame:
    """Return how often each of some sources uses any of some entries of a lexicon, zero included.

    Returns
    -------
    DataFrame
        source, n, paragraphs (with at least one).
    """
    hits = phrases[(phrases["lexicon"] == lexicon) & phrases["entry"].isin(set(entries))]
    by = hits.groupby("source")
    table = pd.DataFrame({"n": by["n"].sum(), "paragraphs": by["line"].nunique()})
    return table.reindex(list(sources), fill_value=0).rename_axis("source").reset_index()


def presented(sources: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Return what each article is, and how often it names a subject, in the order of `named` (see `phrase_totals`).

    Returns
    -------
    DataFrame
        source, title, copy_read (address of the copy), author, genre, n.
    """
    table = named.merge(sources, on="source", how="left", validate="1:1")
    return table[["source", "title", "copy_read", "author", "genre", "n"]]


def possible_terms(sources: pd.DataFrame, chronology: pd.DataFrame) -> pd.DataFrame:
    """Return which dated terms of chronology.csv each source could have used.

    Returns
    -------
    DataFrame of bool
        One row a source, or a group of sources where the table has groups; one column a dated term: False where the
        latest day of the source (`not_after`, else the end of what is known of `published`; open if empty), or of every
        source of the group, lies before the first day of the term.
    """
    latest = [date.fromisoformat(day or "9999-12-31").toordinal() for day in _latest(sources)]
    first = [date.fromisoformat(day).toordinal() for day in chronology["possible_from"]]
    possible = np.array(latest, dtype=int)[:, None] >= np.array(first, dtype=int)
    labels = group_labels(sources)
    table = pd.DataFrame(possible, index=list(labels), columns=list(chronology["term"]))
    return table if labels.is_unique else table.groupby(level=0, sort=False).any()


def _latest(sources: pd.DataFrame) -> list[str]:
    """Return the latest day on which each source can have been written, as an ISO date; empty if that is open."""
    published = [_last_day(day) for day in sources["published"]] if "published" in sources else [""] * len(sources)
    if "not_after" not in sources:
        return published
    return [latest or day for latest, day in zip(sources["not_after"], published, strict=True)]


def _last_day(published: str) -> str:
    """Return the last day of a date that is known in part.

    Examples
    --------
    >>> _last_day("2030"), _last_day("2030-02"), _last_day("2030-02-03"), _last_day("")
    ('2030-12-31', '2030-02-28', '2030-02-03', '')
    """
    if published.count("-") != 1:
        return f"{published}-12-31" if published and "-" not in published else published
    year, month = map(int, published.split("-"))
    return f"{published}-{monthrange(year, month)[1]}"


def missable_terms(
    sources: pd.DataFrame, chronology: pd.DataFrame, tokens: pd.DataFrame, lemmas: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return which terms each source could be said to leave out if a count that masks names finds none there.

    `tokens` are the rows of terms.csv, and `lemmas` those of lemmas.csv where lemmas are counted.

    Returns
    -------
    DataFrame of bool
        One row a source, one column a dated term or a word of masked names: False where the source could not have used
        the term (`possible_terms`), or has it inside a masked name. Terms without a column could be missed anywhere.
    """
    possible = possible_terms(sources, chronology)
    named = tokens[tokens["masked"] == 1]
    terms = named["term"] if lemmas is None else named["term"].map(lemmas.set_index("term")["lemma"])
    inside = pd.crosstab(named["source"], terms).reindex(index=possible.index, fill_value=0) > 0
    every = possible.columns.union(inside.columns)
    return possible.reindex(columns=every, fill_value=True) & ~inside.reindex(columns=every, fill_value=False)


def possible_for_all(terms: Iterable[str], sources: pd.DataFrame, chronology: pd.DataFrame) -> np.ndarray:
    """Say of each term, dated or not, whether every source could have used it, see `possible_terms`.

    Where a source could not have used a term, a contrast with it says when it was written.
    """
    possible = possible_terms(sources, chronology).all(axis=0)
    return np.array([bool(possible.get(term, True)) for term in terms])


def possible_phrases(
    phrases: Iterable[str], sources: pd.DataFrame, chronology: pd.DataFrame, actors: pd.DataFrame
) -> np.ndarray:
    """Say of each phrase whether every source could have used it, see `possible_for_all`.

    A phrase is dated by its words, and by being a name of whom a dated term names in short (rows of actors.csv: actor,
    alias).
    """
    possible = possible_terms(sources, chronology).all(axis=0)
    early = set(possible.index[~possible])
    named = actors["actor"].isin(actors.loc[actors["alias"].isin(early), "actor"])
    early |= set(actors.loc[named, "alias"])
    return np.array([not any(f" {term} " in f" {phrase} " for term in early) for phrase in phrases], dtype=bool)


def _span(not_before: str, not_after: str) -> str:
    first = _day(not_before)
    if not not_after:
        return f"{first} or later"
    return first if not_after == not_before else f"{first} to {_day(not_after)}"


def in_words(iso: str) -> str:
    """Return an ISO date in words, however much of it is known.

    Examples
    --------
    >>> in_words("2030-05-03"), in_words("2030-05"), in_words("2030")
    ('3 May 2030', 'May 2030', '2030')
    """
    if iso.count("-") == 2:
        return _day(iso)
    year, _, month = iso.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
