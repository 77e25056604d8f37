"""The ``parallax`` command."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text
from typer.core import TyperGroup

from parallax.articles.check_sheet import BLIND, PAGE, SAVED, write_check_sheet
from parallax.articles.concordance import concordance as find
from parallax.articles.concordance import terms_of
from parallax.articles.extraction import extract as extract_tables
from parallax.articles.new_source import add_source
from parallax.articles.reading import read_texts, texts_folder
from parallax.articles.verdicts import take_in as take_in_verdicts
from parallax.articles.verification import accept as accept_tables
from parallax.articles.verification import verify as verify_tables
from parallax.errors import ParallaxError
from parallax.language.profiles import language_of
from parallax.projects import commands
from parallax.tables import accepted, form, package, phrases


class _Commands(TyperGroup):
    """The commands: an error that a user can mend is shown as a message alone, and ends them with status 1."""

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401  whose Context it is depends on the version of typer
        """Run one; a fault of the library stays one."""
        try:
            return super().invoke(ctx)
        except (ParallaxError, OSError) as error:
            err.print(Text(f"parallax: {error}"), style="red")
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Work with the tables, texts and chapters of the book Parallax.",
    epilog="Tables are read from --corpus, or else from PARALLAX_CORPUS, or else from corpus/. "
    "Texts, which are not part of the project, are read from --texts, or else from PARALLAX_TEXTS, or else from "
    "texts/ in the folder of tables.",
)
CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder with the tables.", show_default=False)]
TextsOption = Annotated[Path | None, typer.Option("--texts", help="Folder with the texts.", show_default=False)]
RootOption = Annotated[Path, typer.Option("--root", help="Folder of the book's project.")]
# No markup: a folder or a line of a text may hold [brackets], which rich would take for its own.
out, err = (
    Console(stderr=stderr, highlight=False, soft_wrap=True, markup=False, emoji=False) for stderr in (False, True)
)


def _folders(corpus: Path | None, texts: Path | None) -> tuple[Path, Path]:
    folder = package.corpus_folder(corpus)
    return folder, _texts_at_hand(texts, folder) or texts_folder(texts, folder)


def _texts_at_hand(named: Path | None, folder: Path) -> Path | None:
    """Return the folder of texts; None if there is none and nobody named one."""
    text_folder = texts_folder(named, folder)
    if text_folder.is_dir():
        return text_folder
    if named or os.environ.get("PARALLAX_TEXTS"):
        by = "--texts" if named else "PARALLAX_TEXTS"
        raise ParallaxError(
            f"the folder {text_folder}, which {by} names, does not exist",
            f"name the folder of texts with {by}, or leave it out",
        )
    return None


@app.command()
def extract(
    corpus: CorpusOption = None,
    texts: TextsOption = None,
    accept_changes: Annotated[
        bool, typer.Option(help="Record the texts as they are, even where a line has changed.")
    ] = False,
) -> None:
    """Rebuild every derived table from the texts."""
    folder, text_folder = _folders(corpus, texts)
    rows = extract_tables(folder, text_folder, accept_changes=accept_changes)
    for name, n in rows.items():
        out.print(f"{n:6,} rows  {name}")
    for lexicon, unused, n in phrases.unused(folder):
        out.print(f"{unused:,} of {n:,} entries of lexicons/{lexicon}.csv occur in none of the texts; they are kept.")
    out.print(f"The derived tables are in {folder}.")


@app.command()
def verify(corpus: CorpusOption = None, texts: TextsOption = None) -> None:
    """Check the tables against the descriptor, what was accepted, each other and, if you have them, the texts."""
    folder = package.corpus_folder(corpus)
    text_folder = _texts_at_hand(texts, folder)
    messages = verify_tables(folder, text_folder)
    for message in messages:
        err.print(Text(message))
    if messages:
        raise ParallaxError(
            f"{len(messages)} error{'s' * (len(messages) > 1)} above",
            "correct a coded table by hand, or accept it with `parallax accept`; rebuild the derived ones with "
            "`parallax extract`",
        )
    out.print(f"The tables in {folder} are in order.")
    if never := accepted.unaccepted(folder):
        out.print(f"Never accepted, so that a lost row would go unnoticed: {', '.join(never)}. See `parallax accept`.")
    if text_folder:
        out.print("The texts are the ones that were coded, and the tables agree with them.")
    else:
        out.print(f"There are no texts in {texts_folder(None, folder)}, so the tables were not checked against them.")


@app.command()
def accept(corpus: CorpusOption = None, texts: TextsOption = None) -> None:
    """Accept the coded tables as they now are, after you have changed one by hand."""
    folder = package.corpus_folder(corpus)
    changed = accept_tables(folder, _texts_at_hand(texts, folder))
    for path, change in changed.items():
        out.print(f"{path}: {change}")
    if changed:
        plural = "s" * (len(changed) > 1)
        out.print(f"Accepted {len(changed)} file{plural}, recorded in {folder / package.DESCRIPTOR}.")
    else:
        out.print("No table has changed since it was accepted.")


@app.command()
def concordance(
    phrase: Annotated[str, typer.Argument(help="One or more words.")],
    corpus: CorpusOption = None,
    texts: TextsOption = None,
    source: Annotated[str | None, typer.Option(help="Search this source only.", show_default=False)] = None,
    width: Annotated[int, typer.Option(min=10, help="Characters of context on either side.")] = 40,
) -> None:
    """Show every occurrence of a phrase in its context, article by article; this needs the texts."""
    folder, text_folder = _folders(corpus, texts)
    package.require_valid(folder, {"sources", "segments"} | ({"lines"} & set(package.tables(folder))))
    sources = package.read(folder, "sources")
    if source is not None and source not in set(sources["source"]):
        raise ParallaxError(f"unknown source {source!r}", f"name one of {', '.join(sources['source'])}")
    asked = sources if source is None else sources[sources["source"] == source]
    lines, segments, terms = (
        read_texts(asked, text_folder),
        package.read(folder, "segments"),
        " ".join(terms_of(phrase)),
    )
    short = dict(zip(sources["source"], sources["short" if "short" in sources else "source"], strict=True))
    languages = {row["source"]: language_of(row) for row in sources.to_dict("records")}
    hits = list(find(phrase, lines, segments, width, languages))
    for hit in hits:
        place = f"{short[hit.source]} ¶{hit.paragraph}" if hit.paragraph else f"{short[hit.source]} line {hit.line}"
        row = Text(f"{place:<11} {hit.left:>{width}}")
        row.append(hit.match, style="bold").append(hit.right)
        out.print(row)
    none = f"0 found: no sentence of {source or f'the {len(asked)} texts'} has {terms!r}."
    out.print(f"{len(hits)} found." if hits else none)


def _add_source(source: str, corpus: Path | None, texts: Path | None) -> None:
    """Add rows for a new text, still to be coded; `parallax verify` fails until they are."""
    folder, text_folder = _folders(corpus, texts)
    n_lines, doubts = add_source(folder, text_folder, source)
    for doubt in doubts:
        err.print(Text(f"{source}.txt, {doubt}"), style="yellow")
    out.print(
        f"Added {source}: fill in its row in sources.csv and the {n_lines} rows in lines.csv, add to "
        "hops.csv how it was passed on, then run `parallax extract`, `parallax accept` and `parallax verify`."
    )


@app.command()
def coding_sheet(
    sheet: Annotated[Path, typer.Argument(help="File to write; with --take-in, the completed form.")],
    corpus: CorpusOption = None,
    texts: TextsOption = None,
    take_in: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Add the codes in the form to the tables, as coded by NAME.", show_default=False
        ),
    ] = None,
) -> None:
    """Write a form for coding paragraphs; with --take-in, add the codes of a completed form."""
    folder = package.corpus_folder(corpus)
    if take_in is not None:
        n_paragraphs = form.take_in(folder, sheet, take_in)
        plural = "s" * (n_paragraphs != 1)
        out.print(f"Added {n_paragraphs} paragraph{plural} by {take_in} to {folder}; `parallax verify` checks them.")
        return
    text_folder = _texts_at_hand(texts, folder)
    lines = read_texts(package.read(folder, "sources"), text_folder) if text_folder else None
    n_paragraphs = form.write_sheet(folder, sheet, lines)
    out.print(
        f"{n_paragraphs} paragraphs to code in {sheet}. Read {form.read_first(folder)} first; then "
        f"`parallax coding-sheet {sheet} --take-in YOUR-NAME` adds your codes."
    )


@app.command()
def check_sheet(
    place: Annotated[Path, typer.Argument(help="Folder to write to; with --take-in, the file that the page saved.")],
    corpus: CorpusOption = None,
    texts: TextsOption = None,
    take_in: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Add the results in the file to the tables, as checked by NAME.", show_default=False
        ),
    ] = None,
) -> None:
    """Write a sheet and a page on which a person checks rows; with --take-in, add what the person found."""
    folder = package.corpus_folder(corpus)
    text_folder = _texts_at_hand(texts, folder)
    lines = read_texts(package.read(folder, "sources"), text_folder) if text_folder else None
    if take_in is not None:
        said = take_in_verdicts(folder, place, take_in, lines)
        each = ", ".join(f"{n} {verdict}" for verdict, n in said.items())
        out.print(
            f"Added {sum(said.values())} rows checked by {take_in} to {folder}: {each}; `parallax verify` checks them."
        )
        if said["wrong"]:
            out.print("Read each wrong row again, then correct its table or keep the row: see CONTRIBUTING.md.")
        return
    n_rows, n_given = write_check_sheet(folder, place, lines)
    given = f" It starts with {n_given} answers from {BLIND}." if n_given else ""
    without = "" if lines else " It shows no text; to see the articles, name your copies with --texts."
    out.print(
        f"{n_rows} rows to check in {place}: open {PAGE} in a browser, or answer in {BLIND} first and run this again."
        f"{given}{without} When you have saved, `parallax check-sheet {SAVED} --take-in NAME` adds what you found; "
        "choose any name; it need not be your own."
    )


@app.command("robustness")
def make_robustness(root: RootOption = Path(), corpus: CorpusOption = None) -> None:
    """Test every claim under other ways of counting, and store how often it is true in chapters/robustness.csv."""
    # Imported here, because they load what other commands do without.
    from parallax.claims import robustness
    from parallax.corpus.corpus import load_corpus

    chapters = root / "chapters"
    if not (chapters / "claims.yml").is_file():
        remedy = "run this in the book's folder, or name it with --root"
        raise ParallaxError(f"there is no {chapters / 'claims.yml'}; {remedy}")
    file, n_outcomes, n_claims = robustness.store(chapters, load_corpus(package.corpus_folder(corpus, root)))
    out.print(f"{n_outcomes:,} evaluations of {n_claims} claims; the results are in {file}.")


@app.command()
def claim(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim in chapters/claims.yml.")],
    root: RootOption = Path(),
    corpus: CorpusOption = None,
) -> None:
    """Explain a claim: what it says, what it rests on, what would break it, and which ways of counting make it fail."""
    from parallax.claims import account, ledger, shares
    from parallax.claims.results import Results
    from parallax.corpus.corpus import load_corpus

    path = root / "chapters" / "claims.yml"
    claims = ledger.load_claims(path if path.is_file() else None)
    ledger.claim_of(claims, name)  # before the tables are read
    book = Results(load_corpus(package.corpus_folder(corpus, root)))
    out.print(account.account(book, claims, name, shares.load_shares(path if path.is_file() else None)))


@app.command("book")
def make_book(root: RootOption = Path()) -> None:
    """Run copies of all chapters and build the book from them."""
    from parallax.pages import build  # here, because it takes two seconds that other commands do without

    build.make_book(root)


@app.command("pdf")
def make_pdf(root: RootOption = Path()) -> None:
    """Print the pages that were built last into one PDF."""
    from parallax.pages import pdf

    pdf.make_pdf(root)


@app.command("epub")
def make_epub(root: RootOption = Path()) -> None:
    """Make one EPUB of the pages that were built last."""
    from parallax.pages import epub

    epub.make_epub(root)


@app.command()
def notebooks(root: RootOption = Path()) -> None:
    """Run all chapters and store their outputs."""
    from parallax.pages import build

    build.store_notebooks(root)


commands.register(app, _add_source)


def main() -> None:
    """Run the command, even on consoles that cannot print ¶."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
