"""Commands of the ``parallax`` command that make a project of anybody's sources, and change it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console

from parallax.articles import documents
from parallax.articles.documents import Document
from parallax.articles.new_tables import Taken, take_in
from parallax.articles.paragraphs import HOW, How
from parallax.articles.table_files import one_line
from parallax.errors import ParallaxError
from parallax.language.profiles import profile

NAMED = 12  # groups that a report names

# No markup: a name may hold [brackets], which rich would take for its own.
out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)

Texts = Annotated[Path | None, typer.Option("--texts", help="Folder with the texts, as .txt.", show_default=False)]
Groups = Annotated[
    Path | None,
    typer.Option(
        "--groups",
        help="CSV or .xlsx: file, group, and date, title, url, language if known; else a sub-folder a group.",
        show_default=False,
    ),
]
Table = Annotated[
    Path | None,
    typer.Option("--table", help="One table in place of files: CSV, xlsx, JSONL, Parquet.", show_default=False),
]
Text = Annotated[str, typer.Option("--text", help="Its column of texts.")]
Group = Annotated[str, typer.Option("--group", help="Its column of groups.")]
Column = Annotated[
    list[str] | None,
    typer.Option("--column", help="Another column of it: title=Headline, published=Day.", show_default=False),
]
Language = Annotated[
    str | None,
    typer.Option("--language", help="Of texts that do not say theirs: en, de, fa…; else guessed.", show_default=False),
]
Paragraphs = Annotated[
    str | None,
    typer.Option("--paragraphs", help="line or blank: what divides paragraphs; else guessed.", show_default=False),
]
Root = Annotated[Path, typer.Option("--root", help="Folder of the project.")]
Source = Annotated[
    str | None,
    typer.Argument(
        help="In a book whose lines are coded, the id of one new source: its text is SOURCE.txt in the folder of "
        "texts. Leave it out in a project that `parallax new` made.",
        show_default=False,
    ),
]
OneCorpus = Annotated[Path | None, typer.Option("--corpus", help="With SOURCE: folder of tables.", show_default=False)]
NewTexts = Annotated[
    Path | None,
    typer.Option("--texts", help="Folder with the new texts, as .txt; with SOURCE, of all texts.", show_default=False),
]
AddSource = Callable[[str, Path | None, Path | None], None]
Across = Annotated[bool, typer.Option("--across-languages", help="Compare texts of different languages all the same.")]

Publish = Annotated[
    bool, typer.Option("--publish-texts", help="The texts may be published: git keeps them, and each has a page.")
]

#: What was taken for a paragraph, as the report says it.
TAKEN_FOR = {"line": "each line is one", "blank": "blank lines divide them"}


def new(
    folder: Annotated[Path, typer.Argument(help="Where the project will be; it must not be there yet.")],
    *,
    texts: Texts = None,
    groups: Groups = None,
    table: Table = None,
    text: Text = "text",
    group: Group = "group",
    column: Column = None,
    language: Language = None,
    paragraphs: Paragraphs = None,
    across_languages: Across = False,
    title: Annotated[str | None, typer.Option("--title", help="Of the book.", show_default=False)] = None,
    publish_texts: Publish = False,
) -> None:
    """Make a project out of texts and their groups: tables, chapters that have run, tests."""
    from parallax.projects import new as project  # here, because it loads what other commands do without

    project.require_free(folder)
    found = gathered(texts, groups, table, text, group, column)
    taken = take_in(found, language=language, paragraphs=how(paragraphs), across=across_languages)
    report(taken)
    project.make(folder, taken, one_line(title or "") or named(taken), publish_texts=publish_texts, console=out)
    out.print(f"The project is in {folder}. There, `make book` builds its pages, and `make test` checks it.")


def adding(add_source: AddSource) -> Callable[..., None]:
    """Return the command that adds texts: many to a project, or one, by its id, to a book whose lines are coded."""

    def add(
        source: Source = None,
        *,
        corpus: OneCorpus = None,
        texts: NewTexts = None,
        groups: Groups = None,
        table: Table = None,
        text: Text = "text",
        group: Group = "group",
        column: Column = None,
        language: Language = None,
        paragraphs: Paragraphs = None,
        across_languages: Across = False,
        root: Root = Path(),
    ) -> None:
        """Add texts to a project and run its chapters again; or, with SOURCE, rows for one text, still to be coded."""
        if source is not None:
            add_source(source, corpus, texts)
            return
        from parallax.projects import change

        found = gathered(texts, groups, table, text, group, column)
        kinds = how(paragraphs)
        taken = change.add(root, found, language=language, paragraphs=kinds, across=across_languages, console=out)
        report(taken)
        out.print("See `git diff --stat` for what has changed; `make book` builds the pages.")

    return add


def remove(
    sources: Annotated[list[str], typer.Argument(help="Ids of texts, by the column source of corpus/sources.csv.")],
    root: Root = Path(),
) -> None:
    """Remove texts from a project, with all rows that belong to them, and run its chapters again."""
    from parallax.projects import change

    for path, n in change.remove(root, sources, console=out).items():
        out.print(f"{path}: {n:,} row{'s' * (n != 1)} removed")
    out.print("See `git diff --stat` for what has changed; `make book` builds the pages.")


def list_layers(root: Root = Path()) -> None:
    """List the layers of tables: what each is for, and whether the project has it."""
    from parallax.projects import layer

    found = layer.listing(root)
    width = max(len(each.name) for each in found)
    for each in found:
        out.print(f"{each.name:<{width}}  {'there' if each.there else '-':<5}  {each.about}")


def add_layer(
    name: Annotated[str, typer.Argument(help="Of the layer; `parallax layer list` has them.", show_default=False)],
    root: Root = Path(),
) -> None:
    """Add a layer to a project: its tables without rows, its part of the descriptor, its chapter."""
    from parallax.projects import layer

    for file in layer.add(root, name, console=out):
        out.print(f"{file} was added")
    out.print(f"The layer {name} is there. {layer.what_next(name)}")


def gathered(
    texts: Path | None, groups: Path | None, table: Path | None, text: str, group: str, column: list[str] | None
) -> list[Document]:
    """Return the texts that a command was given, from files or from a table."""
    if (texts is None) == (table is None):
        raise ParallaxError(
            "texts are needed, from one place", "give --texts FOLDER, with --groups FILE, or --table FILE"
        )
    if table is not None:
        pairs = [each.partition("=") for each in column or []]
        if odd := [name for name, sign, value in pairs if not (sign and value and name in (*documents.FACTS, "name"))]:
            known = ", ".join((*documents.FACTS, "name"))
            raise ParallaxError(
                f"--column {odd[0]} says nothing", f"write what it is, = and its name; known are {known}"
            )
        return documents.from_table(table, text, group, {name: value for name, _, value in pairs})
    assert texts is not None
    return documents.from_folder(texts, groups)


def how(paragraphs: str | None) -> How | None:
    """Return what divides paragraphs, or refuse what is none of it."""
    if paragraphs is None:
        return None
    for each in HOW:
        if paragraphs == each:
            return each
    raise ParallaxError(f"--paragraphs is {paragraphs!r}", f"give one of {', '.join(HOW)}, or leave it out")


def report(taken: Taken) -> None:
    """Say what was taken in, and what a reader should know of it."""
    sources, segments = taken.tables["sources"], taken.tables["segments"]
    lines = segments.merge(sources[["source", "group"]])
    groups = lines["group"].unique()
    for group in groups[:NAMED]:
        out.print(f"{group}: {sizes_of(lines[lines['group'] == group])}")
    if rest := len(groups[NAMED:]):
        out.print(f"and {counted(rest, 'other group')}; in all: {sizes_of(lines)}")
    languages = ", ".join(f"{profile(code).name} ({n})" for code, n in sources["language"].value_counts().items())
    kinds = "; ".join(
        f"{TAKEN_FOR[kind]} in {counted(n, 'text')}" for kind, n in sources["paragraphs"].value_counts().items()
    )
    out.print(f"Languages: {languages}. Paragraphs: {kinds}.")
    for message in taken.noticed:
        out.print(message)


def sizes_of(lines: pd.DataFrame) -> str:
    """Say how many texts, paragraphs and words some lines are of."""
    sizes = ((lines["source"].nunique(), "text"), (len(lines), "paragraph"), (lines["n_tokens"].sum(), "word"))
    return ", ".join(counted(size, noun) for size, noun in sizes)


def counted(n: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def named(taken: Taken) -> str:
    """Return a title for a project that was given none."""
    groups = list(dict.fromkeys(taken.tables["sources"]["group"]))
    return " and ".join(groups) if len(groups) == 2 else f"{groups[0]} and {len(groups) - 1} others"


def register(app: typer.Typer, add_source: AddSource) -> None:
    """Add the commands to the command; the one that adds one text by its id is given."""
    app.command()(new)
    app.command()(adding(add_source))
    app.command()(remove)
    layers = typer.Typer(no_args_is_help=True, help="Tables that are added when somebody has read the texts.")
    layers.command("list")(list_layers)
    layers.command("add")(add_layer)
    app.add_typer(layers, name="layer")
