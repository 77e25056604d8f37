"""From texts to tables: lengths, fingerprints, counts of terms and phrases, shared runs of words.

This is the only step of the analysis that sees a text. What it writes holds no sentence: the terms of a paragraph are
sorted, and no run of more than two words is kept unless a lexicon names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from parallax.articles.reading import fingerprint, read_texts, require_unchanged
from parallax.articles.shared_runs import between
from parallax.errors import CorpusError
from parallax.language.lemmas import lemma_of
from parallax.language.lexicon import Lexicon
from parallax.language.marks import after_dateline
from parallax.language.profiles import ENGLISH, Language, language_of
from parallax.language.scripts import require_blanks
from parallax.language.tokens import Token, count_sentences, neighbours, tokenize
from parallax.tables import accepted, layers, package
from parallax.tables.groups import GROUP
from parallax.tables.phrases import LEXICONS
from parallax.tables.writing import replace_all

#: The tables that are made of texts.
DERIVED = ("segments", "terms", "lemmas", "phrases", "overlaps")

SHORTEST_OVERLAP = 5


BIGRAM_MINIMUM = 2


Paragraphs = dict[tuple[str, int], list[Token]]


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
    texts: dict[str, list[str]], coded: Mapping[str, pd.DataFrame], wanted: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """Return those derived tables that a project has, whatever layers it lacks.

    Without a table of lines every line is a paragraph of the body. Where texts belong to groups, overlaps has the runs
    of `shared_runs.between`.

    Parameters
    ----------
    texts, coded : dict, mapping
        As in `derive`; tables of layers that the project lacks may be missing.
    wanted : iterable of str
        Names of the derived tables.
    """
    whole = layers.with_empty(coded)
    if "lines" not in coded:
        keys = [(source, number) for source, lines in sorted(texts.items()) for number in range(len(lines))]
        whole["lines"] = layers.assumed_lines(pd.DataFrame(keys, columns=["source", "line"]).assign(paragraph=1))
    found = derive(texts, whole)
    return {name: found[name] for name in wanted}


def derive(texts: dict[str, list[str]], coded: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the derived tables of some texts by name: segments, terms, lemmas, phrases, overlaps.

    Parameters
    ----------
    texts : dict of list of str
        Non-empty lines by source, in the order of sources.
    coded : mapping of str to DataFrame
        lines (source, line, role, skip_chars of every line) and the lexicons: frames (entry), actors (alias, mask),
        modality (entry). Rows of sources, if there are any, say the language of each text.

    Raises
    ------
    ParallaxError
        If a text is written without blanks between words, and its language has no tokenizer.
    """
    lines, actors = coded["lines"].set_index(["source", "line"]), coded["actors"]
    languages = _languages(texts, coded.get("sources"))
    tokens = {
        (source, number): tokenize(after_dateline(line, lines["skip_chars"].at[source, number]), languages[source])
        for source, each in sorted(texts.items())
        for number, line in enumerate(each)
    }
    body: Paragraphs = {key: found for key, found in tokens.items() if lines["role"].at[key] == "body"}
    masked = Lexicon(actors.loc[actors["mask"] == 1, "alias"])
    hidden = {key: _masked(found, masked) for key, found in body.items()}
    return {
        "segments": segments(texts, lines, tokens, languages),
        "terms": terms(body, hidden),
        "lemmas": lemmas(body, languages),
        "phrases": phrases(body, hidden, {name: coded[name][column] for name, column in LEXICONS.items()}),
        "overlaps": (between if GROUP in coded.get("sources", ()) else overlaps)(body, list(texts)),
    }


def _languages(texts: Mapping[str, list[str]], sources: pd.DataFrame | None) -> dict[str, Language]:
    """Return the language of each text, by source; English where no row says it."""
    rows = [] if sources is None else sources.to_dict("records")
    said = {row["source"]: language_of(row) for row in rows}
    found = {source: said.get(source, ENGLISH) for source in texts}
    for source, lines in texts.items():
        if found[source].tokenizer is None:
            require_blanks(lines, source)
    return found


def segments(
    texts: dict[str, list[str]], coded: pd.DataFrame, tokens: Paragraphs, languages: Mapping[str, Language]
) -> pd.DataFrame:
    """Return the rows of segments.csv: length and fingerprint of every line, and the number of each body paragraph.

    Parameters
    ----------
    texts : dict of list of str
        Non-empty lines by source.
    coded : DataFrame
        role and skip_chars, indexed by source and line.
    tokens : dict of list of Token
        Tokens of every line, by source and line, the dateline left out.
    languages : mapping of str to Language
        By source.
    """
    rows = []
    for source, each in sorted(texts.items()):
        paragraph = 0
        for number, line in enumerate(each):
            body = coded["role"].at[source, number] == "body"
            paragraph += body
            counted, found = after_dateline(line, coded["skip_chars"].at[source, number]), tokens[source, number]
            quoted = sum(token.quoted for token in found)
            shown, n_sentences = paragraph if body else "", count_sentences(counted, languages[source])
            rows.append((source, number, shown, len(found), n_sentences, quoted, fingerprint(line)))
    columns = ["source", "line", "paragraph", "n_tokens", "n_sentences", "n_quoted_tokens", "sha256"]
    return pd.DataFrame(rows, columns=columns)


def terms(body: Paragraphs, hidden: dict[tuple[str, int], set[int]]) -> pd.DataFrame:
    """Return the rows of terms.csv: the count of each term of each body paragraph, by quotation and mask.

    They are sorted, so that the order of the words is gone.

    Parameters
    ----------
    body : dict of list of Token
        Tokens of each body paragraph, by source and line.
    hidden : dict of set of int
        Positions of the tokens that belong to masked names, by the same keys.
    """
    counts = Counter(
        (*key, token.term, int(token.quoted), int(index in hidden[key]))
        for key, found in body.items()
        for index, token in enumerate(found)
    )
    return _counted(counts, ["source", "line", "term", "quoted", "masked"])


def lemmas(body: Paragraphs, languages: Mapping[str, Language]) -> pd.DataFrame:
    """Return the rows of lemmas.csv: a lemma for each term of `body`, which is as in `terms`.

    In a language of which the profile says so, what has a capital inside a sentence, and nowhere a small letter, is a
    name and stays as it is. A term of several languages has the lemma of the source that comes first by id.
    """
    small = {token.term for found in body.values() for token in found if not token.capital}
    inner = {
        token.term
        for (source, _), found in body.items()
        for before, token in pairwise(found)
        if languages[source].capital_is_name and token.capital and before.sentence == token.sentence
    }
    every = {token.term: languages[source] for (source, _), found in reversed(body.items()) for token in found}
    rows = [(t, t if t in inner - small else lemma_of(t, language)) for t, language in sorted(every.items())]
    return pd.DataFrame(rows, columns=["term", "lemma"])


def phrases(
    body: Paragraphs, hidden: dict[tuple[str, int], set[int]], lexicons: Mapping[str, Iterable[str]]
) -> pd.DataFrame:
    """Return the rows of phrases.csv: how often each body paragraph has each lexicon entry and repeated pair of words.

    Parameters
    ----------
    body, hidden : dict
        As in `terms`. An entry of the frames that holds a part of a masked name only is not counted.
    lexicons : mapping of str to iterable of str
        Entries by lexicon, those of each found by longest match without overlap.
    """
    found_by = {name: Lexicon(entries) for name, entries in lexicons.items()}
    counts: Counter[tuple[str, int, str, str, int]] = Counter()
    for key, found in body.items():
        for name, lexicon in found_by.items():
            barred = hidden[key] if name == "frames" else set()
            for start, length, entry in lexicon.find(found):
                if not _cuts(barred, start, start + length):
                    counts[*key, name, entry, _all_quoted(found[start : start + length])] += 1
        for start in range(len(found) - 1):
            if pair := neighbours(found, start, 2):
                counts[*key, "bigram", " ".join(token.term for token in pair), _all_quoted(pair)] += 1
    table = _counted(counts, ["source", "line", "lexicon", "entry", "quoted"])
    totals = table.groupby(["lexicon", "entry"])["n"].transform("sum")
    return table[(table["lexicon"] != "bigram") | (totals >= BIGRAM_MINIMUM)].reset_index(drop=True)


def overlaps(body: Paragraphs, sources: list[str]) -> pd.DataFrame:
    """Return the rows of overlaps.csv: how many different runs of words two sources share, for each pair and length.

    Lengths go from five words to one more than the longest shared run, so that the table ends in zeros. A run may cross
    the end of a sentence, since what is taken over does not stop there, but not a number.

    Parameters
    ----------
    body : dict of list of Token
        As in `terms`.
    sources : list of str
        In the order of the pairs.
    """
    rows, length, shared = [], SHORTEST_OVERLAP, True
    while shared:
        runs = {source: set(_runs(body, source, length)) for source in sources}
        found = [(a, b, length, len(runs[a] & runs[b])) for a, b in combinations(sources, 2)]
        rows += found
        shared, length = any(row[-1] for row in found), length + 1
    rows.sort(key=lambda row: (sources.index(row[0]), sources.index(row[1]), row[2]))
    return pd.DataFrame(rows, columns=["source_a", "source_b", "length", "n_types"])


def _runs(body: Paragraphs, source: str, length: int) -> Iterator[tuple[str, ...]]:
    for (owner, _), found in body.items():
        if owner == source:
            for start, end in enumerate(range(length - 1, len(found))):
                # What is no token, such as a number, keeps its place, and so breaks the run.
                if found[end].position - found[start].position == length - 1:
                    yield tuple(token.term for token in found[start : end + 1])


def _masked(tokens: list[Token], lexicon: Lexicon) -> set[int]:
    """Return the indices of tokens inside names that are to be masked."""
    return {index for start, length, _ in lexicon.find(tokens) for index in range(start, start + length)}


def _cuts(masked: set[int], start: int, end: int) -> bool:  # whether they begin or end within a masked name
    return {start - 1, start} <= masked or {end - 1, end} <= masked


def _all_quoted(tokens: Iterable[Token]) -> int:
    return int(all(token.quoted for token in tokens))


def _counted(counts: Mapping[tuple[Any, ...], int], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame([(*key, n) for key, n in sorted(counts.items())], columns=[*columns, "n"])


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
