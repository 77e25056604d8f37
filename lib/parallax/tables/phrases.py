"""Counts of lexicon entries and of pairs of words against the counts of words: neither too many nor too few.

A hit of an entry uses up its words. So the hits of a lexicon, which do not overlap, use a word no more often than the
paragraph has it, and a pair of neighbours no more often than that occurs; and where a word is an entry by
itself, every one of it is used, by that entry or by a longer one.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parallax.tables import package
from parallax.tables.coded import KEYS, Tables

_WORD, _PAIR = [*KEYS, "word"], [*KEYS, "pair"]


_ANEW = "run `parallax extract`"


#: The column of entries of each lexicon.
LEXICONS = {"frames": "entry", "actors": "alias", "modality": "entry"}


def problems(tables: Tables) -> list[str]:
    """Return a message for each count in the table phrases that cannot be of the same texts as those of terms.

    The tables of `LEXICONS` are needed too.

    Notes
    -----
    An entry of the frames that holds a part of a masked name only is not counted, and hides shorter entries. Paragraphs
    where that can have happened are left out where entries seem to be counted too seldom. An entry of three words and
    more that was added can be found so only if its first two words occur there as an entry or a pair; the texts show
    more.
    """
    phrases = tables["phrases"]
    pairs = phrases[phrases["lexicon"] == "bigram"]
    messages = _pairs(pairs, tables["terms"])
    for lexicon, column in LEXICONS.items():
        hits = phrases[phrases["lexicon"] == lexicon]
        entries = set(tables[lexicon][column])
        messages += [
            f"phrases.csv: {entry!r} is not in lexicons/{lexicon}.csv" for entry in sorted(set(hits["entry"]) - entries)
        ]
        known = hits[hits["entry"].isin(entries)]
        messages += _too_many(lexicon, hits, tables["terms"], pairs)
        terms, masked = tables["terms"], tables["terms"].iloc[:0]
        if lexicon == "frames":  # whose entries count in no part of a masked name, but may hold a whole one
            terms, masked = (tables["terms"].query(f"masked == {value}") for value in (0, 1))
            messages += _too_many(lexicon, hits[~_hold_a_name(hits["entry"], tables["actors"])], terms, pairs)
        messages += _too_few(lexicon, entries, _used(known), terms, pairs, masked)
    return [*dict.fromkeys(messages), *_unmasked(tables)]


def unused(corpus: Path) -> list[tuple[str, int, int]]:
    """Count the entries of each lexicon that occur nowhere: lexicon, how many, of how many; none where all occur.

    Without a table of phrases nothing is counted, and a lexicon that is not there has no entries. Entries may be there
    on purpose: a list that is balanced over its subject has words that these texts happen not to use.
    """
    there = package.tables(corpus)
    if "phrases" not in there:
        return []
    phrases = package.read(corpus, "phrases")
    counted = []
    for lexicon, column in LEXICONS.items():
        entries = set(package.read(corpus, lexicon)[column]) if lexicon in there else set()
        met = entries & set(phrases.loc[phrases["lexicon"] == lexicon, "entry"])
        counted += [(lexicon, len(entries - met), len(entries))] * (met != entries)
    return counted


def _hold_a_name(entries: pd.Series, actors: pd.DataFrame) -> pd.Series:
    """Say which entries hold a whole masked name."""
    names = [f" {alias} " for alias in actors.loc[actors["mask"] == 1, "alias"]]
    return entries.map(lambda entry: any(name in f" {entry} " for name in names)).astype(bool)


def _used(hits: pd.DataFrame) -> pd.Series:
    """Return how often hits use each word of each paragraph."""
    words = hits.assign(word=hits["entry"].str.split(" ")).explode("word")
    return words.groupby(_WORD)["n"].sum()


def _words(terms: pd.DataFrame) -> pd.Series:
    return terms.rename(columns={"term": "word"}).groupby(_WORD)["n"].sum()


def _exceeding(used: pd.Series, there: pd.Series) -> pd.DataFrame:
    """Return the places where more is used than is there: source, line, the word or pair, used, there."""
    both = used.rename("used").to_frame().join(there.rename("there")).fillna({"there": 0}).reset_index()
    return both[both["used"] > both["there"]]


def _too_often(used: pd.Series, there: pd.Series, use: str, has: str) -> list[str]:
    """Return a message for each place where more is used than is there; `use` and `has` say by what, and where."""
    return [
        f"phrases.csv: {source}, line {line}: {use} {what!r} {n} times, {has} {have:.0f} times; {_ANEW}"
        for source, line, what, n, have in _exceeding(used, there).itertuples(index=False)
    ]


def _pairs(pairs: pd.DataFrame, terms: pd.DataFrame) -> list[str]:
    """Pairs are of two words, twice in the corpus, and each word begins one pair at most, and ends one."""
    words = pairs["entry"].str.split(" ")
    odd = sorted(set(pairs.loc[words.str.len() != 2, "entry"]))
    once = pairs.groupby("entry")["n"].sum()
    messages = [f"phrases.csv: {entry!r} is not a pair of words; {_ANEW}" for entry in odd]
    messages += [
        f"phrases.csv: the pair {entry!r} is counted only once in all; {_ANEW}" for entry in once.index[once < 2]
    ]
    for quoted, what in ((pairs["quoted"] >= 0, ""), (pairs["quoted"] == 1, "quoted ")):
        there = _words(terms if not what else terms[terms["quoted"] == 1])
        for place in (0, -1):
            used = pairs[quoted].assign(word=words.str[place]).groupby(_WORD)["n"].sum()
            messages += _too_often(used, there, f"{what}pairs use", "terms.csv has it")
    return messages


def _too_many(lexicon: str, hits: pd.DataFrame, terms: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    """Hits use no word, and no pair that is counted, more often than it occurs."""
    messages, use = [], f"entries of lexicons/{lexicon}.csv use"
    for rows, there, what in ((hits, terms, ""), (hits[hits["quoted"] == 1], terms[terms["quoted"] == 1], "quoted ")):
        messages += _too_often(_used(rows), _words(there), what + use, "terms.csv has it")
    words = hits["entry"].str.split(" ")
    each = hits.assign(pair=[[" ".join(w[i : i + 2]) for i in range(len(w) - 1)] for w in words]).explode("pair")
    used = each.dropna(subset="pair").groupby(_PAIR)["n"].sum()
    # A pair that stands in the corpus once is not harvested; used twice, it is there twice.
    harvested = used.groupby("pair").transform("sum") >= 2
    used = used[harvested | used.index.get_level_values("pair").isin(pairs["entry"])]
    standing = pairs.rename(columns={"entry": "pair"}).groupby(_PAIR)["n"].sum()
    return messages + _too_often(used, standing, f"{use} the pair", "which occurs there")


def _too_few(
    lexicon: str, entries: set[str], used: pd.Series, terms: pd.DataFrame, pairs: pd.DataFrame, masked: pd.DataFrame
) -> list[str]:
    """Every word that is an entry, and the first word of every pair that is one, is used by some hit."""
    standing = pd.concat([terms.rename(columns={"term": "entry"}), pairs])
    standing = standing[standing["entry"].isin(entries)].groupby([*KEYS, "entry"])["n"].sum().reset_index()
    standing["word"] = standing["entry"].str.split(" ").str[0]
    standing = standing.join(used.rename("used"), on=_WORD).fillna({"used": 0})
    hiding = {
        word: {other for entry in entries if word in entry.split(" ") for other in entry.split(" ")}
        for word in set(standing["word"])
    }
    names = masked.groupby(KEYS)["term"].agg(set).to_dict()
    missed: dict[str, tuple[str, int]] = {}
    for row in standing[standing["used"] < standing["n"]].itertuples(index=False):
        if not hiding[row.word] & names.get((row.source, row.line), set()):
            missed.setdefault(row.entry, (row.source, row.line))
    return [
        f"phrases.csv: {entry!r} of lexicons/{lexicon}.csv occurs in {source}, line {line}, more often than it is "
        f"counted; {_ANEW}"
        for entry, (source, line) in sorted(missed.items())
    ]


def _unmasked(tables: Tables) -> list[str]:
    """Wherever a masked name is counted, its first word is masked."""
    names = tables["actors"].loc[tables["actors"]["mask"] == 1, "alias"]
    hits = tables["phrases"].query("lexicon == 'actors'")
    hits = hits[hits["entry"].isin(names)]
    used = hits.assign(word=hits["entry"].str.split(" ").str[0]).groupby(_WORD)["n"].sum()
    bare = _exceeding(used, _words(tables["terms"].query("masked == 1")))
    return [
        f"terms.csv: {source}, line {line}: {word!r} begins {n} masked names of lexicons/actors.csv, and is masked "
        f"{have:.0f} times; {_ANEW}"
        for source, line, word, n, have in bare.itertuples(index=False)
    ]
