"""What pages show of topics: counted by hand on four paragraphs, one of which holds no topic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.analysis.topics import summaries
from parallax.analysis.topics.model import Topics
from parallax.statistics.units import Units

TERMS = ["ash", "elm", "oak", "yew"]
UNITS = Units(
    [[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]], TERMS, ["mill", "mill", "gate", "gate"], [30, 10, 20, 20]
)
MODEL = Topics(
    2, np.array([[0.9, 0.1], [0.5, 1.5], [0.0, 2.0], [0.0, 0.0]]), np.array([[0, 0.5, 0.5, 0], [0.1, 0, 0.1, 0.8]]),
    np.array(TERMS), 0.5
)  # fmt: skip
LABELS = pd.DataFrame({"k": 2, "topic": [1, 2], "label": ["trees", "graves"], "terms": ["elm oak", "yew"]})
PARAGRAPHS = pd.DataFrame(
    {"source": ["mill", "mill", "gate", "gate"], "paragraph": [1, 2, 1, 2], "n_tokens": [30, 10, 20, 20], "line": 0}
)


def test_topics_are_listed_with_the_paragraphs_they_are_the_main_one_of() -> None:
    table = summaries.listed(MODEL, UNITS, LABELS, 2)
    assert table[["topic", "label", "terms", "n_paragraphs"]].to_numpy().tolist() == [
        [1, "trees", "elm oak", 1], [2, "graves", "yew", 2]
    ]  # fmt: skip
    assert table["npmi"].between(-1, 1).all()


def test_a_topic_that_is_no_paragraphs_main_one_is_listed_with_none() -> None:
    model = Topics(2, np.array([[0.9, 0.1]] * 3 + [[0.0, 0.0]]), MODEL.components, MODEL.terms, 0.5)
    assert summaries.listed(model, UNITS, LABELS, 2)["n_paragraphs"].tolist() == [3, 0]


def test_shares_by_article_say_which_topic_is_the_main_one() -> None:
    table = summaries.by_article(MODEL, UNITS, LABELS).set_index(["group", "label"])
    assert table["share"].to_dict() == pytest.approx({
        ("mill", "trees"): (30 * 0.9 + 10 * 0.25) / 40, ("mill", "graves"): (30 * 0.1 + 10 * 0.75) / 40,
        ("gate", "trees"): 0, ("gate", "graves"): 0.5,
    })  # fmt: skip
    assert table["main"][table["main"]].index.tolist()[0] == ("mill", "trees")
    # Half of the words of the gate hold no topic: as much as the second topic has, and none is the lower number.
    assert not table["main"].loc["gate"].any()


def test_the_wide_table_has_a_row_a_topic_and_a_column_an_article() -> None:
    wide = summaries.wide(summaries.by_article(MODEL, UNITS, LABELS), ["gate", "mill"])
    assert list(wide.columns) == ["topic", "label", "gate", "mill"]
    assert wide["label"].tolist() == ["trees", "graves"]
    assert wide["gate"].tolist() == [0, 0.5]


def test_runs_go_from_the_first_word_of_an_article_to_its_last() -> None:
    table = summaries.runs(MODEL, PARAGRAPHS, LABELS, ["mill", "gate"])
    assert table["topic"].tolist() == [1, 2, 2, 0]
    assert table["label"].tolist() == ["trees", "graves", "graves", ""]
    assert table["share"].tolist() == [0.9, 0.75, 1, 0]
    assert table["start"].tolist() == [0, 0.75, 0, 0.5]
    assert table["end"].tolist() == [0.75, 1, 0.5, 1]
    other = summaries.runs(MODEL, PARAGRAPHS, LABELS, ["gate", "mill"])
    assert list(zip(other["source"], other["topic"], strict=True)) == [
        ("gate", 2),
        ("gate", 0),
        ("mill", 1),
        ("mill", 2),
    ]


def test_articles_that_share_their_main_topic_are_named_for_each_number_of_topics() -> None:
    topics = {3: (1, 1, 2, 2), 4: (1, 2, 1, 3), 5: (4, 1, 2, 3)}
    rows = [(k, group, topic) for k, of in topics.items() for group, topic in zip("abcd", of, strict=True)]
    main = pd.DataFrame(rows, columns=["k", "group", "topic"])
    names = {"b": "Bay", "a": "Ash", "c": "the Cove", "d": "Dell"}
    table = summaries.sharing({"lemmas": main, "forms": main.assign(topic=1)}, names)
    assert table["topics"].tolist() == ["3 topics", "4 topics", "5 topics"]
    assert table["lemmas"].tolist() == ["Bay and Ash; the Cove and Dell", "Ash and the Cove", "none"]
    assert set(table["forms"]) == {"Bay and Ash and the Cove and Dell"}


def test_what_topics_help_to_guess_is_said_in_words() -> None:
    separation = pd.DataFrame(
        [("", 4, 2, 0.5, 0.1), ("mill", 2, 2, 0.3, 0.3), ("gate", 2, 1, 0.0, 0.2)],
        columns=["group", "n_units", "n_topics", "information", "shuffled_high"],
    )
    table = summaries.told(separation, {"gate": "the Gate", "mill": "Mill"})
    assert table["guess"].tolist() == ["which article", "which half of the Gate", "which half of Mill"]
    assert table["n_paragraphs"].tolist() == [4, 2, 2]
    assert table["information"].tolist() == [0.5, 0.0, 0.3]
    assert table["beyond"].tolist() == [True, False, False]
