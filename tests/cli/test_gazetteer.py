"""``marsad gazetteer``: update from a mirror on this machine, status, removal, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.geonames.conftest import DUMP, Answer, Mirror, mirror, zipped

__all__ = ["mirror"]
Run = Callable[..., Result]


@pytest.fixture
def gazetteer(run: Run, mirror: Mirror, tmp_path: Path) -> Run:
    """The command on a folder of its own; ``update`` asks the mirror."""
    mirror.answers["/LY.zip"] = Answer(zipped(DUMP))

    def invoke(name: str, *arguments: str) -> Result:
        where = ["--base-url", mirror.url] if name == "update" else []
        return run("gazetteer", name, "--dir", tmp_path / "layer", *where, *arguments)

    return invoke


def test_update_status_remove(gazetteer: Run) -> None:
    updated = gazetteer("update", "--country", "ly")
    assert updated.exit_code == 0, updated.output
    assert updated.stdout.startswith("LY  ")
    assert "5 places with 6 Arabic names" in updated.stdout
    assert "GeoNames (https://www.geonames.org), CC BY 4.0" in updated.stdout
    status = gazetteer("status")
    assert "5 places with 6 Arabic names" in status.stdout
    assert "CC BY 4.0" in status.stdout
    shown = json.loads(gazetteer("status", "--json").stdout)
    assert (shown["country"], shown["places"], shown["names"]) == ("LY", 5, 6)
    removed = gazetteer("remove", "--country", "LY")
    assert (removed.exit_code, removed.stdout) == (0, "LY: removed\n")
    assert "no downloaded places" in gazetteer("status").stdout


def test_one_of_two_countries_fails(gazetteer: Run, mirror: Mirror) -> None:
    result = gazetteer("update", "--country", "ZZ", "--country", "LY")
    assert result.exit_code == 1
    assert result.stdout.startswith("LY  ")
    assert f"Error: {mirror.url}/ZZ.zip: the server answers 404 Not Found." in result.stderr
    assert "Check the country code" in result.stderr


def test_the_only_country_fails(gazetteer: Run) -> None:
    result = gazetteer("update", "--country", "ZZ")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert gazetteer("remove", "--country", "ZZ").exit_code == 2


def test_remove_all(gazetteer: Run) -> None:
    gazetteer("update", "--country", "LY")
    assert gazetteer("remove", "--all").stdout == "LY: removed\n"
    assert gazetteer("remove", "--all").exit_code == 0


def test_a_damaged_layer_is_told(gazetteer: Run, tmp_path: Path) -> None:
    gazetteer("update", "--country", "LY")
    (tmp_path / "layer" / "LY.layer.json").write_text("{}", encoding="utf-8")
    result = gazetteer("status")
    assert result.exit_code == 2
    assert "not a gazetteer layer" in result.stderr
    assert gazetteer("update", "--country", "LY").exit_code == 0
    assert gazetteer("status").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["update"], "no country"),
        (["remove"], "--all"),
        (["remove", "--all", "--country", "LY"], "--all"),
        (["update", "--country", "LY", "--timeout", "0"], "--timeout"),
    ],
)
def test_wrong_usage(gazetteer: Run, arguments: list[str], message: str) -> None:
    result = gazetteer(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_layer_that_is_switched_off_needs_a_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_GAZETTEER", "")
    result = run("gazetteer", "status")
    assert result.exit_code == 2
    assert "MARSAD_GAZETTEER is empty" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["update"], ["status"], ["remove"]])
def test_help_has_examples_and_the_licence(run: Run, arguments: list[str]) -> None:
    result = run("gazetteer", *arguments, "--help")
    assert result.exit_code == 0
    assert "marsad gazetteer update --country LY" in result.output
    assert "CC BY 4.0" in result.output
    assert "Exit status" in result.output


def test_nothing_is_downloaded_by_other_commands(
    run: Run, mirror: Mirror, attack: str, gazetteer: Run
) -> None:
    assert gazetteer("status").exit_code == 0
    assert run("code", "-", stdin=attack).exit_code == 0
    assert mirror.asked == []
