"""The check that finds typed numbers in prose, itself."""

from __future__ import annotations

import pytest

from helpers.prose import loose_numbers


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("The article uses 30 terms.", ["30"]),
        ("It has seven paragraphs.", ["seven"]),
        ("Twenty of them, and two-thirds of those.", ["Twenty", "two"]),
        ("About 12.5% of 1,000 words.", ["12.5%", "1,000"]),
        ("**30** terms, _9_ more and _ten_ others", ["30", "9", "ten"]),
        ("## What the 4 others say", ["4"]),
        ("![A bar of 5 words](plot.svg)", ["5"]),
        ("| term | n |\n|---|---|\n| peace | 8 |", ["8"]),
        ("KabulNow, paragraph 7, and KN 7", ["7", "7"]),
        ("The {abbr}`six (half a dozen)` speak.", ["six"]),
        ("```{note} The 3 pairs\n:class: tip5\nTwo of them speak.\n```\nAnd 6 more.", ["3", "Two", "6"]),
        (":::{figure} plot2.svg\n:alt: The 5 bars\n:name: fig-2\nAll 8 of them.\n:::", ["5", "8"]),
        ("```{table} Of 5 articles\n```", ["5"]),
        ("```python\nn = 5\n```\nThat was 5.", ["5"]),
        ("In 2021 they had 14 members.", ["14"]),
        ("On page <span class='n5'>7</span>", ["7"]),
        ("It costs $5 or $6.", ["5", "6"]),
        ("The 24 members of May met.", ["24"]),
    ],
)
def test_a_typed_number_is_found(markdown: str, found: list[str]) -> None:
    assert loose_numbers(markdown) == found


@pytest.mark.parametrize(
    "markdown",
    [
        "There are {glue:text}`n_terms` terms, {glue:text}`share5:.2f` of all.",
        "Set `n_resamples=2000` or ``a `5` b``.",
        "With $n=5$ the smallest is $1/5$.\n\n$$\np = 0.2\n$$",
        "See [link 2](https://example.org/3) and [chapter 4][four].\n\n[four]: https://example.org/4",
        "At <https://example.org/5> or https://example.org/6.",
        "Written on 24 September 2021, 24 Sept 2021, September 24, 2021, or 1–7 May 2023.",
        "Not before 2021-09-24 or 2021-09; in May 2023; in 2021; since 18 February; 2021–2024.",
        "As KN ¶7 and RS ¶12–14 say, and NI ¶3, ¶5.",
        "{cite:t}`monroe2008`, {ref}`Chapter 2 <two-1>`, {math}`x^2`, {numref}`fig-3`.",
        "(section-2)=\n## A heading {#anchor-2}",
        "```python\nfor i in range(5): pass\n```",
        "````{note}\n```{code-block} python\n:linenos: 3\nx = 5\n```\nWords only.\n````",
        "~~~\n7\n~~~",
        "<!-- 5 things to do -->\n% and 6 more\n",
        "1. First\n2. Then",
        "A note.[^2]\n\n[^2]: Words only.",
        "One word, no number; often tenfold, and someone weighs it.",
        '<span class="badge-2">firm</span>',
    ],
)
def test_a_number_that_is_computed_or_no_count_is_let_through(markdown: str) -> None:
    assert loose_numbers(markdown) == []


def test_a_literal_is_let_through_as_a_whole_only() -> None:
    assert loose_numbers("Under CC BY 4.0, and 4.05 of it.", ["CC BY 4.0", "4.0"]) == ["4.05"]
    assert loose_numbers("Under CC BY 4.0.", ["CC BY 4"]) == ["0"]
    assert loose_numbers("Five articles, five copies, fifteen.", ["five"]) == ["fifteen"]


def test_numbers_come_in_the_order_of_the_text() -> None:
    assert loose_numbers("First five, then 3, then Five.") == ["five", "3", "Five"]
