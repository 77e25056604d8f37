"""A Sphinx extension: the search finds claims and questions, and shows the words around what it finds.

``_static/questions.js`` has every question of the tables of facts as ``window.parallaxQuestions``: id, question, theme,
articles that have an answer, and address. With the cards of claims, if the book has them, the page of search looks
through them (``_static/search.js``) and lists what it finds above the pages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from parallax.analysis.facts import answers
from parallax.claims.answers import THEMES
from parallax.corpus.corpus import Corpus, load_corpus
from parallax.pages.sphinx_head import TABLES
from parallax.tables.package import DESCRIPTOR

QUESTIONS = "questions.js"


#: The page that has all questions, each with the anchor ``question-`` and its id.
PAGE = "chapters/facts"


def questions(corpus: Corpus, address: str) -> list[dict[str, Any]]:
    """Return the questions of a corpus, in the order of their table.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    address : str
        Of the page that has them, from the top of the book.
    """
    facts = corpus.tables["facts"]
    table = answers(corpus.tables["fact_sources"], list(corpus.by_date))
    said = table[table["answered"]].groupby("fact")["source"].agg(list)
    return [
        {
            "id": row.fact,
            "text": row.question,
            "theme": THEMES.get(row.theme, row.theme),
            "articles": [corpus.names[source] for source in said.get(row.fact, [])],
            "address": f"{address}#question-{row.fact}",
        }
        for row in facts.itertuples()
    ]


def _write_questions(app: Sphinx, env: BuildEnvironment) -> None:
    corpus = Path(app.srcdir) / TABLES
    if app.builder.format == "html":
        known = PAGE in env.found_docs and (corpus / DESCRIPTOR).is_file()
        found = questions(load_corpus(corpus), app.builder.get_target_uri(PAGE)) if known else []
        file = Path(app.outdir) / "_static" / QUESTIONS
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"window.parallaxQuestions = {json.dumps(found, ensure_ascii=False)};\n", encoding="utf-8")


def _add_scripts(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    if page == "search":
        app.add_js_file(QUESTIONS)
        app.add_js_file("search.js")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.connect("env-updated", _write_questions)
    app.connect("html-page-context", _add_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
