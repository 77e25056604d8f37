"""What is wrong with an EPUB: the rules that a reader stumbles over, checked before the file is handed out."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

CONTAINER = "META-INF/container.xml"

_OCF, _OPF = "{urn:oasis:names:tc:opendocument:xmlns:container}", "{http://www.idpf.org/2007/opf}"
_XHTML, _XLINK = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1999/xlink}"

#: What loads a file, by element and attribute.
_LOADS = (("img", "src"), ("link", "href"), ("script", "src"), ("source", "src"), ("iframe", "src"), ("object", "data"))


def faults(file: Path) -> list[str]:
    """Return what is wrong with an EPUB, a line each: its packing, its package, its documents, and their links."""
    with ZipFile(file) as packed:
        infos = packed.infolist()
        files = {info.filename: packed.read(info) for info in infos}
    first = infos[0] if infos else None
    if first is None or first.filename != "mimetype" or first.compress_type != ZIP_STORED or first.extra:
        return ["mimetype is not the first file of the archive, uncompressed"]
    found = [] if files["mimetype"] == b"application/epub+zip" else ["mimetype does not say application/epub+zip"]
    trees, broken = _trees(files)
    if broken:
        return [*found, *broken]
    if (package := _package(trees)) not in trees:
        return [*found, f"{CONTAINER} leads to no package"]
    items, wrong = _manifest(package, trees[package], files)
    return [*found, *wrong, *_links(trees, files, items)]


def _trees(files: Mapping[str, bytes]) -> tuple[dict[str, ElementTree.Element], list[str]]:
    """Return the XML files, parsed, and what cannot be parsed."""
    trees, broken = {}, []
    for name, content in files.items():
        if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
            try:
                trees[name] = ElementTree.fromstring(content)
            except ElementTree.ParseError as error:
                broken.append(f"{name} is not well-formed: {error}")
    return trees, broken


def _package(trees: Mapping[str, ElementTree.Element]) -> str:
    root = trees[CONTAINER].find(f".//{_OCF}rootfile") if CONTAINER in trees else None
    return root.get("full-path", "") if root is not None else ""


def _manifest(name: str, package: ElementTree.Element, files: Mapping[str, bytes]) -> tuple[set[str], list[str]]:
    """Return the files that the manifest lists, and what is wrong with it and the spine."""
    items = package.findall(f"{_OPF}manifest/{_OPF}item")
    places = [_at(name, item.get("href", "")) for item in items]
    ids = [item.get("id", "") for item in items]
    spine = [itemref.get("idref", "") for itemref in package.findall(f"{_OPF}spine/{_OPF}itemref")]
    found = [f"{name}: the manifest lists {place}, which is not there" for place in places if place not in files]
    found += [f"{name}: the id {one!r} is there twice" for one in _repeated(ids)]
    found += [f"{name}: {place} is listed twice" for place in _repeated(places)]
    found += [f"{name}: the spine has {one!r}, which the manifest has not" for one in spine if one not in ids]
    found += [f"{name}: {one!r} is in the spine twice" for one in _repeated(spine)]
    if not spine:
        found.append(f"{name}: the spine is empty")
    if sum("nav" in item.get("properties", "").split() for item in items) != 1:
        found.append(f"{name}: the manifest names no contents, or several")
    beside = {"mimetype", CONTAINER, name}
    found += [f"{name}: the manifest lacks {file}" for file in files if file not in beside and file not in places]
    return set(places), found


def _links(trees: Mapping[str, ElementTree.Element], files: Mapping[str, bytes], items: set[str]) -> Iterator[str]:
    """Yield ids that are not unique, links that lead nowhere, and what is loaded from elsewhere."""
    ids = {name: [each for node in tree.iter() if (each := node.get("id"))] for name, tree in trees.items()}
    for name in (name for name in trees if name in items):
        yield from (f"{name}: the id {one!r} is there twice" for one in _repeated(ids[name]))
        for node in trees[name].iter():
            yield from _loaded(name, node, files)
            address = node.get("href") if node.tag == f"{_XHTML}a" else None
            if address is None or urlsplit(address).scheme:
                continue
            place, _, anchor = address.partition("#")
            target = _at(name, place) if place else name
            if target not in items or (anchor and unquote(anchor) not in ids.get(target, [])):
                yield f"{name}: a link leads to {address}, which is not there"


def _loaded(name: str, node: ElementTree.Element, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what a node loads that is no file of the EPUB."""
    addresses = [node.get(attribute) for tag, attribute in _LOADS if node.tag == f"{_XHTML}{tag}"]
    for address in filter(None, [*addresses, node.get(f"{_XLINK}href")]):
        if urlsplit(address).scheme or (not address.startswith("#") and _at(name, address) not in files):
            yield f"{name}: {address} is loaded, and is no file of the book"


def _at(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))


def _repeated(values: list[str]) -> list[str]:
    return [value for value, n in Counter(values).items() if n > 1]
