"""From texts of any origin to tables: what is counted, noticed and refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.invented import CLOSING, DOCK, OPENING, REEF, documents
from parallax.articles.documents import Document
from parallax.articles.new_tables import take_in
from parallax.errors import ParallaxError
from parallax.language.tokens import tokenize


def test_texts_become_the_tables_of_the_core_in_the_order_given() -> None:
    found = documents(2)
    taken = take_in(found)
    assert set(taken.tables) == {"sources", "segments", "terms", "lemmas", "overlaps"}
    sources = taken.tables["sources"]
    assert sources["source"].tolist() == ["dock-0", "dock-1", "reef-0", "reef-1"]
    assert sources["group"].tolist() == ["Dock", "Dock", "Reef", "Reef"]
    assert sources["n_lines"].tolist() == [5, 6, 5, 6]
    n = taken.tables["terms"].groupby("source")["n"].sum()
    for source, document in zip(sources["source"], found, strict=True):
        assert n[source] == sum(len(tokenize(line)) for line in document.text.splitlines())
    taxes = taken.tables["terms"].query("source == 'dock-0' and term == 'taxes'")["n"].sum()
    assert taxes == 2 * DOCK.count("taxes")
    assert "the" in taken.stopwords
    assert "taxes" not in taken.stopwords


def test_only_pairs_that_share_a_run_have_rows() -> None:
    odd = Document("odd", "odd", "Entirely other words stand here.", "Reef", {"language": "en"})
    overlaps = take_in([*documents(1), odd]).tables["overlaps"]
    assert (overlaps["n_types"] > 0).all()
    assert "odd" not in set(overlaps["source_a"]) | set(overlaps["source_b"])


def test_ids_are_plain_and_each_its_own_whatever_names_are_like() -> None:
    names = ["A b", "a-b", "Ä_b!", "متن", "متن", "a-b-2"]
    made = [replace(document, name=name) for document, name in zip(documents(3), names, strict=True)]
    ids = take_in(made).tables["sources"]["source"].tolist()
    assert len(set(ids)) == 6
    assert ids[0] == "a-b"
    assert all(one.isascii() and one.replace("-", "").isalnum() and one == one.lower() for one in ids)
    known = take_in(documents(1), known={"other": "dock-0"}).tables["sources"]["source"].tolist()
    assert "dock-0" not in known


def test_short_texts_copies_and_wrapped_lines_are_noticed() -> None:
    wrapped = "\n".join(["and the boats", "went out with", "the tide and", "came back in"] * 9)
    long = " ".join([OPENING, DOCK, REEF, CLOSING])
    given = [
        Document("1", "one", long, "Dock", {}), Document("2", "two", f"{long} Indeed.", "Reef", {}),
        Document("3", "three", wrapped, "Reef", {}),
    ]  # fmt: skip
    said = take_in([replace(each, facts={"language": "en"}) for each in given], paragraphs="line").noticed
    assert any("one and two" in message and "copies" in message for message in said)
    assert any(message.startswith("three: sentences that go on") for message in said)
    assert any("fewer than 100 words" in message and "dock-0" in message for message in take_in(documents(1)).noticed)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"group": "Dock"}, "all texts belong to 'Dock'"),
        ({"facts": {"language": "xx"}}, "there is no profile of a language 'xx'"),
        ({"facts": {"language": "en", "published": "1 May"}}, "'1 May' is no date"),
        ({"facts": {"language": "de"}}, "different languages"),
        ({"text": "1234 5678\n"}, "no word in it"),
        ({"text": "Qwz xvb", "facts": {}}, "language cannot be told"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(change: dict, message: str) -> None:
    first, last = documents(1)
    with pytest.raises(ParallaxError, match=message) as refused:
        take_in([first, replace(last, **change)])
    if "group" not in change and "different" not in message:
        assert "Reef/0.txt" in str(refused.value)


def test_texts_of_several_languages_are_compared_if_that_is_meant() -> None:
    german = Document("de", "de", "Die Boote sind draußen, und die Netze sind trocken.", "Reef", {"language": "de"})
    taken = take_in([documents(1)[0], german], across=True)
    assert taken.tables["sources"]["language"].tolist() == ["en", "de"]
    assert {"the", "und"} <= set(taken.stopwords)
