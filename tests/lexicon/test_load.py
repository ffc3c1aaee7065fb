"""Reading tables: comments, empty cells, lists, and errors that name file and line."""

from __future__ import annotations

import pytest

from marsad.errors import LexiconError
from marsad.lexicon import folder, table
from marsad.lexicon.load import parse

TABLE = "# a comment\nid\tforms\tmode\n\none\tأ|ب\tx\n# another\ntwo\t\t\n"


def test_rows_know_where_they_stand() -> None:
    rows = parse(TABLE, "things.tsv")
    assert [(row.file, row.line) for row in rows] == [("things.tsv", 4), ("things.tsv", 6)]


def test_cells_by_column() -> None:
    one, two = parse(TABLE, "things.tsv")
    assert (one["id"], one["forms"], one["mode"]) == ("one", "أ|ب", "x")
    assert (two["id"], two["forms"], two["mode"]) == ("two", "", "")
    assert tuple(one.fields) == ("id", "forms", "mode")


def test_lists() -> None:
    one, two = parse(TABLE, "things.tsv")
    assert one.list("forms") == ["أ", "ب"]
    assert two.list("forms") == []


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "id\tforms\n"])
def test_no_rows(text: str) -> None:
    assert parse(text, "empty.tsv") == ()


@pytest.mark.parametrize(("line", "columns"), [("one", 1), ("one\tأ\tx\t", 4), ("one  أ  x", 1)])
def test_wrong_number_of_columns(line: str, columns: int) -> None:
    with pytest.raises(LexiconError) as caught:
        parse(f"id\tforms\tmode\n{line}\n", "places/things.tsv")
    assert caught.value.place == "lexicon/places/things.tsv:2"
    assert caught.value.thing == f"{columns} columns where the header has 3"
    assert caught.value.remedy


def test_row_error_names_the_row() -> None:
    row = parse(TABLE, "things.tsv")[0]
    error = row.error("latitude 320.1 is outside -90..90")
    assert str(error).startswith("lexicon/things.tsv:4: latitude 320.1 is outside -90..90. ")


def test_unknown_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        parse(TABLE, "things.tsv")[0]["from"]


def test_tables_of_the_package_are_read_once() -> None:
    assert table("particles") is table("particles")
    assert {row.file for row in table("particles")} == {"particles.tsv"}


def test_folder_is_sorted_by_name() -> None:
    tables = folder("places")
    assert list(tables) == sorted(tables)
    assert {row.file for row in tables["levant"]} == {"places/levant.tsv"}


def test_missing_table() -> None:
    with pytest.raises(LexiconError, match=r"^lexicon/no_such_table\.tsv: the table is missing"):
        table("no_such_table")
