"""Checks the lexicon's tables and says what is wrong, where, and what to do about it.

:func:`lint` reads the package's own tables; :func:`lint_tables` takes tables already parsed. Both
get the letter folding as an argument, since the letter table belongs to a later room.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple, TypeAlias

from marsad.errors import LexiconError
from marsad.lexicon.load import Row, parse
from marsad.lexicon.schema import OFFSHORE, Schema, forms_of, schema_of

Level: TypeAlias = Literal["error", "warning"]
Fold: TypeAlias = Callable[[str], str]
Tables: TypeAlias = Mapping[str, Sequence[Row]]


class Finding(NamedTuple):
    """One thing that a check found: ``place`` is ``lexicon/<file>:<line>``."""

    level: Level
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.level}: {self.place}: {self.message}. {self.remedy}"


_KM_PER_DEGREE = 111.2  # of latitude, on a sphere of 6371 km
# Two places of one name nearer than this are one place listed twice, not homonyms.
_SAME_PLACE_KM = 10.0
_BAD_LETTERS = (
    (re.compile("[\ufb50-\ufdff\ufe70-\ufefc]"), "a presentation form", "Type the plain letter."),
    (re.compile("\u0640"), "a tatweel", "Delete it."),
    (re.compile("[\u0610-\u061a\u064b-\u065f\u0670]"), "a vowel mark", "Delete it."),
    (
        re.compile("[\u06cc\u06a9\u06d5\u06c1\u06be\u06c0\u06d2]"),
        "a Persian or Urdu look-alike letter",
        "Type the Arabic letter.",
    ),
    (
        re.compile("[\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"),
        "an invisible character",
        "Delete it or type a plain space.",
    ),
)
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_BASIS = re.compile(r"geonames:\d+|map:\d+(\.\d+)?")
_ID = re.compile(r"[a-z]{2,3}/[a-z0-9-]+")


def lint(fold: Fold) -> list[Finding]:
    """Every finding in the package's own lexicon, table by table, in the order of lines."""
    found: list[Finding] = []
    tables: dict[str, tuple[Row, ...]] = {}
    for name, entry in _files(resources.files("marsad.lexicon"), ""):
        try:
            tables[name] = parse(entry.read_text(encoding="utf-8"), f"{name}.tsv")
        except LexiconError as error:
            found.append(Finding("error", error.place, error.thing, error.remedy))
    return found + lint_tables(tables, fold)


def lint_tables(tables: Tables, fold: Fold) -> list[Finding]:
    """Every finding in ``tables`` (name without ``.tsv`` → rows)."""
    found: list[Finding] = []
    for name, rows in tables.items():
        schema = schema_of(name)
        if schema is None:
            place = f"lexicon/{name}.tsv:1"
            message = "the linter does not know this table"
            found.append(Finding("warning", place, message, "Add it to lexicon/schema.py."))
        elif rows and tuple(rows[0].fields) != schema.columns:
            found.append(_wrong_columns(rows[0], schema))
        else:
            found += _table(name, rows, schema, fold)
    return [*found, *_across(tables, fold)]


def _files(root: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(root.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".tsv"):
            yield prefix + entry.name.removesuffix(".tsv"), entry
        elif not prefix and entry.is_dir():
            yield from _files(entry, f"{entry.name}/")


def _error(row: Row, message: str, remedy: str) -> Finding:
    return Finding("error", f"lexicon/{row.file}:{row.line}", message, remedy)


def _warning(row: Row, message: str, remedy: str) -> Finding:
    return Finding("warning", f"lexicon/{row.file}:{row.line}", message, remedy)


def _wrong_columns(row: Row, schema: Schema) -> Finding:
    got, wanted = list(row.fields), schema.columns
    odd = [c for c in got if c not in wanted] or [c for c in wanted if c not in got] or got
    message = f"the columns are not those of this table ({', '.join(odd)})"
    remedy = f"Head the table with: {' '.join(wanted)}."
    return Finding("error", f"lexicon/{row.file}:1", message, remedy)


def _table(name: str, rows: Sequence[Row], schema: Schema, fold: Fold) -> list[Finding]:
    """The checks that need one table only."""
    found: list[Finding] = []
    for row in rows:
        found += _cells(row, schema)
        found += _values(row, schema)
        found += _dates(row)
        found += _coordinates(row)
    if schema.forms and not name.startswith("actors/"):
        found += _repeated_forms(rows, schema, fold)
    return found


def _cells(row: Row, schema: Schema) -> Iterator[Finding]:
    """Required cells, spaces, separators and letters."""
    for column, cell in row.fields.items():
        if not cell.strip() and column in schema.required:
            yield _error(row, f"{column} is empty", "Fill the cell or remove the row.")
        if cell != cell.strip() or "  " in cell:
            yield _error(row, f"{column} has a space too many: {cell!r}", "Delete the space.")
        if "|" in cell and any(not p or p != p.strip() for p in cell.split("|")):
            yield _error(
                row,
                f"{column} has an empty or padded part: {cell!r}",
                "Separate the parts by one |.",
            )
        if column in schema.arabic:
            for pattern, what, remedy in _BAD_LETTERS:
                hit = pattern.search(cell)
                if hit and not (schema.tatweel and hit.group() == "\u0640"):
                    code = f"U+{ord(hit.group()):04X}"
                    yield _error(row, f"{column} has {what} ({code}) in «{cell}»", remedy)


def _values(row: Row, schema: Schema) -> Iterator[Finding]:
    """Closed vocabularies, and the form of identifiers and bases."""
    for column, allowed in schema.values.items():
        cell = row[column]
        for part in cell.split() if column in schema.lists else [cell]:
            if part not in allowed:
                remedy = f"Use one of: {' '.join(sorted(filter(None, allowed)))}."
                yield _error(row, f"{column} {part!r} is unknown", remedy)
    fields = row.fields
    if "parent" in fields and not _ID.fullmatch(fields["id"]):
        yield _error(row, f"id {fields['id']!r} is no xx/slug", "Use a-z, 0-9 and -.")
    if "basis" in fields and not _BASIS.fullmatch(fields["basis"]):
        remedy = "Write geonames:ID or map:KM."
        yield _error(row, f"basis {fields['basis']!r} is unknown", remedy)


def _dates(row: Row) -> Iterator[Finding]:
    """``from`` and ``to``: real dates of year, month or day precision, in order."""
    ends = [row.fields.get(c, "") for c in ("from", "to")]
    for text in filter(None, ends):
        if not _is_date(text):
            yield _error(row, f"{text!r} is no date", "Write YYYY, YYYY-MM or YYYY-MM-DD.")
            return
    start, end = ends
    shared = min(len(start), len(end))
    if shared and start[:shared] > end[:shared]:
        yield _error(row, f"from {start} is after to {end}", "Swap or correct the dates.")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _coordinates(row: Row) -> Iterator[Finding]:
    """``lat`` and ``lon`` (and a box's sides) are degrees on the globe, both or neither given."""
    sides = {"lat": 90, "lon": 180, "south": 90, "north": 90, "west": 180, "east": 180}
    names = {"lat": "latitude", "lon": "longitude"}
    given = [c for c in ("lat", "lon") if row.fields.get(c)]
    if len(given) == 1:
        yield _error(row, f"only {given[0]} is given", "Give both or neither.")
    for column, limit in sides.items():
        cell = row.fields.get(column)
        if cell:
            name = names.get(column, column)
            value = _degrees(cell)
            if value is None:
                yield _error(row, f"{name} {cell!r} is no number", "Write decimal degrees.")
            elif abs(value) > limit:
                message = f"{name} {cell} is outside -{limit}..{limit}"
                yield _error(row, message, "Correct the coordinate.")


def _degrees(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _repeated_forms(rows: Sequence[Row], schema: Schema, fold: Fold) -> Iterator[Finding]:
    """A form twice in one table, under the columns that tell its rows apart."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        rank = tuple(row[c] for c in schema.key)
        for form in forms_of(row, schema):
            before = first.setdefault((fold(form), *rank), row)
            if before is not row:
                message = f"«{form}» stands in line {before.line} already (after folding)"
                yield _error(row, message, "Keep it in one row.")
        spelled = [fold(form) for form in forms_of(row, schema)]
        for form in sorted({f for f in spelled if spelled.count(f) > 1}):
            yield _error(row, f"«{form}» is twice in this row (after folding)", "Keep it once.")


def _across(tables: Tables, fold: Fold) -> Iterator[Finding]:
    """The checks that need several tables."""
    known = {n: rows for n, rows in tables.items() if rows and _has_schema(n, rows)}
    yield from _boxes(known)
    for folder in ("actors", "places"):
        rows = [r for n, table in known.items() if n.startswith(f"{folder}/") for r in table]
        yield from _identifiers(rows)
        yield from _parents(rows)
        yield from _alpha3(rows, known) if folder == "actors" else _twice_on_the_map(rows, fold)
        if folder == "actors":
            yield from _shared_names(rows, fold)
            yield from _names_of_states(rows, known, fold)
    for name, table in known.items():
        if name.startswith("triggers/"):
            yield from _identifiers(table)
    yield from _trigger_homonyms(known, fold)


def _has_schema(name: str, rows: Sequence[Row]) -> bool:
    schema = schema_of(name)
    return schema is not None and tuple(rows[0].fields) == schema.columns


def _identifiers(rows: Iterable[Row]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row["id"], row)
        if before is not row:
            message = f"id {row['id']!r} is taken by lexicon/{before.file}:{before.line}"
            yield _error(row, message, "Merge the rows or rename one.")


def _parents(rows: Sequence[Row]) -> Iterator[Finding]:
    """Parents exist, and no row is its own ancestor."""
    above = {row["id"]: row["parent"] for row in rows}
    for row in rows:
        parent = row["parent"]
        if parent and parent not in above:
            yield _error(row, f"parent {parent!r} does not exist", "Correct it or leave it empty.")
        seen = {row["id"]}
        while parent and parent not in seen:
            seen.add(parent)
            parent = above.get(parent, "")
        if parent == row["id"]:
            yield _error(row, f"{row['id']!r} is its own ancestor", "Break the circle of parents.")


def _alpha3(rows: Iterable[Row], tables: Tables) -> Iterator[Finding]:
    """An actor's country is three capitals, and its id begins with it (or with ``int``)."""
    for row in rows:
        country = row["country"]
        if country and not re.fullmatch("[A-Z]{3}", country):
            yield _error(row, f"country {country!r} is no ISO alpha-3 code", "Correct the code.")
        elif row["id"].split("/")[0] not in (country.lower(), "int"):
            yield _warning(row, f"id {row['id']!r} is not of {country or 'int'}", "Correct one.")


def _boxes(tables: Tables) -> Iterator[Finding]:
    """Coordinates lie in their state's box, unless the kind of place may lie off shore."""
    boxes = {row["code"]: row for row in tables.get("boxes", ())}
    for row in boxes.values():
        corners = [_degrees(row[c]) for c in ("south", "north", "west", "east")]
        south, north, west, east = (0.0 if c is None else c for c in corners)
        if south >= north or west >= east:
            yield _error(row, f"the box of {row['code']} is inside out", "Swap its sides.")
    if not boxes:
        return
    for name, rows in tables.items():
        column = {"countries": "code"}.get(name, "country" if name.startswith("places/") else "")
        for row in rows if column else ():
            yield from _in_box(row, row[column], boxes)


def _in_box(row: Row, country: str, boxes: Mapping[str, Row]) -> Iterator[Finding]:
    lat, lon = _degrees(row["lat"]), _degrees(row["lon"])
    if country == "ZZ" or lat is None or lon is None:
        return
    box = boxes.get(country)
    if box is None:
        yield _error(row, f"no box for country {country!r}", "Add one to lexicon/boxes.tsv.")
        return
    south, west, north, east = (_degrees(box[c]) or 0.0 for c in ("south", "west", "north", "east"))
    inside = south <= lat <= north and west <= lon <= east
    if not inside and row.fields.get("kind") not in OFFSHORE:
        message = f"{lat}, {lon} is outside the box of {country}"
        yield _error(row, message, "Correct the coordinates or the country.")


def _names(row: Row) -> list[str]:
    return [row["name_ar"], *row.list("aliases_ar")]


def _shared_names(rows: Iterable[Row], fold: Fold) -> Iterator[Finding]:
    """A full name or alias identifies one actor only, and stands in its row once."""
    first: dict[str, Row] = {}
    for row in rows:
        own: set[str] = set()
        for name in _names(row):
            folded = fold(name)
            before = first.setdefault(folded, row)
            if folded in own:
                yield _error(row, f"«{name}» is twice in this row (after folding)", "Keep it once.")
            elif before is not row:
                message = (
                    f"«{name}» also names {before['id']} (lexicon/{before.file}:{before.line})"
                )
                yield _error(row, message, "Merge the rows, or move one to short_ar.")
            own.add(folded)


def _names_of_states(rows: Iterable[Row], tables: Tables, fold: Fold) -> Iterator[Finding]:
    """Bare state names name no actor of their own, nor does a capital name its government."""
    states, capitals = (
        {fold(name) for row in tables.get("countries", ()) for name in row.list(column)}
        for column in ("aliases_ar", "capital_ar")
    )
    for row in rows:
        taken = states | (capitals if row["kind"] == "government" else set())
        for name in _names(row):
            if fold(name) in taken:
                message = f"«{name}» is the name of a state or its capital"
                yield _error(row, message, "Remove it: countries.tsv has it.")


def _twice_on_the_map(rows: Iterable[Row], fold: Fold) -> Iterator[Finding]:
    """One name at one spot of one state is one place.

    Farther apart, or on two sides of a border («رفح»), there are homonyms, which is fine.
    """
    by_name: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in rows:
        names = [fold(name) for name in _names(row)]
        for name in sorted({n for n in names if names.count(n) > 1}):
            yield _error(row, f"«{name}» is twice in this row (after folding)", "Keep it once.")
        for folded, name in zip(names, _names(row), strict=True):
            by_name[folded].append((name, row))
    for same in by_name.values():
        for k, (name, row) in enumerate(same):
            own = [b for _, b in same[:k] if b is not row and b["country"] == row["country"]]
            near = [b for b in own if _km(b, row) < _SAME_PLACE_KM]
            if near:
                where = f"{near[0]['id']} (lexicon/{near[0].file}:{near[0].line})"
                message = f"«{name}» is also {where}, less than {_SAME_PLACE_KM:.0f} km away"
                yield _error(row, message, "Keep one of the rows, or tell their names apart.")


def _km(one: Row, other: Row) -> float:
    """Distance on a plane tangent to the earth, which is near enough below 100 km."""
    points = [_degrees(row[c]) for row in (one, other) for c in ("lat", "lon")]
    lat1, lon1, lat2, lon2 = (math.nan if p is None else p for p in points)
    east = (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(lat1 - lat2, east) * _KM_PER_DEGREE


def _trigger_homonyms(tables: Tables, fold: Fold) -> Iterator[Finding]:
    """A trigger of two event types: sometimes right, so it is listed in ``homonyms.tsv``."""
    listed = {
        fold(form)
        for row in tables.get("homonyms", ())
        if row["scope"] == "triggers"
        for form in row.list("forms")
    }
    first: dict[str, Row] = {}
    for name, rows in tables.items():
        for row in rows if name.startswith("triggers/") else ():
            for form in row.list("forms"):
                before = first.setdefault(fold(form), row)
                if before.file != row.file and fold(form) not in listed:
                    where = f"lexicon/{before.file}:{before.line}"
                    message = f"«{form}» also triggers another type ({where})"
                    yield _warning(row, message, "Keep one, or list it in lexicon/homonyms.tsv.")
