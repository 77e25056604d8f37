"""A Sphinx extension: the directive ``data-dictionary``, which sets out a Data Package descriptor on a page.

All that it shows comes out of the descriptor, and as plain text: markup in it is shown, not obeyed. The anchor of a
table is ``data-`` and its name (``data-terms``); that of a column adds a hyphen and its name (``data-terms-n``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from parallax.errors import CorpusError
from parallax.tables.package import DESCRIPTOR, descriptor

MADE = {"coded": "by reading", "derived": "from the texts, by parallax extract"}


TYPES = {"string": "text", "integer": "whole number", "number": "number", "date": "date"}


#: Heading and width, in parts of a hundred, of each column of a table of columns.
COLUMNS = {"column": 17, "meaning": 38, "type": 11, "empty?": 11, "allowed": 23}


Entry = Mapping[str, Any]


class DataDictionary(SphinxDirective):
    """The directive. Its argument is the folder of the descriptor; ``/`` is the book's."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return an overview and a section for each table."""
        name, folder = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(f"{name}/{DESCRIPTOR}")
        try:
            resources = descriptor(Path(folder))["resources"]
        except (CorpusError, OSError) as error:
            raise self.error(str(error)) from None
        shown = [overview(resources), *(section(entry, resources, self.arguments[0]) for entry in resources)]
        for node in (node for each in shown for node in each.findall(nodes.Element) if node["names"]):
            self.state.document.note_explicit_target(node)
        return shown


def overview(resources: Sequence[Entry]) -> nodes.table:
    """Return a table of the tables that a descriptor lists: file, what it holds and how it is made."""
    rows = [_row([_link(entry)], [_text(entry["title"])], [_text(entry["made"])]) for entry in resources]
    return _table({"file": 25, "what it holds": 60, "made": 15}, rows)


def section(entry: Entry, resources: Sequence[Entry], folder: str) -> nodes.section:
    """Return what the descriptor says of one table: title, how it is made, key, references, and its columns, if any.

    All entries are given, as it may refer to others, and the folder of the files as the directive is told it.
    """
    anchor = _anchor(entry)
    title = nodes.title("", entry["path"])
    parts = [title, nodes.paragraph("", f"{entry['title']}."), _facts(entry, resources, folder)]
    schema = entry.get("schema", {"fields": []})
    rows = [_column(field, anchor) for field in schema["fields"]]
    parts += [_table(COLUMNS, rows)] if rows else []
    return nodes.section("", *parts, names=[anchor], ids=[])


def allowed(constraints: Mapping[str, Any]) -> list[nodes.Node]:
    """Return what a column's constraints, but for being required, allow, as the content of a cell.

    One that is not known here is shown as it is written, so that none is hidden.
    """
    words: dict[str, Callable[[Any], list[nodes.Node]]] = {
        "enum": lambda values: _joined(map(_code, values)),
        "minimum": lambda value: [_text(f"{value} or more")],
        "maximum": lambda value: [_text(f"{value} or less")],
        "maxLength": lambda value: [_text(f"{value} characters at most")],
        "pattern": lambda value: [_text("of the form "), _code(value)],
        "unique": lambda value: [_text("another in each row" if value else "any")],
    }
    rules = {name: value for name, value in constraints.items() if name != "required"}
    shown = [words.get(name, lambda value, name=name: [_code(f"{name}: {value}")])(rules[name]) for name in rules]
    return [node for place, each in enumerate(shown) for node in ([_text("; ")] if place else []) + each]


def _facts(entry: Entry, resources: Sequence[Entry], folder: str) -> nodes.field_list:
    """Return how a table is made, its key, where it refers to, and the file."""
    schema = entry.get("schema", {})
    file = addnodes.download_reference("", "", _code(entry["path"]), reftarget=f"{folder}/{entry['path']}")
    facts = {
        "File": [file],
        "Made": [_text(f"{MADE.get(entry['made'], entry['made'])}")],
        "Key": _joined(map(_code, schema.get("primaryKey", []))),
        "Refers to": _joined(_reference(key, resources) for key in schema.get("foreignKeys", [])),
    }
    fields = [
        nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", *content)))
        for name, content in facts.items()
        if content
    ]
    return nodes.field_list("", *fields, classes=["parallax-facts"])


def _reference(key: Mapping[str, Any], resources: Sequence[Entry]) -> nodes.inline:
    """Return the columns of a foreign key and a link to the table that it points to."""
    columns = key["fields"] if isinstance(key["fields"], list) else [key["fields"]]
    (target,) = (entry for entry in resources if entry["name"] == key["reference"]["resource"])
    return nodes.inline("", "", _link(target), _text(", by "), *_joined(map(_code, columns)))


def _column(field: Mapping[str, Any], anchor: str) -> nodes.row:
    rules = field.get("constraints", {})
    kind = TYPES.get(field["type"], field["type"])
    empty = "never" if rules.get("required") else "may be"
    row = _row([_code(field["name"])], [_text(field["description"])], [_text(kind)], [_text(empty)], allowed(rules))
    row["names"] = [f"{anchor}-{field['name']}"]
    return row


def _anchor(entry: Entry) -> str:
    return f"data-{entry['name']}"


def _link(entry: Entry) -> nodes.reference:
    return nodes.reference("", "", _code(entry["path"]), internal=True, refid=nodes.make_id(_anchor(entry)))


def _text(value: object) -> nodes.Text:
    return nodes.Text(str(value))


def _code(value: object) -> nodes.literal:
    return nodes.literal("", str(value))


def _joined(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    return [node for place, part in enumerate(parts) for node in ([_text(", "), part] if place else [part])]


def _row(*cells: list[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *([nodes.paragraph("", "", *cell)] if cell else [])) for cell in cells))


def _table(headings: Mapping[str, int], rows: Sequence[nodes.row]) -> nodes.table:
    widths = [nodes.colspec(colwidth=width) for width in headings.values()]
    head = nodes.thead("", _row(*([_text(heading)] for heading in headings)))
    group = nodes.tgroup("", *widths, head, nodes.tbody("", *rows), cols=len(headings))
    return nodes.table("", group, classes=["parallax-dictionary"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_directive("data-dictionary", DataDictionary)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
