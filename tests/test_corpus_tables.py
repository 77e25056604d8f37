"""The tables of the book itself: in order by the descriptor, made from the texts, and without their sentences."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from frictionless import Package

from helpers.each import for_each
from helpers.project import ROOT
from helpers.toy import snapshot
from parallax import Corpus, load_corpus
from parallax.analysis import rereading
from parallax.analysis.topics import model as topics
from parallax.analysis.topics.labels import labelled
from parallax.articles.extraction import extract
from parallax.articles.verification import verify
from parallax.language.lexicon import Lexicon
from parallax.language.tokens import tokenize
from parallax.statistics.units import Units
from parallax.tables.phrases import LEXICONS

CORPUS = ROOT / "corpus"
RESOURCES = yaml.safe_load((CORPUS / "datapackage.yaml").read_text(encoding="utf-8"))["resources"]
TABLES = {entry["name"]: entry for entry in RESOURCES if "schema" in entry}
DERIVED = [name for name, entry in TABLES.items() if entry["made"] == "derived"]
ORDER = {
    "negotiating-ideas": "NI", "hasht-e-subh": "HS", "foreign-policy": "FP", "kabulnow": "KN", "rats-sco": "RS"
}  # fmt: skip


@pytest.fixture(scope="module")
def errors() -> dict[str, list[str]]:
    """Return what frictionless itself, and not our use of it, finds wrong with each resource."""
    report = Package(str(CORPUS / "datapackage.yaml")).validate()
    assert not report.errors
    return {task.name: [error.message for error in task.errors] for task in report.tasks}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the book's corpus."""
    return load_corpus(CORPUS)


@for_each(entry["name"] for entry in RESOURCES)
def test_frictionless_finds_a_table_as_the_descriptor_has_it(name: str, errors: dict[str, list[str]]) -> None:
    assert errors[name] == []


@for_each(TABLES.values(), lambda entry: entry["name"])
def test_every_table_and_column_is_explained(entry: dict) -> None:
    assert entry["title"]
    assert entry["made"] in {"coded", "derived"}
    assert all(field["description"].endswith(".") and field["type"] for field in entry["schema"]["fields"])


@for_each(TABLES.values(), lambda entry: entry["name"])
def test_a_table_is_utf8_with_lf_and_no_blank_line(entry: dict) -> None:
    content = (CORPUS / entry["path"]).read_bytes()

    assert content.decode("utf-8").endswith("\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert b"\n\n" not in content


@for_each(sorted(TABLES.keys() - {"sources", "overlaps", "variables", "aspects"}))
def test_a_table_is_sorted_by_its_key(name: str) -> None:
    # Sources, and the pairs made of them, stand in the fixed order of the book, variables and aspects in that of the
    # codebook.
    key = {"actors": ["actor", "alias"], "frames": ["frame", "pole", "entry"]}.get(
        name, TABLES[name]["schema"]["primaryKey"]
    )
    table = pd.read_csv(CORPUS / TABLES[name]["path"], keep_default_na=False)
    # A column with empty cells is read as text, and its numbers are in order as numbers.
    cells = table[key].map(lambda cell: int(cell) if str(cell).isdecimal() else cell)
    rows = list(cells.itertuples(index=False, name=None))

    assert rows == sorted(rows)


@for_each(RESOURCES, lambda entry: entry["name"])
def test_a_file_is_as_it_was_accepted_to_the_byte(entry: dict) -> None:
    # A change that is meant: `parallax extract` for a derived table, `parallax accept` for a coded one.
    assert entry["hash"] == f"sha256:{hashlib.sha256((CORPUS / entry['path']).read_bytes()).hexdigest()}"
    assert re.fullmatch("[0-9]+ rows, [0-9a-f]{16}, [0-9a-f]{16}", entry["accepted"])


def test_verify_finds_nothing_wrong_without_the_texts() -> None:
    assert verify(CORPUS, None) == []


def test_the_data_package_lists_every_file_of_tables() -> None:
    files = {str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*") if path.suffix in {".csv", ".txt"}}

    assert {entry["path"] for entry in RESOURCES} == {file for file in files if not file.startswith("texts")}


def test_the_sources_stand_in_their_fixed_order(corpus: Corpus) -> None:
    assert corpus.short == ORDER
    assert list(corpus.sources["source"]) == list(corpus.groups.categories) == list(ORDER)
    assert list(corpus.sources["file"]) == [f"{source}.txt" for source in ORDER]


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("negotiating-ideas", {"author": "Abdul Basir Azimi", "not_before": "2024-09-15", "genre": "opinion"}),
        ("hasht-e-subh", {"author": "", "not_before": "2024-09-15", "not_after": "2025-02-18", "genre": "editorial"}),
        ("foreign-policy", {"published": "2021-09-24", "published_basis": "text", "genre": "news"}),
        ("kabulnow", {"published": "2023-05", "published_basis": "url", "translator": "Maisam Iltaf",
                      "not_before": "2023-05-02"}),
        ("rats-sco", {"published": "", "author": "", "genre": "relayed column"}),
    ],
)  # fmt: skip
def test_what_is_known_of_a_source_is_on_record(corpus: Corpus, source: str, facts: dict[str, str]) -> None:
    row = corpus.sources.set_index("source").loc[source]

    assert {column: row[column] for column in facts} == facts


def test_articles_of_one_time_share_a_period(corpus: Corpus) -> None:
    pairs = corpus.sources.groupby("period")["short"].agg(list)

    assert sorted(pairs) == [["FP"], ["KN", "RS"], ["NI", "HS"]]


def test_the_texts_have_127_lines_and_93_body_paragraphs(corpus: Corpus) -> None:
    assert len(corpus.segments) == 127
    assert (corpus.segments["role"] == "body").sum() == len(corpus.paragraphs) == 93
    assert corpus.sources["n_lines"].sum() == 127
    assert 6_800 <= corpus.sizes.sum() <= 7_000


def test_every_line_has_a_role_and_a_voice_and_every_article_a_title(corpus: Corpus) -> None:
    assert (corpus.segments[["role", "voice", "section"]] != "").all(axis=None)
    assert (corpus.segments.loc[corpus.segments["role"] == "title"].groupby("source").size() == 1).all()
    relayed = corpus.paragraphs.groupby("source")["voice"].agg(lambda voices: sorted(set(voices)))
    assert relayed.to_dict() == {source: ["author"] for source in ORDER} | {"rats-sco": ["relayed", "undetermined"]}


def test_no_order_of_words_can_be_read_off_the_terms(corpus: Corpus) -> None:
    terms = pd.read_csv(CORPUS / "terms.csv", keep_default_na=False)

    keys = ["source", "line", "term", "quoted", "masked"]
    assert terms.equals(terms.sort_values(keys, kind="stable"))
    assert not terms.duplicated(keys).any()
    assert (terms.groupby(["source", "line"])["n"].sum().to_numpy() == sorted_sizes(corpus)).all()


def sorted_sizes(corpus: Corpus) -> list[int]:
    return list(corpus.paragraphs.sort_values(["source", "line"])["n_tokens"])


def test_harvested_runs_are_pairs_that_come_twice(corpus: Corpus) -> None:
    phrases = corpus.tables["phrases"]
    pairs = phrases[phrases["lexicon"] == "bigram"]

    assert pairs["entry"].str.count(" ").eq(1).all()
    assert (pairs.groupby("entry")["n"].sum() >= 2).all()
    known = {entry for name, column in LEXICONS.items() for entry in corpus.tables[name][column]}
    assert set(phrases.loc[phrases["lexicon"] != "bigram", "entry"]) <= known


# States, bodies and office-holders of actors.csv that are Afghan or no power: all others are foreign powers.
NOT_FOREIGN = {
    "afghanistan", "government-of-the-republic", "afghan-parliament", "andsf", "central-bank-of-afghanistan",
    "council-of-ministers", "embassy-of-afghanistan-in-australia", "government-in-exile", "peace-negotiations-team",
    "high-council-for-national-reconciliation", "american-university-of-afghanistan", "georgetown-university",
    "university-of-exeter", "hudson-institute", "institute-of-war-and-peace-studies", "institut-blizhnego-vostoka",
    "rand", "hasht-e-subh", "kabulnow", "negotiating-ideas", "picture-alliance-dpa",
}  # fmt: skip


def test_the_dictionary_has_the_names_of_all_foreign_powers_and_of_all_meetings(corpus: Corpus) -> None:
    # A list with one state and without another would rank its own gaps.
    actors, frames = corpus.tables["actors"], corpus.tables["frames"].set_index("entry")["frame"]
    assert set(actors["actor"]) >= NOT_FOREIGN
    powers = actors[actors["kind"].isin(["state", "body"]) & ~actors["actor"].isin(NOT_FOREIGN)]
    assert len(powers) > 20
    assert set(frames.reindex(powers["alias"])) == {"foreign_powers"}
    meetings = actors[actors["kind"] == "meeting"]
    assert set(frames.reindex(meetings["alias"])) == {"diplomacy"}


ARMED = {"commanders", "fighters", "forces", "generals", "insurgency", "militiamen"}


def test_the_dictionary_has_what_any_article_calls_armed_parties_of_either_side(corpus: Corpus) -> None:
    # With the forces of one article and without those of another, it would rank its own gaps.
    words, mentions = corpus.tables["frames"], corpus.tables["mentions"]
    military = Lexicon(words.loc[words["frame"] == "military", "entry"])
    named = {naming: [token.term for token in tokenize(naming)] for naming in mentions["naming"]}
    armed = [naming for naming, terms in named.items() if ARMED & set(terms)]
    assert len(armed) > 5
    assert [naming for naming in armed if not any(military.find(tokenize(naming)))] == []
    assert mentions[mentions["naming"].isin(armed)]["source"].nunique() == 4


#: Words by which the codebook defines the issues.
DEFINING = {
    "unity": "unity, fragmentation, disunity, coalitions, rivalry, mistrust, shared agenda",
    "legitimacy": "legitimacy, recognition, representation",
    "military": "fighting, armed, offensives, defeat, arms, civil war",
    "diplomacy": "negotiation, dialogue, conferences, agreements, envoys, talks, embassies",
    "rights": "human rights, freedoms, women and girls, minorities, detained, tortured, equal rights",
    "humanitarian": "living conditions, relief, hunger, poverty, prices, economic collapse, displacement, aid, "
    "shortages, food, fuel",
    "foreign_powers": "international community, sponsors, host countries, neighbours, proxy war",
    "ethnicity": "ethnic, pashtun, non-pashtun, minorities, ethnic leaders",
    "governance": "centralised, decentralised, federal, constitution, elections, interim government, "
    "transitional government, inclusive government",
}


@for_each(sorted(DEFINING))
def test_the_dictionary_has_the_words_that_define_an_issue_and_seeds_enough(issue: str) -> None:
    words = load_corpus(CORPUS).tables["frames"]
    mine = words[words["frame"] == issue]
    # An entry has one issue: minorities are ethnicity's.
    elsewhere = {"minorities"} if issue == "rights" else set()
    assert set(DEFINING[issue].split(", ")) - set(mine["entry"]) == elsewhere
    assert (mine["origin"] == "seed").sum() >= 40


def test_a_masked_name_of_a_power_is_found_in_its_article(corpus: Corpus) -> None:
    phrases = corpus.tables["phrases"]
    found = set(phrases.loc[phrases["lexicon"] == "frames", "entry"])
    assert {"united states", "united arab emirates", "the world bank", "house foreign affairs committee"} <= found


def test_shared_runs_are_counts_of_every_pair_down_to_zero(corpus: Corpus) -> None:
    overlaps = corpus.tables["overlaps"]

    assert list(overlaps.columns) == ["source_a", "source_b", "length", "n_types"]
    sizes = overlaps.groupby(["source_a", "source_b"])["length"].agg(["min", "max", "count"])
    assert len(sizes) == 10
    assert (sizes["min"] == 5).all()
    assert (sizes["count"] == sizes["max"] - 4).all()
    assert (overlaps.loc[overlaps["length"] == overlaps["length"].max(), "n_types"] == 0).all()


def test_stop_words_are_function_words_and_not_words_of_the_subject(corpus: Corpus) -> None:
    assert {"the", "of", "and", "in", "not"} <= corpus.stopwords
    assert corpus.stopwords.isdisjoint({"system", "serious", "fire", "bill", "found", "taliban", "government", "exile"})


def test_names_whose_words_would_mislead_are_masked(corpus: Corpus) -> None:
    actors = corpus.tables["actors"].set_index("alias")["mask"]
    masked = corpus.tables["terms"].query("masked == 1")

    assert actors["national resistance front"] == 1
    assert actors["taliban"] == 0
    assert {"national", "resistance", "front"} <= set(masked["term"])


def test_an_alias_names_one_actor_of_one_kind(corpus: Corpus) -> None:
    actors = corpus.tables["actors"]

    assert actors["alias"].is_unique
    assert (actors.groupby("actor")["kind"].nunique() == 1).all()


def test_a_term_that_was_not_possible_yet_is_a_term_of_the_corpus(corpus: Corpus) -> None:
    assert set(corpus.tables["chronology"]["term"]) <= set(corpus.terms)


def test_what_is_counted_with_the_name_of_a_place_and_that_name_are_terms_and_no_form_is_a_name(corpus: Corpus) -> None:
    demonyms = corpus.tables["demonyms"]

    assert {*demonyms["form"], *demonyms["name"]} <= set(corpus.terms)
    assert not set(demonyms["form"]) & set(demonyms["name"])


def test_verify_finds_nothing_wrong_with_tables_and_texts(texts_dir: Path) -> None:
    assert verify(CORPUS, texts_dir) == []


def test_extraction_from_the_texts_gives_the_tables_byte_for_byte(texts_dir: Path, tmp_path: Path) -> None:
    copy = tmp_path / "corpus"
    shutil.copytree(CORPUS, copy, ignore=shutil.ignore_patterns("texts"))
    before = snapshot(copy)
    for name in DERIVED:
        (copy / TABLES[name]["path"]).unlink()

    extract(copy, texts_dir)

    after = snapshot(copy)
    assert [name for name in before if after.get(name) != before[name]] == []
    assert set(after) == set(before)


def test_the_codebook_defines_each_variable_with_its_values_in_the_order_of_the_table(corpus: Corpus) -> None:
    text = (CORPUS / "codebook.md").read_text(encoding="utf-8")
    sections = re.split(r"^### `(\w+)`$", text, flags=re.MULTILINE)
    defined = dict(zip(sections[1::2], sections[2::2], strict=True))
    variables = corpus.tables["variables"].set_index("variable")["values"]
    assert list(defined) == list(variables.index)
    for variable, values in variables.items():
        if values != "0 1":
            assert [value for value in values.split() if f"`{value}`" not in defined[variable]] == [], variable


def test_every_body_paragraph_of_the_book_is_coded_and_every_article_read_for_facts(corpus: Corpus) -> None:
    coded = corpus.tables["codings"].groupby("coder").size()
    assert set(coded) == {len(corpus.paragraphs) * len(corpus.tables["variables"])}
    assert {"first", "second", "resolved"} <= set(coded.index)
    assert set(corpus.tables["fact_sources"]["source"]) == set(corpus.sources["source"])
    assert len(corpus.tables["facts"]) > 50


#: How a table may speak of the page that relays a column. Everything else would let RATS SCO say what others wrote.
OF_THE_PAGE = re.compile(
    r"[Tt]he column that the RATS SCO page relays"
    r"|[Tt]he RATS SCO page, in paragraphs whose author cannot be told,"
    r"|(?:opening|end) of the RATS SCO page(?! \w+s\b)"
)
#: Where the outlet stands as what it is: who published the page, and who had it in hand.
OUTLETS = {("sources", "outlet"), ("sources", "name"), ("sources", "short"), ("hops", "holder")}


def lets_rats_sco_speak(cell: str) -> bool:
    """Whether a cell names RATS SCO but for the column that its page relays, or the paragraphs of unknown hand."""
    return bool(re.search(r"\bRATS\b|\bRS\b|\bSCO\b", OF_THE_PAGE.sub("", cell)))


@for_each([
    "RATS SCO says currently about 7 billion dollars.", "Only RATS SCO gives a number.", "RATS SCO: never more.",
    "KabulNow and RATS SCO report fighting.", "RS has it.", "The RATS SCO page argues for a process.",
    "the column relayed by RATS SCO", "The end of the RATS SCO page says so.",
])  # fmt: skip
def test_a_cell_that_lets_rats_sco_speak_is_noticed(cell: str) -> None:
    assert lets_rats_sco_speak(cell)


@for_each(name for name, entry in TABLES.items() if entry["made"] == "coded")
def test_no_table_lets_rats_sco_say_what_others_wrote(name: str, corpus: Corpus) -> None:
    table = pd.read_csv(CORPUS / TABLES[name]["path"], keep_default_na=False, dtype=str)
    for column in (column for column in table if (name, column) not in OUTLETS):
        assert list(table.loc[table[column].map(lets_rats_sco_speak), column]) == []


def test_what_was_compared_are_relayed_paragraphs_as_long_as_they_are(corpus: Corpus) -> None:
    compared = corpus.tables["comparison"].merge(corpus.paragraphs, on=["source", "line"], suffixes=("", "_counted"))
    assert len(compared) == len(corpus.tables["comparison"]) > 0
    assert (compared["voice"] == "relayed").all()
    assert (compared["n_tokens"] == compared["n_tokens_counted"]).all()
    assert (compared["longest_run"] <= compared["n_in_runs"]).all()
    assert (compared["n_in_runs"] <= compared["n_tokens"]).all()
    # A run that counts has five tokens or more, and there are words in runs exactly where there is such a run.
    assert ((compared["n_in_runs"] > 0) == (compared["longest_run"] >= 5)).all()


def test_what_both_later_passes_contradict_was_read_again(corpus: Corpus) -> None:
    against = rereading.later_against(corpus.tables["codings"], corpus.tables["disagreements"], ("third", "fourth"))
    assert (against["reason"] != "").all()
    # What is settled against both later passes says why in words of its own.
    assert against["reason"].is_unique


@pytest.mark.parametrize("k", [5, 8])
def test_the_labels_of_topics_rest_on_the_terms_of_today_and_a_change_is_noticed(k: int, corpus: Corpus) -> None:
    words = corpus.variant(lemma=True, stopwords=False, masked=False, min_count=2)
    labels, model = corpus.tables["topic_labels"], topics.fit(Units(words.counts, words.terms), k=k)
    assert set(labels["k"]) == {5, 8}

    assert len(labelled(labels, model, n=6)) == k

    lost = labels["terms"].str.split().str[0]
    without = corpus.tables["terms"][~corpus.tables["terms"]["term"].isin(set(lost[labels["k"] == k]))]
    fewer = replace(corpus, tables={**corpus.tables, "terms": without}).variant(
        lemma=True, stopwords=False, masked=False, min_count=2
    )
    with pytest.raises(ValueError, match=f"labels gives topic . at k = {k} the terms"):
        labelled(labels, topics.fit(Units(fewer.counts, fewer.terms), k=k), n=6)


def test_the_rows_that_were_checked_are_those_drawn_by_lot(corpus: Corpus) -> None:
    items = {
        "codings": lambda rows: rows["variable"],
        "frame_elements": lambda rows: rows["function"],
        "attributions": lambda rows: rows["attribution"].astype(str),
        "mentions": lambda rows: rows["actor"] + ": " + rows["naming"],
        "fact_sources": lambda rows: rows["fact"],
    }
    for table, checked in corpus.tables["checks"].groupby("table"):
        rows = corpus.tables[table]
        rows = rows[rows["coder"] == "resolved"] if table == "codings" else rows
        names = _names_of(rows, items[table](rows))
        # A row that was found wrong has been changed since, and may have another name or be gone.
        right = _names_of(checked, checked["item"])[checked["right"].eq(1).fillna(False).to_numpy()]
        assert set(right) <= set(rereading.drawn(list(names), 50, seed=2026, table=table)), table


def _names_of(rows: pd.DataFrame, items: pd.Series) -> pd.Series:
    return rows["source"] + "/" + rows["line"].astype("Int64").astype("string").fillna("") + "/" + items
