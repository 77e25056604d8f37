"""Articles of a few words, as tables and as a corpus: what evidence is tested on, counted by hand.

An article is a list of paragraphs, a paragraph a string of words between spaces. ``"word`` is quoted, ``*word`` part of
a masked name. Two lines of head stand before each body, so that paragraph 1 is line 2. Entries of the lexicons are
found as they are written, pairs of neighbours if they are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from parallax.claims.results import BOOK, Results
from parallax.corpus.corpus import Corpus, assemble
from parallax.statistics.settings import Settings

FEW = BOOK.but(n_resamples=199, n_permutations=199, n_deals=2, n_subsamples=2, n_shuffles=3, n_null=1)
STOPWORDS = ("a", "of", "the")
HEAD = 2  # lines before the body
ACTORS = (("keeper", "keeper"), ("keeper", "old warden"), ("guild", "pilots"))
FRAMES = (("net", "fishing", ""), ("rope", "fishing", ""), ("calm", "weather", "fair"), ("gale", "weather", "foul"))
FACTS = {"published_basis": "url", "not_before": "2030-05-01", "not_after": "2030-05-31"}

# Three articles with a word that two share, and no shared run.
THREE = {"dock": ["net oil", "net oil sand"], "reef": ["net sand"], "sail": ["lamp"]}
OVERLAPS = [("dock", "reef", 5, 0), ("dock", "sail", 5, 0), ("reef", "sail", 5, 0)]


def roomy(much: int = 6, words: Sequence[str] = ("net",)) -> dict[str, list[str]]:
    """Return three articles long enough to be resampled; the first uses some words so many times as often."""
    rng = np.random.default_rng(1)
    common = np.array([f"w{letter}" for letter in "abcdefghijklmnopqrs"])
    bodies = {source: [" ".join(rng.choice(common, 30)) for _ in range(12)] for source in ("dock", "reef", "sail")}
    often = {"dock": much, "reef": 1, "sail": 1}
    # One more and one less by turns, so that paragraphs differ.
    return {
        source: [text + f" {' '.join(words)}" * (often[source] + (-1) ** place) for place, text in enumerate(body)]
        for source, body in bodies.items()
    }


# Codes on which all agree, of variables that vary.
CODERS = ("first", "second", "resolved")
CODES = [(("dock", HEAD + i, variable), str(i)) for variable in ("calm", "gale") for i in range(2)]

# Who says something in which line, and with which verb.
ATTRIBUTIONS = (("dock", HEAD, "say"), ("dock", HEAD + 1, "write"), ("reef", HEAD, "shout"))

# Points, and positions on them: dock takes both sides of a dam itself, reef leaves it to the keeper, sail is silent.
ASPECTS = (("dam", "ways", "A dam?", "for against mixed if told", ""), ("ferry", "ways", "A ferry?", "for against", ""))
POSITIONS = (
    ("dock", "dam", HEAD, "It keeps the sand", "author", "for"),
    ("dock", "dam", HEAD + 1, "It keeps the sand", "author", "for"),
    ("dock", "dam", HEAD + 1, "Only if the oil stays out", "author", "if"),
    ("dock", "ferry", HEAD, "It is slow", "guild", "against"),
    ("reef", "dam", HEAD, "It kills the net", "keeper", "against"),
)

Articles = Mapping[str, Sequence[str]]


def issue_codes(**read: Mapping[str, Sequence[int]]) -> list[tuple[tuple[str, int, str], str]]:
    """Return codes of issues: by issue, 0 or 1 for each paragraph of each source."""
    return [
        ((source, HEAD + place, issue), str(code))
        for issue, sources in read.items()
        for source, codes in sources.items()
        for place, code in enumerate(codes)
    ]


def times(n: int, text: str) -> list[str]:
    """Return a body of paragraphs that are all alike."""
    return [text] * n


def corpus_of(
    articles: Articles,
    *,
    voices: Mapping[tuple[str, int], str] | None = None,
    facts: Mapping[str, Mapping[str, str]] | None = None,
    pairs: bool = False,
    **tables: Sequence[Sequence[object]],
) -> Corpus:
    """Return the corpus of some articles.

    Parameters
    ----------
    articles : mapping of str to sequence of str
        Paragraphs by source.
    voices : mapping of (str, int) to str, optional
        Voices other than the author's, by source and paragraph.
    facts : mapping of str to mapping, optional
        What sources.csv says otherwise than `FACTS`, by source.
    pairs : bool
        Whether neighbouring words that occur together twice or more are counted in the table phrases too.
    **tables
        Rows of actors (actor, alias, and 1 for a masked name), hops (source, hop, act, and what was lost, if
        anything), overlaps, lemmas, chronology, demonyms, comparison, frames (entry, frame, pole), attributions
        (source, line, cue), codes (source, line and variable; value), on which all coders agree, questions (fact,
        theme, relation, reference, reference_url), answers (fact, source, line, status, value), events (event,
        not_before, not_after, reference_url).
    """
    made = tables_of(articles, voices or {}, facts or {}, tables)
    if pairs:
        made["phrases"] = pd.concat([made["phrases"], _pairs(articles)], ignore_index=True)
    return assemble(made, STOPWORDS)


def book_of(articles: Articles, settings: Settings = FEW, **given: Any) -> Results:  # noqa: ANN401  as `corpus_of`
    """Return the results of some articles, drawn hardly more often than is needed."""
    return Results(corpus_of(articles, **given), settings)


def tables_of(
    articles: Articles, voices: Mapping, facts: Mapping, given: Mapping[str, Sequence[Sequence[object]]]
) -> dict[str, pd.DataFrame]:
    """Return every table that evidence reads."""
    body = [(source, i + HEAD, text.split()) for source, texts in articles.items() for i, text in enumerate(texts)]
    head = [(source, line) for source in articles for line in range(HEAD)]
    frames, actors = given.get("frames", FRAMES), given.get("actors", ACTORS)
    labels = {source: {"short": source.upper()[:6], "name": source.title()} for source in articles}
    sources = [{"source": source, **labels[source], **FACTS, **facts.get(source, {})} for source in articles]
    lines = [(*key, "title", "head", "author", 0) for key in head] + [
        (source, line, "body", "whole", voices.get((source, line - HEAD + 1), "author"), 0) for source, line, _ in body
    ]
    segments = [(*key, None, 3, 1, 0, "") for key in head] + [
        (source, line, line - HEAD + 1, len(words), 1, sum(word.startswith('"') for word in words), "")
        for source, line, words in body
    ]
    found = {
        "frames": [entry for entry, *_ in frames],
        "actors": [alias for _, alias, *_ in actors],
        "modality": ["may", "must"],
    }
    columns = {
        "lines": ("source line role section voice skip_chars", lines),
        "segments": ("source line paragraph n_tokens n_sentences n_quoted_tokens sha256", segments),
        "terms": ("source line term quoted masked n", _terms(body)),
        "phrases": ("source line lexicon entry quoted n", _phrases(body, found)),
        "lemmas": ("term lemma", _lemmas(body, given.get("lemmas", ()))),
        "frames": ("entry frame pole", frames),
        "actors": ("actor alias mask", [(*actor, 0)[:3] for actor in actors]),
        "hops": ("source hop act lost", [(*hop, "")[:4] for hop in given.get("hops", ())]),
        "attributions": ("source line cue", given.get("attributions", ATTRIBUTIONS)),
        "overlaps": ("source_a source_b length n_types", given.get("overlaps", ())),
        "chronology": ("term possible_from", given.get("chronology", ())),
        "demonyms": ("form name", given.get("demonyms", ())),
        "codings": (
            "coder source line variable value",
            [(coder, *key, value) for coder in CODERS for key, value in given.get("codes", CODES)],
        ),
        "comparison": ("source line n_tokens n_in_runs longest_run", given.get("comparison", ())),
        "aspects": ("aspect part question stances possible_from", given.get("aspects", ASPECTS)),
        "positions": ("source aspect line position holder stance", given.get("positions", POSITIONS)),
        "entities": ("actor label", [("keeper", "a keeper"), ("guild", "the guild")]),
        "mentions": ("source line actor naming n", given.get("mentions", ())),
        "modality": ("entry kind", [("may", "hedge"), ("in may", "none"), ("must", "obligation")]),
        "variables": (
            "variable family depends_on question",
            [("calm", "issue", "", "Is it calm?"), ("gale", "stance", "", "How is the gale judged?")],
        ),
        "disagreements": ("source line variable settled_before reason", ()),
        "judgements": ("table judged changed", given.get("judgements", [("codings", "reading", 1)])),
        "checks": (
            "table right checked_by checker",
            given.get("checks", [("codings", 1, "model", ""), ("mentions", 0, "model", "")]),
        ),
        "facts": (
            "fact theme relation reference reference_url question",
            [
                (*row, f"What of the {row[0]}?")
                for row in given.get("questions", [("tide", "talks", "slip", "High at nine.", "https://example.org")])
            ],
        ),
        "fact_sources": (
            "fact source line status value",
            given.get("answers", [("tide", "dock", HEAD, "asserted", "at nine")]),
        ),
        "events": (
            "event not_before not_after reference_url label",
            [(*row, f"The {row[0]}") for row in given.get("events", ())],
        ),
    }
    made = {name: pd.DataFrame(list(rows), columns=names.split()) for name, (names, rows) in columns.items()}
    return {"sources": pd.DataFrame(sources), **made, "segments": made["segments"].astype({"paragraph": "Int64"})}


def _terms(body: list[tuple[str, int, list[str]]]) -> list[tuple]:
    n = Counter(
        (source, line, word.lstrip('"*'), int(word.startswith('"')), int(word.startswith("*")))
        for source, line, words in body
        for word in words
    )
    return [(*key, times) for key, times in n.items()]


def _phrases(body: list[tuple[str, int, list[str]]], entries: Mapping[str, Sequence[str]]) -> list[tuple]:
    rows = []
    for source, line, words in body:
        plain = [word.lstrip('"*') for word in words]
        for lexicon, entry in ((lexicon, entry) for lexicon, each in entries.items() for entry in each):
            parts = entry.split()
            n = sum(plain[start : start + len(parts)] == parts for start in range(len(plain)))
            rows += [(source, line, lexicon, entry, 0, n)] * (n > 0)
    return rows


def _pairs(articles: Articles) -> pd.DataFrame:
    n = Counter(
        (source, place + HEAD, " ".join(word.lstrip('"*') for word in pair), int(all(w[0] == '"' for w in pair)))
        for source, texts in articles.items()
        for place, text in enumerate(texts)
        for pair in pairwise(text.split())
    )
    rows = [(source, line, "bigram", pair, quoted, times) for (source, line, pair, quoted), times in n.items()]
    table = pd.DataFrame(rows, columns=["source", "line", "lexicon", "entry", "quoted", "n"])
    return table[table.groupby("entry")["n"].transform("sum") >= 2]


def _lemmas(body: list[tuple[str, int, list[str]]], given: Sequence[Sequence[object]]) -> list[tuple]:
    forms = {word.lstrip('"*') for _, _, words in body for word in words}
    return list({**{form: form for form in forms}, **dict(given)}.items())
