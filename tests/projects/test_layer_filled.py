"""A project of which every layer is filled, in German: claims see groups, pages say what was entered."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers import read_project
from helpers.own_project import build, enter, run
from helpers.project import ROOT
from helpers.toy import edit
from parallax import load_corpus
from parallax.articles.verification import verify
from parallax.claims import account, layer_tables, ledger, plain, shares
from parallax.claims.evidence import UnknownSourceError
from parallax.claims.results import Results
from parallax.corpus.changes import mutate
from parallax.errors import ParallaxError
from parallax.pages import scaffold
from parallax.projects import layer
from parallax.tables import layers, package, phrases
from parallax.tables.checked import checked_tables
from parallax.tables.writing import replace_all


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("read")
    read_project.build(root)
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "project")


@pytest.fixture(scope="module")
def claims(made: Path) -> dict[str, ledger.Claim]:
    return ledger.load_claims(made / "chapters" / "claims.yml")


@pytest.fixture(scope="module")
def book(made: Path) -> Results:
    return Results(load_corpus(made / "corpus"), plain.PROJECT, keep=False)


def test_every_claim_holds_and_falls_after_what_breaks_it(
    made: Path, book: Results, claims: dict[str, ledger.Claim]
) -> None:
    assert len({claim.chapter for claim in claims.values()}) == 6
    for claim in claims.values():
        assert claim.evidence(book).holds, claim.id
        for change in claim.breaks:
            tables, words = checked_tables(made / "corpus"), frozenset(package.stopwords(made / "corpus"))
            broken = Results(mutate(tables, words, change), book.settings, keep=False)
            assert not claim.evidence(broken).holds, claim.id


def test_a_claim_of_a_group_names_the_paragraphs_of_its_texts(book: Results, claims: dict[str, ledger.Claim]) -> None:
    table = ledger.evaluate(book, claims).set_index("id")
    assert table.at["the-road", "where"] == (("deich-2", 2), ("moor-3", 2))
    assert table.at["no-peat", "text"] == "Deich never uses *torf*; the others do, 3 times."
    assert "moor-2 was passed on" in table.at["passed-on", "text"]


def test_a_claim_of_texts_takes_no_group_and_one_of_groups_no_text(
    book: Results, claims: dict[str, ledger.Claim]
) -> None:
    functions = {name: claims[name].declaration.function for name in ("passed-on", "own-words")}
    with pytest.raises(UnknownSourceError, match="choose from deich-1, deich-2"):
        functions["passed-on"](book, source="Deich", at_least=1)
    with pytest.raises(UnknownSourceError, match="choose from Deich, Moor"):
        functions["own-words"](book, source="deich-1", voice="author", at_least=0.5)


def test_nobody_is_said_to_have_read_and_nothing_to_be_an_article(
    book: Results, claims: dict[str, ledger.Claim]
) -> None:
    found = layer_tables.findings(book, claims, shares.load_shares(Path("none.csv")).iloc[:0])
    assert found["mark"].str.startswith(("counted", "read", "public record")).all()
    for name in claims:
        told = account.account(book, claims, name, shares.load_shares(Path("none.csv")).iloc[:0])
        assert "language model" not in told
        assert not re.search(r"\barticles?\b(?! =)", told), told  # a figure can be called so


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("roles", "Of 13 lines, 12 are paragraphs of the body; 100% of their words"),
        ("provenance", "known of 6 of 6 texts"),
        ("lexicon", "4 entries in 2 categories; 4 of them occur"),
        ("codes", "4 paragraphs of 12 are coded, by 2 coders: first and second, whose codes were then settled."),
        ("attributions", "3 speakers are heard in 4 attributions"),
        ("facts", "1 question was put to the texts; 1 of them"),
        ("claims", "6 sentences are claimed"),
    ],
)
def test_a_page_says_what_was_entered(made: Path, name: str, said: str) -> None:
    glued, shown = run(scaffold.chapter(layer.FILES.get(name, name)), made / "chapters")
    assert said in str(glued["answer"])
    pages = " ".join(" ".join(re.sub("<[^>]*>", " ", each._repr_html_()).split()) for each in shown)
    expected = {
        "lexicon": "Land und Meer",
        "facts": "they contradict each other",
        "codes": "settled Geht es um Wasser?",
    }
    assert expected.get(name, "") in pages
    assert not re.search(r"\barticles?\b", pages)


def test_a_share_is_all_or_none_only_where_it_is() -> None:
    said = {1.0: "100%", 0.9999: "more than 99%", 0.5: "50%", 0.0001: "less than 1%", 0.0: "0%"}
    assert {share: layer_tables._percent(share) for share in said} == said


#: Mistakes of an analyst: file, what stands there, what is written, and what the message has to say.
MISTAKES = [
    ("attributions.csv", "institution,town", "institution,twon", "row 3, column side: 'twon' is not listed in"),
    ("attributions.csv", "fries,named,town", "frees,named,town", "attributions.csv, row 2"),
    ("attributions.csv", "direct,sagen,6", "direct,sagen,9", "fewer words in quotation marks than that: 6; count"),
    ("codings.csv", "first,deich-1,2,water,1", "first,deich-1,2,water,2", "has the value '2' for water; write 0 or 1"),
    ("codings.csv", "first,deich-1,2,", "first,deich-1,9,", "codings.csv, row"),
    ("codings.csv", "first,deich-1,2,", "first,deich-1,0,", "deich-1, line 0 is title; code body paragraphs only"),
    ("quotations.csv", "kühn und nötig", "kühn und gut", "'kühn und gut' is not in deich-3, line 1; copy the words"),
    ("quotations.csv", "kühn und nötig", "Das Meer wartet nicht", "is not in deich-3"),
    (
        "mentions.csv",
        "Ada Fries,1",
        "Ada Fries,2",
        "mentions.csv, row 2: 'Ada Fries' occurs 1 times in deich-3, line 1",
    ),
    ("lexicons/frames.csv", "straße", "Straße", "'Straße' is never found as written; write 'straße'"),
    ("lexicons/frames.csv", "bäume", "ba\u0308ume", "in which each letter with a mark is one character"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_file_and_a_remedy(project: Path, file: str, old: str, new: str, said: str) -> None:
    edit(project / "corpus" / file, old, new)
    messages = verify(project / "corpus", project / "corpus" / "texts")
    assert any(said in message and Path(file).name in message for message in messages), messages


def test_a_whole_sentence_in_another_language_is_no_quotation(project: Path) -> None:
    corpus = project / "corpus"
    edit(
        corpus / "quotations.csv",
        "higher,deich-2,1,die Straße höher werden muss",
        "higher,deich-2,1,Das Meer wartet nicht",
    )
    assert any("is a whole sentence of deich-2, line 1" in each for each in verify(corpus, corpus / "texts"))


def test_a_false_claim_is_refused_with_its_name(project: Path) -> None:
    edit(project / "chapters" / "claims.yml", "sides: [woods]", "sides: []")
    with pytest.raises(ParallaxError, match=r"(?s)claim 'the-woods' .*does not hold.*correct the sentence or its test"):
        run(scaffold.chapter(layer.FINDINGS), project / "chapters")


def test_changed_roles_give_few_messages_and_the_remedy_first(project: Path) -> None:
    corpus = project / "corpus"
    edit(corpus / "lines.csv", "deich-3,0,body", "deich-3,0,heading")
    edit(corpus / "lines.csv", "moor-2,0,body", "moor-2,0,heading")
    messages = [each for each in verify(corpus, None) if "as it was accepted" not in each]
    assert messages[0].startswith("lines.csv: ")
    assert messages[0].endswith("run `parallax extract`")
    assert sum("the paragraph number does not fit" in each for each in messages) == 1


def test_names_can_be_listed_without_word_lists(tmp_path: Path) -> None:
    corpus = build(tmp_path)
    replace_all(corpus, layer.files(corpus, "names"))
    enter(corpus, "actors", {"actor": "guild", "kind": "body", "alias": "guild", "mask": 0})
    read_project.renew(corpus)
    assert verify(corpus, corpus / "texts") == []
    assert phrases.unused(corpus) == []


@pytest.mark.parametrize("name", [*(name for name in layers.LAYERS if name != layers.CORE), layer.CLAIMS])
def test_what_comes_next_is_said_of_each_layer(name: str) -> None:
    said = layer.what_next(name)
    assert ("`parallax extract`" in said) == (name in ("roles", "names", "lexicon"))
    assert ("chapters/claims.yml" in said) == (name == layer.CLAIMS)


@pytest.mark.ci("a project with every layer")
def test_a_filled_project_is_built_and_tested_as_its_makefile_does(project: Path) -> None:
    place, file = layer.TEST_OF_CLAIMS
    (project / file).write_text(scaffold.template(place), encoding="utf-8")
    toc = (project / "_toc.yml").read_text(encoding="utf-8")
    for name, title in layer.TITLES.items():
        chapter = layer.FILES.get(name, name)
        (project / "chapters" / f"{chapter}.ipynb").write_text(scaffold.chapter(chapter), encoding="utf-8")
        toc = scaffold.with_chapter(toc, chapter, title)
    (project / "_toc.yml").write_text(toc, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    for target in ("notebooks", "test", "book"):
        done = subprocess.run(
            ["make", target, f"CHECKOUT={ROOT}"], cwd=project, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
