"""Pages of articles: all that the tables have of each paragraph, and nothing that is markup or text of theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.toy import ARTICLES
from parallax import Corpus
from parallax.errors import ParallaxError
from parallax.pages.articles import head, paragraphs_of
from parallax.tables.answers import answers

COPY = "https://www.example.org/herald/1"


def changed(corpus: Corpus, table: str, **columns: object) -> Corpus:
    return replace(corpus, tables={**corpus.tables, table: corpus.tables[table].assign(**columns)})


def test_each_paragraph_has_its_number_and_its_anchor(two: Corpus) -> None:
    found = [(one.number, one.anchor) for one in paragraphs_of(two, "mill-gazette")]
    assert found == [(number, f"mill-gazette-{number}") for number in (1, 2, 3, 4)]


def test_a_paragraph_is_shown_with_all_that_is_on_file(two: Corpus) -> None:
    first, second, _, fourth = (one.text.splitlines() for one in paragraphs_of(two, "mill-gazette"))
    # By hand: the toll is a wall / the toll is a wall for the poor, and the poor cross the bridge to the mill.
    assert (
        first[:6]
        == [
            "- *Length*: 22 words",
            "- *Most frequent words*: toll 2",  # poor and wall are of this article alone
            "- *About*: toll \\(unwelcome\\)",
            "- *Problem described*: shut out \\(affects: the poor\\)",
            *first[4:6],
        ]
    )
    assert "- *Whose words or views it reports*: a ferry keeper: Talk with one voice" in second
    assert any(line.startswith("- *How it answers the book\\'s questions*: *Who asked for talks?* ") for line in second)
    assert "- *Whose text*: not known" in fourth
    herald = paragraphs_of(two, "bridge-herald")[0].text.splitlines()
    assert (
        "- *Whose words or views it reports*: the council: A toll must not come \\(partly in quotation marks\\)"
        in herald
    )
    start = herald.index("- *What it calls the parties*:")
    assert herald[start + 1 : start + 3] == [
        "  - the council: *council*",
        "  - the Old Bridge League: *Old Bridge League*",
    ]


def test_every_row_of_the_tables_is_shown_where_it_belongs(two: Corpus) -> None:
    columns = {"attributions": "gist", "mentions": "naming", "fact_sources": "value", "quotations": "words"}
    for source in ARTICLES.keys() & set(two.sources["source"]):
        lines = two.paragraphs[two.paragraphs["source"] == source]["line"]
        for (_, _, text), line in zip(paragraphs_of(two, source), lines, strict=True):
            for name, column in columns.items():
                table = two.tables[name]
                mine = table[(table["source"] == source) & (table["line"] == line)]
                assert all(value.replace("-", "\\-") in text for value in mine[column]), (source, line, name)


def test_no_text_of_an_article_is_shown(two: Corpus) -> None:
    for source, (_, lines) in ARTICLES.items():
        if source in set(two.sources["source"]):
            shown = head(two, source) + "".join(one.text for one in paragraphs_of(two, source))
            assert not [text for role, _, _, text in lines if role == "body" and text in shown]


def test_marks_in_a_table_are_shown_and_not_obeyed(two: Corpus) -> None:
    text = paragraphs_of(changed(two, "attributions", gist="*a* [b](c) <d> $e$ {f} `g`"), "mill-gazette")[1].text
    assert r"\*a\* \[b\]\(c\) \<d\> \$e\$ \{f\} \`g\`" in text


def test_a_quotation_leads_to_its_place_in_the_copy(two: Corpus) -> None:
    two = replace(two, sources=two.sources.assign(copy_read=COPY))
    quoted = two.tables["quotations"].assign(source="bridge-herald", line=2, words="no-toll, not now")
    text = paragraphs_of(replace(two, tables={**two.tables, "quotations": quoted.iloc[:1]}), "bridge-herald")[0].text
    assert f"[“no\\-toll, not now”]({COPY}#:~:text=no%2Dtoll%2C%20not%20now)" in text
    assert f"The copy we read in September 2031 is at [example.org]({COPY})." in head(two, "bridge-herald")
    archived = replace(two, sources=two.sources.assign(read="", archived="https://example.net/copy"))
    assert (
        f"we read is at [example.org]({COPY}); there is another [in a web archive](https://example.net/copy)."
        in head(archived, "bridge-herald")
    )


@pytest.mark.parametrize(
    ("before", "after", "fragment"),
    [("she said", "", "she%20said-,no%20toll"), ("", "not-now", "no%20toll,-not%2Dnow"), ("", "", "no%20toll")],
)
def test_a_link_has_the_words_beside_a_quotation_that_the_copy_has_earlier_too(
    two: Corpus, before: str, after: str, fragment: str
) -> None:
    two = replace(two, sources=two.sources.assign(copy_read=COPY))
    quoted = two.tables["quotations"].iloc[:1].assign(words="no toll", before=before, after=after)
    text = paragraphs_of(replace(two, tables={**two.tables, "quotations": quoted}), "bridge-herald")[0].text
    assert f"({COPY}#:~:text={fragment})" in text


def test_the_head_says_who_wrote_it_and_that_no_person_has_checked_what_was_read(two: Corpus) -> None:
    text = head(two, "bridge-herald")
    assert text.startswith(
        "*Who May Cross the Old Bridge?* by Nell Harrow. The copy we read in September 2031 is an invention. Its"
    )
    assert "3 paragraphs" in text
    assert text.endswith("was read by a language model, and checked by no person yet; [you can check it](#check-rows).")
    assert " by " not in head(two, "mill-gazette").partition(".")[0]


def test_what_a_person_has_checked_is_marked_and_counted(two: Corpus) -> None:
    rows = answers(two.tables)
    checks = rows.assign(
        right=1, checked_by="person", checker="ada", blind="", problem="", outcome="", reason=""
    )  # fmt: skip
    checked = replace(two, tables={**two.tables, "checks": checks})
    for source in ("bridge-herald", "mill-gazette"):
        n = (rows["source"] == source).sum()
        assert head(checked, source).endswith(
            f"was read by a language model. A person has checked {n} rows, drawn by lot. "
            "Where a row is shown below and unchanged since, a note says what was found."
        )
        for one in paragraphs_of(checked, source):
            # Lengths and frequent words are counted; voices, positions and quotations are not drawn from.
            items = [line for line in one.text.splitlines() if not line.endswith("*:")]
            plain = ("- *Length*", "- *Most frequent", "- *Whose text*", "- *Quoted in", "- *Positions")
            assert all("– *checked by a person*" in line for line in items if not line.startswith(plain)), one
            assert not [line for line in items if line.startswith(plain) and "checked by" in line]
    one = replace(two, tables={**two.tables, "checks": checks[checks["source"] == "mill-gazette"].head(1)})
    assert "A person has checked one row, drawn by lot. Where a row is shown below" in head(one, "mill-gazette")
    wrong = checks[checks["source"] == "mill-gazette"].head(1).assign(right=0)
    found = head(replace(two, tables={**two.tables, "checks": wrong}), "mill-gazette")
    assert "A person has checked one row, drawn by lot, and found it wrong. Where" in found
    assert head(one, "bridge-herald").endswith("checked by no person yet; [you can check it](#check-rows).")
    model = replace(two, tables={**two.tables, "checks": checks.assign(checked_by="model")})
    assert paragraphs_of(model, "mill-gazette") == paragraphs_of(two, "mill-gazette")


def test_what_a_person_found_wrong_and_was_kept_is_marked(two: Corpus) -> None:
    rows = answers(two.tables)
    checks = rows.assign(right=0, checked_by="person", checker="ada", problem="It is not.", outcome="kept", reason="x")
    text = paragraphs_of(replace(two, tables={**two.tables, "checks": checks}), "mill-gazette")[1].text
    assert "Talk with one voice – *found wrong by a person; read again and kept*" in text


def test_views_that_are_told_of_somebody_and_cut_namings_are_marked(two: Corpus) -> None:
    thought = changed(changed(two, "attributions", mode="thought"), "mentions", naming="a b c d e f", n=2, n_quoted=1)
    assert (
        r"Talk with one voice \(a view, as the article describes it\)" in paragraphs_of(thought, "mill-gazette")[1].text
    )
    shown = paragraphs_of(thought, "bridge-herald")[0].text
    assert r"the council: *a b c d e f* … \(2 times, in quotation marks\)" in shown
    assert r"A toll must not come \(partly in quotation marks\)" in shown


def test_no_word_is_shown_that_one_article_alone_uses(two: Corpus) -> None:
    alone = [
        line for one in paragraphs_of(two, "mill-gazette") for line in one.text.splitlines() if "Most frequent" in line
    ]
    assert alone == ["- *Most frequent words*: toll 2"]


def test_what_an_article_relays_is_said_in_its_head(seven: Corpus) -> None:
    assert "It relays text from Quay Journal." in head(seven, "ferry-news")
    assert "relays" not in head(seven, "hill-post")


def test_an_unknown_article_is_refused(two: Corpus) -> None:
    for asked in (head, paragraphs_of):
        with pytest.raises(ParallaxError, match="sources has no 'ferry'; choose from bridge-herald, mill-gazette"):
            asked(two, "ferry")


def test_positions_are_listed_once_with_their_question(two: Corpus) -> None:
    text = paragraphs_of(two, "mill-gazette")[1].text
    assert r"- *Positions based on it*: *A toll?* Talks come first" in text
    assert "Positions" not in paragraphs_of(two, "mill-gazette")[2].text
