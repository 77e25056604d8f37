"""What a claim looks at where texts belong to groups: each group as one text, or each text by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parallax.claims.once import once
from parallax.corpus.merged import Merged, by_text, merged

#: Of what a function speaks whose answer depends on whose words are taken together: of whole groups, or of each text.
GROUPS, TEXTS = "groups", "texts"


@once
def seen(book: Any, of: str) -> tuple[Any, Mapping[tuple[str, int], tuple[str, int]]]:  # noqa: ANN401  Results
    """Return results of the corpus as claims see it that speak of whole groups, or of each text.

    With them come text and number of each paragraph, where it has another number in its group. Without groups, or where
    `of` is empty, the corpus is seen as it is.
    """
    if not of or not book.corpus.has_groups:
        return book, {}
    view = Merged(by_text(book.corpus), {}) if of == TEXTS else merged(book.corpus)
    return book.sharing(view.corpus, ()), view.own
