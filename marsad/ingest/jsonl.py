"""JSON Lines to reports, line by line, so that files may be larger than memory."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeAlias, cast

from marsad.errors import InputError
from marsad.ingest import plain
from marsad.ingest.plain import Defaults, Found, checked, decode, parse_published
from marsad.types import Report

_EXAMPLE = '{"text": "…", "published": "2015-07-02"}'
_CHUNK = 1 << 16
_Line: TypeAlias = str | InputError


def read_jsonl(
    stream: BinaryIO, place: str, stem: str, defaults: Defaults
) -> Iterator[Found | InputError]:
    """One report or error a line; blank lines are skipped, and a bad line stops no other."""
    wide = defaults.encoding and not _keeps_newlines(defaults.encoding)
    empty = True
    lines = _wide_lines(stream, place, str(defaults.encoding)) if wide else None
    for number, line in lines or _lines(stream, place, defaults.encoding):
        empty = False
        if isinstance(line, InputError):
            yield line
            continue
        where = f"{place}:{number}"
        try:
            yield Found(_report(line, where, f"{stem}:{number}", defaults), where)
        except InputError as error:
            yield error
    if empty:
        yield InputError("the input is empty", place, f"give one JSON object a line: {_EXAMPLE}")


def _lines(stream: BinaryIO, place: str, encoding: str | None) -> Iterator[tuple[int, _Line]]:
    """Lines that are not blank, decoded each on its own, with their numbers."""
    number = 0
    while raw := stream.readline(plain.MAX_BYTES + 1):
        number += 1
        where = f"{place}:{number}"
        if len(raw) > plain.MAX_BYTES and not raw.endswith(b"\n"):
            yield number, plain.too_large(len(raw) + _skip_line(stream), where)
            continue
        if number == 1 and not encoding:
            if name := plain.wide_encoding(raw):
                yield number, plain.other_encoding(place, name)
                return  # without the encoding, no line can be told from the next
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if not raw.strip():
            continue
        try:
            yield number, decode(raw, where, encoding)
        except InputError as error:
            yield number, error


def _wide_lines(stream: BinaryIO, place: str, encoding: str) -> Iterator[tuple[int, _Line]]:
    """Lines in UTF-16 and the like, where the byte of a newline also stands inside characters."""
    text = io.TextIOWrapper(cast(Any, stream), encoding, newline="\n")
    number = 0
    try:
        while line := text.readline(plain.MAX_BYTES + 1):
            number += 1
            if len(line) > plain.MAX_BYTES and not line.endswith("\n"):
                yield number, plain.too_large(None, f"{place}:{number}")
                return
            if line.strip("\ufeff \t\r\n"):
                yield number, line.removeprefix("\ufeff")
    except ValueError:
        thing = f"the text after line {number} is not {encoding}"
        yield number, InputError(thing, place, "pass the --encoding that it has")
    finally:
        text.detach()


def _keeps_newlines(encoding: str) -> bool:
    return "\n".encode(encoding) == b"\n"


def _skip_line(stream: BinaryIO) -> int:
    """Read to the end of the line, in constant memory; the number of bytes skipped."""
    skipped = 0
    while chunk := stream.readline(_CHUNK):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return skipped


def _report(line: str, where: str, default_id: str, defaults: Defaults) -> Report:
    record = _object(line, where)
    if record.get("text") is None:
        raise InputError('no "text"', where, f"give each line its text: {_EXAMPLE}")
    text = record["text"]
    if not isinstance(text, str):
        raise InputError(f'"text" is {_kind(text)}, not a string', where, "put it in quotes")
    published = _string(record, "published", where)
    return Report(
        id=_string(record, "id", where) or default_id,
        text=checked(text, where),
        published=parse_published(published, where) if published else defaults.published,
        source=_string(record, "source", where) or defaults.source,
        url=_string(record, "url", where),
        title=_string(record, "title", where),
    )


def _object(line: str, where: str) -> dict[str, Any]:
    remedy = f"write one JSON object a line: {_EXAMPLE}"
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        thing = f"not JSON: {error.msg} at character {error.pos}"
        raise InputError(thing, where, remedy) from None
    except (ValueError, RecursionError):
        raise InputError(
            "not JSON: nested too deeply or a number too long", where, remedy
        ) from None
    if not isinstance(value, dict):
        raise InputError(f"{_kind(value)}, not a JSON object", where, remedy)
    return value


def _string(record: dict[str, Any], key: str, where: str) -> str | None:
    """An optional field; ``null`` and ``""`` mean unknown, and a number may serve as an id."""
    value = record.get(key)
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise InputError(f'"{key}" is {_kind(value)}, not a string', where, "put it in quotes")
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise InputError(f'"{key}" holds half a character', where, "write it as UTF-8 again")
    return value


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")
