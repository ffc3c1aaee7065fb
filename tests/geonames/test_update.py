"""Downloads from a mirror on this machine: good ones, and every way in which they go wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.errors import GazetteerError
from marsad.geonames import Options, dump, remove, update
from marsad.mentions import layer
from tests.geonames.conftest import DUMP, Answer, Mirror, line, zipped

Progress = Callable[[int, int | None], None]


@pytest.fixture
def options(mirror: Mirror, tmp_path: Path) -> Options:
    return Options(tmp_path / "layer", mirror.url, timeout=2.0)


def test_a_good_download_becomes_a_layer(mirror: Mirror, options: Options) -> None:
    body = zipped(DUMP)
    mirror.answers["/LY.zip"] = Answer(body)
    told: list[tuple[int, int | None]] = []
    fresh = update("LY", options, lambda received, promised: told.append((received, promised)))
    assert [(row.geoname, row.kind, row.names) for row in fresh.rows] == [
        (900001, "village", ("قرية الخرنوب", "الخرنوب")),
        (900002, "valley", ("وادي دبور",)),
        (900004, "mountain", ("جبل صندوق",)),
        (900005, "city", ("سرت",)),
        (900007, "town", ("دكانة",)),
    ]
    assert told[-1] == (len(body), len(body))
    (path,) = layer.files(options.folder)
    assert path.name == "LY.layer.json"
    assert layer.read(path) == fresh
    assert list(options.folder.iterdir()) == [path]
    assert fresh.url == f"{mirror.url}/LY.zip"


def test_alternate_names_add_arabic_ones(
    mirror: Mirror, options: Options, silent: Progress
) -> None:
    names = [
        "1\t900003\tar\tمسمى\t1\t\t\t",
        "2\t900003\tfr\tSans nom\t\t\t\t",
        "3\t900003\tar\tاسم قديم\t\t\t\t1",
        "4\t900003\tar\tThe name\t\t\t\t",
    ]
    mirror.answers["/LY.zip"] = Answer(zipped(DUMP))
    mirror.answers["/alternatenames/LY.zip"] = Answer(zipped("\n".join(names)))
    fresh = update("LY", options._replace(alternate_names=True), silent)
    assert [row.names for row in fresh.rows if row.geoname == 900003] == [("مسمى",)]
    assert sorted(mirror.asked) == ["/LY.zip", "/alternatenames/LY.zip"]


_GOOD = zipped(DUMP)
_BROKEN = _GOOD[:60] + bytes(b ^ 0xFF for b in _GOOD[60:90]) + _GOOD[90:]
_HTML = b"<!DOCTYPE html><html><body>Please log in</body></html>"
BAD = {
    "not found": (Answer(b"", 404, "text/plain"), "the server answers 404 Not Found"),
    "server error": (Answer(b"", 503, "text/plain"), "the server answers 503"),
    "truncated": (Answer(_GOOD, cut=40), f"{len(_GOOD) - 40} of {len(_GOOD)} bytes arrived"),
    "half a zip": (Answer(_GOOD[:100]), "this is no complete zip file"),
    "damaged zip": (Answer(_BROKEN), "the zip file is damaged"),
    "a page": (Answer(_HTML, content_type="text/html"), "a web page came instead of a zip file"),
    "empty": (Answer(b""), "this is no complete zip file"),
    "no member": (Answer(zipped(DUMP, "SY.txt")), "no LY.txt in the zip file, but SY.txt"),
    "columns": (Answer(zipped(f"{DUMP}\n1\tA\tB")), "LY.txt:9: 3 columns where a country dump has"),
    "latitude": (Answer(zipped(line(1, "A", lat="95.0"))), "latitude 95.0 is outside -90..90"),
    "longitude": (Answer(zipped(line(1, "A", lon="x"))), "longitude 'x' is no number"),
    "nan": (Answer(zipped(line(1, "A", lat="nan"))), "latitude 'nan' is no number"),
    "country": (Answer(zipped(line(1, "A", country="EG"))), "country 'EG' in the dump of LY"),
    "no Arabic": (Answer(zipped(line(1, "Nalut"))), "no place has an Arabic name"),
    "too slow": (Answer(_GOOD, wait=10.0), "no answer within 0.2 seconds"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_download_leaves_the_old_layer(
    case: str, mirror: Mirror, options: Options, silent: Progress
) -> None:
    mirror.answers["/LY.zip"] = Answer(_GOOD)
    old = update("LY", options, silent)
    answer, message = BAD[case]
    mirror.answers["/LY.zip"] = answer
    slow = options._replace(timeout=0.2 if answer.wait else options.timeout)
    with pytest.raises(GazetteerError) as caught:
        update("LY", slow, silent)
    error = caught.value
    assert message in str(error)
    assert error.thing
    assert error.place.startswith(mirror.url)
    assert error.remedy
    (path,) = options.folder.iterdir()
    assert layer.read(path) == old


def test_an_interrupted_download_leaves_the_old_layer(
    mirror: Mirror, options: Options, silent: Progress
) -> None:
    mirror.answers["/LY.zip"] = Answer(_GOOD)
    old = update("LY", options, silent)

    def interrupt(received: int, promised: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update("LY", options, interrupt)
    (path,) = options.folder.iterdir()
    assert layer.read(path) == old


def test_no_server(options: Options, silent: Progress) -> None:
    with pytest.raises(GazetteerError, match="no connection"):
        update("LY", options._replace(base_url="http://127.0.0.1:1"), silent)


@pytest.mark.parametrize("url", ["ftp://example.org", "file:///etc", "example.org/dump"])
def test_only_web_addresses(url: str, options: Options, silent: Progress) -> None:
    with pytest.raises(GazetteerError, match="not a web address"):
        update("LY", options._replace(base_url=url), silent)


@pytest.mark.parametrize("code", ["", "L", "LBY", "../X", "ly"])
def test_only_country_codes(code: str, options: Options, silent: Progress) -> None:
    with pytest.raises(GazetteerError, match="not a country code"):
        update(code, options, silent)
    assert not options.folder.exists()


def test_too_large(
    mirror: Mirror, options: Options, silent: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.answers["/LY.zip"] = Answer(_GOOD)
    monkeypatch.setattr("marsad.geonames.fetch.MAX_DOWNLOAD", 100)
    with pytest.raises(GazetteerError, match="larger than"):
        update("LY", options, silent)
    monkeypatch.undo()
    monkeypatch.setattr(dump, "MAX_TEXT", 100)
    with pytest.raises(GazetteerError, match="unpacks to more than"):
        update("LY", options, silent)


def test_a_folder_that_cannot_be_made(mirror: Mirror, tmp_path: Path, silent: Progress) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(GazetteerError, match="--dir"):
        update("LY", Options(tmp_path / "file" / "layer", mirror.url), silent)


def test_remove(mirror: Mirror, options: Options, silent: Progress) -> None:
    mirror.answers["/LY.zip"] = Answer(_GOOD)
    update("LY", options, silent)
    remove("LY", options.folder)
    assert layer.files(options.folder) == []
    with pytest.raises(GazetteerError, match="no downloaded places of LY"):
        remove("LY", options.folder)
