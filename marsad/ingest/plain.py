"""Bytes to text: encodings, sizes, and what is no Arabic text at all.

Everything here raises :class:`InputError`; :mod:`marsad.ingest.sources` hands it on as a value.
"""

from __future__ import annotations

import codecs
import re
from datetime import date
from typing import NamedTuple

from marsad.errors import InputError
from marsad.text.letters import is_arabic
from marsad.types import Report

MAX_BYTES = 10 * 1024 * 1024
"""Bytes of one report (10 MiB): a long investigation is below 0.2 MB, a book below 2 MB, so what
is larger is a dump of many articles, and coding it as one would mix their events."""

YEARS = range(1800, 2101)
"""Years of publication: the Arabic press begins in 1828; beyond 2100 it is a typing error."""

_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
_CONTROL_SHARE = 0.05
"""Share of control characters from which bytes are no text: random and compressed bytes have
11 %, scraped text with stray separators well below 1 %."""
_SAMPLE = 4096
"""Bytes that are looked at when an encoding is guessed."""
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WIDE = ("UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE")
_SINGLE_BYTE = ("windows-1256", "ISO-8859-6")
_TEXT_SHARE = 0.9
"""Share of sensible characters from which a guessed encoding is believed. Measured: 41 articles,
cut to 30, 200 and 3,000 characters, in all of these encodings: every one named right."""
_GIVE_TEXT = "give plain text, HTML or JSON Lines; convert PDF and Word files to text first"

_ARABIC_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a]{2,}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9].*)?")


class Defaults(NamedTuple):
    """What the command line says about reports that do not say it themselves."""

    published: date | None = None
    source: str | None = None
    encoding: str | None = None


class Found(NamedTuple):
    """A report and the place it was read from (``file`` or ``file:line``)."""

    report: Report
    place: str


def parse_published(value: str, place: str = "") -> date:
    """Read ``YYYY-MM-DD``, with or without a time; the day counts as written, in its own zone."""
    match = _DATE.fullmatch(value.strip())
    try:
        if match and int(match[1]) in YEARS:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise InputError(f'"{shown(value[:40])}" is no date of publication', place, "use YYYY-MM-DD")


def check_codec(encoding: str | None) -> None:
    """Refuse an ``--encoding`` that Python cannot decode text with."""
    if encoding is None:
        return
    try:
        "a".encode(encoding)
    except (LookupError, ValueError):
        thing = f'unknown encoding "{shown(encoding)}"'
        remedy = "use a name such as utf-8, utf-16, windows-1256 or iso-8859-6"
        raise InputError(thing, "--encoding", remedy) from None


def shown(name: str) -> str:
    """A name that can be printed and written: file names may hold bytes that are no UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode()


def too_large(size: int | None, place: str) -> InputError:
    """``size`` is ``None`` where a stream has not been read to its end."""
    limit = f"{MAX_BYTES / 1e6:.1f} MB"
    thing = f"{size / 1e6:.1f} MB is" if size else "the input is"
    remedy = "split it, one report a file or line"
    return InputError(f"{thing} more than one report may have ({limit})", place, remedy)


def read_plain(data: bytes, place: str, report_id: str, defaults: Defaults) -> Report:
    """A report whose text is the whole input, exactly as given."""
    text = checked(decode(data, place, defaults.encoding), place)
    return Report(report_id, text, defaults.published, defaults.source)


def checked(text: str, place: str) -> str:
    """Refuse a text that is empty, broken or not Arabic."""
    if not text.strip():
        raise InputError("the text is empty", place, "give the text of the report")
    if "\0" in text:
        raise InputError("the text holds NUL characters", place, "remove them")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        thing = f"half a character (\\u{ord(text[error.start]):04x}) at character {error.start}"
        raise InputError(thing, place, "write the text as UTF-8 again from its source") from None
    if not is_arabic(text):
        raise InputError("no Arabic text", place, "marsad reads Arabic reports only")
    return text


def decode(data: bytes, place: str, encoding: str | None = None) -> str:
    """Decode with ``encoding``, else as UTF-8, and drop the byte order mark.

    No other encoding is guessed silently: a wrong guess gives readable nonsense. The error says
    what the bytes look like and how to go on.
    """
    if not data.strip():
        raise InputError("the input is empty", place, "give a file with the text of a report")
    text = (_given(data, place, encoding) if encoding else _utf8(data, place)).removeprefix(
        "\ufeff"
    )
    if "\0" in text or _control_share(text[:_SAMPLE].encode("utf-8", "replace")) > _CONTROL_SHARE:
        raise InputError("binary, not text", place, _GIVE_TEXT)
    return text


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, told by the byte order mark or by the pattern of zero bytes."""
    for mark, name in _WIDE_BOMS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    if b"\0" not in sample and _control_share(sample) <= _CONTROL_SHARE:
        return None
    return next((name for name in _WIDE if _reads_as(sample, name)), None)


def other_encoding(place: str, name: str) -> InputError:
    """The bytes are fine text, only not in UTF-8."""
    thing = f"the text is {name}, not UTF-8"
    remedy = f"convert it: iconv -f {name} -t UTF-8 FILE, or pass --encoding {name.lower()}"
    return InputError(thing, place, remedy)


def _given(data: bytes, place: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except ValueError as error:
        start = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        thing = f"the text is not {shown(encoding)}{start}"
        raise InputError(thing, place, "pass the --encoding that it has") from None


def _utf8(data: bytes, place: str) -> str:
    if name := wide_encoding(data):
        raise other_encoding(place, name)
    if b"\0" in data or _control_share(data[:_SAMPLE]) > _CONTROL_SHARE:
        raise InputError("binary, not text", place, _GIVE_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, place, error) from None


def _not_utf8(data: bytes, place: str, error: UnicodeDecodeError) -> InputError:
    if error.reason == "unexpected end of data" and error.end == len(data):
        thing = f"the file ends in the middle of a character at byte {error.start}"
        return InputError(thing, place, "is the download complete?")
    around = data[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]
    name = max(_SINGLE_BYTE, key=lambda name: _arabic_share(around, name))
    if _arabic_share(around, name) >= _TEXT_SHARE:
        return other_encoding(place, name)
    thing = f"not UTF-8: byte {error.start} is 0x{data[error.start]:02x}"
    return InputError(thing, place, "save it as UTF-8, or pass the --encoding that it has")


def _control_share(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / len(data) if data else 0.0


def _reads_as(sample: bytes, name: str) -> bool:
    """Whether the sample, cut to whole units, is Arabic or ASCII when read as UTF-16 or UTF-32."""
    unit = 4 if "32" in name else 2
    text = sample[: len(sample) // unit * unit].decode(name, "replace")
    sensible = sum(c.isspace() or " " <= c <= "~" or "\u0600" <= c <= "\u06ff" for c in text)
    return bool(text) and sensible >= _TEXT_SHARE * len(text)


def _arabic_share(sample: bytes, name: str) -> float:
    """How many of the letters beyond ASCII stand in Arabic words when the bytes are read so.

    None, where most bytes are fine UTF-8: with one byte broken, that too reads as Arabic letters.
    Single letters do not count: accented Latin letters read as those.
    """
    high = sum(byte >= 0x80 for byte in sample)
    if sample.decode("utf-8", "replace").count("\ufffd") < high / 2:
        return 0.0
    text = sample.decode(name, "replace")
    letters = sum(c > "~" and (c.isalpha() or c == "\ufffd") for c in text)
    return sum(map(len, _ARABIC_WORD.findall(text))) / letters if letters else 0.0
