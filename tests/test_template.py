"""The template of a chapter and its budget: what DESIGN asks of the pages that readers meet."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from helpers.chapters import filled, glued, headings, is_figure, read, said, unfolded, visible, words
from helpers.each import for_each
from helpers.project import ROOT
from parallax.pages.build import notebooks

CHAPTERS = [path for path in notebooks(ROOT) if path.stem not in {"intro", "findings"}]

# Words before anything is unfolded, the claims as they are printed.
WORDS = {"framing": 1_400, "facts": 1_400, "profiles": 1_400}
USUAL = 900

ENDING = ["Could it be chance?", "What this chapter cannot show", "Try it", "For experts"]
FIGURES, ROWS = 4, 8


def number_of(text: str) -> int:
    """Return how many numbers a text has, dates apart."""
    return len(re.findall(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]*", text))


@for_each(CHAPTERS)
def test_a_chapter_answers_its_question_in_one_short_sentence(path: Path) -> None:
    notebook = read(path)
    title, _, rest = notebook.cells[0].source.partition("\n")
    assert title.endswith("?")
    (key,) = re.findall(r"^> \{glue:md\}`(answer-[\w-]+):myst`$", rest, re.MULTILINE)
    answer = said(glued(notebook)[key])
    assert len(words(answer)) <= 25, answer
    assert number_of(answer) <= 1, answer
    assert len(re.findall(r"[.?!](?:\s|$)", answer)) == 1, answer


@for_each(CHAPTERS)
def test_a_lesson_follows_the_answer_and_the_key_figure_comes_first(path: Path) -> None:
    notebook = read(path)
    assert re.search(r"^:::\{lesson\}\n:learn: .+\n:need: .+\n:::$", notebook.cells[0].source, re.MULTILINE)
    between = [cell for cell in notebook.cells[1:] if visible(cell) or cell.cell_type == "markdown"]
    assert is_figure(between[0]), "the first thing after the answer is a figure"


@for_each(CHAPTERS)
def test_a_chapter_ends_as_all_do(path: Path) -> None:
    assert headings(read(path))[-4:] == ENDING


@for_each(CHAPTERS)
def test_every_other_heading_is_a_question(path: Path) -> None:
    assert [heading for heading in headings(read(path))[: -len(ENDING)] if not heading.endswith("?")] == []


@for_each(CHAPTERS)
def test_the_last_line_leads_to_data_methods_and_glossary(path: Path) -> None:
    last = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"][-1]
    folder = "" if path.parent.name == "appendices" else "appendices/"
    for page in ("data", "method", "glossary"):
        assert f"]({folder}{page}.md" in unfolded(last), page


@for_each(CHAPTERS)
def test_the_limits_are_three(path: Path) -> None:
    prose = "\n\n".join(filled(read(path)))
    limits = prose.split(f"## {ENDING[1]}")[1].split("\n## ")[0]
    assert len(re.findall(r"^- \*\*.+?\*\*", limits, re.MULTILINE)) == 3


@for_each(CHAPTERS)
def test_an_exercise_has_a_folded_solution(path: Path) -> None:
    prose = "\n\n".join(filled(read(path)))
    exercise = prose.split("## Try it")[1].split("\n## ")[0]
    assert ":::{dropdown} Solution" in exercise
    assert len(words(said(unfolded(exercise)))) >= 10


@for_each(CHAPTERS)
def test_words_and_figures_stay_within_the_budget(path: Path) -> None:
    notebook = read(path)
    text = said(unfolded("\n\n".join(filled(notebook))))
    assert len(words(text)) <= WORDS.get(path.stem, USUAL)
    assert sum(map(is_figure, notebook.cells)) <= FIGURES


@for_each(notebooks(ROOT))
def test_tables_show_few_rows_at_first(path: Path) -> None:
    for cell in read(path).cells:
        for output in visible(cell):
            page = BeautifulSoup("".join(output["data"].get("text/html", "")), "html.parser")
            for table in page.select(".parallax-table"):
                assert len(table.select("tbody:not(.parallax-more) > tr")) <= ROWS, cell.source


@for_each(notebooks(ROOT))
def test_code_is_seen_only_where_it_makes_something(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "code":
            tags = {tag for tag in cell.metadata.tags if tag.startswith(("hide", "remove"))}
            shown = visible(cell) and path.stem != "intro"  # whose readers come for no code
            assert tags == {"hide-input" if shown else "remove-input"}, cell.source


def test_what_is_folded_is_not_counted() -> None:
    text = "(a)=\n# One?\n\n:::{lesson}\n:learn: two\n:need: three\n:::\n\nFour.\n\n"
    text += ":::{dropdown} Five\nSix.\n:::\n\nSeven."
    assert words(said(unfolded(text))) == ["One", "Four", "Seven"]
    text = "::::{grid}\n:::{dropdown} A\nB\n:::\n::::\nC"
    assert words(said(unfolded(text))) == ["C"]


def test_a_claim_is_read_without_its_mark() -> None:
    mark = "\u00a0[[counted](#claim-a)]{.parallax-claim-mark .counted .always}"
    shown = "It is *nine*. [AA [¶2](#a-2)]{.parallax-where}" + mark
    assert said(shown) == "It is nine."


def test_numbers_are_counted_and_years_are_not() -> None:
    assert number_of("Of 92 voices in 2021, 3.5 were 1,000 strong.") == 3
