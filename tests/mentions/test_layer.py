"""What the user's gazetteer layer changes: read by a fresh process, as the coder reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from marsad.errors import GazetteerError
from marsad.mentions import layer
from marsad.mentions.layer import Layer, Row
from tests.conftest import ROOT

_ROWS = (
    Row(900001, ("الخرنوبة", "قرية الخرنوبة"), "Kharnuba", "village", 30.1, 17.2, 300),
    Row(900002, ("صندوقة",), "Sanduqa", "town", 30.2, 17.4, 7000),
    Row(900003, ("سرت",), "Surt", "city", 31.206, 16.59, 128123),  # the package has it
    Row(900004, ("الزاوية",), "Wadi az Zawiya", "valley", 29.0, 18.0, 0),  # a homonym
    Row(900005, ("الحكومة",), "Hukuma", "village", 29.5, 18.0, 0),  # an ordinary word
    Row(900006, ("آمنة",), "Amina", "village", 29.7, 18.1, 0),  # an adjective
    Row(2210221, ("مصراتة",), "Misratah", "city", 32.37, 15.09, 386120),  # a curated GeoNames row
)
_CODE = """
import json, sys
from marsad.mentions.gazetteer import by_id
from marsad.pipeline import code, read
from marsad.types import Report
texts = json.load(sys.stdin)
found = [
    [[p.place.text, p.place.place_id] for s in read(Report("r", t)).scenes for p in s.places
     if not p.country_actor]
    for t in texts
]
known = [k for k in by_id() if k.startswith("geonames:90000") or k == "geonames:2210221"]
print(json.dumps({"places": found, "known": known, "coder": code(Report("r", texts[0])).coder}))
"""


def coded(folder: Path | str, *texts: str) -> dict[str, object]:
    environment = {**os.environ, "MARSAD_GAZETTEER": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _CODE], input=json.dumps(texts), env=environment,
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("layer")
    made = Layer("LY", "https://example.org/LY.zip", "2025-03-11", _ROWS)
    (at / "LY.layer.json").write_bytes(msgspec.json.encode(made))
    return at


def test_downloaded_names_count_with_head_noun_or_preposition_and_country(folder: Path) -> None:
    texts = {
        "وقع القصف في قرية الخرنوبة": [["قرية الخرنوبة", "geonames:900001"]],
        "وقع القصف في الخرنوبة": [],  # nothing says which country the report is on
        "قصف الجيش الليبي مواقع في الخرنوبة": [["الخرنوبة", "geonames:900001"]],
        "قصف الجيش السوري مواقع في الخرنوبة": [],
        "الجيش الليبي يعيد الخرنوبة": [],  # no preposition of place
        "قصف الجيش الليبي مدينة صندوقة": [["مدينة صندوقة", "geonames:900002"]],
        "أعلن الجيش الليبي التعبئة في الحكومة": [],
        "قصف الجيش السوري قرية الخرنوبة": [["قرية الخرنوبة", None]],
        "أعلن الجيش الليبي منطقة آمنة": [],
        "قصف الجيش الليبي مواقع في الزاوية": [["الزاوية", "ly/zawiya"]],
        "قصف الجيش الليبي وادي الزاوية": [["وادي الزاوية", "geonames:900004"]],
        "قصف الجيش الليبي مواقع في مدينة سرت": [["مدينة سرت", "ly/sirte"]],
    }
    found = coded(folder, *texts)["places"]
    assert isinstance(found, list)
    assert dict(zip(texts, found, strict=True)) == texts


def test_the_packages_own_places_win(folder: Path) -> None:
    known = coded(folder, "في سرت")["known"]
    assert known == [f"geonames:90000{k}" for k in (1, 2, 4, 5, 6)]


def test_the_layer_shows_in_the_name_of_the_coder(folder: Path, tmp_path: Path) -> None:
    plain = coded("", "في سرت")["coder"]
    assert coded(tmp_path, "في سرت")["coder"] == plain
    assert str(coded(folder, "في سرت")["coder"]).startswith(f"{plain}+gazetteer.")


def test_where_the_layer_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(layer.VARIABLE, str(tmp_path))
    assert layer.folder() == tmp_path
    monkeypatch.setenv(layer.VARIABLE, "")
    assert layer.folder() is None
    assert layer.files(None) == []
    assert layer.digest() == ""
    monkeypatch.delenv(layer.VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert layer.folder() == tmp_path / "marsad" / "gazetteer"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert layer.folder() == tmp_path / "local" / "marsad" / "gazetteer"


def test_a_damaged_layer_is_named_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "LY.layer.json"
    path.write_text('{"country": 1}', encoding="utf-8")
    with pytest.raises(GazetteerError, match="update --country LY") as caught:
        layer.read(path)
    assert caught.value.place == str(path)
