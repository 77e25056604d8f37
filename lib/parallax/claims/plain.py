"""What a chapter of any project can say of its texts without having read them: numbers, and what these cannot bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

import numpy as np
import pandas as pd

from parallax.analysis.keyness.checks import CHECKS
from parallax.analysis.topics.stability import stability
from parallax.claims.plain_tables import sizes
from parallax.claims.results import Results
from parallax.claims.wording import enumerate_words
from parallax.language.profiles import profile
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

NAMED = 8  # groups that a sentence or a figure names; more would not be read

#: What a project computes with, unless a chapter's first cell says otherwise: shuffles as many as it takes.
PROJECT = Settings(seed=2026, n_resamples=1000, n_deals=200, n_subsamples=10, n_shuffles=9, n_null=2)


def plural(n: int, word: str) -> str:
    """Return a number with a noun: ``1 text``, ``2 texts``."""
    return f"{n:,} {word}{'' if n == 1 else 's'}"


def named(groups: Sequence[str], names: Mapping[str, str]) -> str:
    """Name groups in words, the first `NAMED` of many."""
    shown = [names[group] for group in groups[:NAMED]]
    rest = len(groups) - len(shown)
    return f"{', '.join(shown)} and {rest:,} more" if rest else enumerate_words(shown)


def largest(book: Results, n: int = NAMED) -> list[str]:
    """Return the groups with most words, so many at most, in the order of the table."""
    units = book.corpus.units
    kept = set(np.argsort(-units.tokens, kind="stable")[:n].tolist())
    return [str(label) for place, label in enumerate(units.labels.tolist()) if place in kept]


def what_is_shown(n_groups: int, n_shown: int = NAMED, what: str = "words") -> str:
    """Say of how many groups figures and tables show only the largest, and what the file has beside them."""
    if n_groups <= n_shown:
        return "The file has all words, not only those shown." if what == "words" else f"The file has the {what} shown."
    return (
        f"Figures and tables show the {n_shown} groups with most words, of {n_groups:,}. The file has all groups and "
        f"all {what}."
    )


def what_is_drawn(units: Units) -> str:
    """Say in a sentence what is resampled, shuffled and left out, and of what that speaks."""
    if units.by_document:
        return (
            "Whole texts are resampled, shuffled and left out, because paragraphs of one text are not independent of "
            "each other."
        )
    if len(np.unique(units.clusters)) == len(units.labels):
        return (
            "Each group is a single text, so its paragraphs are resampled, shuffled and left out. What holds up holds "
            "of these texts; it says nothing of how anybody writes elsewhere."
        )
    return "Each text counts as one unit, and texts are what is resampled, shuffled and left out."


def cannot_bear(units: Units, names: Mapping[str, str], settings: Settings) -> list[str]:
    """Say in sentences what so few texts cannot show; nothing if they can show what is asked."""
    drawn = units.drawn
    what = "texts" if units.by_document or drawn is not units else "paragraphs"
    what = "texts" if len(np.unique(units.clusters)) == len(units) else what
    n = dict(zip(map(str, drawn.labels.tolist()), np.bincount(drawn.codes).tolist(), strict=True))
    said = []
    few = [group for group, own in n.items() if min(own, len(drawn) - own) < settings.min_units]
    if few:
        kept = f"fewer than {settings.min_units} {what}"
        beside = named(few, names) if len(few) < len(n) else "any group"
        said.append(f"No interval is offered for {beside}: on one side or the other there are {kept}.")
    ways = {group: comb(len(drawn), own) for group, own in n.items()}
    stuck = [group for group, each in ways.items() if (2 if len(n) == 2 else 1) / each > settings.alpha]
    if stuck:
        fewest = min(ways[group] for group in stuck)
        whom = named(stuck, names) if len(stuck) < len(n) else "any group"
        said.append(
            f"Shuffling cannot set {whom} apart: there are as few as {fewest} ways to deal the {what}, so that even a "
            "difference that no other deal reaches would be no surprise."
        )
    return said


def intro(book: Results) -> dict[str, str]:
    """Return what the first page says, by the name under which it is glued."""
    corpus, units = book.corpus, book.corpus.units
    table, noun = sizes(book), plural(len(corpus.sources), "text")
    codes = corpus.sources["language"].unique() if "language" in corpus.sources else []
    return {
        "texts": noun,
        "groups": plural(len(table), "group"),
        "named": named(table["group"].tolist(), corpus.names),
        "words": f"{int(table['n_tokens'].sum()):,}",
        "paragraphs": f"{int(table['n_paragraphs'].sum()):,}",
        "languages": enumerate_words(sorted(profile(str(code)).name for code in codes)),
        "shown": what_is_shown(len(table)),
        "drawn": what_is_drawn(units),
        "cannot": " ".join(cannot_bear(units, corpus.names, book.settings)),
    }


def survivors(checked: pd.DataFrame) -> str:
    """Say how many words the usual test claims, how many of these survive all checks, and how many could be made."""
    claimed = checked[checked["by_tokens"].fillna(False).astype(bool)]
    firm = claimed[claimed["n_checks"] == claimed["n_made"]]
    if not len(claimed):
        return "The usual test claims no difference."
    if len(claimed) == 1:
        left = "and it survives" if len(firm) else "and it does not survive"
    else:
        verb = "survive" if len(firm) > 1 else "survives"
        left = f"and {f'{len(firm):,}' if len(firm) else 'none'} of them {verb}"
    made = sorted(set(claimed["n_made"].tolist()))
    could = "" if made == [len(CHECKS)] else f" Of {len(CHECKS)} checks, {either(made)} could be made here."
    return f"The usual test claims {plural(len(claimed), 'difference')}, {left} every check that can be made.{could}"


def against_deals(beside: pd.DataFrame) -> str:
    """Say how many differences survive in groups that are dealt at random, beside those found.

    `beside` is as `claims.plain_tables.beside_deals` returns it.
    """
    found, mean, most = beside["surviving"].tolist()
    if pd.isna([found, mean, most]).any():
        return ""
    if most == 0:
        left = "none survives" if found else "none survives either"
    else:
        left = f"{mean:.1f} survive on average and {most:.0f} at most"
    fewer = "" if found == most == 0 else ", fewer than here" if most < found else ", no fewer than here"
    return f"In groups that are dealt at random, {left}{fewer}."


def either(numbers: Sequence[int]) -> str:
    """Return numbers as a sentence offers them: ``3``, ``3 or 4``, ``2, 3 or 4``."""
    return " or ".join(filter(None, [", ".join(map(str, numbers[:-1])), str(numbers[-1])]))


def leading(weights: pd.DataFrame, order: Sequence[str], names: Mapping[str, str]) -> str:
    """Say which word has the highest TF-IDF in each group, of the groups that are shown."""
    first = weights[weights["rank"] == 1].set_index("group")["term"]
    said = [f"{first[group]} ({names[group]})" for group in order if group in first.index]
    return f"The word that scores highest in each group: {', '.join(said)}."


def left_out(chance: pd.DataFrame) -> str:
    """Say how many words are left out, and how many random deals would leave out."""
    row = chance.iloc[0]
    found, low, high = int(row["left_out"]), int(row["dealt_low"]), int(row["dealt_high"])
    verb = "is" if found == 1 else "are"
    what = f"{plural(found, 'word')} {verb} common elsewhere and missing from a group."
    what = what if found else "No word that is common elsewhere is missing from a group."
    beside = "more than" if found > high else "fewer than" if found < low else "no more than"
    span = f"{low:,} to {high:,}" if low < high else f"{low:,}" if low else "none"
    return f"{what} That is {beside} chance would give: nine random deals in ten leave out {span}."


#: What stands in place of the stability of topics, which takes long, until a reader asks for it.
NOT_STEADY = (
    "How steady they are was not computed: set STABILITY to True in the first cell of the notebook, and run it again."
)


def steadiness(book: Results, k: int) -> str:
    """Fit topics again to parts of the texts, and say how far their first words stay, beside shuffled words."""
    row = stability(book.content_words(min_count=2).units, [k], book.settings).iloc[0]
    return (
        f"Fitted again to parts of the texts, the first words of the topics agree by {row['stability']:.2f}, where 1 "
        f"is the most; with the words shuffled, by {row['null']:.2f} on average."
    )
