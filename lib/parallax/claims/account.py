"""All that is known of one claim: what it says, what it rests on, what breaks it, and under which choices it fails."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from sphinx_external_toc.parsing import parse_toc_yaml

from parallax.claims import ledger, robustness, show
from parallax.claims.entries import established
from parallax.claims.ledger import Claim
from parallax.claims.results import Results
from parallax.claims.seen import TEXTS
from parallax.claims.shares import on_passes
from parallax.claims.wording import labelled, named_in, paragraphs
from parallax.corpus import changes
from parallax.corpus.choices import CHOICES, LEVELS


def account(book: Results, claims: Mapping[str, Claim], name: str, shares: pd.DataFrame) -> str:
    """Explain one claim of the ledger, with its shares (`claims.shares.load_shares`).

    Lines: a heading, then what belongs under it, indented.
    """
    claim = ledger.claim_of(claims, name)
    answer, names = claim.evidence(book), named_in(book.corpus)
    declaration = claim.declaration
    own, noun = book.corpus.has_groups, "text" if declaration.speaks_of == TEXTS else "group"
    means = {one: _of_articles(words, noun if own else "") for one, words in declaration.figures.items()}
    figures = [f"{one} = {figure:.4g}  {means[one]}" for one, figure in answer.figures.items()]
    question = _of_articles(claim.question(labelled(book.corpus)), noun if own else "")
    arguments = ", ".join(f"{key}={value!r}" for key, value in claim.args.items())
    parts = {
        f"{claim.id}, in {', '.join((claim.chapter, *claim.also))}": [claim.text(answer, names)],
        "holds" if answer.holds else "DOES NOT HOLD": figures,
        "established": [established(claim.how, own=own), f"scope: {claim.scope}"],
        "paragraphs": [paragraphs(answer.where, names) or "none: it is about whole texts, or about what is absent"],
        "test": [_place(claim), f"{claim.test}({arguments})", f"asks whether {question}"],
        "what would break it": list(map(changes.in_words, claim.breaks)),
        "other ways of counting": _counted_otherwise(claim, shares),
        "codes": _coded_otherwise(claim, shares),
    }
    return "\n".join(line for heading, lines in parts.items() for line in (heading, *(f"  {one}" for one in lines)))


def _of_articles(words: str, noun: str) -> str:
    """Return what a declaration says of articles as said of whatever a project has, if not of articles."""
    return re.sub(r"\barticle(s?)\b", rf"{noun}\1", words) if noun else words


def _place(claim: Claim) -> str:
    """Return file and line of a claim's test."""
    function = inspect.unwrap(claim.declaration.function)
    file, (_, line) = Path(inspect.getsourcefile(function) or ""), inspect.getsourcelines(function)
    return f"{os.path.relpath(file)}:{line}"


def _coded_otherwise(claim: Claim, shares: pd.DataFrame) -> list[str]:
    """Say on which passes a claim that rests on codes holds alone, and how far coders agree on its variables."""
    mine = on_passes(shares[shares["id"] == claim.id])
    return [
        f"{row.variables}: alpha {row.alpha:.2f} or more; holds on {row.n_passes_held} of {row.n_passes} passes, each "
        "alone" + f", not on {row.passes_failed}" * bool(row.passes_failed)
        for row in mine.itertuples()
    ] or ["it rests on no codes"]


def _counted_otherwise(claim: Claim, shares: pd.DataFrame) -> list[str]:
    """Say which choices touch a claim, in how many combinations it holds, and where it does so less often."""
    touching = robustness.touching(claim)
    if not touching:
        why = claim.declaration.untouched if claim.how == "counted" else "it rests on reading or on record"
        return [f"no choice touches it: {why}"]
    stored = shares[shares["id"] == claim.id]
    if stored.empty:
        return ["not evaluated yet; run `make robustness`"]
    (row,) = stored.itertuples()
    choices = [f"{name}: {'; '.join(LEVELS[name, level] for level in CHOICES[name])}" for name in touching]
    held = [f"holds in {row.n_held} of the {row.n_asked} ways that could be asked, of {row.n_choices} in all"]
    if row.n_held < row.n_asked and row.by_level:
        held.append(f"by level, where that matters: {row.by_level}")
    return [*held, *choices]


def chapter_names(toc: str | Path) -> dict[str, str]:
    """Return what the menu of the book calls each chapter, by its short name, from its ``_toc.yml``."""
    site = parse_toc_yaml(toc)
    named = {Path(name).name: page.title for name, page in site.items() if page.title}
    return {Path(site.root.docname).name: "The first page", **named}


def accounts(book: Results, claims: Mapping[str, Claim], shares: pd.DataFrame) -> pd.DataFrame:
    """Return for every claim what a reader of the findings can ask about it.

    Parameters
    ----------
    book : Results
        What the claims are evaluated on.
    claims : mapping of str to Claim
        The ledger.
    shares : DataFrame
        As `claims.shares.load_shares` returns.

    Returns
    -------
    DataFrame
        One row a claim, in their order: id, text, question (what its test asks), how and firmness (see
        `claims.marks`), mark (in words), hardest (the choices under which it holds least often), codes (the passes on
        which it does not hold alone), where (paragraphs, linked), fails (a sentence a change that must break it,
        joined by line ends), scope, figures, chapters (that show it, joined by blanks), articles (ids of those it
        speaks of or rests on, joined by blanks).
    """
    names, called, mark_of = book.corpus.names, labelled(book.corpus), show.marks_of(shares)
    hardest = shares.set_index("id")["hardest"]
    failed = on_passes(shares).set_index("id")["passes_failed"]
    rows = []
    for row in ledger.evaluate(book, claims).itertuples():
        claim, mark = claims[row.id], mark_of(claims[row.id])
        spoken_of = [source for source in names if names[source] in row.text or source in dict(row.where)]
        rows.append(
            {
                "id": row.id,
                "text": row.text,
                "question": row.question,
                "how": claim.how,
                "firmness": mark.firmness,
                "mark": mark.words,
                "hardest": str(hardest.get(row.id, "")) if mark.firmness in {"mostly", "seldom"} else "",
                "codes": failed.get(row.id, ""),
                "where": paragraphs(row.where, names, linked=True),
                "fails": "\n".join(changes.in_words(change, called) for change in claim.breaks),
                "scope": claim.scope,
                "figures": row.figures.replace("_", " "),
                "chapters": " ".join((claim.chapter, *claim.also)),
                "articles": " ".join(spoken_of),
            }
        )
    return pd.DataFrame(rows)
