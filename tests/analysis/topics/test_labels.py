"""Labels on file for the terms of a model, stale ones, and topics that nobody has labelled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.analysis.topics.labels import labelled
from parallax.analysis.topics.model import Topics


def by_hand(second: list | None = None) -> Topics:
    """Make a model of two topics over four terms."""
    components = np.array([[0.5, 0.3, 0.2, 0.0], second or [0.0, 0.2, 0.2, 0.6]])
    return Topics(2, np.ones((1, 2)), components, np.array(["oak", "elm", "ash", "yew"]), 0.5)


def labels(*rows: tuple) -> pd.DataFrame:
    """Make a table of labels."""
    return pd.DataFrame(rows, columns=["k", "topic", "label", "terms"])


def test_labels_whose_terms_are_still_on_top_are_the_names_of_topics() -> None:
    table = labels((2, 2, "churchyard", "yew ash"), (3, 9, "other", "fir"), (2, 1, "broadleaf", "elm; oak"))
    named = labelled(table, by_hand(), n=3)
    assert named.to_dict("list") == {
        "k": [2, 2], "topic": [1, 2], "label": ["broadleaf", "churchyard"], "terms": ["elm; oak", "yew ash"]
    }  # fmt: skip


def test_stale_labels_are_refused() -> None:
    table = labels((2, 1, "broadleaf", "elm; oak"), (2, 2, "churchyard", "yew ash"))
    with pytest.raises(ValueError, match=r"^labels gives topic 1 at k = 2 .*\['elm'\] are not among its top 1"):
        labelled(table, by_hand(), n=1)
    with pytest.raises(ValueError, match=r"topic 2 at k = 2 .*\['yew'\] are not .*: ash elm oak; read"):
        labelled(table, by_hand([0.2, 0.2, 0.6, 0.0]), n=3)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(2, 1, "x", "oak")], "^labels has 0 rows for topic 2 at k = 2; give one, for: yew"),
        ([(2, 1, "x", "oak"), (2, 2, "y", "yew"), (2, 2, "z", "yew")], "^labels has 2 rows for topic 2"),
        ([(2, 1, "x", "oak"), (2, 2, "y", "yew"), (2, 3, "z", "elm")], "^labels has topic 3 at k = 2"),
        ([(2, 1, "x", " "), (2, 2, "y", "yew")], r"^labels gives topic 1 at k = 2 the terms \[\]"),
    ],
)
def test_labels_that_miss_a_topic_or_have_one_too_many_are_refused(rows: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        labelled(labels(*rows), by_hand())


def test_where_nobody_has_labelled_that_number_the_first_terms_are_the_names() -> None:
    named = labelled(labels((3, 1, "other", "fir")), by_hand(), n=4)
    assert named["label"].tolist() == ["oak, elm, ash", "yew, ash, elm"]
    assert named["terms"].tolist() == ["oak elm ash", "yew ash elm"]
    assert named["topic"].tolist() == [1, 2]


def test_labels_need_their_columns() -> None:
    with pytest.raises(ValueError, match=r"^labels is missing the column 'terms';"):
        labelled(labels().drop(columns="terms"), by_hand())
