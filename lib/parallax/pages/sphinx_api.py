"""A Sphinx extension: the API reference, set from the docstrings.

``_config.yml`` names it, and autodoc and numpydoc with it, which do most of the work. This adds that a name between
single backticks is a link where it names something public of the library, and that a page need not list modules: where
it has the line ``% modules of tables``, each module of that package is set, and ``% list of tables`` names them with a
link. A line ``% tables.form: See ...`` below puts its words over that module. And signatures go without what Sphinx
puts round each of their words, which is a third of a long page.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module
from types import ModuleType
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from parallax.claims.evidence import DECLARED

PACKAGE = "parallax"

_SIGNATURE = re.compile(r'<dt class="sig .*?</dt>', re.DOTALL)
_WORD = re.compile(r'<span class="pre">([^<]*)</span>')


class Name(SphinxRole):
    """What single backticks mean in a docstring: a link to something public of the library, else code."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or the text as code where it names nothing public, such as a parameter."""
        context = self.env.ref_context
        target = public_name(self.text, context.get("py:module"), context.get("py:class"))
        role = self.env.get_domain("py").role("obj")
        if target is None or role is None:
            return [nodes.literal(self.rawtext, self.text)], []
        return role("obj", self.rawtext, f"{self.text} <{target}>", self.lineno, self.inliner)


def public_name(text: str, module: str | None = None, cls: str | None = None) -> str | None:
    """Return the full name of what a docstring means.

    Parameters
    ----------
    text : str
        A name as docstrings write it: ``zero_bound``, ``resampling.zero_bound``, ``Corpus.variant``.
    module : str, optional
        Full name of the module that the docstring is in; its names need no prefix.
    cls : str, optional
        Class that the docstring is in; the same holds for its methods.

    Returns
    -------
    str or None
        ``parallax.statistics.resampling.zero_bound``; None where no class, function, method or property is meant.
    """
    prefixes = [f"{module}.{cls}"] if module and cls else []
    prefixes += [module] if module else []
    prefixes += [PACKAGE] if "." in text else []  # a name alone is more likely a parameter's than a module's
    return next(filter(_is_public, (f"{prefix}.{text}" for prefix in prefixes)), None)


def _is_public(name: str) -> bool:
    """Tell whether a full name is that of something public, where it is defined and not where it is imported."""
    package, *parts = name.split(".")
    if package != PACKAGE or not all(part.isidentifier() and not part.startswith("_") for part in parts):
        return False
    home = import_module(PACKAGE)
    found: object = home
    for part in parts:
        found = getattr(found, part, None) or _submodule(home, part)
        if inspect.ismodule(found):
            if found.__name__ != f"{home.__name__}.{part}":
                return False  # one module seen through another that imports it
            home = found
    if inspect.isfunction(found) or inspect.isclass(found):
        return found.__module__ == home.__name__ or parts[-1] in getattr(home, "__all__", ())
    return isinstance(found, property)


def _submodule(home: ModuleType, name: str) -> ModuleType | None:
    """Import a module of a package, if there is one of that name."""
    try:
        return import_module(f"{home.__name__}.{name}")
    except ModuleNotFoundError:
        return None


def modules_of(shelf: str) -> list[str]:
    """Return the modules of a package, and of the packages in it, by their names below the library's, sorted.

    A module is its own only one.
    """
    home = import_module(f"{PACKAGE}.{shelf}")
    inner = pkgutil.walk_packages(getattr(home, "__path__", []), f"{home.__name__}.")
    names = [found.name for found in inner if not found.ispkg] or [home.__name__]
    return sorted(name.removeprefix(f"{PACKAGE}.") for name in names)


def set_modules(page: str) -> str:
    """Return a page with a section for each module in place of ``% modules of``, and a list in place of ``% list of``.

    Raises
    ------
    ValueError
        If the page has words for a module that it does not set.
    """
    shelves = re.findall(r"^% modules of (\S+)$", page, re.MULTILINE)
    words = dict(re.findall(r"^% (\S+): (.+)$", page, re.MULTILINE))
    if lost := set(words) - {name for shelf in shelves for name in modules_of(shelf)}:
        raise ValueError(f"the page has words for {min(lost)!r}, which it does not set; rename them or take them out")

    def sections(found: re.Match[str]) -> str:
        return "\n\n".join(_section(name, words.get(name, "")) for name in modules_of(found[1]))

    def items(found: re.Match[str]) -> str:
        return "\n".join(_item(name) for shelf in found[1].split(", ") for name in modules_of(shelf))

    page = re.sub(r"^% modules of (\S+)$", sections, page, flags=re.MULTILINE)
    return re.sub(r"^% list of (.+)$", items, page, flags=re.MULTILINE)


def _section(name: str, words: str) -> str:
    setting = f"```{{eval-rst}}\n.. automodule:: {PACKAGE}.{name}\n```"
    return f"({_anchor(name)})=\n## {name}\n\n" + "\n\n".join(filter(None, (words, setting)))


def _item(name: str) -> str:
    first, _, _ = (import_module(f"{PACKAGE}.{name}").__doc__ or "").partition("\n")
    return f"- [{name}]({_anchor(name)}): {first}"


def _anchor(name: str) -> str:
    return "api-" + re.sub(r"[._]", "-", name)


def _read(app: Sphinx, document: str, source: list[str]) -> None:
    source[0] = set_modules(source[0])


def _skip_fields(app: Sphinx, what: str, name: str, member: object, *skip_and_options: object) -> bool | None:
    """Leave out the fields of a named tuple, which its docstring explains: Python says ‘Alias for field number 0’."""
    return True if type(member).__name__ == "_tuplegetter" else None


def plain_placeholders(lines: list[str]) -> list[str]:
    """Return what a function that claims rest on asks, with the names of its arguments where values will be.

    Examples
    --------
    >>> plain_placeholders(["{source} has at least {times:.1f} words."])
    ['`source` has at least `times` words.']
    """
    return [re.sub(r"\{(\w+)(?::[\w.%]*)?\}", r"`\1`", line) for line in lines]


def _show_placeholders(app: Sphinx, what: str, name: str, member: object, options: object, lines: list[str]) -> None:
    if name.rpartition(".")[2] in DECLARED:
        lines[:] = plain_placeholders(lines)


def bare_signatures(body: str) -> str:
    """Return a page without the spans that Sphinx puts round words in signatures, to keep each of them on one line.

    Names have no places to break, so nothing is seen of it.

    Examples
    --------
    >>> bare_signatures('<dt class="sig py"><em><span class="pre">book</span></em></dt> <span class="pre">a</span>')
    '<dt class="sig py"><em>book</em></dt> <span class="pre">a</span>'
    """
    return _SIGNATURE.sub(lambda found: _WORD.sub(r"\1", found[0]), body)


def _lighten(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    if "body" in context:
        context["body"] = bare_signatures(context["body"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.add_role("name", Name())
    app.config.default_role = "name"
    app.connect("autodoc-skip-member", _skip_fields)
    app.connect("autodoc-process-docstring", _show_placeholders)
    app.connect("source-read", _read)
    app.connect("html-page-context", _lighten)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
