"""Territorial waters: the packaged coastlines, points off them, and phrases that mean them."""

from __future__ import annotations

import pytest

from marsad.lexicon import table
from marsad.mentions import waters
from marsad.mentions.gazetteer import by_id
from marsad.pipeline import read
from marsad.types import Place, Report

_ARAB_COASTS = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split()


def place(text: str) -> Place:
    (found,) = [p.place for scene in read(Report("case", text)).scenes for p in scene.places]
    return found


def test_every_arab_coast_and_its_neighbours_are_there() -> None:
    assert {*_ARAB_COASTS, "TR", "IR", "IL"} <= waters.coasts().keys()


@pytest.mark.parametrize("code", [row["code"] for row in table("waters")])
def test_the_point_of_each_state_lies_in_its_waters(code: str) -> None:
    entry = by_id()[f"{code.lower()}/territorial-waters"]
    assert entry.lat is not None
    assert entry.lon is not None
    assert (entry.country, entry.kind, entry.precision) == (code, "waters", "area")
    assert waters.within(code, entry.lat, entry.lon)


@pytest.mark.parametrize(
    ("country", "lat", "lon", "inside"),
    [
        ("LY", 33.00, 13.20, True),  # north of Tripoli
        ("LY", 32.70, 13.20, False),  # south of it, on land
        ("LY", 33.40, 13.20, False),  # 30 nautical miles out
        ("YE", 14.80, 42.80, True),  # west of Hudaydah
        ("SO", 2.00, 45.45, True),  # off Mogadishu
        ("SY", 34.55, 40.00, False),  # the Syrian desert
        ("TD", 13.0, 14.5, False),  # no coast
    ],
)
def test_within_twelve_miles(country: str, lat: float, lon: float, inside: bool) -> None:
    assert waters.within(country, lat, lon) is inside


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        ("LY", 32.79, 12.49), ("YE", 14.80, 42.95), ("JO", 29.53, 35.00), ("PS", 31.50, 34.46),
        ("SD", 19.60, 37.20), ("SY", 35.52, 35.78), ("KW", 29.37, 47.98), ("LB", 33.89, 35.50),
        ("EG", 31.13, 33.80), ("TN", 34.74, 10.76), ("SO", 2.04, 45.34), ("OM", 23.61, 58.59),
    ],
)  # fmt: skip
def test_a_point_off_a_port_is_at_sea_and_near(country: str, lat: float, lon: float) -> None:
    point = waters.off(country, lat, lon, limit_km=25)
    assert point is not None
    assert waters.within(country, *point)
    assert abs(point[0] - lat) < 0.35
    assert abs(point[1] - lon) < 0.35


def test_no_sea_off_inland_towns_and_states_without_coast() -> None:
    assert waters.off("SY", 36.20, 37.16, limit_km=25) is None
    assert waters.off("TD", 12.11, 15.04, limit_km=25) is None


def test_the_sea_off_a_town_is_named_after_it() -> None:
    found = place("هاجم قراصنة ناقلة نفط قبالة الحديدة")
    assert (found.place_id, found.name_en) == ("ye/territorial-waters", "Waters off Al Hudaydah")
    assert (found.kind, found.precision, found.country) == ("waters", "area", "YE")
    assert found.lat is not None
    assert found.lon is not None
    assert waters.within("YE", found.lat, found.lon)


def test_bare_territorial_waters_are_those_of_the_reports_state() -> None:
    text = "قال الجيش الجزائري إن الزورق دخل المياه الإقليمية ليلا"
    assert place(text).place_id == "dz/territorial-waters"


def test_a_coast_is_no_water_where_nothing_says_so() -> None:
    scenes = read(Report("case", "انتشرت القوات على الساحل الليبي")).scenes
    assert [p for s in scenes for p in s.places if p.place.kind == "waters"] == []
