"""Paths, folders and standard input: what is read as what, in which order, under which id."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.ingest import MAX_BYTES, Defaults, read
from marsad.types import Report

TEXT = "أغلق محتجون الطريق الساحلي لساعات قبل أن تفرقهم الشرطة دون وقوع إصابات بينهم."
LINE = json.dumps({"text": TEXT})
HTML = f"<!doctype html><html><body><article><p>{TEXT}</p></article></body></html>"


def put(folder: Path, **files: str | bytes) -> Path:
    """Write files; ``__`` in a name is a folder and ``_`` the dot before the suffix."""
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def outcome(found: Sequence[Report | InputError]) -> list[str]:
    return [f.id if isinstance(f, Report) else f"! {f.thing}" for f in found]


def ids(*paths: Path | str, stdin: bytes = b"") -> list[str]:
    return outcome(list(read([str(p) for p in paths], Defaults(), io.BytesIO(stdin))))


def only_error(*paths: Path | str) -> InputError:
    (error,) = read([str(p) for p in paths], Defaults())
    assert isinstance(error, InputError)
    assert error.remedy
    return error


def test_the_suffix_tells_the_format(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, b_html=HTML, c_HTM=HTML, d_jsonl=LINE, e_ndjson=f"{LINE}\n{LINE}")
    put(tmp_path, f_md=TEXT, g=TEXT)
    names = ["a.txt", "b.html", "c.HTM", "d.jsonl", "e.ndjson", "f.md", "g"]
    found = list(read([str(tmp_path / name) for name in names], Defaults()))
    assert outcome(found) == ["a", "b", "c", "d:1", "e:1", "e:2", "f", "g"]
    assert {f.text for f in found if isinstance(f, Report)} == {TEXT}


def test_the_content_tells_where_the_suffix_does_not(tmp_path: Path) -> None:
    put(tmp_path, a_txt=HTML, b_page=HTML, c=LINE, d_json=f"\n {LINE}\n{LINE}", e_txt=LINE)
    found = list(
        read([str(tmp_path / name) for name in ("a.txt", "b.page", "c", "d.json")], Defaults())
    )
    assert outcome(found) == ["a", "b", "c:1", "d:2", "d:3"]
    assert {f.text for f in found if isinstance(f, Report)} == {TEXT}
    assert ids(tmp_path / "e.txt") == ["! no Arabic text"]  # escaped JSON, and called text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), ["stdin"]),
        (f"\n\n {TEXT}".encode(), ["stdin"]),
        (f"\ufeff{TEXT}".encode(), ["stdin"]),
        (HTML.encode(), ["stdin"]),
        (f"\ufeff\n <p>{TEXT}".encode(), ["stdin"]),
        (HTML.encode("utf-16"), ["stdin"]),
        (f"<عاجل> {TEXT}".encode(), ["stdin"]),
        (f"{LINE}\n{LINE}".encode(), ["stdin:1", "stdin:2"]),
        (f"\ufeff{LINE}".encode(), ["stdin:1"]),
        (f"\n\n{LINE}".encode(), ["stdin:3"]),
        (b"", ["! the input is empty"]),
        (b" " * 70_000, ["! the input is empty"]),
        (b"<", ["! no Arabic text"]),
        (LINE.encode("utf-16"), ["! the text is UTF-16, not UTF-8"]),
        (b"\0\0\0\0", ["! binary, not text"]),
    ],
)
def test_standard_input(data: bytes, expected: list[str]) -> None:
    assert ids("-", stdin=data) == expected


def test_standard_input_of_the_process() -> None:
    code = "from marsad.ingest import *; print([r.id for r in read(['-'], Defaults())])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=LINE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['stdin:1']"


def test_a_slow_pipe_gives_each_line_as_it_comes() -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as stdin, open(writing, "wb", buffering=0) as out:
        out.write(f"{LINE}\n".encode())
        found = read(["-"], Defaults(), stdin)
        assert outcome([next(found)]) == ["stdin:1"]
        out.write(f"{LINE}\n".encode())
        assert outcome([next(found)]) == ["stdin:2"]


def test_a_stream_from_io_may_be_the_processes_file_and_is_left_open() -> None:
    stream = io.BytesIO(LINE.encode("utf-16"))
    assert outcome(list(read(["-"], Defaults(encoding="utf-16"), stream))) == ["stdin:1"]
    assert not stream.closed


def test_the_text_of_standard_input_stays_as_given() -> None:
    (report,) = read(["-"], Defaults(), io.BytesIO(f" \n{TEXT}\r\n ".encode()))
    assert isinstance(report, Report)
    assert report.text == f" \n{TEXT}\r\n "


def test_a_folder_is_read_sorted_and_recursively(tmp_path: Path) -> None:
    put(tmp_path, b_txt=TEXT, a__z_html=HTML, a__c__d_jsonl=f"{LINE}\n{LINE}", notes_md=TEXT)
    put(tmp_path, c_HTM=HTML, image_png=b"\x89PNG\0", z_ndjson=LINE)
    assert ids(tmp_path) == ["a/c/d:1", "a/c/d:2", "a/z", "b", "c", "z:1"]


def test_names_with_dots_and_arabic_letters(tmp_path: Path) -> None:
    (tmp_path / "تقرير 2.7.txt").write_text(TEXT, "utf-8")
    assert ids(tmp_path) == ["تقرير 2.7"]
    assert ids(tmp_path / "تقرير 2.7.txt") == ["تقرير 2.7"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "caf\udce9.txt").write_text(TEXT, "utf-8")
    (tmp_path / "caf\udcea.txt").write_bytes(b"")
    good, bad = read([str(tmp_path)], Defaults())
    assert isinstance(good, Report)
    assert good.id == "caf\\udce9"
    str(bad).encode()


def test_an_empty_folder(tmp_path: Path) -> None:
    put(tmp_path, notes_md=TEXT)
    error = only_error(tmp_path)
    assert (error.thing, error.place) == ("no reports in this folder", str(tmp_path))
    assert ".txt .html .htm .jsonl .ndjson" in error.remedy


@pytest.mark.parametrize("name", ["nothing.txt", "no/such/folder", "nothing.jsonl"])
def test_a_path_that_does_not_exist(tmp_path: Path, name: str) -> None:
    error = only_error(tmp_path / name)
    assert (error.thing, error.place) == ("no such file or folder", str(tmp_path / name))


@pytest.mark.parametrize("path", ["", "a\0b.txt", "x" * 5000, "\ud800.txt"])
def test_a_path_that_cannot_be(path: str) -> None:
    str(only_error(path)).encode()


def test_a_link_to_nowhere_does_not_stop_the_folder(tmp_path: Path) -> None:
    put(tmp_path, b_txt=TEXT)
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert ids(tmp_path) == ["! no such file or folder", "b"]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, a_txt=TEXT, b_txt=TEXT)
    opened = Path.open

    def deny(self: Path, mode: str = "r") -> object:  # as root, chmod denies nothing
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", deny)
    assert ids(tmp_path) == ["! no permission to read it", "b"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_folder(tmp_path: Path) -> None:
    put(tmp_path, a__x_txt=TEXT, b_txt=TEXT)
    (tmp_path / "a").chmod(0)
    try:
        assert ids(tmp_path) == ["! no permission to read it", "b"]
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_disk_that_fails(tmp_path: Path) -> None:
    class Failing(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    (error,) = read(["-"], Defaults(), Failing(f"{LINE}\n".encode()))
    assert "it cannot be read: Input/output error" in str(error)


def test_the_same_id_twice_names_both_places(tmp_path: Path) -> None:
    put(tmp_path, a__x_txt=TEXT, b__x_html=HTML)
    first, second = tmp_path / "a/x.txt", tmp_path / "b/x.html"
    report, error = read([str(first), str(second)], Defaults())
    assert isinstance(report, Report)
    assert isinstance(error, InputError)
    assert (error.place, error.thing) == (str(second), f'the id "x" is already that of {first}')
    assert ids(tmp_path) == ["a/x", "b/x"]
    assert ids(first, first) == ["x", f'! the id "x" is already that of {first}']


def test_the_same_id_on_two_lines(tmp_path: Path) -> None:
    line = json.dumps({"id": "r", "text": TEXT})
    file = put(tmp_path, a_jsonl=f"{line}\n{line}\n{LINE}") / "a.jsonl"
    assert ids(file) == ["r", f'! the id "r" is already that of {file}:1', "a:3"]


def test_an_error_takes_no_id(tmp_path: Path) -> None:
    bad, good = json.dumps({"id": "r", "text": "x"}), json.dumps({"id": "r", "text": TEXT})
    assert ids(put(tmp_path, a_jsonl=f"{bad}\n{good}") / "a.jsonl") == ["! no Arabic text", "r"]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    file = put(tmp_path, a_txt=TEXT.encode() + b" " * MAX_BYTES) / "a.txt"
    error = only_error(file)
    assert error.thing.startswith("10.5 MB is more than one report may have")
    assert error.remedy == "split it, one report a file or line"
    with open(file, "rb") as stdin:
        (piped,) = read(["-"], Defaults(), stdin)
    assert str(piped).startswith("stdin: 10.5 MB is more")
    (endless,) = read(["-"], Defaults(), io.BytesIO(b"x" * (MAX_BYTES + 1)))
    assert str(endless).startswith("stdin: the input is more")
    assert ids(put(tmp_path, b_txt=TEXT.encode().ljust(MAX_BYTES)) / "b.txt") == ["b"]


def test_an_unknown_encoding_is_said_once(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, b_txt=TEXT)
    (error,) = read([str(tmp_path)], Defaults(encoding="latin-99"))
    assert str(error).startswith('--encoding: unknown encoding "latin-99"')


def test_defaults_reach_every_format(tmp_path: Path) -> None:
    put(tmp_path, a_txt=TEXT, b_html=HTML, c_jsonl=LINE)
    found = list(read([str(tmp_path)], Defaults(date(2015, 7, 2), "وكالة")))
    assert [(f.published, f.source) for f in found if isinstance(f, Report)] == [
        (date(2015, 7, 2), "وكالة")
    ] * 3


def test_nothing_gives_nothing() -> None:
    assert ids() == []


_ENCODINGS = st.sampled_from([None, "utf-8", "utf-16", "windows-1256", "utf-7", "cp037"])
_PIECES = st.sampled_from(
    [
        b"<html>",
        b"<p>",
        b"<script>",
        b'{"text": "',
        b'"}',
        b"\n",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<meta charset=windows-1256>",
        b"&#x627;",
        b"\\ud800",
        "قصف".encode(),
        "قصف".encode("cp1256"),
    ]
)
_DATA = st.binary(max_size=200) | st.lists(_PIECES | st.binary(max_size=4), max_size=20).map(
    b"".join
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=_DATA,
    suffix=st.sampled_from([".txt", ".html", ".jsonl", ".bin", "-"]),
    encoding=_ENCODINGS,
)
def test_no_bytes_raise(tmp_path: Path, data: bytes, suffix: str, encoding: str | None) -> None:
    file = tmp_path / f"fuzz{suffix}"
    file.write_bytes(data)
    path = "-" if suffix == "-" else str(file)
    found = list(read([path], Defaults(encoding=encoding), io.BytesIO(data)))
    assert found
    for item in found:
        assert isinstance(item, (Report, InputError))
        if isinstance(item, Report):
            for value in (item.id, item.text, item.title or "", item.url or ""):
                value.encode()
        else:
            assert item.place
            assert item.remedy
            str(item).encode()
