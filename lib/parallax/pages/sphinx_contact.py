"""A Sphinx extension: where to report an error, as far as the book's settings say.

``repository.url`` in ``_config.yml`` makes the buttons that lead to the repository, to a report on the page, and to a
place that runs the notebooks; ``parallax_contact``, an address of mail or of the web, is shown below each page.
The directive ``contact`` says both in words, or that there is none: an address is never made up.
"""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

NONE = (
    "This copy of the book names no repository and no address. Ask whoever gave it to you; corrections are "
    "recorded on this page."
)


#: Where a repository's notebooks can be run without installing anything; a button leads there.
BINDER = "https://mybinder.org"


#: Where a repository takes reports, by its host.
REPORTS = {"gitlab": "/-/issues/new", "github": "/issues/new"}


class Contact(SphinxDirective):
    """The directive; it has no arguments."""

    def run(self) -> list[nodes.Node]:
        """Return a paragraph on how to report an error."""
        repository, contact = _repository(self.config), self.config.parallax_contact
        if not repository and not contact:
            return [nodes.paragraph("", NONE)]
        parts: list[nodes.Node] = []
        if repository:
            link = nodes.reference("", "the repository's list of reports", refuri=report(repository))
            parts += [nodes.Text("Write to "), link, nodes.Text(".")]
        if contact:
            written = nodes.reference("", contact, refuri=address(contact))
            before = " Or write to " if parts else "Write to "
            parts += [nodes.Text(before), written, nodes.Text(".")]
        return [nodes.paragraph("", "", *parts)]


def address(contact: str) -> str:
    """Return what a link to a contact leads to.

    Examples
    --------
    >>> address("desk@example.org"), address("https://example.org/desk")
    ('mailto:desk@example.org', 'https://example.org/desk')
    """
    return contact if re.match(r"https?://", contact) else f"mailto:{contact}"


def report(repository: str) -> str:
    """Return where a repository takes reports; of a host that is not known, the repository itself.

    Examples
    --------
    >>> report("https://github.com/some/book/"), report("https://example.org/book")
    ('https://github.com/some/book/issues/new', 'https://example.org/book')
    """
    url = repository.rstrip("/")
    return next((f"{url}{path}" for host, path in REPORTS.items() if host in url.split("/")[2]), url)


def _repository(config: Config) -> str:
    return str((config.html_theme_options or {}).get("repository_url") or "")


def _known_host(url: str) -> bool:
    return report(url) != url.rstrip("/")


def _ask_for_buttons(app: Sphinx, config: Config) -> None:
    """Have the theme make its buttons where a repository is named, and say the contact below each page."""
    options = config.html_theme_options
    if (url := _repository(config)) and _known_host(url):
        options |= {"use_repository_button": True, "use_issues_button": True}
        launch = options.get("launch_buttons", {})
        options["launch_buttons"] = launch | {"binderhub_url": launch.get("binderhub_url") or BINDER}
    if contact := config.parallax_contact:
        link = f'<a href="{html.escape(address(contact))}">{html.escape(contact)}</a>'
        options["extra_footer"] = f"{options.get('extra_footer', '')}<p>Report an error: {link}</p>"


def _name_reports(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Call the button of the theme what it is for."""
    for button in _buttons(context.get("header_buttons", [])):
        if button.get("label") == "source-issues-button":
            button.update(text="Report an error", tooltip="Report an error on this page")


def _buttons(buttons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for button in buttons for each in (button, *_buttons(button.get("buttons", [])))]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.add_config_value("parallax_contact", "", "env")
    app.add_directive("contact", Contact)
    app.connect("config-inited", _ask_for_buttons)
    app.connect("html-page-context", _name_reports, priority=900)  # after the theme
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
