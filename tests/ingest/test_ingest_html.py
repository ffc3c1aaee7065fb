"""HTML: the article and only the article, its stated day, encodings, and hostile pages."""

from __future__ import annotations

import codecs
import contextlib
import json
import subprocess
import sys
import time
from datetime import date

import pytest

from marsad.errors import InputError
from marsad.ingest import Defaults
from marsad.ingest.html import looks_html, read_html
from marsad.types import Report

LEAD = "سقطت قذيفة على سوق الخضار في حي الزيتون صباح الاثنين، فقتل بائعان وأصيب سبعة متسوقين."
MORE = "وقال مسعف يعمل في المكان إن سيارات الإسعاف احتاجت ساعة كاملة لتجاوز الحواجز القريبة."
LAST = "ونفى ناطق عسكري أن تكون قواته قد أطلقت النار في اتجاه الحي خلال ذلك اليوم."
NAV = '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">رياضة</a></li></ul></nav>'
ASIDE = '<aside><h3>اقرأ أيضا</h3><a href="/1"><time datetime="2009-09-09">قديم</time></a></aside>'
FOOTER = '<footer><p>جميع الحقوق محفوظة © 2019 <time datetime="2019-01-01">2019</time></p></footer>'
BODY = f"<p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p>"


def page(head: str = "", body: str = f"<article><h1>قذيفة على السوق</h1>{BODY}</article>") -> str:
    head = f"<head><title>قذيفة على السوق</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{NAV}{body}{ASIDE}{FOOTER}</body></html>"


def read(html: str | bytes, defaults: Defaults | None = None) -> Report:
    data = html.encode() if isinstance(html, str) else html
    return read_html(data, "a.html", "a", defaults or Defaults())


def refusal(html: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(html)
    assert caught.value.place == "a.html"
    assert caught.value.remedy
    return str(caught.value)


def article_time(attributes: str) -> str:
    return page(body=f"<article><time {attributes}>ص</time>{BODY}</article>")


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>قذيفة</h1>{BODY}</article>",
        f"<div id=main><h1>قذيفة</h1><div class=article-body>{BODY}</div></div>",
        f"<div>{LEAD}<br><br>{MORE}<br><br>{LAST}</div>",
        f"<table><tr><td>{BODY}</td></tr></table>",
        f"<form action=/x>{BODY}</form>",
        f"<div><div>{LEAD}</div><div>{MORE}</div><div>{LAST}</div></div>",
    ],
)
def test_the_article_and_not_the_menus(body: str) -> None:
    lines = read(page(body=body)).text.splitlines()
    assert [line for line in lines if line != "قذيفة"] == [LEAD, MORE, LAST]


def test_a_short_news_item_is_not_read_with_the_menus() -> None:
    text = read(page(body="<article><p>قتل ثلاثة عمال في قصف على مخزن.</p></article>")).text
    assert text == "قتل ثلاثة عمال في قصف على مخزن."


def test_a_fragment_without_html_element() -> None:
    assert read(f"<p>{LEAD}</p>").text == LEAD


def test_an_article_that_only_stands_in_json_ld() -> None:
    linked = json.dumps({"@type": "NewsArticle", "articleBody": LEAD})
    html = (
        f"<html><head><script type=application/ld+json>{linked}</script></head><body></body></html>"
    )
    assert read(html).text == LEAD


def test_title_address_and_source() -> None:
    head = '<link rel="canonical" href="https://example.org/n/7">'
    head += '<meta property="og:title" content=" قذيفة\n أخرى ">'
    report = read(page(head), Defaults(source="صحيفة"))
    assert (report.title, report.url, report.source) == (
        "قذيفة أخرى",
        "https://example.org/n/7",
        "صحيفة",
    )
    assert (report.id, report.published) == ("a", None)


@pytest.mark.parametrize("href", ["/n/7", "javascript:alert(1)", ""])
def test_an_address_that_is_none(href: str) -> None:
    report = read(page(f'<link rel="canonical" href="{href}">'))
    assert (report.url, report.title) == (None, "قذيفة على السوق")


def linked(value: object) -> str:
    return page(f'<script type="application/ld+json">{json.dumps(value)}</script>')


NEWS = {"@type": "NewsArticle", "datePublished": "2015-07-02T21:40:00+03:00"}


@pytest.mark.parametrize(
    "html",
    [
        linked(NEWS),
        linked([{"@type": "Organization"}, NEWS]),
        linked({"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, NEWS]}),
        linked({"@type": ["WebPage"], "mainEntity": NEWS}),
        linked({"@type": "ItemList", "itemListElement": [{"datePublished": "2001-01-01"}]}).replace(
            "</head>", '<meta name="date" content="2015-07-02"></head>'
        ),
        page(
            '<script type="application/ld+json">{broken</script>'
            "<meta name=pubdate content=2015-07-02>"
        ),
        page('<meta property="article:published_time" content="2015-07-02T10:00:00Z">'),
        page('<meta property="og:published_time" content="2015-07-02">'),
        page('<meta itemprop="datePublished" content="2015-07-02">'),
        page('<meta name="DC.date" content="2015-07-02">'),
        page('<meta name="sailthru.date" content="2015/07/02 10:00">'),
        page('<meta name="Date" content="Thu, 02 Jul 2015 10:00:00 +0300">'),
        page('<meta name="pubdate" content="أمس"><meta name="date" content="2015-07-02">'),
        article_time("datetime=2015-07-02"),
        article_time("itemprop=datePublished datetime=2015-07-02T10:00"),
        page(body=f"<header><time datetime=2015-07-02>ص</time></header><div>{BODY}</div>"),
        page(
            body="<article><time datetime=2001-01-01>ص</time>"
            f"<time pubdate datetime=2015-07-02>ص</time>{BODY}</article>"
        ),
    ],
)
def test_published(html: str) -> None:
    assert read(html).published == date(2015, 7, 2)
    assert read(html, Defaults(published=date(2020, 2, 2))).published == date(2020, 2, 2)


@pytest.mark.parametrize(
    "html",
    [
        page(),
        page(
            '<meta name="date" content="2015-02-30">'
            '<meta name="last-modified" content="2016-01-01">'
        ),
        article_time("datetime=PT2M"),
        article_time("title=2015-07-02"),
        page(body=f"<div><p>نشر في 2015-07-02</p>{BODY}<time datetime=2015-07-02>ص</time></div>"),
        linked({"@type": "NewsArticle", "datePublished": 20150702}),
        linked({"@type": "NewsArticle", "comment": [{"datePublished": "2015-07-02"}]}),
    ],
)
def test_no_guess_where_no_day_is_stated(html: str) -> None:
    assert read(html).published is None


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (page("<meta charset=windows-1256>").encode("windows-1256", "replace"), None),
        (page("<meta content='text/html; charset=cp1256'>").encode("cp1256", "replace"), None),
        (page("<meta charset=iso-8859-6>").encode("iso-8859-6", "ignore"), None),
        (page("<meta charset=windows-1256>").encode(), None),
        (page("<meta charset=no-such>").encode(), None),
        (codecs.BOM_UTF8 + page("<meta charset=windows-1256>").encode(), None),
        (page("<meta charset=utf-8>").encode("utf-16"), None),
        (page().encode("utf-32"), None),
        (page().encode("windows-1256", "replace"), "windows-1256"),
        (page().encode("utf-16-be"), "utf-16-be"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, encoding: str | None) -> None:
    report = read(data, Defaults(encoding=encoding))
    assert report.text.endswith("\n".join([LEAD, MORE, LAST]))
    assert report.title == "قذيفة على السوق"


def test_wrong_encodings_are_named() -> None:
    assert "--encoding windows-1256" in refusal(page().encode("windows-1256", "replace"))
    utf16 = page("<meta charset=utf-16>").encode("windows-1256", "replace")
    assert "--encoding windows-1256" in refusal(utf16)
    evil = page("<meta charset=unicode_escape>").encode("windows-1256", "replace")
    assert "--encoding windows-1256" in refusal(evil)
    assert "not iso-8859-6 at byte" in refusal(b"<meta charset=iso-8859-6><p>\xdb\xfe")


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        f"<html><body>{NAV}{FOOTER}</body></html>",
        "<html><script>var a = 1</script>",
    ],
)
def test_no_article(html: str) -> None:
    assert "HTML without article text" in refusal(html)


@pytest.mark.parametrize(
    "html", ["", "  \n", "<", "<!--", "<?xml", "<!doctype", "<html", "</p>", "<p></p>"]
)
def test_hardly_any_html(html: str) -> None:
    refusal(html)


def test_english_and_binary_pages() -> None:
    english = "<article><p>The shell hit a market in the east of the city.</p></article>"
    assert "no Arabic text" in refusal(english)
    assert "binary" in refusal(b"<html>" + bytes(range(256)))


def test_scripts_do_not_run_and_leave_no_text() -> None:
    report = read(
        page("<script>document.write('سر')</script>", f"<p>{LEAD}</p><script>سر</script>")
    )
    assert "سر" not in report.text


MANY = 200_000
ATTRIBUTES = " ".join(f"a{n}" for n in range(MANY))
HOSTILE = {
    "deep": "<div>" * MANY,
    "deep and closed": "<div>" * MANY + "</div>" * MANY,
    "deep inline": "<b>" * MANY,
    "deep tables": "<table><tr><td>" * MANY,
    "attributes": f"<div {ATTRIBUTES}>",
    "attributes after a quote": f'<!-- <a b=" --><div a="<>" {ATTRIBUTES}>',
    "elements": "<p>ا</p>" * MANY,
    "text": "<p>" + "قصف " * MANY + "</p>",
    "forms with text": "<form></form>قصف المدينة" * 20_000,
    "cells with text": "<td></td>قصف المدينة" * 20_000,
    "buttons with text": "<button></button>قصف المدينة" * 20_000,
    "deep JSON": "<script type=application/ld+json>" + "[" * MANY + "</script>",
    "half a JSON character": '<script type=application/ld+json>{"headline": "\\ud800"}</script>',
    "comments": "<!--" * MANY,
    "angles": "<" * MANY,
    "open tags": '<a href="' * MANY,
    "references": "&#0;&#xd800;&#x110000;" * 1000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_neither_crash_nor_hang(kind: str) -> None:
    start = time.monotonic()
    for html in (HOSTILE[kind], page(body=f"<article>{BODY}</article>{HOSTILE[kind]}")):
        with contextlib.suppress(InputError):
            read(html).text.encode()
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("deep", "more than 256 levels of nested HTML elements"),
        ("attributes", "more than 500 attributes on one HTML element"),
        ("attributes after a quote", "more than 500 attributes on one HTML element"),
        ("elements", "more than 25,000 HTML elements"),
        ("text", "more than 500,000 characters on one HTML page"),
    ],
)
def test_limits_are_named(kind: str, thing: str) -> None:
    assert thing in refusal(page(body=HOSTILE[kind]))


def test_any_error_of_the_parser_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RecursionError("too deep")

    monkeypatch.setattr("trafilatura.extract", fail)
    assert "HTML that cannot be read (RecursionError)" in refusal(page())


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf \n<html lang=ar>", True),
        (b"<?xml version='1.0'?><!-- saved --> <!doctype HTML>", True),
        (b"<p>", True),
        (b"<br>", False),
        (b"<prefix>", False),
        ("<عاجل> قصف".encode(), False),
        ("قصف <p>".encode(), False),
        (b"", False),
    ],
)
def test_looks_html(start: bytes, expected: bool) -> None:
    assert looks_html(start) is expected


def test_plain_text_does_not_wait_for_the_html_parser() -> None:
    code = "import marsad.ingest, sys; print({'trafilatura', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
