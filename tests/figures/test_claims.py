"""Cards of claims: complete without a script, escaped, and found by their anchors."""

from __future__ import annotations

import pandas as pd
from bs4 import BeautifulSoup

from parallax.figures.claims import ClaimCards, GoneClaims

CLAIM = {
    "id": "boats",
    "text": "The Dock has *boats* <b>.",
    "question": "the Dock has boats",
    "how": "counted",
    "firmness": "mostly",
    "mark": "counted, true in 3 of 4 ways of counting",
    "hardest": "lemmas",
    "codes": "",
    "where": "Dock [¶3](#dock-3)",
    "fails": "if rows were dropped\nif n were 2",
    "scope": "words",
    "figures": "uses 4",
    "chapters": "terms intro",
    "articles": "dock",
}


def page(**changed: str) -> BeautifulSoup:
    cards = ClaimCards(
        pd.DataFrame([CLAIM | changed]),
        "All claims",
        names={"dock": "The Dock"},
        chapters={"terms": "Words"},
        basis={"counted": "counted"},
        firmness={"mostly": "in most"},
    )
    return BeautifulSoup(cards._repr_html_(), "html.parser")


def parts(card: BeautifulSoup) -> dict[str, str]:
    return {str(each["data-part"]): each.get_text() for each in card.select("dd")}


def test_a_card_has_sentence_mark_and_account() -> None:
    card = page().select_one("details#claim-boats")
    assert card is not None
    assert card.select_one(".parallax-said").get_text() == "The Dock has boats <b>."
    assert card.select_one(".parallax-claim-mark.counted.mostly").get_text() == CLAIM["mark"]
    assert parts(card)["hardest"] == "lemmas"
    assert [each.get_text() for each in card.select("li")] == ["if rows were dropped", "if n were 2"]
    assert [link["href"] for link in card.select("dd a")] == ["#dock-3", "#chapter-terms", "#chapter-intro"]


def test_what_is_empty_is_left_out() -> None:
    assert "codes" not in parts(page())
    assert "where" not in parts(page(where=""))


def test_the_form_waits_for_its_script_and_offers_each_value() -> None:
    form = page().select_one("form")
    assert form.has_attr("hidden")
    offered = {each["name"]: [option["value"] for option in each.select("option")] for each in form.select("select")}
    assert offered == {
        "article": ["", "dock"], "chapter": ["", "terms", "intro"], "how": ["", "counted"], "firmness": ["", "mostly"],
    }  # fmt: skip


def test_a_claim_that_is_gone_keeps_its_anchor_and_says_when_and_why() -> None:
    gone = pd.DataFrame([{"id": "nets", "date": "2030-05-03", "why": "It was *wrong*.", "instead": "boats oars"}])
    page = BeautifulSoup(GoneClaims(gone, "Claims that are gone")._repr_html_(), "html.parser")
    assert page.select_one("details > summary").get_text() == "Claims that are gone: 1"
    assert page.select_one("dt#claim-nets") is not None
    assert page.select_one("dd").get_text() == "Gone since 2030-05-03. It was wrong. Now: boats, oars."
    assert [link["href"] for link in page.select("a")] == ["#claim-boats", "#claim-oars"]
