"""From texts to tables, against the toy project's hand counts."""

from __future__ import annotations

import csv
import random
import shutil
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.at_once import derived_at_once
from helpers.interruptions import stop_at
from helpers.toy import ARTICLES, Toy, edit, snapshot
from parallax.articles import extraction
from parallax.articles.extraction import derive, extract
from parallax.articles.reading import read_texts
from parallax.errors import CorpusError, ParallaxError
from parallax.tables import form, package

DERIVED = ["segments", "terms", "lemmas", "phrases", "overlaps"]
NO_FRAMES = pd.DataFrame({"entry": pd.Series(dtype=object)})
NO_ACTORS = pd.DataFrame({"alias": pd.Series(dtype=object), "mask": pd.Series(dtype=int)})
# A small vocabulary, so that chance repeats words, pairs and longer runs.
TEXTS = st.dictionaries(
    st.sampled_from(["north", "south", "west"]),
    st.lists(
        st.lists(st.sampled_from("ab.c\u201cd\u201d5"), min_size=1, max_size=15).map(" ".join), min_size=1, max_size=4
    ),
    min_size=1,
)


def rows(toy: Toy, name: str) -> list[dict[str, str]]:
    with (toy.corpus / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_body(texts: dict[str, list[str]]) -> pd.DataFrame:
    keys = [(source, line) for source, lines in texts.items() for line in range(len(lines))]
    return pd.DataFrame(keys, columns=["source", "line"]).assign(role="body", skip_chars=0)


def derived(texts: dict[str, list[str]], **lexicons: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return derive(
        texts, {"lines": all_body(texts), "frames": NO_FRAMES, "actors": NO_ACTORS, "modality": NO_FRAMES, **lexicons}
    )


def counted(frame: pd.DataFrame, *columns: str) -> dict[tuple, int]:
    return {tuple(row[:-1]): row[-1] for row in frame[[*columns, "n"]].itertuples(index=False)}


def test_segments_are_as_counted_by_hand(toy_of_two: Toy) -> None:
    found = [
        (
            r["source"],
            int(r["line"]),
            r["paragraph"],
            *(int(r[n]) for n in ("n_tokens", "n_sentences", "n_quoted_tokens")),
        )
        for r in rows(toy_of_two, "segments")
    ]

    assert found == [
        ("bridge-herald", 0, "", 6, 1, 0),
        ("bridge-herald", 1, "", 3, 1, 0),
        ("bridge-herald", 2, "1", 15, 2, 4),  # the dateline is not counted
        ("bridge-herald", 3, "", 4, 1, 4),
        ("bridge-herald", 4, "", 3, 1, 0),
        ("bridge-herald", 5, "2", 22, 2, 0),  # nor is 2031
        ("bridge-herald", 6, "3", 9, 1, 7),
        ("bridge-herald", 7, "", 4, 1, 0),
        ("mill-gazette", 0, "", 5, 1, 0),
        ("mill-gazette", 1, "1", 22, 2, 0),
        ("mill-gazette", 2, "2", 16, 2, 0),
        ("mill-gazette", 3, "3", 12, 1, 0),
        ("mill-gazette", 4, "4", 7, 1, 0),
        ("mill-gazette", 5, "", 5, 1, 0),
    ]


def test_the_terms_of_a_paragraph_are_as_counted_by_hand(toy_of_two: Toy) -> None:
    first = [
        (r["term"], r["quoted"], r["masked"], int(r["n"]))
        for r in rows(toy_of_two, "terms")
        if (r["source"], r["line"]) == ("bridge-herald", "2")
    ]

    assert first == [
        ("a", "0", "0", 1), ("bridge", "0", "1", 1), ("council", "0", "0", 1), ("league", "0", "1", 1),
        ("no", "1", "0", 1), ("not", "1", "0", 1), ("now", "1", "0", 1), ("old", "0", "1", 1), ("said", "0", "0", 1),
        ("the", "0", "0", 2), ("toll", "0", "0", 1), ("toll", "1", "0", 1), ("town", "0", "0", 1),
        ("wants", "0", "0", 1),
    ]  # fmt: skip


def test_only_body_lines_have_terms_and_they_add_up_to_the_tokens(toy_of_seven: Toy) -> None:
    sums: dict[tuple[str, str], int] = {}
    for r in rows(toy_of_seven, "terms"):
        sums[r["source"], r["line"]] = sums.get((r["source"], r["line"]), 0) + int(r["n"])

    body = {(r["source"], r["line"]): int(r["n_tokens"]) for r in rows(toy_of_seven, "segments") if r["paragraph"]}
    assert sums == body
    assert len(body) == sum(role == "body" for _, lines in ARTICLES.values() for role, *_ in lines)


def test_lexicon_entries_are_as_counted_by_hand(toy_of_two: Toy) -> None:
    found = [
        (r["source"][0], r["line"], r["lexicon"][0], r["entry"], r["quoted"], r["n"])
        for r in rows(toy_of_two, "phrases")
        if r["lexicon"] != "bigram"
    ]

    assert found == [
        ("b", "2", "a", "old bridge league", "0", "1"),
        ("b", "2", "a", "town council", "0", "1"),  # not council too: the longest match, without its 's
        ("b", "2", "f", "toll", "0", "1"),  # and no league: it is part of a masked name
        ("b", "2", "f", "toll", "1", "1"),
        ("b", "5", "a", "council", "0", "1"),
        ("b", "5", "a", "u.s. bridge fund", "0", "1"),
        ("b", "5", "f", "league", "0", "1"),
        ("b", "5", "f", "split", "0", "1"),
        ("b", "5", "f", "upriver", "0", "1"),
        ("b", "6", "f", "together", "1", "1"),
        ("m", "1", "f", "poor", "0", "2"),
        ("m", "1", "f", "toll", "0", "2"),
        ("m", "2", "a", "orla finn", "0", "1"),
        ("m", "2", "f", "one voice", "0", "1"),
        ("m", "2", "f", "talks", "0", "1"),
        ("m", "3", "f", "guards", "0", "1"),
        ("m", "3", "f", "league", "0", "1"),
        ("m", "4", "f", "right to cross", "0", "1"),
        ("m", "4", "f", "vote", "0", "1"),
    ]


def test_pairs_of_words_are_those_that_come_twice_in_the_body(toy_of_two: Toy) -> None:
    pairs: dict[str, int] = {}
    for r in rows(toy_of_two, "phrases"):
        if r["lexicon"] == "bigram":
            pairs[r["entry"]] = pairs.get(r["entry"], 0) + int(r["n"])

    # "no toll" comes twice only with the pull quote, which repeats the body.
    assert pairs == {
        "a league": 2, "league of": 2, "of towns": 2, "towns won't": 2, "won't wait": 2, "the toll": 2, "toll is": 2,
        "is a": 3, "a wall": 2, "the poor": 2, "the mill": 2,
    }  # fmt: skip


def test_shared_runs_are_as_counted_by_hand(toy_of_two: Toy) -> None:
    # Shared are "a league of towns won't wait": two runs of five words, one of six, none of seven.
    assert [list(r.values()) for r in rows(toy_of_two, "overlaps")] == [
        ["bridge-herald", "mill-gazette", "5", "2"],
        ["bridge-herald", "mill-gazette", "6", "1"],
        ["bridge-herald", "mill-gazette", "7", "0"],
    ]


def test_a_name_keeps_its_form_and_another_word_gets_its_lemma(toy_of_two: Toy) -> None:
    lemma = {r["term"]: r["lemma"] for r in rows(toy_of_two, "lemmas")}

    assert [lemma[term] for term in ("keeps", "asked", "guards", "towns", "is")] == [
        "keep",
        "ask",
        "guard",
        "town",
        "be",
    ]
    names = derived({"a": ["The town of Banks met Banks.", "It was in Banks."], "b": ["Rivers have banks."]})["lemmas"]
    assert dict(names.to_numpy())["banks"] == "bank"
    names = derived({"a": ["The town of Banks met Banks.", "It was in Banks."]})["lemmas"]
    assert dict(names.to_numpy())["banks"] == "banks"


def test_a_text_is_read_in_the_language_of_its_source() -> None:
    texts = {
        "flussblatt": ["Am 3. Mai sah der Rat die Häuser. „Kein Zoll“, rief er, ‚nie‘ aber sie."],
        "pont-libre": ["L’homme et ses chevaux passent."],
    }
    sources = pd.DataFrame({"source": ["pont-libre", "flussblatt"], "language": ["fr", "de"]})

    tables = derived(texts, sources=sources)

    assert tables["segments"]["n_sentences"].tolist() == [2, 1]
    assert tables["segments"]["n_quoted_tokens"].tolist() == [3, 0]
    assert counted(tables["terms"][tables["terms"]["source"] == "pont-libre"], "term") == dict.fromkeys(
        [("chevaux",), ("et",), ("homme",), ("l",), ("passent",), ("ses",)], 1
    )
    lemma = dict(tables["lemmas"].itertuples(index=False))
    # A capital makes no name of a German noun.
    assert [lemma[term] for term in ("häuser", "sah", "chevaux", "l")] == ["haus", "sehen", "cheval", "le"]


def test_a_term_of_two_languages_has_the_lemma_of_the_first_source() -> None:
    texts = {"a": ["die Brücke"], "b": ["they die"], "c": ["die Brücke"]}
    sources = pd.DataFrame({"source": ["a", "b", "c"], "language": ["en", "en", "de"]})

    tables = [derived(each, sources=sources)["lemmas"] for each in (texts, {"b": texts["b"], "c": texts["c"]})]
    assert [dict(table.itertuples(index=False))["die"] for table in tables] == ["die", "die"]
    lemmas = derived({"c": texts["c"]}, sources=sources)["lemmas"]
    assert dict(lemmas.itertuples(index=False))["die"] == "der"


def test_a_text_without_blanks_between_words_is_refused_by_its_source() -> None:
    with pytest.raises(ParallaxError, match=r"(?s)^quay, line 1: .*Thai.*name a tokenizer"):
        derived({"mill": ["The toll is a wall."], "quay": ["A toll", "สภาเมืองปิดสะพานเก่าเมื่อวันจันทร์"]})


def test_a_pair_crosses_neither_a_sentence_end_nor_a_number_nor_a_paragraph() -> None:
    texts = {"a": ["He fell. Rain fell 5 times.", "He fell. Rain fell 5 times. Rain", "came. Rain", "came."]}

    phrases = derived(texts)["phrases"]

    assert counted(phrases, "line", "entry") == {
        (0, "he fell"): 1, (1, "he fell"): 1, (0, "rain fell"): 1, (1, "rain fell"): 1
    }  # fmt: skip


def test_a_pair_counts_as_quoted_where_both_words_are() -> None:
    texts = {"a": ["\u201cgo home\u201d he said", "go \u201chome\u201d she said", "go home"]}

    phrases = derived(texts)["phrases"]

    assert counted(phrases, "line", "entry", "quoted") == {
        (0, "go home", 1): 1, (1, "go home", 0): 1, (2, "go home", 0): 1
    }  # fmt: skip


def test_entries_of_frames_are_no_part_of_a_masked_name_but_may_be_the_whole() -> None:
    actors = pd.DataFrame({"alias": ["peace party"], "mask": [1]})
    frames = pd.DataFrame({"entry": ["the peace party", "peace party", "no peace", "party talks"]})
    lines = ["The Peace Party met.", "A Peace Party talks.", "No Peace Party talks.", "No peace, and party talks."]

    found = derived({"a": lines}, frames=frames, actors=actors)["phrases"]

    assert counted(found[found["lexicon"] == "frames"], "line", "entry") == {
        (0, "the peace party"): 1, (1, "peace party"): 1, (3, "no peace"): 1, (3, "party talks"): 1
    }  # fmt: skip


def test_entries_of_frames_stand_outside_masked_names_and_inside_other_names() -> None:
    actors = pd.DataFrame({"alias": ["peace party", "war party"], "mask": [1, 0]})
    frames = pd.DataFrame({"entry": ["peace", "war", "party talks"]})
    texts = {"a": ["The Peace Party wants peace.", "The War Party talks.", "The Peace Party talks."]}

    phrases = derived(texts, frames=frames, actors=actors)["phrases"]
    terms = derived(texts, frames=frames, actors=actors)["terms"]

    kept = phrases[phrases["lexicon"] != "bigram"]
    assert counted(kept, "line", "lexicon", "entry") == {
        (0, "actors", "peace party"): 1, (0, "frames", "peace"): 1, (1, "actors", "war party"): 1,
        (1, "frames", "war"): 1, (1, "frames", "party talks"): 1, (2, "actors", "peace party"): 1,
    }  # fmt: skip
    assert counted(terms[terms["masked"] == 1], "line", "term") == {
        (0, "peace"): 1, (0, "party"): 1, (2, "peace"): 1, (2, "party"): 1
    }  # fmt: skip


def test_words_of_modality_are_counted_but_not_the_month_that_looks_like_one() -> None:
    modality = pd.DataFrame({"entry": ["may", "in may", "must"]})
    lines = ["In May it may rain.", "They must, and may."]

    found = derived({"a": lines}, modality=modality)["phrases"]

    assert counted(found[found["lexicon"] == "modality"], "line", "entry") == {
        (0, "in may"): 1, (0, "may"): 1, (1, "may"): 1, (1, "must"): 1
    }  # fmt: skip


def test_shared_runs_count_types_not_tokens_and_stay_inside_a_paragraph() -> None:
    run = "one two three four five"
    texts = {"a": [run, run, "one two three"], "b": [f"{run} and {run}"], "c": ["four five six"], "d": [run]}

    overlaps = derived(texts)["overlaps"]

    fives = overlaps[overlaps["length"] == 5]
    assert list(zip(fives["source_a"] + fives["source_b"], fives["n_types"], strict=True)) == [
        ("ab", 1), ("ac", 0), ("ad", 1), ("bc", 0), ("bd", 1), ("cd", 0)
    ]  # fmt: skip
    assert list(overlaps["length"].unique()) == [5, 6]


@pytest.mark.parametrize(
    ("one", "other", "longest"),
    [
        # The number keeps its place, the same one too: it is no word.
        ("They shot 12 men and 3 boys near town.", "They shot 50 men and 9 boys near town.", 0),
        ("In 2030 six towns voted for it.", "In 2030 six towns voted for it.", 5),
        # What is taken over does not stop at a sentence end, a comma or a quotation mark.
        ("Guards left. Nobody asked why they went.", "guards left, nobody asked \u201cwhy they\u201d went", 7),
    ],
)
def test_a_shared_run_crosses_no_number_but_the_end_of_a_sentence(one: str, other: str, longest: int) -> None:
    overlaps = derived({"a": [one], "b": [other]})["overlaps"]

    assert max(overlaps.loc[overlaps["n_types"] > 0, "length"], default=0) == longest


def test_one_source_alone_shares_nothing() -> None:
    assert derived({"a": ["Only one text is here."]})["overlaps"].empty


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_whatever_the_texts_the_tables_add_up(texts: dict[str, list[str]]) -> None:
    tables = derived(texts)
    terms, segments, phrases = tables["terms"], tables["segments"], tables["phrases"]

    assert terms["n"].sum() == segments["n_tokens"].sum()
    assert terms.loc[terms["quoted"] == 1, "n"].sum() == segments["n_quoted_tokens"].sum()
    assert set(terms["term"]) == set(tables["lemmas"]["term"])
    assert (phrases.groupby("entry")["n"].sum() >= 2).all()
    assert phrases["entry"].str.count(" ").eq(1).all()
    assert phrases["n"].sum() <= max(0, segments["n_tokens"].sum() - 1)
    shared = tables["overlaps"].groupby(["source_a", "source_b"])["n_types"].agg(list)
    # A run of n + 1 shared words holds two of n, which may be the same only if it repeats itself.
    assert all(longer == 0 or shorter > 0 for row in shared for shorter, longer in pairwise(row))
    assert all(row[-1] == 0 for row in shared)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_text_by_text_the_tables_are_those_of_all_texts_at_once(texts: dict[str, list[str]]) -> None:
    entries = pd.DataFrame({"entry": ["a", "a b", "b c d", "c.c"]})
    coded = {
        "lines": all_body(texts),
        "sources": pd.DataFrame({"source": ["west", "south", "north"], "language": ["en", "de", "en"]}),
        "frames": entries,
        "modality": entries,
        "actors": pd.DataFrame({"alias": ["b c", "d"], "mask": [1, 0]}),
    }

    tables = derive(texts, coded)

    for name, expected in derived_at_once(texts, coded).items():
        assert list(tables[name].columns) == list(expected.columns)
        assert tables[name].to_numpy().tolist() == expected.to_numpy().tolist()
    few = derive(texts, coded, bigrams=False, only_sharing=True)
    phrases, shared = tables["phrases"], tables["overlaps"]
    assert few["phrases"].to_numpy().tolist() == phrases[phrases["lexicon"] != "bigram"].to_numpy().tolist()
    assert few["overlaps"].to_numpy().tolist() == shared[shared["n_types"] > 0].to_numpy().tolist()
    assert all(few[name].equals(tables[name]) for name in ("segments", "terms", "lemmas"))


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_rows_are_sorted_so_that_no_order_of_words_is_left(texts: dict[str, list[str]]) -> None:
    tables = derived(texts)

    for name in ("terms", "phrases"):
        keys = [tuple(row)[:-1] for row in tables[name].itertuples(index=False)]
        assert keys == sorted(set(keys))


def test_a_second_extraction_writes_the_same_bytes(toy: Toy) -> None:
    before = snapshot(toy.corpus)

    n_rows = extract(toy.corpus, toy.texts)

    assert snapshot(toy.corpus) == before
    assert n_rows == {name: len(rows(toy, name)) for name in DERIVED}


def test_the_tables_do_not_depend_on_the_order_of_rows_in_coded_tables(toy_of_seven: Toy, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(toy_of_seven.corpus, corpus)
    before = snapshot(corpus)
    for name in ("lines.csv", "lexicons/frames.csv", "lexicons/actors.csv"):
        header, *lines = (corpus / name).read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(1).shuffle(lines)
        (corpus / name).write_text(header + "".join(lines), encoding="utf-8")

    extract(corpus, toy_of_seven.texts)

    after = snapshot(corpus)
    assert {name: after[f"{name}.csv"] for name in DERIVED} == {name: before[f"{name}.csv"] for name in DERIVED}


def test_the_tables_are_utf8_with_lf_and_one_header(toy_of_two: Toy) -> None:
    for name in DERIVED:
        content = (toy_of_two.corpus / f"{name}.csv").read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")
        fields = package.tables(toy_of_two.corpus)[name]["schema"]["fields"]
        assert content.split(b"\n")[0].decode() == ",".join(field["name"] for field in fields)


def refused(toy: Toy, *said: str) -> None:
    """Check that extraction is refused with a message that holds these words, and changes nothing."""
    before = snapshot(toy.corpus)
    with pytest.raises(CorpusError) as error:
        extract(toy.corpus, toy.texts)
    for words in said:
        assert words in str(error.value)
    assert snapshot(toy.corpus) == before


def test_a_changed_line_is_refused_with_both_hashes(toy: Toy) -> None:
    expected = rows(toy, "segments")[9]["sha256"]
    edit(toy.texts / "mill-gazette.txt", "a wall for the poor", "a gate for the poor")

    refused(toy, "mill-gazette, line 1: expected sha256 " + expected, ", found ", "get the copy named in sources.csv",
            "--accept-changes")  # fmt: skip


def test_changes_can_be_accepted(toy: Toy) -> None:
    edit(toy.texts / "mill-gazette.txt", "a wall for the poor", "a gate for the poor")

    extract(toy.corpus, toy.texts, accept_changes=True)

    terms = {r["term"]: int(r["n"]) for r in rows(toy, "terms") if (r["source"][0], r["line"]) == ("m", "1")}
    assert (terms["wall"], terms["gate"]) == (1, 1)
    extract(toy.corpus, toy.texts)


def test_a_copy_with_other_white_space_is_no_change(toy: Toy) -> None:
    before = snapshot(toy.corpus)
    edit(toy.texts / "mill-gazette.txt", "Nobody asked the mill. ", "Nobody\u00a0asked  the mill. ")

    extract(toy.corpus, toy.texts)

    assert snapshot(toy.corpus) == before


@pytest.mark.parametrize(
    "copied",
    [
        lambda line: "  " + line,
        lambda line: "\t" + line,
        lambda line: "    " + line.replace(", ", ",  ", 1),
        lambda line: line.replace(" ", "\u00a0 "),
        lambda line: unicodedata.normalize("NFD", line),
    ],
)
def test_a_dateline_is_cut_at_the_same_place_in_every_copy_of_one_fingerprint(
    toy: Toy, copied: Callable[[str], str]
) -> None:
    # As coded in a text with a blank too many: the accents and the second blank of the dateline count once.
    dateline, first = "M\u00edllf\u00f6rd,  3 M\u00e1y \u2014 ", "Millford, 3 May \u2014 "
    edit(toy.texts / "bridge-herald.txt", first, dateline)
    extract(*toy, accept_changes=True)
    before = snapshot(toy.corpus)
    counted = {(r["line"], r["term"]) for r in rows(toy, "terms") if r["source"] == "bridge-herald"}
    assert ("2", "y") not in counted
    path = toy.texts / "bridge-herald.txt"
    line = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(dateline))

    edit(path, line, copied(line))
    extract(*toy)

    assert snapshot(toy.corpus) == before
    sheet = form.blank_sheet(
        {name: package.read(toy.corpus, name) for name in ("sources", "lines", "segments", "variables")},
        read_texts(package.read(toy.corpus, "sources"), toy.texts),
    )
    assert sheet["begins"].iloc[1] == "The Old Bridge League wants a"


def test_a_truncated_a_missing_and_an_empty_text_are_refused(toy: Toy) -> None:
    path = toy.texts / "mill-gazette.txt"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: whole.index("Guards")], encoding="utf-8")
    refused(toy, "mill-gazette.txt is cut short: it has 3 non-empty lines, sources.csv says 6", "get the whole article")
    path.write_text(whole[: whole.index("Br\u00fccke")], encoding="utf-8")
    refused(toy, "mill-gazette, line 5: expected sha256")
    path.write_text("")
    refused(toy, "mill-gazette.txt: the file is empty", "save the article there again")
    path.unlink()
    refused(toy, "mill-gazette.txt: file not found", "--texts", "README.md")


def test_a_text_that_is_not_utf8_is_refused(toy: Toy) -> None:
    path = toy.texts / "mill-gazette.txt"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))

    refused(toy, "mill-gazette.txt, line 11: byte", "not UTF-8", "save the file again")


@pytest.mark.parametrize("file", ["../texts/mill-gazette.txt", "/etc/passwd", "C:\\mill.txt"])
def test_a_file_that_climbs_out_of_the_folder_is_refused(toy: Toy, file: str) -> None:
    edit(toy.corpus / "sources.csv", "mill-gazette.txt", file)

    refused(toy, "sources.csv: file", "is outside the folder of texts", "plain file name")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mill-gazette,5,foreign,close,author,0\n", "", "lines.csv is missing mill-gazette, line 5"),
        ("mill-gazette,5,", "mill-gazette,6,", "lines.csv is missing mill-gazette, line 5"),
        (
            "mill-gazette,0,",
            "mill-gazette,6,foreign,close,author,0\nmill-gazette,0,",
            "the text does not have: mill-gazette, line 6",
        ),
    ],
)
def test_lines_must_be_coded_once_each(toy: Toy, old: str, new: str, said: str) -> None:
    edit(toy.corpus / "lines.csv", old, new)

    refused(toy, said, "code each line of the text exactly once")


def test_a_dateline_longer_than_its_line_is_refused(toy: Toy) -> None:
    edit(toy.corpus / "lines.csv", "author,18", "author,999")

    refused(toy, "bridge-herald, line 2: skip_chars 999 leaves nothing", "count the characters")


def test_a_line_that_only_blanks_make_long_enough_for_its_dateline_is_refused(toy: Toy) -> None:
    edit(toy.corpus / "lines.csv", "mill-gazette,0,title,head,author,0", "mill-gazette,0,title,head,author,21")
    edit(toy.texts / "mill-gazette.txt", "The Toll and", "The Toll        and")

    refused(toy, "mill-gazette, line 0: skip_chars 21 leaves nothing", "runs of blanks as one")


def test_a_broken_coded_table_is_refused(toy: Toy) -> None:
    edit(toy.corpus / "lexicons" / "actors.csv", "orla finn,0", "orla finn,maybe")

    refused(toy, "actors.csv, row 5, column mask: 'maybe' is not a whole number", "correct")


def test_fingerprints_that_cannot_be_read_are_not_passed_over(toy: Toy) -> None:
    edit(toy.corpus / "segments.csv", "bridge-herald,1,", "bridge-herald,0,")

    refused(toy, "segments.csv, row 3: source, line: the same as in row 2", "restore it", "--accept-changes")
    extract(toy.corpus, toy.texts, accept_changes=True)
    assert package.validate(toy.corpus) == []


def test_broken_or_missing_derived_tables_are_made_anew(toy: Toy) -> None:
    before = snapshot(toy.corpus)
    (toy.corpus / "terms.csv").unlink()
    (toy.corpus / "segments.csv").unlink()
    (toy.corpus / "lemmas.csv").write_bytes(b"\xff")

    extract(toy.corpus, toy.texts)

    assert snapshot(toy.corpus) == before


@pytest.mark.parametrize("name", ["fsync", "replace"])
@pytest.mark.parametrize("call", [0, 2, 4])
def test_an_interrupted_extraction_leaves_the_old_tables_whole(
    toy: Toy, monkeypatch: pytest.MonkeyPatch, name: str, call: int
) -> None:
    edit(toy.texts / "mill-gazette.txt", "a wall for the poor", "a gate for the poor")
    before = snapshot(toy.corpus)
    stop_at(monkeypatch, name, call, KeyboardInterrupt(), late=True)

    with pytest.raises(KeyboardInterrupt):
        extract(toy.corpus, toy.texts, accept_changes=True)

    assert snapshot(toy.corpus) == before
    assert sorted(path.name for path in toy.corpus.iterdir() if path.name.startswith(".")) == []


def test_an_interrupt_while_the_tables_are_made_changes_nothing(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(toy.corpus)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(extraction, "overlaps", interrupt)
    with pytest.raises(KeyboardInterrupt):
        extract(toy.corpus, toy.texts)

    assert snapshot(toy.corpus) == before
