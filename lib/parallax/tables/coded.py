"""Checks of the tables made by close reading: codes, attributions, namings and facts, against each other and the lines.

Each check returns messages that name the file, its first row at fault, and the remedy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from parallax.errors import more_rows
from parallax.language.profiles import ENGLISH, Language, languages_of
from parallax.language.tokens import times_in, tokenize
from parallax.tables import facts

#: The two passes that the settled codes rest on, and the name under which those stand.
PASSES, RESOLVED = ("first", "second"), "resolved"


#: Where something stands: the columns by which rows of most tables are matched.
KEYS = ["source", "line"]


#: The holder of a position that the text takes in its own voice.
AUTHOR = "author"


#: The variable that says of a paragraph whether it attributes something to a speaker of a kind.
SOURCING = {"named": "speaker_named", "anonymous": "speaker_anonymous", "institution": "institution_cited"}


# Roles of lines on which a fact may stand: a pull quote repeats the body, and boilerplate is not the article's.
_FACTS_ON = ("body", "title", "standfirst", "byline", "heading", "caption", "foreign")


Tables = Mapping[str, pd.DataFrame]


def problems(tables: Tables) -> list[str]:
    """Return a message for each thing that is wrong with the tables of the close reading; none if nothing is coded.

    Every table is given by name, and is in order by itself.

    Notes
    -----
    Checked are: rows are on body lines (facts on lines of the article); a coder who codes a paragraph gives every
    variable a value that is allowed; articles are coded whole; where codes were settled, two passes and the settled
    codes go together (otherwise there may be one coder, or several); a disagreement has its reason; a function that is
    1 has its elements; attributions count from 1, lie within others of their paragraph, and quote no more than it does;
    a paragraph whose settled code names a kind of source has an attribution of that kind, and no other has; a position
    is its text's own, or of a speaker to whom its paragraph attributes something, takes one stance, which its aspect
    allows, and stands in paragraphs that fulfil the function of a frame that its aspect is, if it is one; a naming's
    words are in its paragraph; and what `tables.facts.problems` checks.
    """
    messages = _places(tables) + _values(tables)
    if messages:
        return messages  # what follows takes values and places for granted
    checks = (
        _passes,
        _coverage,
        _dependencies,
        _settled,
        _elements,
        _positions,
        _attributions,
        _sourcing,
        _namings,
        facts.problems,
        _quotations,
    )
    return [message for check in checks for message in check(tables)]


def is_settled(codings: pd.DataFrame) -> bool:
    """Say whether codes were settled: whether a coder has the name of the settled codes."""
    return bool((codings["coder"] == RESOLVED).any())


def settled_codes(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codes that count: the settled ones, or else those of the only coder, and none of several."""
    coders = [RESOLVED] if is_settled(codings) else list(codings["coder"].unique())
    return codings[codings["coder"].isin(coders if len(coders) == 1 else [])]


def misnamings(
    mentions: pd.DataFrame, texts: Mapping[str, list[str]], languages: Mapping[str, Language] | None = None
) -> list[str]:
    """Return a message for each naming that is not in its line as written, or not so often.

    Parameters
    ----------
    mentions : DataFrame
        source, line, naming, n.
    texts : mapping of str to list of str
        Lines by source.
    languages : mapping of str to Language, optional
        In which each text is written; English where none is given.
    """
    messages = []
    for row, (source, line, naming, n) in enumerate(mentions[[*KEYS, "naming", "n"]].itertuples(index=False), start=2):
        found = times_in(texts[source][line].lower(), naming.lower(), (languages or {}).get(source, ENGLISH))
        if found < n:
            messages.append(
                f"mentions.csv, row {row}: {naming!r} occurs {found} times in {source}, line {line}, not {n}; "
                "copy the words as printed, and count them again"
            )
    return messages


def _at(name: str, rows: pd.DataFrame, problem: str, remedy: str) -> list[str]:
    """Return a message on the first of some rows, which have the columns source and line; none if there are none."""
    if rows.empty:
        return []
    source, line = rows.iloc[0][KEYS]
    more = more_rows(len(rows) - 1)
    return [f"{name}.csv, row {rows.index[0] + 2}: {source}, line {line} {problem}; {remedy}{more}"]


def _keys(rows: pd.DataFrame, *more: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[[*KEYS, *more]])


def _places(tables: Tables) -> list[str]:
    roles = tables["lines"].set_index(KEYS)["role"]
    messages = []
    for name in ("codings", "disagreements", "frame_elements", "positions", "attributions", "mentions", "fact_sources"):
        rows = tables[name][tables[name]["line"].notna()]
        role = rows[KEYS].join(roles, on=KEYS)["role"].fillna("not a line of the text")
        wrong = role[~role.isin(_FACTS_ON) if name == "fact_sources" else role != "body"]
        for kind, those in wrong.groupby(wrong):
            remedy = "name a line of the article itself" if name == "fact_sources" else "code body paragraphs only"
            messages += _at(name, rows.loc[those.index], f"is {kind}", remedy)
    return messages


def _values(tables: Tables) -> list[str]:
    codings, variables = tables["codings"], tables["variables"]
    lost = variables[(variables["depends_on"] != "") & ~variables["depends_on"].isin(variables["variable"])]
    messages = [
        f"variables.csv, row {row + 2}: {variable} depends on {other!r}, which is not a variable; correct it"
        for row, variable, other in lost[["variable", "depends_on"]].itertuples()
    ]
    for variable, values in variables[["variable", "values"]].itertuples(index=False):
        wrong = codings[(codings["variable"] == variable) & ~codings["value"].isin(values.split())]
        for value, rows in wrong.groupby("value"):
            remedy = f"write {' or '.join(values.split())}"
            messages += _at("codings", rows, f"has the value {value!r} for {variable}", remedy)
    return messages


def _passes(tables: Tables) -> list[str]:
    """Every coder gives every variable; where codes were settled, every paragraph has both passes and these."""
    codings, wanted = tables["codings"], set(tables["variables"]["variable"])
    messages = []
    for (coder, *_), rows in codings.groupby(["coder", *KEYS]):
        if missing := sorted(wanted - set(rows["variable"])):
            problem = f"is missing {missing[0]} by {coder}"
            messages += _at("codings", rows.head(1), problem, "code every variable of a paragraph")
    for _, rows in codings.groupby(KEYS) if is_settled(codings) else ():
        have = sorted(set(rows["coder"]))
        for coder in (*PASSES, RESOLVED):
            if coder not in have:
                by = f"is coded by {' and '.join(have)} only"
                messages += _at("codings", rows.head(1), by, f"add the codes of {coder}, or take the paragraph out")
    return messages


def _coverage(tables: Tables) -> list[str]:
    """Return a message for each article of which some paragraphs are coded and others are not."""
    lines, codings = tables["lines"], tables["codings"]
    body = lines[(lines["role"] == "body") & lines["source"].isin(set(codings["source"]))]
    left = body[~_keys(body).isin(_keys(codings))]
    return [
        f"codings.csv: {source} has codes, but line {rows['line'].iloc[0]} has none; code every body paragraph"
        for source, rows in left.groupby("source")
    ]


def _dependencies(tables: Tables) -> list[str]:
    """Return a message where a variable says something though the one it depends on is 0, or nothing though it is 1."""
    codings, dependent = tables["codings"], tables["variables"].query("depends_on != ''")
    keys = ["coder", *KEYS]
    messages = []
    for variable, values, other in dependent[["variable", "values", "depends_on"]].itertuples(index=False):
        nothing = values.split()[-1]
        mine, its = codings[codings["variable"] == variable], codings[codings["variable"] == other]
        zero = mine[keys].merge(its[[*keys, "value"]], on=keys, how="left")["value"].to_numpy() == "0"
        wrong = mine[(mine["value"] == nothing).to_numpy() != zero]
        problem = f"has a {variable} that does not fit its {other}"
        messages += _at("codings", wrong, problem, f"write {nothing} where that is 0, and only there")
    return messages


def _settled(tables: Tables) -> list[str]:
    """Return a message where a reason is missing for a code on which the passes differ, or there is one too many."""
    keys = [*KEYS, "variable"]
    codings, reasons = tables["codings"], tables["disagreements"]
    if not is_settled(codings):
        problem = f"has a reason, and no coder is called {RESOLVED}"
        return _at("disagreements", reasons, problem, "add the settled codes, or remove the row")
    wide = codings.pivot_table(index=keys, columns="coder", values="value", aggfunc="first")
    two = wide.reindex(columns=[*PASSES, RESOLVED])
    disputed = two.index[(two[PASSES[0]] != two[PASSES[1]]) | (two[PASSES[0]] != two[RESOLVED])]
    given = _keys(reasons, "variable")
    # A later pass that differs is ground enough to read a code again, and to say why it stays or was changed.
    undisputed = wide.index[wide.nunique(axis=1) == 1]
    now, allowed = two[RESOLVED].reindex(given).to_numpy(), tables["variables"].set_index("variable")["values"]
    before = reasons["settled_before"]
    known = [value in allowed[variable].split() for value, variable in zip(before, reasons["variable"], strict=True)]
    messages = [
        f"disagreements.csv: no row for {source}, line {line}, {variable}, where the passes differ from each other "
        "or from the settled code; say why it was settled so"
        for source, line, variable in disputed.difference(given)
    ]
    needless = reasons[given.isin(undisputed) & (before == "")]
    messages += _at("disagreements", needless, "is not a disagreement", "remove the row")
    odd = reasons[(before != "") & (~np.array(known, dtype=bool) | (before == now))]
    problem = "has a settled_before that is not a value of its variable, or is the value it has now"
    return messages + _at("disagreements", odd, problem, "give the earlier value, or leave the cell empty")


def _elements(tables: Tables) -> list[str]:
    variables, codings, elements = tables["variables"], tables["codings"], tables["frame_elements"]
    functions = set(variables.loc[variables["family"] == "function", "variable"])
    settled = settled_codes(codings)
    settled = settled[settled["variable"].isin(functions) & (settled["value"] == "1")]
    wanted, have = _keys(settled, "variable"), _keys(elements, "function")
    return [
        *_at("frame_elements", elements[~have.isin(wanted)], "fulfils no such function", "remove the row"),
        *(
            f"frame_elements.csv: no row for {source}, line {line}, {function}, which is 1; say who does what to whom"
            for source, line, function in wanted.difference(have)
        ),
    ]


def _positions(tables: Tables) -> list[str]:
    rows = tables["positions"]
    spoken = _keys(rows, "holder").isin(_keys(tables["attributions"], "speaker")) | (rows["holder"] == AUTHOR)
    stances = tables["aspects"].set_index("aspect")["stances"].str.split().reindex(rows["aspect"])
    allowed = [stance in (of or [""]) for stance, of in zip(rows["stance"], stances, strict=True)]
    functions = tables["variables"].query("family == 'function'")["variable"]
    settled = settled_codes(tables["codings"]).query("value == '1'")
    unfulfilled = rows["aspect"].isin(functions) & ~_keys(rows, "aspect").isin(_keys(settled, "variable"))
    taken = rows.groupby(["source", "aspect", "position"])["stance"].transform("nunique")
    wrong = (
        (rows[~spoken], "attributes nothing to the holder of the position", f"name its speaker, or {AUTHOR}"),
        (rows[~np.array(allowed, dtype=bool)], "has a stance that its aspect does not allow", "see aspects.csv"),
        (rows[unfulfilled], "is not coded as fulfilling the function that it is cited for", "name another paragraph"),
        (rows[taken > 1], "gives a position a different stance than before", "give it other words"),
    )
    return [message for those in wrong for message in _at("positions", *those)]


def _attributions(tables: Tables) -> list[str]:
    rows = tables["attributions"]
    gaps = rows[rows["attribution"] != rows.groupby(KEYS)["attribution"].rank()]
    direct = rows[(rows["form"] == "direct") != (rows["n_quoted"] > 0)]
    quoted = tables["segments"].set_index(KEYS)["n_quoted_tokens"]
    total = rows.groupby(KEYS)["n_quoted"].transform("sum")
    there = quoted.reindex(_keys(rows)).to_numpy()
    over, has = rows[total > there], there[total > there]
    outer = rows[[*KEYS, "within"]].set_axis([*KEYS, "attribution"], axis=1)
    nowhere = ~_keys(outer, "attribution").isin(_keys(rows, "attribution")) | (rows["within"] == rows["attribution"])
    astray = rows[rows["within"].notna() & nowhere]
    wrong = (
        (gaps, "has attributions that are not numbered from 1", "number them in the order of the text"),
        (astray, "has one within another that does not exist", "give the number of another in the paragraph"),
        (direct, "is direct without quoted words, or indirect with some", "correct form or n_quoted"),
        (over, f"has fewer words in quotation marks than that: {next(iter(has), 0):.0f}", "count n_quoted again"),
    )
    return [message for those in wrong for message in _at("attributions", *those)]


def _sourcing(tables: Tables) -> list[str]:
    """Return a message where a settled code and the attributions of a paragraph contradict each other."""
    settled, rows = settled_codes(tables["codings"]), tables["attributions"]
    if rows.empty:  # who is heard has not been read
        return []
    messages = []
    for kind, variable in SOURCING.items():
        mine = settled[settled["variable"] == variable]
        has = _keys(mine).isin(_keys(rows[rows["kind"] == kind]))
        says = (mine["value"] == "1").to_numpy()
        remedy = f"read the paragraph again, and correct {variable} or attributions.csv"
        messages += _at("codings", mine[says & ~has], f"has {variable} 1 and no attribution that is {kind}", remedy)
        messages += _at("codings", mine[~says & has], f"has {variable} 0 and an attribution that is {kind}", remedy)
    return messages


def _namings(tables: Tables) -> list[str]:
    """Return a message for each paragraph that has a word less often than its namings use it, quoted or not."""
    mentions = tables["mentions"]
    over = mentions[mentions["n_quoted"] > mentions["n"]]
    if not over.empty:
        return _at("mentions", over, "has more quoted namings than namings", "count n and n_quoted again")
    terms = tables["terms"].groupby([*KEYS, "term", "quoted"])["n"].sum()
    languages = languages_of(tables["sources"].to_dict("records"))
    messages = []
    for (source, line), rows in mentions.groupby(KEYS):
        used: Counter[tuple[str, int]] = Counter()
        for naming, n, n_quoted in rows[["naming", "n", "n_quoted"]].itertuples(index=False):
            for token in tokenize(naming, languages[source]):
                used.update({(token.term, 1): n_quoted, (token.term, 0): n - n_quoted})
        short = [word for word, n in used.items() if n > terms.get((source, line, *word), 0)]
        if short:
            word, quoted = short[0]
            problem = f"has {word!r} {'between' if quoted else 'outside'} quotation marks less often than its namings"
            messages += _at("mentions", rows.head(1), problem, "count each reference once, under its full phrase")
    return messages


def _quotations(tables: Tables) -> list[str]:
    """Return a message for each quotation of a fact that was taken from another line."""
    rows = tables["fact_sources"]
    rows = rows[rows["quotation"] != ""]
    theirs = tables["quotations"].set_index("quotation").reindex(rows["quotation"])
    other = (theirs[KEYS].to_numpy() != rows[KEYS].to_numpy()).any(axis=1)
    return _at("fact_sources", rows[other], "is not the line of its quotation", "name a quotation of that line")
