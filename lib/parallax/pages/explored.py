"""What the explorer works on: counts of paragraphs, and what the library has computed of them, as one object of JSON.

The page counts by itself, whatever a reader chooses. Intervals, checks and shuffles it looks up here
(`pages.explored_contrasts`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from parallax.analysis import facts, framing
from parallax.analysis.keyness.checks import CHECKS
from parallax.analysis.sources import possible_for_all, possible_phrases
from parallax.claims.answers import KINDS, THEMES
from parallax.claims.evidence import check_sources
from parallax.claims.results import Results
from parallax.claims.wording import anchor
from parallax.corpus.choices import CHOICES as EVERY
from parallax.corpus.choices import COUNTING, LEVELS, NAMES, chosen
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.corpus.phrases import counted_phrases
from parallax.pages.explored_contrasts import OWN, contrasts, differences
from parallax.pages.written import written
from parallax.tables.coded import RESOLVED

NOT_CHECKED = "checked by no person yet."

FEWEST = 3  # uses of a word, the fewest that a choice of counting asks for

Row = list[Any]


def explored(book: Results, pairs: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return all that the explorer works on, ready for JSON.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    pairs : sequence of pairs of source
        Whose contrasts are computed for the neighbours of the book's counting too.

    Raises
    ------
    ParallaxError
        An unknown source.
    """
    corpus = book.corpus
    for pair in pairs:
        check_sources(corpus, list(pair))
    of_words, of_phrases = words(book, book.settings.min_total), phrases(book)
    return {
        "articles": _articles(corpus),
        "choices": _choices(),
        "words": of_words,
        "phrases": of_phrases,
        "issues": issues(corpus),
        "names": namings(corpus),
        "voices": voices(corpus),
        "questions": questions(corpus),
        "positions": positions(corpus),
        "quotations": quotations(corpus),
        "checks": list(CHECKS),
        "fewest": book.settings.min_total,
        "read": how_read(corpus),
        "contrasts": contrasts(book, pairs, of_words["names"]),
        "phrase_contrasts": contrasts(book, pairs, of_phrases["names"], Results.of_phrases),
        "differences": differences(book),
        "written": written(corpus, [*of_words["names"], *of_phrases["names"]]),
    }


def how_read(corpus: Corpus) -> str:
    """Return the sentence that says who read what is not counted, and whether a person has checked any of it."""
    by_person = (corpus.tables["checks"]["checked_by"] == "person").any()
    return "Read by a language model, " + ("and checked in part by a person." if by_person else NOT_CHECKED)


def _articles(corpus: Corpus) -> list[dict[str, Any]]:
    """Return each article, in order of date, with its paragraphs: number, words, words in quotation marks, own."""
    found = []
    for source, name in corpus.by_date.items():
        rows = corpus.paragraphs[corpus.paragraphs["source"] == source]
        columns = rows[["paragraph", "n_tokens", "n_quoted_tokens"]].astype(int).to_numpy().tolist()
        own = (rows["voice"] == "author").astype(int)
        listed = [[*row, mine] for row, mine in zip(columns, own, strict=True)]
        found.append({"id": source, "name": name, "paragraphs": listed})
    return found


def _choices() -> list[dict[str, Any]]:
    """Return the choices of counting, the level that is the book's own first, as the book words them."""
    made = []
    for choice in COUNTING:
        levels = [OWN[choice], *(level for level in EVERY[choice] if level != OWN[choice])]
        words = [LEVELS[choice, level] for level in levels]
        made.append({"id": choice, "about": NAMES[choice], "levels": levels, "words": words})
    return made


def _places(corpus: Corpus) -> pd.Series:
    """Return the number of each body paragraph, counted through all articles in order of date, by source and line."""
    order = {source: at for at, source in enumerate(corpus.by_date)}
    rows = corpus.paragraphs[["source", "line"]]
    rows = rows.iloc[np.lexsort((rows["line"], rows["source"].astype(str).map(order)))]
    return pd.Series(range(len(rows)), index=pd.MultiIndex.from_frame(rows))


def _rows(corpus: Corpus, table: pd.DataFrame, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a table that are of body paragraphs, each with the paragraph's number first."""
    at = _places(corpus).reindex(pd.MultiIndex.from_frame(table[["source", "line"]])).to_numpy()
    here = ~np.isnan(at.astype(float))
    kept = table.loc[here, list(columns)].assign(_at=at[here].astype(int))
    return kept[["_at", *columns]].sort_values(["_at", *columns]).to_numpy().tolist()


def _impossible(corpus: Corpus, possible_in: Callable[[pd.DataFrame], np.ndarray]) -> dict[int, list[int]]:
    """Return, by place of a name, the articles that could not have used it yet; asked of the row of each."""
    found: dict[int, list[int]] = {}
    rows = corpus.sources.set_index("source", drop=False)
    for at, source in enumerate(corpus.by_date):
        possible = possible_in(rows.loc[[source]])
        for name in np.flatnonzero(~possible).tolist():
            found.setdefault(name, []).append(at)
    return found


def words(book: Results, enough: int) -> dict[str, Any]:
    """Return the words that can be looked at, with their uses.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.
    enough : int
        Uses of a word of one article alone from which on it is shown.

    Returns
    -------
    dict
        names, what words are counted as; shown, the places of those that may be shown, of forms and of lemmas;
        impossible; forms, of each printed form the places of its name and of its lemma's name, and whether it is a
        function word; rows: paragraph, form, in quotation marks + 2 · inside a masked name, uses.

    Notes
    -----
    A word of one article alone, used fewer times than that, can be a private person's name. It stays out, as on the
    pages of articles.
    """
    corpus = book.corpus
    tokens, lemma_of = corpus.tables["terms"], corpus.tables["lemmas"].set_index("term")["lemma"]
    name_of = book.name_of()
    forms = pd.DataFrame({"form": sorted(set(tokens["term"]))})
    forms["name"] = [name_of.get(form, form) for form in forms["form"]]
    lemmas = forms["form"].map(lemma_of)
    forms["lemma"] = [name_of.get(lemma, lemma) for lemma in lemmas]
    used = tokens.merge(forms, left_on="term", right_on="form")
    shown = {column: _shareable(used, column, enough) for column in ("name", "lemma")}
    kept = forms[forms["name"].isin(shown["name"]) | forms["lemma"].isin(shown["lemma"])]
    names = sorted({*kept["name"], *kept["lemma"]})
    at = {name: place for place, name in enumerate(names)}
    number = {form: place for place, form in enumerate(kept["form"])}
    rows = used[used["form"].isin(number)]
    rows = rows.assign(flags=rows["quoted"] + 2 * rows["masked"], form=rows["form"].map(number))
    stop = kept["form"].isin(corpus.stopwords).astype(int)
    return {
        "names": names,
        "shown": [sorted(at[name] for name in shown[column] if name in at) for column in ("name", "lemma")],
        "impossible": _impossible(corpus, lambda row: possible_for_all(names, row, corpus.tables["chronology"])),
        "forms": [[at[a], at[b], c] for a, b, c in zip(kept["name"], kept["lemma"], stop, strict=True)],
        "rows": _rows(corpus, rows, ["form", "flags", "n"]),
    }


def _shareable(used: pd.DataFrame, column: str, enough: int) -> set[str]:
    """Return the names that two articles use, or one often enough to be compared."""
    by_name = used.groupby(column).agg(n=("n", "sum"), articles=("source", "nunique"))
    shown = (by_name["n"] >= enough) | ((by_name["articles"] > 1) & (by_name["n"] >= FEWEST))
    return set(by_name.index[shown])


#: The choices that decide what is a phrase, so that the library counts anew for each of their levels.
OF_PHRASES = ("stopwords", "masked", "quoted", "relayed")


def phrases(book: Results) -> dict[str, Any]:
    """Return the phrases that can be looked at, with their uses in each way of counting that touches them.

    What is a phrase hangs on all that is counted (`corpus.phrases`), so the page does not decide it.

    Returns
    -------
    dict
        names; impossible; by, the choices that touch them; ways, by their levels as digits (``0011``), the rows:
        paragraph, phrase, 0, uses.
    """
    found: dict[str, Corpus] = {}
    for levels in product((False, True), repeat=len(OF_PHRASES)):
        choices: dict[str, Any] = dict(zip(OF_PHRASES, levels, strict=True)) | {"min_count": FEWEST}
        try:
            counted = counted_phrases(chosen(book.corpus, choices), book.name_of(), **choices)
        except NothingLeftError:
            continue
        found["".join(str(int(level)) for level in levels)] = counted
    names = sorted(set().union(*(_shared(counted, book.settings.min_total) for counted in found.values())))
    at = {name: place for place, name in enumerate(names)}
    ways = {}
    for way, counted in found.items():
        columns = [at.get(str(name), -1) for name in counted.terms]
        rows = _dense(book.corpus, counted.counts.toarray(), [0], counted.paragraphs)
        ways[way] = sorted([row, columns[column], quoted, n] for row, column, quoted, n in rows if columns[column] >= 0)
    chronology, actors = (book.corpus.tables[name] for name in ("chronology", "actors"))
    barred = _impossible(book.corpus, lambda row: possible_phrases(names, row, chronology, actors))
    return {"names": names, "impossible": barred, "by": list(OF_PHRASES), "ways": ways}


def _shared(counted: Corpus, enough: int) -> set[str]:
    """Return the terms that two articles use, or one often enough to be compared, as `words` does."""
    uses = counted.units.totals.toarray()
    return set(map(str, counted.terms[(uses.sum(axis=0) >= enough) | ((uses > 0).sum(axis=0) > 1)]))


def issues(corpus: Corpus) -> dict[str, Any]:
    """Return the issues with the hits of their word list (rows: paragraph, issue, in quotation marks, uses).

    Beside them, as read: paragraph, issue, of the settled codes.
    """
    phrases, frames = corpus.tables["phrases"], corpus.tables["frames"]
    names = framing.issues_of(frames)
    rows: list[Row] = []
    for quoted in (0, 1):
        counted = framing.counts(phrases[phrases["quoted"] == quoted], frames, corpus.paragraphs)[names]
        rows += _dense(corpus, counted.to_numpy(), [quoted])
    codings = corpus.tables["codings"]
    settled = set(codings.loc[codings["coder"] == RESOLVED, "variable"])
    coded = [name for name in names if name in settled]
    read = framing.coded(codings, corpus.paragraphs, coded)[coded].to_numpy().astype(int)
    return {
        "names": [name.replace("_", " ") for name in names],
        "rows": sorted(rows),
        "read": [[row, names.index(coded[column])] for row, column, _ in _dense(corpus, read, [])],
    }


def _dense(corpus: Corpus, counts: np.ndarray, between: list[int], paragraphs: pd.DataFrame | None = None) -> list[Row]:
    """Return the cells of paragraphs × columns that are not zero: paragraph, column, what is put between, value.

    The rows of the counts are the corpus's paragraphs, or those given, which are some of them.
    """
    keys = (corpus.paragraphs if paragraphs is None else paragraphs)[["source", "line"]]
    at = _places(corpus).reindex(pd.MultiIndex.from_frame(keys)).to_numpy()
    row, column = np.nonzero(counts)
    return [
        [int(at[r]), int(c), *between, int(counts[r, c])] for r, c in zip(row.tolist(), column.tolist(), strict=True)
    ]


def namings(corpus: Corpus) -> dict[str, Any]:
    """Return what the articles call the parties: names, rows (paragraph, name, quoted, uses)."""
    mentions, label = corpus.tables["mentions"], corpus.tables["entities"].set_index("actor")["label"]
    keys = sorted(set(mentions[["actor", "naming"]].itertuples(index=False, name=None)))
    place = {key: at for at, key in enumerate(keys)}
    parts = [
        mentions.assign(quoted=0, n=mentions["n"] - mentions["n_quoted"]),
        mentions.assign(quoted=1, n=mentions["n_quoted"]),
    ]
    rows = pd.concat(parts).query("n > 0")
    rows = rows.assign(key=[place[key] for key in rows[["actor", "naming"]].itertuples(index=False, name=None)])
    return {
        "names": [f"{naming} ({label[actor]})" for actor, naming in keys],
        "rows": _rows(corpus, rows, ["key", "quoted", "n"]),
    }


def voices(corpus: Corpus) -> dict[str, Any]:
    """Return who is heard: names, rows (paragraph, voice, 0, times), and said (paragraph, voice, gist)."""
    heard, label = corpus.tables["attributions"], corpus.tables["entities"].set_index("actor")["label"]
    ids = sorted(set(heard["speaker"]), key=lambda voice: label[voice].lower())
    place = {voice: at for at, voice in enumerate(ids)}
    heard = heard.assign(voice=heard["speaker"].map(place), quoted=0)
    times = heard.groupby(["source", "line", "voice", "quoted"]).size().rename("n").reset_index()
    return {
        "names": [str(label[voice]) for voice in ids],
        "rows": _rows(corpus, times, ["voice", "quoted", "n"]),
        "said": _rows(corpus, heard, ["voice", "gist"]),
    }


def questions(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the questions of facts.csv, each with its answers: article, status, value, lines' paragraphs."""
    tables, order = corpus.tables, {source: at for at, source in enumerate(corpus.by_date)}
    number = _places(corpus)
    given: dict[str, dict[tuple[int, str, str], list[int]]] = {}
    columns = ["fact", "source", "status", "value", "line"]
    for fact, source, status, value, line in tables["fact_sources"][columns].itertuples(index=False):
        answer = given.setdefault(fact, {}).setdefault((order[source], status, value or ""), [])
        if not pd.isna(line) and (source, line) in number.index:
            answer.append(int(number[source, line]))
    answered = facts.answers(tables["fact_sources"], list(corpus.names))
    kind = facts.kinds(tables["facts"], answered).set_index("fact")["kind"]
    rows = tables["facts"][["fact", "theme", "question"]].itertuples(index=False)
    return [
        {
            "theme": THEMES.get(theme, theme.replace("_", " ")),
            "question": question,
            "relation": KINDS.get(kind[fact], kind[fact].replace("_", " ")),
            "answers": [[*key, sorted(set(places))] for key, places in sorted(given.get(fact, {}).items())],
        }
        for fact, theme, question in rows
    ]


def positions(corpus: Corpus) -> list[Row]:
    """Return what the articles make of the matter: question, position, whose it is, paragraphs."""
    tables, number = corpus.tables, _places(corpus)
    question = tables["aspects"].set_index("aspect")["question"]
    label = tables["entities"].set_index("actor")["label"]
    found: dict[tuple[str, str, str, str], list[int]] = {}
    columns = ["source", "aspect", "position", "holder", "line"]
    for source, aspect, position, holder, line in tables["positions"][columns].itertuples(index=False):
        if (source, line) in number.index:
            found.setdefault((source, aspect, position, holder), []).append(int(number[source, line]))
    return [
        [question[aspect], position, label.get(holder, ""), sorted(set(places))]
        for (_, aspect, position, holder), places in sorted(found.items(), key=lambda item: item[1])
    ]


def quotations(corpus: Corpus) -> list[Row]:
    """Return the quotations on file of body paragraphs: paragraph, words."""
    return _rows(corpus, corpus.tables["quotations"], ["words"])


def addresses(corpus: Corpus) -> list[str]:
    """Return the anchor of each body paragraph, in the order in which `explored` numbers them."""
    rows = corpus.paragraphs.set_index(["source", "line"])["paragraph"]
    return [anchor(source, int(rows[source, line])) for source, line in _places(corpus).index]
