"""Bytes to text: encodings, sizes, dates, and the message for each thing that can be wrong."""

from __future__ import annotations

import codecs
from datetime import date

import pytest

from marsad.errors import InputError
from marsad.ingest import MAX_BYTES, parse_published
from marsad.ingest.plain import (
    Defaults,
    check_codec,
    checked,
    decode,
    read_plain,
    shown,
    too_large,
    wide_encoding,
)

TEXT = "قصفت طائرة مجهولة مستودعا قرب الميناء، وأصيب حارسان بجروح طفيفة.\nولم تعلن جهة مسؤوليتها."


def refusal(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        checked(decode(data, "a.txt", encoding), "a.txt")
    assert caught.value.place == "a.txt"
    assert caught.value.remedy
    return str(caught.value)


@pytest.mark.parametrize("text", [TEXT, f"  {TEXT}\r\n\r\n", "قُتِلَ جندي ﻻ غير", f"{TEXT}\u200f 😀"])
def test_the_text_stays_exactly_as_given(text: str) -> None:
    report = read_plain(text.encode(), "a.txt", "a", Defaults(date(2015, 7, 2), "وكالة"))
    assert (report.id, report.text) == ("a", text)
    assert (report.published, report.source) == (date(2015, 7, 2), "وكالة")


def test_the_byte_order_mark_of_utf8_goes() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), "a.txt") == TEXT
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), "a.txt", "utf-8") == TEXT


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, "\u00a0\u2003".encode()])
def test_empty(data: bytes) -> None:
    assert "is empty" in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        TEXT.encode() + b"\0",
        b"PK\x03\x04\x14\x00\x08\x00" * 9,
        "قصف".encode() + bytes(range(1, 9)) * 40,
    ],
)
def test_binary(data: bytes) -> None:
    assert "binary, not text" in refusal(data)


def test_binary_in_a_given_encoding() -> None:
    assert "binary" in refusal(bytes(range(256)) * 4, "windows-1256")


def test_a_few_stray_separators_are_no_binary() -> None:
    text = TEXT + "\x1f\x0b" + TEXT
    assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
        (b"", "utf-16-le", "UTF-16LE"),
        (b"", "utf-16-be", "UTF-16BE"),
        (b"", "utf-32-le", "UTF-32LE"),
        (b"", "utf-32-be", "UTF-32BE"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, "قصف"])
def test_utf16_and_utf32_are_named_and_the_remedy_works(
    mark: bytes, codec: str, name: str, text: str
) -> None:
    data = mark + text.encode(codec)
    message = refusal(data)
    assert f"the text is {name}, not UTF-8" in message
    assert f"iconv -f {name} -t UTF-8 FILE, or pass --encoding {name.lower()}" in message
    assert wide_encoding(data) == name
    assert decode(data, "a.txt", name.lower()) == text


@pytest.mark.parametrize("codec", ["windows-1256", "ISO-8859-6"])
def test_single_byte_arabic_is_named_and_the_remedy_works(codec: str) -> None:
    data = TEXT.encode(codec, "ignore")
    message = refusal(data)
    assert f"the text is {codec}, not UTF-8" in message
    assert f"iconv -f {codec} -t UTF-8 FILE, or pass --encoding {codec.lower()}" in message
    assert decode(data, "a.txt", codec.lower()) == TEXT


def test_utf8_with_a_broken_byte_is_not_taken_for_windows_1256() -> None:
    data = TEXT.encode()
    assert "not UTF-8: byte 11 is 0xff" in refusal(data[:11] + b"\xff" + data[11:])


def test_other_encodings_name_the_byte() -> None:
    assert "not UTF-8: byte 3 is 0xe9" in refusal("Café à Évry, déjà".encode("latin-1"))


def test_utf8_cut_at_the_end() -> None:
    data = TEXT[:20].encode()
    message = refusal(data[:-1])
    assert f"ends in the middle of a character at byte {len(data) - 2}" in message
    assert "is the download complete?" in message


def test_a_wrong_encoding_names_the_byte() -> None:
    assert "not utf-8 at byte 0" in refusal(TEXT.encode("windows-1256"), "utf-8")
    assert "not utf-16 at byte" in refusal(b"\xff\xfe\x00\xdc", "utf-16")


@pytest.mark.parametrize("name", ["latin-99", "", "base64", "rot13", "a\0b", "undefined", "\udce9"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(InputError, match="unknown encoding") as caught:
        check_codec(name)
    assert caught.value.place == "--encoding"
    str(caught.value).encode()


@pytest.mark.parametrize("name", [None, "utf-8", "UTF-16", "utf-32", "windows-1256", "cp864"])
def test_known_encoding(name: str | None) -> None:
    check_codec(name)


@pytest.mark.parametrize("text", ["The army shelled the port.", "123 456", "שלום", "😀"])
def test_no_arabic(text: str) -> None:
    assert "no Arabic text" in refusal(text.encode())


def test_half_a_character() -> None:
    assert "half a character (\\ud800) at character 4" in refusal(
        b"\\u0642 \\u0635 \\ud800", "unicode_escape"
    )


@pytest.mark.parametrize(
    "value",
    [
        "2015-07-02",
        " 2015-07-02\n",
        "2015-07-02T23:59",
        "2015-07-02 00:00:00",
        "2015-07-02T21:40:00.5Z",
        "2015-07-02T01:00:00+03:00",
        "2015-07-02t10:00:00 UTC",
    ],
)
def test_published(value: str) -> None:
    assert parse_published(value) == date(2015, 7, 2)


@pytest.mark.parametrize(
    "value",
    [
        "2015-02-30",
        "30/2/2015",
        "2015-13-01",
        "2015-00-10",
        "9999-12-31",
        "12015-01-01",
        "0001-01-01",
        "",
        "أمس",
        "2015",
        "2015-7-2",
        "20150702",
        "2015-07-02T99:99",
        "2015-07-02x",
        "٢٠١٥-٠٧-٠٢",
        "2015-07-02\n\n2015-07-03",
        "\ud800",
    ],
)
def test_impossible_published(value: str) -> None:
    with pytest.raises(InputError, match="use YYYY-MM-DD") as caught:
        parse_published(value, "a.jsonl:7")
    assert caught.value.place == "a.jsonl:7"
    str(caught.value).encode()


def test_too_large_names_the_size() -> None:
    message = str(too_large(52_400_000, "a.txt"))
    assert message.startswith("a.txt: 52.4 MB is more than one report may have (10.5 MB)")
    assert message.endswith("split it, one report a file or line")
    assert "the input is more" in str(too_large(None, "stdin"))
    assert MAX_BYTES == 10 * 1024 * 1024


def test_names_that_are_no_utf8_can_be_printed() -> None:
    assert shown("caf\udce9.txt") == "caf\\udce9.txt"
    assert shown("تقرير.txt") == "تقرير.txt"
