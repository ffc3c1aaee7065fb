"""A mirror of GeoNames on this machine, with a small dump made here."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest


class Answer(NamedTuple):
    """What the mirror sends: ``cut`` bytes fewer than it promises, after ``wait`` seconds."""

    body: bytes
    status: int = 200
    content_type: str = "application/zip"
    cut: int = 0
    wait: float = 0.0


class Mirror(NamedTuple):
    """The address of the mirror, its answers by path, and the paths that were asked for."""

    url: str
    answers: dict[str, Answer]
    asked: list[str]


def line(identifier: int, name: str, names: str = "", **cells: str) -> str:
    """One line of a country dump; other columns by the name used here."""
    filled = {
        "lat": "32.5", "lon": "13.5", "class": "P", "code": "PPL", "country": "LY",
        "population": "0", **cells,
    }  # fmt: skip
    row = [
        str(identifier), name, name, names, filled["lat"], filled["lon"], filled["class"],
        filled["code"], filled["country"], "", "", "", "", "", filled["population"], "", "12",
        "Africa/Tripoli", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(row)


DUMP = "\n".join(
    [
        line(900001, "Qaryat al Kharnub", "Kharnub,قرية الخرنوب,الخرنوب", lat="30.10", lon="17.20"),
        line(900002, "Wadi Dabbour", "وادي دبور", **{"class": "H", "code": "WAD"}),
        line(900003, "Nameless", "Sans nom"),
        line(900004, "Jabal Sanduq", "جبل صندوق", **{"class": "T", "code": "MT"}),
        line(900005, "Surt", "سرت", lat="31.206", lon="16.590", population="128123"),
        line(900006, "Hotel Marmar", "فندق مرمر", **{"class": "S", "code": "HTL"}),
        line(900007, "Dukkana", "دكانة", lat="30.5", lon="14.1", population="7000"),
        line(900008, "Gorgan", "گرگان"),
    ]
)


def zipped(text: str, member: str = "LY.txt") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, text)
    return packed.getvalue()


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    answers: dict[str, Answer] = {}
    asked: list[str] = []
    released = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer = answers.get(self.path, Answer(b"no such file", 404, "text/plain"))
            released.wait(answer.wait)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) - answer.cut])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Mirror(f"http://127.0.0.1:{server.server_port}", answers, asked)
    released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def silent() -> Callable[[int, int | None], None]:
    return lambda received, promised: None
