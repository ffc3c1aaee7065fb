"""HTML pages to reports: article text by trafilatura, title, address and day from the markup.

Nothing is fetched and no script runs. The day of publication comes from places where publishers
state it, never from a search of the page: that finds the footer's copyright year.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from marsad.errors import InputError
from marsad.ingest.plain import Defaults, checked, decode, parse_published
from marsad.types import Report

if TYPE_CHECKING:
    from configparser import ConfigParser

# lxml and trafilatura come without stubs for elements; both are imported where they are used,
# as together they take 135 ms, which runs on plain text need not wait for.
Element: TypeAlias = Any

MAX_ATTRIBUTES = 500
"""Attributes of one element. libxml2 needs 12 s for 100,000 on one tag (quadratic, measured), and
4 s for 10 MiB of tags within this limit; real tags have a few dozen."""
MAX_ELEMENTS = 25_000
"""Elements of one page: trafilatura joins text in quadratic time, so that a hostile page within
these limits takes 10 s (measured); the page of a news article has below 5,000."""
MAX_CHARACTERS = 500_000
"""Characters of text in one page, scripts and styles apart, for the same reason; a novel's."""
MAX_CELLS = 2_000
"""Forms, or table cells, of a page; where there are more they are no article, and they go first."""
MAX_DEPTH = 256
"""Levels of nesting; libxml2 silently drops what lies deeper."""
_MIN_TEXT = 25
"""Characters of extracted text from which trafilatura keeps to its main extractor. Its own 250
makes it fall back to the whole page, menus included, for every short news item."""

_LOOKS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|article|div|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_HEAD_BYTES = 4096
"""Where a page states its encoding; the standard says 1,024, old content systems need more."""
_ASCII = bytes(range(0x20, 0x7F)).replace(b"\\", b"\\\\")
"""All of printable ASCII; the backslash twice, as encodings that escape with it warn of one."""

_DATE_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "pubdate", "publishdate", "publish-date", "date", "dc.date", "dc.date.issued",
    "dcterms.issued", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})")
_RAW = frozenset({"script", "style"})
_NO_DAY_IN = frozenset({"footer", "aside", "nav"})


def looks_html(data: bytes) -> bool:
    """Whether the input begins as HTML pages do."""
    return _LOOKS_HTML.match(data[:_HEAD_BYTES]) is not None


def read_html(data: bytes, place: str, report_id: str, defaults: Defaults) -> Report:
    """The article of a page; raises :class:`InputError` where there is none."""
    page = decode(data, place, defaults.encoding or _stated_encoding(data))
    try:
        tree = _parse(page, place)
        metas, linked = _metas(tree), _linked_data(tree)
        published = defaults.published or _published(tree, metas, linked)
        title, url = _title(tree, metas, linked), _url(tree, metas)
        text = _article(tree) or _first_text("articleBody", linked)
    except InputError:
        raise
    except Exception as error:  # a third-party parser on a hostile page may raise anything
        thing = f"HTML that cannot be read ({type(error).__name__})"
        raise InputError(thing, place, "give the article's text instead") from error
    if not text:
        remedy = "save the page of one article, or give its text"
        raise InputError("HTML without article text", place, remedy)
    return Report(report_id, checked(text, place), published, defaults.source, url, title)


def _stated_encoding(data: bytes) -> str | None:
    """What the byte order mark, else the page says, where its bytes are not plainly UTF-8.

    Arabic in windows-1256 is never valid UTF-8 by chance, so valid UTF-8 beats a stale ``meta``.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        match = _CHARSET.search(data[:_HEAD_BYTES])
        return _superset_of_ascii(match[1].decode("ascii", "replace")) if match else None
    return None


def _superset_of_ascii(encoding: str) -> str | None:
    """The encoding, if a page whose tags were readable so far can be written in it."""
    try:
        return encoding if _ASCII.decode(encoding) == _ASCII.decode("ascii") else None
    except (LookupError, ValueError):
        return None


class _Gauge:
    """A parser target that builds no tree and so measures hostile pages in linear time."""

    def __init__(self, place: str) -> None:
        self.place, self.raw = place, False
        self.elements = self.depth = self.characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.raw = tag in _RAW
        self.elements += 1
        self.depth += 1
        self._limit(len(attributes), MAX_ATTRIBUTES, "attributes on one HTML element")
        self._limit(self.elements, MAX_ELEMENTS, "HTML elements")
        self._limit(self.depth, MAX_DEPTH, "levels of nested HTML elements")

    def end(self, tag: str) -> None:
        self.raw = False
        self.depth -= 1

    def data(self, text: str) -> None:
        if not self.raw:
            self.characters += len(text)
            self._limit(self.characters, MAX_CHARACTERS, "characters on one HTML page")

    def close(self) -> None: ...

    def _limit(self, count: int, limit: int, what: str) -> None:
        if count > limit:
            remedy = "save the article alone, or give its text"
            raise InputError(f"more than {limit:,} {what}", self.place, remedy)


def _parse(page: str, place: str) -> Element:
    from lxml import etree, html  # type: ignore[import-untyped]

    data = page.encode()
    options = {"encoding": "utf-8", "collect_ids": False, "no_network": True}
    etree.fromstring(data, etree.HTMLParser(target=_Gauge(place), **options))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, **options)
    return html.document_fromstring(data, parser=parser)


def _article(tree: Element) -> str | None:
    """The article's text. Changes the tree: boilerplate goes first."""
    from lxml import etree
    from trafilatura import extract
    from trafilatura.settings import MANUALLY_CLEANED

    # trafilatura drops these too, but one by one, which takes minutes where there are thousands
    boilerplate = {*MANUALLY_CLEANED, "template"} - {"form", "head"}
    for tag in ("form", "table", "tr", "th", "td"):
        if sum(1 for _ in tree.iter(tag)) > MAX_CELLS:
            boilerplate.add(tag)
    etree.strip_elements(tree, *boilerplate, with_tail=False)
    return extract(
        tree, fast=True, include_comments=False, include_tables=False, config=_settings()
    )


@cache
def _settings() -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_MIN_TEXT))
    return settings


def _metas(tree: Element) -> dict[str, str]:
    """Contents of ``meta`` elements by lower-case property, name or itemprop; the first counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if key := (meta.get(attribute) or "").strip().lower():
                found.setdefault(key, (meta.get("content") or "").strip())
    return found


def _linked_data(tree: Element) -> list[dict[str, Any]]:
    """The JSON-LD objects that can describe the page, articles first.

    Only top-level objects, ``@graph`` and ``mainEntity``: what lies deeper are related articles.
    """
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found += _top_objects(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue  # broken JSON-LD is common and says nothing about the article
    return sorted(found, key=lambda node: "Article" not in str(node.get("@type")))


def _top_objects(value: object) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            for key in ("@graph", "mainEntity"):
                inner = item.get(key)
                children = inner if isinstance(inner, list) else [inner]
                yield from (child for child in children if isinstance(child, dict))


def _first_text(key: str, nodes: Iterable[dict[str, Any]]) -> str | None:
    values = (node.get(key) for node in nodes)
    return next((v for v in values if isinstance(v, str) and v.strip()), None)


def _published(tree: Element, metas: dict[str, str], linked: list[dict[str, Any]]) -> date | None:
    stated = [node.get("datePublished") for node in linked]
    stated += [metas.get(name) for name in _DATE_METAS]
    stated += _times(tree)
    days = (_day(value) for value in stated if isinstance(value, str))
    return next((day for day in days if day), None)


def _times(tree: Element) -> list[str]:
    """Values of ``time`` elements: marked as publication, else in the article, else a header."""
    ranked: list[tuple[int, str]] = []
    for time in tree.iter("time"):
        inside = {element.tag for element in time.iterancestors()}
        marked = time.get("pubdate") is not None or time.get("itemprop") == "datePublished"
        if inside & _NO_DAY_IN or not time.get("datetime"):
            continue
        if marked or inside & {"article", "header"}:
            ranked.append((0 if marked else 1 if "article" in inside else 2, time.get("datetime")))
    return [value for _, value in sorted(ranked, key=lambda pair: pair[0])]


def _day(value: str) -> date | None:
    """A day as publishers write it in markup: ISO 8601, year first with slashes, or as in mail."""
    value = _YEAR_FIRST.sub(r"\1-\2-\3", value.strip()[:64], count=1)
    try:
        return parse_published(value)
    except InputError:
        pass
    try:
        return parse_published(parsedate_to_datetime(value).date().isoformat())
    except (InputError, ValueError, TypeError, IndexError, OverflowError):
        return None


def _title(tree: Element, metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    headings = [h for h in tree.iter("h1") if any(a.tag == "article" for a in h.iterancestors())]
    candidates = [metas.get("og:title"), _first_text("headline", linked)]
    candidates += ["".join(e.itertext()) for e in (*headings, *tree.iter("title"))]
    titles = (" ".join(c.encode("utf-8", "replace").decode().split()) for c in candidates if c)
    return next((title for title in titles if title), None)


def _url(tree: Element, metas: dict[str, str]) -> str | None:
    links = [
        e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").split()
    ]
    urls = (url.strip() for url in (*links, metas.get("og:url")) if url)
    return next((url for url in urls if re.match(r"https?://\S+$", url)), None)
