"""What a card shows: the same rows of every article, each with its paragraphs, nothing that was not asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.project import ROOT
from parallax import load_corpus
from parallax.analysis.profiles.summaries import alone, left_out
from parallax.claims import cards
from parallax.claims.results import Results
from parallax.errors import ParallaxError

ROWS = [
    "How it reached us",
    "Whom it hears",
    "It alone says",
    "It leaves out",
    "Issues",
    "What it calls them",
    "Precedent",
    "Caveats",
]


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus(ROOT / "corpus"))


def chosen(book: Results, source: str, n: int = 1) -> pd.DataFrame:
    facts, rows = (book.corpus.tables[name] for name in ("facts", "fact_sources"))
    return cards.profile(book, source, alone(facts, rows, source)[:n], list(left_out(rows, source)["fact"])[:n])


def texts(card: pd.DataFrame, row: str, mark: str | None = None) -> list[str]:
    return list(card.loc[(card["row"] == row) & ((card["mark"] == mark) | (mark is None)), "text"])


def test_every_article_has_the_same_rows_and_links_to_its_paragraphs(book: Results) -> None:
    for source in book.corpus.names:
        card = chosen(book, source)
        assert list(dict.fromkeys(card["row"])) == ROWS
        linked = card[card["row"].isin(["It alone says", "What it calls them"]) & ~card["text"].str.contains(" more")]
        assert linked["text"].str.contains(f"](#{source}-", regex=False).all()


def test_hands_are_told_in_order_with_their_languages_and_doubts(book: Results) -> None:
    assert texts(chosen(book, "kabulnow"), "How it reached us") == [
        "Elyas Nawandish wrote it in Persian; Maisam Iltaf translated it into English; KabulNow published it"
    ]
    assert chosen(book, "kabulnow")["mark"][0] == "report, May 2023"
    (doubtful,) = texts(chosen(book, "hasht-e-subh"), "How it reached us")
    assert "wrote it, probably in Persian; perhaps an unnamed translator translated it into English" in doubtful


def test_voices_are_counted_as_in_the_table(book: Results) -> None:
    rows = book.corpus.tables["attributions"]
    mine = rows[rows["source"] == "rats-sco"]
    (first,) = texts(chosen(book, "rats-sco"), "Whom it hears", "")
    assert first.startswith(f"{len(mine)} statements or views, by {mine['speaker'].nunique()} speakers: ")
    assert f"opponents of the Taliban {(mine['side'] == 'opposition').sum()}" in first
    assert texts(chosen(book, "rats-sco"), "Whom it hears", "named or not")


def test_what_is_not_shown_is_counted(book: Results) -> None:
    facts, rows = (book.corpus.tables[name] for name in ("facts", "fact_sources"))
    *_, more = texts(chosen(book, "kabulnow"), "It alone says")
    assert more == f"{len(alone(facts, rows, 'kabulnow')) - 1} more"
    *_, more = texts(chosen(book, "kabulnow"), "It leaves out")
    assert more == f"{len(left_out(rows, 'kabulnow')) - 1} more that at least two other articles answer"


def test_who_says_what_is_left_out_comes_in_order_of_date(book: Results) -> None:
    card = cards.profile(book, "rats-sco", [], ["exile-government-feasibility"])
    text = texts(card, "It leaves out")[0]
    places = [text.index(name) for name in ("Foreign Policy", "Negotiating Ideas", "Hasht-e Subh")]
    assert places == sorted(places)


def test_what_is_relayed_is_said_to_be(book: Results) -> None:
    card = cards.profile(book, "rats-sco", ["frozen-assets", "rs-conclusions-basis"], [])
    by = dict(zip(card["text"], card["by"], strict=True))
    assert {whose for text, whose in by.items() if "frozen funds" in text} == {"what it relays"}
    assert {whose for text, whose in by.items() if "conclusions" in text} == {"author unknown"}
    assert set(card.loc[card["row"] == "Precedent", "by"]) == {"what it relays"}


def test_caveats_are_those_of_the_article(book: Results) -> None:
    def caveats(source: str) -> str:
        return " ".join(texts(chosen(book, source), "Caveats"))

    assert "too few for an interval" in caveats("hasht-e-subh")
    assert "Perhaps a translation." in caveats("hasht-e-subh")
    assert "It came too early for" in caveats("foreign-policy")
    assert "relayed" not in caveats("foreign-policy")
    assert "relayed from a column" in caveats("rats-sco")
    assert "Read in translation." in caveats("kabulnow")
    assert caveats("negotiating-ideas").startswith("Its date is inferred: ")


def test_issues_are_the_first_of_both_ways_to_find_them(book: Results) -> None:
    card = chosen(book, "kabulnow")
    table = book.beside_reading().query("group == 'kabulnow'").set_index("frame")
    first = table["words_read"].idxmax()
    assert texts(card, "Issues", "as read")[0].startswith(f"{first} {table.at[first, 'words_read']:.0%}, ")
    first = table["rate"].idxmax()
    assert texts(card, "Issues", "by words")[0].startswith(f"{first} {table.at[first, 'rate']:.1f}, ")


def test_a_fact_that_it_does_not_state_alone_or_leave_out_is_refused(book: Results) -> None:
    with pytest.raises(ParallaxError, match="'frozen-assets' is not a fact that kabulnow alone states; those are "):
        cards.profile(book, "kabulnow", ["frozen-assets"], [])
    with pytest.raises(ParallaxError, match="'frozen-assets' is not a fact that rats-sco leaves out; those are "):
        cards.profile(book, "rats-sco", [], ["frozen-assets"])
    with pytest.raises(ParallaxError, match="sources has no 'moon'"):
        cards.profile(book, "moon", [], [])
