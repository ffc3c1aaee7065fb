"""Lines for a terminal: pieces of text, wrapped, coloured, with Arabic kept apart.

Every Arabic piece stands between U+2068 and U+2069 so that a line which mixes it with English
keeps its order; a piece that wraps is closed and opened again on the next line. Terminals that do
not order Arabic show its letters in logical order; nothing is reshaped here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_FSI, _RLI, _PDI = "\u2068", "\u2067", "\u2069"
_STYLES: dict[str, dict[str, str | bool]] = {
    "heading": {"bold": True},
    "quiet": {"dim": True},
    "type": {"bold": True},
    "trigger": {"fg": "yellow", "bold": True},
    "who": {"fg": "cyan"},
    "to whom": {"fg": "magenta"},
    "where": {"fg": "green"},
    "when": {"fg": "blue"},
    "toll": {"fg": "red"},
    "says": {"underline": True},
}
# Letters and marks that could reorder a line or steer the terminal: controls, bidi controls.
_BIDI = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSAFE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *_BIDI, 0xFEFF])


class Piece(NamedTuple):
    """Some text in one style. ``isolate`` keeps it from reordering its neighbours."""

    text: str
    style: str = ""
    isolate: bool = False


def quoted(words: str, style: str = "") -> Piece:
    """Words of the report: isolated, on one line, without control characters."""
    return Piece(safe(words), style, isolate=True)


def safe(words: str) -> str:
    """White space becomes single spaces; characters that steer a terminal go."""
    return " ".join(words.split()).translate(_UNSAFE)


def is_rtl(text: str) -> bool:
    """Whether any letter runs from right to left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def width(text: str) -> int:
    """Terminal cells: combining marks and controls take none, wide characters two."""
    return sum(map(_cells, text))


def _cells(c: str) -> int:
    if unicodedata.category(c) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1


class _Glyph(NamedTuple):
    char: str
    piece: int


class Pen:
    """Writes pieces as lines of at most ``columns`` cells, in colour or plain."""

    def __init__(self, columns: int, color: bool) -> None:
        self.columns, self.color = columns, color

    def lines(self, pieces: Sequence[Piece], first: str = "", rest: str = "") -> Iterator[str]:
        """``first`` leads the first line, ``rest`` the others (their cells count)."""
        for lead, line in zip(
            _leads(first, rest), self._wrapped(pieces, width(rest)), strict=False
        ):
            yield lead + "".join(self._runs(line, pieces))

    def sentence(self, pieces: Sequence[Piece], lead: str) -> Iterator[str]:
        """Lines of running Arabic: each is one right-to-left stretch after its ``lead``."""
        for line in self._wrapped(pieces, width(lead)):
            yield f"{lead}{_RLI}{''.join(self._runs(line, pieces))}{_PDI}"

    def paint(self, text: str, style: str) -> str:
        """Text in a style, when colours are on."""
        import click

        if not self.color or style not in _STYLES:
            return text
        return click.style(text, **_STYLES[style])  # type: ignore[arg-type]

    def _wrapped(self, pieces: Sequence[Piece], lead: int) -> Iterator[list[_Glyph]]:
        line: list[_Glyph] = []
        used = lead
        for word in _words(pieces):
            cells = sum(_cells(g.char) for g in word)
            if line and used + cells > self.columns:
                yield _stripped(line)
                line, used = [], lead
            line += word
            used += cells
        if line:
            yield _stripped(line)

    def _runs(self, line: Sequence[_Glyph], pieces: Sequence[Piece]) -> Iterator[str]:
        for index, glyphs in groupby(line, key=lambda g: g.piece):
            piece = pieces[index]
            text = "".join(g.char for g in glyphs)
            text = f"{_FSI}{text}{_PDI}" if piece.isolate else text
            yield self.paint(text, piece.style)


def _leads(first: str, rest: str) -> Iterator[str]:
    yield first
    while True:
        yield rest


def _words(pieces: Iterable[Piece]) -> Iterator[list[_Glyph]]:
    """Stretches up to and including the next space."""
    word: list[_Glyph] = []
    for index, piece in enumerate(pieces):
        for char in piece.text:
            word.append(_Glyph(char, index))
            if char == " ":
                yield word
                word = []
    if word:
        yield word


def _stripped(line: list[_Glyph]) -> list[_Glyph]:
    while line and line[-1].char == " ":
        line = line[:-1]
    return line
