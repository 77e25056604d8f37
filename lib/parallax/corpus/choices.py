"""Choices of counting that the texts do not settle, and a corpus that is counted by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from parallax.corpus.corpus import Corpus
from parallax.statistics.measures import MEASURES

# What each choice is about and what each of its levels means, as the book says it. The first level is the book's,
# except that some of its analyses count lemmas; None leaves it to each.
_WORDS: dict[str, tuple[str, dict[Any, str]]] = {
    "lemma": ("forms or lemmas", {False: "words as printed", True: "lemmas"}),
    "stopwords": ("function words", {False: "function words left out", True: "function words counted"}),
    "min_count": (
        "how rare a term may be",
        {None: "rare terms as each analysis treats them", 3: "only terms used at least three times"},
    ),
    "masked": ("words inside names", {False: "words inside names left out", True: "words inside names counted"}),
    "quoted": ("quoted words", {True: "with quoted words", False: "without quoted words"}),
    "relayed": ("relayed paragraphs", {True: "all paragraphs", False: "the authors' own paragraphs only"}),
    "prior": ("strength of the prior", {0.1: "the book's prior", 0.01: "a weak prior", 1.0: "a strong prior"}),
    "measure": (
        "measure",
        {name: measure.heading for name, measure in MEASURES.items() if measure.says_more}
        | {"log_odds": "interval of the log-odds"},
    ),
    "seeds": (
        "dictionary of issues",
        {False: "all entries of the dictionary", True: "only entries chosen before the texts were read"},
    ),
}


#: Levels of each choice, the book's own first.
CHOICES = {choice: tuple(levels) for choice, (_, levels) in _WORDS.items()}


#: What each choice is about, as the book says it.
NAMES = {choice: name for choice, (name, _) in _WORDS.items()}


#: What a level means, as the book says it.
LEVELS = {(choice, level): words for choice, (_, levels) in _WORDS.items() for level, words in levels.items()}


COUNTING = ("lemma", "stopwords", "min_count", "masked", "quoted", "relayed")


PASSAGES = ("quoted", "relayed")

#: Choices of a statistic, which leave the counts as they are.
NO_COUNTING = ("prior", "measure")


def combinations(names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield every combination of levels of some of the `CHOICES`, the book's own first."""
    levels = [CHOICES[name] for name in names]
    yield from (dict(zip(names, chosen, strict=True)) for chosen in product(*levels))


def chosen(corpus: Corpus, choices: Mapping[str, Any]) -> Corpus:
    """Return a corpus that is counted by some choices, see `Corpus.choosing`.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    choices : mapping
        Levels by choice; those that are missing, or None, are left to each analysis. The prior and the measure do not
        change the counts and are ignored.
    """
    counting = {
        name: level for name, level in choices.items() if level is not None and name not in {*NO_COUNTING, "seeds"}
    }
    made = corpus.choosing(**counting)
    if not choices.get("seeds"):
        return made
    frames, phrases = made.tables["frames"], made.tables["phrases"]
    seeds = frames[frames["origin"] == "seed"]
    kept = phrases[(phrases["lexicon"] != "frames") | phrases["entry"].isin(seeds["entry"])]
    return replace(made, tables={**made.tables, "frames": seeds, "phrases": kept})
