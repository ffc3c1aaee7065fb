"""JSON Lines: fields, line numbers, and bad lines that stop no other."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Sequence
from datetime import date

import pytest

from marsad.errors import InputError
from marsad.ingest import MAX_BYTES, Defaults
from marsad.ingest.jsonl import read_jsonl
from marsad.ingest.plain import Found

TEXT = "أطلق مسلحون النار على دورية عند مدخل البلدة وأصابوا شرطيا."
GOOD = json.dumps({"text": TEXT}, ensure_ascii=False)


def records(data: bytes | str, defaults: Defaults | None = None) -> list[Found | InputError]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_jsonl(stream, "in/a.jsonl", "a", defaults or Defaults()))


def outcome(found: Sequence[Found | InputError]) -> list[str]:
    return [f.report.id if isinstance(f, Found) else f.place for f in found]


def one(line: str) -> Found | InputError:
    """What the line gives, between two good ones that must not suffer from it."""
    before, found, after = records(f"{GOOD}\n{line}\n{GOOD}")
    assert outcome([before, after]) == ["a:1", "a:3"]
    return found


def test_all_fields() -> None:
    record = {"id": "r7", "text": TEXT, "published": "2015-07-02T10:00Z", "source": "إذاعة"}
    record |= {"url": "https://example.org/7", "title": "إطلاق نار", "language": "ar"}
    (found,) = records(json.dumps(record), Defaults(date(2001, 1, 1), "default"))
    assert isinstance(found, Found)
    report = found.report
    assert (report.id, report.text, report.published) == ("r7", TEXT, date(2015, 7, 2))
    assert (report.source, report.url) == ("إذاعة", "https://example.org/7")
    assert (report.title, found.place) == ("إطلاق نار", "in/a.jsonl:1")


@pytest.mark.parametrize(
    "empty", [{}, {"published": None, "source": None}, {"published": "", "source": " "}]
)
def test_defaults_fill_what_a_line_does_not_say(empty: dict[str, str | None]) -> None:
    line = json.dumps({"text": TEXT, **empty})
    (found,) = records(line, Defaults(date(2001, 1, 1), "default"))
    assert isinstance(found, Found)
    assert (found.report.published, found.report.source) == (date(2001, 1, 1), "default")
    assert (found.report.id, found.report.title, found.report.url) == ("a:1", None, None)


def test_blank_lines_count_but_give_nothing() -> None:
    assert outcome(records(f"\n{GOOD}\r\n  \n\n{GOOD}")) == ["a:2", "a:5"]


def test_the_text_stays_as_given() -> None:
    text = f"\n {TEXT}\r\n\u2028\u0085{TEXT} "
    (found,) = records(json.dumps({"text": text}, ensure_ascii=False))
    assert isinstance(found, Found)
    assert found.report.text == text


def test_a_number_may_be_an_id() -> None:
    found = one(json.dumps({"id": 12, "text": TEXT}))
    assert isinstance(found, Found)
    assert found.report.id == "12"


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("{'text': 1}", "not JSON"),
        ('{"text": "ab', "not JSON"),
        (f"{GOOD} {GOOD}", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"n": ' + "1" * 5000 + "}", "a number too long"),
        ("[1]", "a list, not a JSON object"),
        ('"نص"', "a string, not a JSON object"),
        ("null", "null, not a JSON object"),
        ("true", "true or false, not a JSON object"),
        ("7", "a number, not a JSON object"),
        ("{}", 'no "text"'),
        ('{"text": null}', 'no "text"'),
        ('{"text": 5}', '"text" is a number, not a string'),
        ('{"text": ["نص"]}', '"text" is a list, not a string'),
        ('{"text": " "}', "the text is empty"),
        ('{"text": "English only"}', "no Arabic text"),
        ('{"text": "قصف \\ud800 "}', "half a character (\\ud800) at character 4"),
        ('{"text": "قصف \\u0000"}', "NUL"),
        ('{"text": "قصف", "published": "2015-02-30"}', '"2015-02-30" is no date'),
        ('{"text": "قصف", "published": "30/2/2015"}', "use YYYY-MM-DD"),
        ('{"text": "قصف", "published": 20150702}', '"published" is a number, not a string'),
        ('{"text": "قصف", "title": {}}', '"title" is an object, not a string'),
        ('{"text": "قصف", "id": true}', '"id" is true or false, not a string'),
        ('{"text": "قصف", "id": "\\udc00"}', '"id" holds half a character'),
    ],
)
def test_a_bad_line_is_named_and_the_next_goes_on(line: str, thing: str) -> None:
    error = one(line)
    assert isinstance(error, InputError)
    assert error.place == "in/a.jsonl:2"
    assert error.remedy
    assert thing in str(error)


def test_a_pair_of_surrogates_is_one_character() -> None:
    found = one('{"text": "قصف \\ud83d\\ude00"}')
    assert isinstance(found, Found)
    assert found.report.text == "قصف 😀"


@pytest.mark.parametrize("data", [b"", b"\n \n\n", codecs.BOM_UTF8 + b"\n"])
def test_empty(data: bytes) -> None:
    (error,) = records(data)
    assert isinstance(error, InputError)
    assert (error.place, error.thing) == ("in/a.jsonl", "the input is empty")


def test_byte_order_mark() -> None:
    assert outcome(records(codecs.BOM_UTF8 + GOOD.encode())) == ["a:1"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_utf16_is_one_error_and_the_remedy_works(codec: str) -> None:
    # U+060A and U+0A06 hold the byte of a newline in UTF-16.
    lines = "\n".join([json.dumps({"text": TEXT + "\u060a\u0a06"}, ensure_ascii=False)] * 3)
    (error,) = records(lines.encode(codec))
    assert isinstance(error, InputError)
    remedy = error.remedy.rpartition("--encoding ")[2]
    assert "not UTF-8" in error.thing
    assert outcome(records(lines.encode(codec), Defaults(encoding=remedy))) == ["a:1", "a:2", "a:3"]


def test_utf16_that_breaks_off() -> None:
    data = f"{GOOD}\n{GOOD}".encode("utf-16")[:-1]
    *_, error = records(data, Defaults(encoding="utf-16"))
    assert isinstance(error, InputError)
    assert "is not utf-16" in error.thing


def test_windows_1256_line_by_line() -> None:
    data = GOOD.encode() + b"\n" + GOOD.encode("windows-1256") + b"\n" + GOOD.encode()
    first, error, last = records(data)
    assert outcome([first, last]) == ["a:1", "a:3"]
    assert isinstance(error, InputError)
    assert "--encoding windows-1256" in str(error)
    data = GOOD.encode("windows-1256")
    assert outcome(records(data, Defaults(encoding="windows-1256"))) == ["a:1"]


def test_a_download_that_broke_off() -> None:
    good, error = records(GOOD.encode() + b"\n" + GOOD.encode()[:-4])
    assert outcome([good, error]) == ["a:1", "in/a.jsonl:2"]


def test_the_limit_is_per_line() -> None:
    long = json.dumps({"text": "قصف " * (MAX_BYTES // 7 + 9)}, ensure_ascii=False)
    first, error, last = records(f"{GOOD}\n{long}\n{GOOD}")
    assert outcome([first, last]) == ["a:1", "a:3"]
    assert isinstance(error, InputError)
    assert error.place == "in/a.jsonl:2"
    assert error.thing.startswith(f"{(len(long.encode()) + 1) / 1e6:.1f} MB is more than")
    filler = json.dumps({"text": TEXT * 9000}, ensure_ascii=False)
    many = records("\n".join([filler] * 12))
    assert len(filler.encode()) * 12 > MAX_BYTES
    assert outcome(many) == [f"a:{n}" for n in range(1, 13)]


def test_the_limit_in_utf16() -> None:
    long = json.dumps({"text": "قصف " * (MAX_BYTES // 4 + 9)}, ensure_ascii=False)
    first, error = records(f"{GOOD}\n{long}\n{GOOD}".encode("utf-16"), Defaults(encoding="utf-16"))
    assert outcome([first, error]) == ["a:1", "in/a.jsonl:2"]
