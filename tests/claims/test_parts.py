"""Parts of articles: what one relays is apart from what it may have added."""

from __future__ import annotations

from helpers.articles import book_of
from parallax.claims import parts


def test_an_article_of_several_voices_has_parts_and_any_other_is_whole() -> None:
    book = book_of(
        {"dock": ["net", "oil", "sand"], "reef": ["net"]},
        voices={("dock", 2): "relayed", ("dock", 3): "undetermined"},
        facts={"reef": {"not_before": "2030-04-01"}},
    )
    labels, names = parts.parts(book)
    assert labels.tolist() == ["dock:author", "dock:relayed", "dock:undetermined", "reef"]
    assert names == {
        "reef": "Reef",
        "dock:author": "Dock: its own words",
        "dock:relayed": "Dock: what it relays",
        "dock:undetermined": "Dock: author unknown",
    }
    assert parts.hits_by_part(book).labels.tolist() == ["dock:author", "dock:relayed", "dock:undetermined", "reef"]
    assert parts.hits_by_part(book).totals.toarray().sum() == book.hits().totals.toarray().sum() == 2
