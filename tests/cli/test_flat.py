"""CSV cells: joined values, guarded formulas, and the numbers of conflicting tolls."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from marsad.cli.flat import COLUMNS, envelope, row, write_header, write_rows
from marsad.types import Casualty, CodedReport, Party, Source


def killed(
    low: int | None, high: int | None, party: str | None = None, says: str | None = None
) -> Casualty:
    return Casualty(
        "killed", low, high, None, 0, 1, "x",
        party=Party(0, 1, party) if party else None, source=Source(0, 1, says) if says else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tolls", "bounds"),
    [
        ([], None),
        ([killed(3, 3)], (3, 3)),
        ([killed(14, None, "مسلحين"), killed(2, 2, "جنديين")], (16, None)),
        ([killed(14, 14, "مسلحين"), killed(2, 2, "جنديين")], (16, 16)),
        ([killed(23, 23, says="الوزارة"), killed(31, 31, says="المرصد")], (23, 31)),
        ([killed(23, 23, says="الوزارة"), killed(31, None, says="المرصد")], (23, None)),
        ([killed(23, 23), killed(5, 5, "جنود")], (5, 23)),
        ([killed(7, 7, "جنود"), killed(9, 9, "جنود")], (7, 9)),
    ],
)
def test_the_envelope_of_tolls(tolls: list[Casualty], bounds: object) -> None:
    assert envelope(tolls) == bounds


def test_a_row_fills_every_column(full: CodedReport) -> None:
    cells = row(full.events[0], "full")
    assert set(cells) == set(COLUMNS)
    assert (cells["killed_min"], cells["killed_max"]) == (17, None)
    assert cells["casualties"] == "ما لا يقل عن 17 مدنيا; طفلان"
    assert (cells["lat"], cells["lon"]) == (12.78, -45.03)
    assert (cells["date_start"], cells["date_end"]) == ("2020-01-01", "2020-01-01")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r\n+"])
def test_formulas_are_defused_and_numbers_are_not(full: CodedReport, start: str) -> None:
    event = full.events[0]
    trigger = msgspec.structs.replace(event.trigger, text=f"{start}1+1")
    stream = io.StringIO(newline="")
    write_header(stream)
    write_rows([msgspec.structs.replace(event, trigger=trigger)], "@id", stream)
    (cells,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert cells["trigger"] == f"'{start.strip()}1+1"
    assert cells["report_id"] == "'@id"
    assert cells["lon"] == "-45.03"


def test_names_and_identifiers_stay_in_step(full: CodedReport) -> None:
    event = full.events[0]
    actors = (*event.actors, *event.recipients)
    cells = row(msgspec.structs.replace(event, actors=actors), "full")
    assert cells["actors"] == "مسلحين; 17 مدنيا"
    assert cells["actor_ids"] == "; x/civ"
