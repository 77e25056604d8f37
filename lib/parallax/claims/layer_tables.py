"""What the chapters of layers show in any project: what somebody entered, counted by group, and a sentence on it.

A layer whose tables have no rows yet gives empty tables, and a sentence that says which table is to be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parallax.analysis import agreement, framing, voices
from parallax.analysis import facts as of_facts
from parallax.analysis import sources as of_sources
from parallax.claims.ledger import Claim, evaluate
from parallax.claims.plain import plural
from parallax.claims.results import Results
from parallax.claims.show import marks_of
from parallax.claims.wording import enumerate_words, named_in, paragraphs
from parallax.corpus.corpus import Corpus
from parallax.corpus.merged import names_of_texts
from parallax.errors import ParallaxError
from parallax.tables import layers
from parallax.tables.coded import KEYS, RESOLVED, is_settled
from parallax.tables.groups import group_labels

SPEAKERS = 5  # shown of each group
#: What the page says of how the answers of texts relate, by the column relation of facts.csv.
RELATIONS = {
    "agreement": "they agree",
    "contradiction": "they contradict each other",
    "explained_by_time": "they differ as the days do on which they were given",
    "different_scope": "they speak of different things",
    "spelling": "they differ in spelling",
    "slip": "one has a slip",
    "single": "only one text answers",
}
SETTLED = "settled"  # what the page calls the settled codes
NOT_CLAIMED = "Nothing is claimed yet. A claim is entered in chapters/claims.yml, where an example shows how."


def nothing_in(corpus: Corpus, layer: str, *tables: str) -> str:
    """Say that nothing has been entered, and where it would be; empty where one of the tables has a row."""
    if any(len(corpus.tables[table]) for table in tables):
        return ""
    paths = {entry["name"]: entry["path"] for entry in layers.resources(layer)}
    files = enumerate_words([f"corpus/{paths[table]}" for table in tables])
    table, column = ("tables are", "their columns are") if len(tables) > 1 else ("table is", "its columns are")
    return f"Nothing has been entered yet; the {table} {files}, {column} explained in corpus/datapackage.yaml."


def of_groups(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of texts as rows of the groups to which these belong: the group stands under source."""
    label_of = dict(zip(corpus.sources["source"], group_labels(corpus.sources), strict=True))
    return rows.assign(source=rows["source"].map(label_of).astype(object))


def called(corpus: Corpus, table: str, column: str) -> dict[str, str]:
    """Return what the page calls the values of a column, by categories.csv; by their own names otherwise."""
    listed = corpus.tables["categories"]
    mine = listed[(listed["table"] == table) & (listed["column"] == column) & (listed["label"] != "")]
    values = corpus.tables[table][column]
    own = {value: value.replace("_", " ") for value in values.unique() if value}
    return own | dict(zip(mine["value"], mine["label"], strict=True))


# Roles and voices


def lines(corpus: Corpus) -> pd.DataFrame:
    """Return lines and words by role, see `analysis.sources.parts`."""
    return of_sources.parts(corpus.segments)


def voices_of(corpus: Corpus) -> pd.DataFrame:
    """Return paragraphs and words of each voice in each group: source (the group), as `analysis.sources.voices`."""
    return of_sources.voices(of_groups(corpus, corpus.paragraphs), list(corpus.groups.categories))


def on_roles(corpus: Corpus) -> str:
    """Say how many lines are what, or that nobody has reviewed them."""
    segments = corpus.segments
    body, author = segments["role"] == "body", segments["voice"] == "author"
    if (body & author & (segments["section"] == "whole") & (segments["skip_chars"] == 0)).all():
        return (
            "Nobody has reviewed the lines yet: each is assumed to be a paragraph of its author's own. The table is "
            "corpus/lines.csv, its columns are explained in corpus/datapackage.yaml."
        )
    share = segments.loc[body & author, "n_tokens"].sum() / segments.loc[body, "n_tokens"].sum()
    return (
        f"Of {plural(len(segments), 'line')}, {int(body.sum()):,} are paragraphs of the body; {_percent(share)} of "
        "their words are their author's own."
    )


def _percent(share: float) -> str:
    """Return a share as a percentage that says all or none only where it is."""
    said = f"{share:.0%}"
    if said == "100%" and share < 1:
        return "more than 99%"
    return "less than 1%" if said == "0%" and share > 0 else said


# Provenance


def steps(corpus: Corpus) -> pd.DataFrame:
    """Return the steps of each text: group, source, hop, holder, did (in words), inferred, lost (in words)."""
    table = of_sources.relay(corpus.tables["hops"])
    table = table.assign(lost=["; ".join(items) for items in table["lost"]])
    groups, names = of_groups(corpus, table)["source"], names_of_texts(corpus.sources)
    return table.assign(group=groups, source=table["source"].map(names).astype(object))[
        ["group", "source", "hop", "holder", "did", "inferred", "lost"]
    ]


def on_steps(corpus: Corpus) -> str:
    """Say of how many texts the steps are known."""
    n, known = len(corpus.sources), corpus.tables["hops"]["source"].nunique()
    return nothing_in(corpus, "provenance", "hops") or (
        f"The steps by which a text reached the copy that was read are known of {known:,} of {plural(n, 'text')}."
    )


# Word lists


def rates(book: Results) -> pd.DataFrame:
    """Return the rate of each category, group by group, see `analysis.framing.rates`; without entries, no row."""
    if nothing_in(book.corpus, "lexicon", "frames"):
        return pd.DataFrame(columns=["group", "frame", "pole", "n", "rate", "paragraphs", "ci_low", "ci_high"])
    table = framing.rates(book.hits(), book.settings)
    table = table.sort_values(["frame", "pole"], kind="stable", ignore_index=True)
    return table.assign(**{column: _in_words(book.corpus, table[column], column) for column in ("frame", "pole")})


def entries(corpus: Corpus) -> pd.DataFrame:
    """Return the entries that each category's hits are of, one row a category and one column a group."""
    met = of_groups(corpus, corpus.tables["phrases"].merge(corpus.paragraphs[KEYS], on=KEYS))
    table = framing.leading(framing.entries(met, corpus.tables["frames"])).reset_index()
    return table.assign(frame=_in_words(corpus, table["frame"], "frame"))


def _in_words(corpus: Corpus, values: pd.Series, column: str) -> pd.Series:
    """Return categories or poles as the page calls them."""
    names = called(corpus, "frames", column)
    return values.map(lambda value: names.get(value, value)).astype(object)


def on_entries(corpus: Corpus) -> str:
    """Say how many entries there are, and how many of them occur."""
    listed, phrases = corpus.tables["frames"], corpus.tables["phrases"]
    met = phrases.loc[phrases["lexicon"] == framing.LEXICON, "entry"].nunique()
    return nothing_in(corpus, "lexicon", "frames") or (
        f"The list has {len(listed):,} {'entry' if len(listed) == 1 else 'entries'} in "
        f"{_categories(listed)}; {met:,} of them occur in the texts."
    )


def _categories(listed: pd.DataFrame) -> str:
    n = len(framing.issues_of(listed))
    return f"{n:,} {'category' if n == 1 else 'categories'}"


# Codes


def codes(corpus: Corpus) -> pd.DataFrame:
    """Return in how many paragraphs each coder gave each value: coder, question, value, and a column for each group.

    The settled codes come first; variables come in the order of their table, values in theirs.
    """
    variables, groups = corpus.tables["variables"], list(corpus.groups.categories)
    given = of_groups(corpus, corpus.tables["codings"])
    in_order = sorted(given["coder"].unique(), key=lambda coder: (coder != RESOLVED, coder))
    n = given.groupby(["coder", "variable", "value", "source"]).size()
    rows = [
        (
            SETTLED if coder == RESOLVED else coder,
            question,
            value,
            *(int(n.get((coder, variable, value, group), 0)) for group in groups),
        )
        for coder in in_order
        for variable, values, question in variables[["variable", "values", "question"]].itertuples(index=False)
        for value in values.split()
    ]
    return pd.DataFrame(rows, columns=["coder", "question", "value", *groups])


def coders(corpus: Corpus) -> list[str]:
    """Return who coded, sorted; the settled codes are nobody's."""
    return sorted(set(corpus.tables["codings"]["coder"]) - {RESOLVED})


def agreed(book: Results) -> pd.DataFrame:
    """Return how far coders agree on each variable, see `analysis.agreement.by_variable`; without two, no row."""
    codings = book.corpus.tables["codings"]
    return agreement.by_variable(codings if len(coders(book.corpus)) > 1 else codings.iloc[:0], book.settings)


def on_codes(corpus: Corpus) -> str:
    """Say who coded how much."""
    codings, who = corpus.tables["codings"], coders(corpus)
    n = len(codings[KEYS].drop_duplicates())
    return nothing_in(corpus, "codes", "variables", "codings") or (
        f"{plural(n, 'paragraph')} of {len(corpus.paragraphs):,} are coded, by {plural(len(who), 'coder')}: "
        f"{enumerate_words(who)}{', whose codes were then settled' if is_settled(codings) else ''}."
    )


def on_agreement(corpus: Corpus) -> str:
    """Say what agreement there is to see."""
    n = len(coders(corpus))
    if n > 1:
        return "Agreement is consistency: coders can agree and be wrong together."
    whose = "The codes are one coder's reading; how" if n else "How"
    return f"{whose} far others would agree cannot be told before two coders have coded the same paragraphs."


# Who is heard


def heard(book: Results) -> pd.DataFrame:
    """Return how often each side is heard in each group, in cells: see `analysis.voices.counted` and `cells`."""
    corpus = book.corpus
    rows, sides = of_groups(corpus, corpus.tables["attributions"]), called(corpus, "attributions", "side")
    groups = list(corpus.groups.categories)
    table = voices.counted(rows, groups, "side", sides, book.settings)
    return voices.cells(table.assign(side=table["side"].map(sides))) if len(rows) else pd.DataFrame(columns=["side"])


def speakers(corpus: Corpus) -> pd.DataFrame:
    """Return who is heard most often in each group, `SPEAKERS` at most: group, speaker, n, n_quoted."""
    rows = of_groups(corpus, corpus.tables["attributions"]).rename(columns={"source": "group"})
    label = dict(corpus.tables["entities"][["actor", "label"]].itertuples(index=False, name=None))
    counted = rows.groupby(["group", "speaker"], as_index=False).agg(n=("line", "size"), n_quoted=("n_quoted", "sum"))
    place = {group: number for number, group in enumerate(corpus.groups.categories)}
    counted = counted.assign(place=counted["group"].map(place), speaker=counted["speaker"].map(label).astype(object))
    counted = counted.sort_values(["place", "n", "speaker"], ascending=[True, False, True], ignore_index=True)
    return counted.groupby("place", sort=False).head(SPEAKERS).drop(columns="place").reset_index(drop=True)


def namings(corpus: Corpus) -> pd.DataFrame:
    """Return what each group calls the parties, the most frequent first: actor, group, naming, n."""
    label = dict(corpus.tables["entities"][["actor", "label"]].itertuples(index=False, name=None))
    table = voices.namings(of_groups(corpus, corpus.tables["mentions"]), list(label))
    return table.assign(actor=table["actor"].map(label), group=table["source"])[["actor", "group", "naming", "n"]]


def on_voices(corpus: Corpus) -> str:
    """Say how many attributions there are, and to how many speakers."""
    rows = corpus.tables["attributions"]
    return nothing_in(corpus, "attributions", "attributions") or (
        f"{plural(rows['speaker'].nunique(), 'speaker')} {'is' if rows['speaker'].nunique() == 1 else 'are'} heard in "
        f"{plural(len(rows), 'attribution')}."
    )


# Facts


def answered(corpus: Corpus) -> pd.DataFrame:
    """Return what each group answers to each question: theme, question, a column for each group, and relation.

    The relation, in words, is that of the answers of all texts.
    """
    facts, rows = corpus.tables["facts"], of_groups(corpus, corpus.tables["fact_sources"])
    said = rows[rows["status"].isin(of_facts.STATED)]
    answers = said.groupby(["fact", "source"])["value"].agg(lambda values: "; ".join(dict.fromkeys(values)))
    groups = list(corpus.groups.categories)
    cells = {group: [str(answers.get((fact, group), "")) for fact in facts["fact"]] for group in groups}
    relation = facts["relation"].map(RELATIONS).astype(object)
    return pd.concat([facts[["theme", "question"]].assign(**cells), relation.rename("relation")], axis=1)


def answering(corpus: Corpus) -> pd.DataFrame:
    """Return how many questions each group answers, alone or in others' words: see `analysis.facts.by_article`."""
    rows = of_groups(corpus, corpus.tables["fact_sources"])
    return of_facts.by_article(of_facts.answers(rows, list(corpus.groups.categories)))


def on_facts(corpus: Corpus) -> str:
    """Say how many questions there are, and how many of them several groups answer."""
    rows = of_groups(corpus, corpus.tables["fact_sources"])
    stating = rows[rows["status"].isin(of_facts.STATED)].groupby("fact")["source"].nunique()
    n = len(corpus.tables["facts"])
    return nothing_in(corpus, "facts", "facts", "fact_sources") or (
        f"{plural(n, 'question')} {'was' if n == 1 else 'were'} put to the texts; {int((stating > 1).sum()):,} of them "
        "are answered by more than one group."
    )


# Findings


def findings(book: Results, claims: Mapping[str, Claim], shares: pd.DataFrame) -> pd.DataFrame:
    """Return what the ledger claims: claim (the sentence), mark (in words), where (paragraphs), scope.

    Raises
    ------
    ParallaxError
        A claim that does not hold: a book must not print it.
    """
    mark_of, own, rows = marks_of(shares), book.corpus.has_groups, []
    for row in evaluate(book, claims).itertuples():
        if not row.holds:
            raise ParallaxError(
                f"claim {row.id!r} of {row.chapter} does not hold: {row.text!r} ({row.figures})",
                "correct the sentence or its test in claims.yml, or take it out",
            )
        rows.append(
            (row.text, mark_of(claims[row.id]).said(own=own), paragraphs(row.where, named_in(book.corpus)), row.scope)
        )
    return pd.DataFrame(rows, columns=["claim", "mark", "where", "scope"])


def on_claims(claims: Mapping[str, Claim]) -> str:
    """Say how many claims there are."""
    n = len(claims)
    verb = "is" if n == 1 else "are"
    return f"{plural(n, 'sentence')} {verb} claimed, and tested each time this page runs." if claims else NOT_CLAIMED
