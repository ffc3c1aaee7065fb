"""What the lexicon says about modes and ACLED sub-events exists in the codebook.

The two rooms stand side by side and may not import each other, so the cross-check is made here.
"""

from __future__ import annotations

import pytest

from marsad.codebook.load import acled_event_type, event_types
from marsad.lexicon import Row, folder, table

TRIGGERS = [
    pytest.param(stem.upper(), row, id=f"{row.file}:{row.line}")
    for stem, rows in folder("triggers").items()
    for row in rows
]


def _place(row: Row) -> str:
    return f"lexicon/{row.file}:{row.line}"


def test_every_event_type_has_triggers_and_none_is_unknown() -> None:
    assert {stem.upper() for stem in folder("triggers")} == set(event_types())


@pytest.mark.parametrize(("event_type", "row"), TRIGGERS)
def test_triggers(event_type: str, row: Row) -> None:
    if row["mode"]:
        assert row["mode"] in event_types()[event_type].modes, _place(row)
    if row["acled"]:
        assert row["acled"] in acled_event_type(), _place(row)


def test_weapons() -> None:
    """The means of a bare attack give modes of ASSAULT and ACLED sub-events."""
    modes = event_types()["ASSAULT"].modes
    for row in table("weapons"):
        assert row["mode"] in modes, _place(row)
        assert not row["acled"] or row["acled"] in acled_event_type(), _place(row)


def test_request_modes() -> None:
    for row in table("request_modes"):
        assert row["type"] in event_types(), _place(row)
        assert row["mode"] in event_types()[row["type"]].modes, _place(row)


def test_acled_sub_events_are_listed_once() -> None:
    assert len(acled_event_type()) == 25
