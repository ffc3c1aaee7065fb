"""Paths, folders and standard input to reports: which reader takes what, in a stable order."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias, cast

from marsad.errors import InputError
from marsad.ingest import plain
from marsad.ingest.html import looks_html, read_html
from marsad.ingest.jsonl import read_jsonl
from marsad.ingest.plain import Defaults, Found, check_codec, read_plain, shown
from marsad.types import Report

_Form: TypeAlias = Literal["text", "html", "jsonl"]
_FORMS: dict[str, _Form] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
SUFFIXES = tuple(_FORMS)
"""What the files of a folder must end in to be read."""
_BEFORE_CONTENT = frozenset(b" \t\r\n\v\f\0\xef\xbb\xbf\xff\xfe")
"""White space and byte order marks; zero bytes are the other half of either in UTF-16."""
_SNIFFED = 1 << 16
"""Bytes of white space after which a stream is taken for text."""


def read(
    paths: Sequence[str], defaults: Defaults, stdin: BinaryIO | None = None
) -> Iterator[Report | InputError]:
    """One report or error a record, in the order of ``paths``, then of names, then of lines.

    Args:
        paths: files, folders (read with all below them) and ``-`` for standard input.
        defaults: what the command line says for reports that do not say it themselves.
        stdin: where ``-`` reads from, if not from the process's own standard input.
    """
    try:
        check_codec(defaults.encoding)
    except InputError as error:
        yield error
        return
    places: dict[str, str] = {}
    for path in paths:
        for found in _path(path, defaults, stdin):
            if isinstance(found, InputError):
                yield found
            elif found.report.id in places:
                yield _duplicate(found, places[found.report.id])
            else:
                places[found.report.id] = found.place
                yield found.report


def _duplicate(found: Found, first: str) -> InputError:
    thing = f'the id "{found.report.id}" is already that of {first}'
    remedy = 'rename one file, read the folder above both, or give each line its own "id"'
    return InputError(thing, found.place, remedy)


def _path(path: str, defaults: Defaults, stdin: BinaryIO | None) -> Iterator[Found | InputError]:
    if path == "-":
        yield from _records(stdin or sys.stdin.buffer, None, "stdin", "stdin", defaults)
    elif os.path.isdir(path):  # and not Path.is_dir, which raises where a parent is locked
        yield from _folder(Path(path), defaults)
    else:
        yield from _file(Path(path), Path(path).stem, defaults)


def _folder(folder: Path, defaults: Defaults) -> Iterator[Found | InputError]:
    refused: list[OSError] = []
    files = sorted(
        Path(parent, name).relative_to(folder)
        for parent, _, names in os.walk(folder, onerror=refused.append)
        for name in names
        if Path(name).suffix.lower() in _FORMS
    )
    for error in sorted(refused, key=lambda error: str(error.filename)):
        yield _unreadable(error, str(error.filename))
    for file in files:
        yield from _file(folder / file, file.with_suffix("").as_posix(), defaults)
    if not files and not refused:
        remedy = f"put files there that end in {' '.join(_FORMS)}"
        yield InputError("no reports in this folder", shown(str(folder)), remedy)


def _file(file: Path, stem: str, defaults: Defaults) -> Iterator[Found | InputError]:
    place = shown(str(file))
    try:
        with file.open("rb") as stream:
            form = _FORMS.get(file.suffix.lower())
            yield from _records(stream, form, place, shown(stem), defaults)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        yield _unreadable(error, place)


def _records(
    stream: BinaryIO, form: _Form | None, place: str, stem: str, defaults: Defaults
) -> Iterator[Found | InputError]:
    """What a stream holds; without a ``form`` its first bytes tell."""
    try:
        if form is None:
            form, stream = _sniffed(stream)
        if form == "jsonl":
            yield from read_jsonl(stream, place, stem, defaults)
            return
        data = stream.read(plain.MAX_BYTES + 1)
        if len(data) > plain.MAX_BYTES:
            raise plain.too_large(_size(stream), place)
        reader = read_html if form == "html" or looks_html(data) else read_plain
        yield Found(reader(data, place, stem, defaults), place)
    except InputError as error:
        yield error
    except OSError as error:
        yield _unreadable(error, place)


def _unreadable(error: Exception, place: str) -> InputError:
    place = shown(place)
    if isinstance(error, FileNotFoundError):
        return InputError("no such file or folder", place, "check the path")
    if isinstance(error, PermissionError):
        return InputError("no permission to read it", place, "ask its owner, or chmod +r it")
    return InputError(
        f"it cannot be read: {getattr(error, 'strerror', None) or error}", place, "check the path"
    )


def _size(stream: BinaryIO) -> int | None:
    """Bytes of the file behind a stream; ``None`` for pipes, which may have no end."""
    try:
        return os.fstat(stream.fileno()).st_size or None
    except OSError:
        return None


def _sniffed(stream: BinaryIO) -> tuple[_Form, BinaryIO]:
    """What the first bytes look like, and the stream as if they had not been read."""
    head = bytearray()
    while len(head) < _SNIFFED and (byte := stream.read(1)):
        head += byte
        if byte[0] not in _BEFORE_CONTENT:
            break
    form: _Form = "jsonl" if head.endswith(b"{") else "text"
    if head.endswith(b"<"):
        after = stream.read(2)
        head += after
        form = "html" if re.match(rb"\0?[A-Za-z!?]", after) else "text"
    return form, cast(BinaryIO, io.BufferedReader(_Replay(bytes(head), stream)))


class _Replay(io.RawIOBase):
    """A stream whose first bytes were already taken; it never reads ahead of a slow pipe."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._rest.fileno()

    def readinto(self, buffer: Any) -> int:
        read = getattr(self._rest, "read1", self._rest.read)
        chunk: bytes = self._head.read(len(buffer)) or read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
