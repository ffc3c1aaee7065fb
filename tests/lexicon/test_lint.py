"""Every check of the lexicon's linter is tripped by one bad row; the lexicon itself has none."""

from __future__ import annotations

from functools import cache

import pytest

from marsad.lexicon.lint import Finding, lint, lint_tables
from marsad.lexicon.load import Row, parse
from marsad.text import fold

ACTORS = "id name_ar aliases_ar short_ar name_en country sector kind parent from to"
PLACES = "id name_ar aliases_ar name_en country admin1 kind lat lon parent basis caution"
TRIGGERS = "id pos forms mode acled agent patient flags"
BOXES = "code south west north east\nLY 19.4 9.3 33.3 25.3\nTN 30.2 7.5 37.6 11.7"
COUNTRIES = "code alpha3 aliases_ar lat lon capital_ar\nLY LBY ليبيا 27 17 طرابلس"


def _parse(name: str, lines: str) -> tuple[Row, ...]:
    """A table written with single spaces for tabs, ``_`` for a space and ``-`` for nothing."""
    cells = [line.split(" ") for line in lines.splitlines()]
    text = "\n".join(
        "\t".join("" if c == "-" else c.replace("_", " ") if k else c for c in row)
        for k, row in enumerate(cells)
    )
    return parse(text, f"{name}.tsv")


def _lint(**tables: str) -> list[Finding]:
    named = {name.replace("__", "/"): lines for name, lines in tables.items()}
    return lint_tables({name: _parse(name, lines) for name, lines in named.items()}, fold)


def _actor(row: str) -> list[Finding]:
    return _lint(actors__libya=f"{ACTORS}\n{row}")


def _place(row: str) -> list[Finding]:
    return _lint(places__libya=f"{PLACES}\n{row}", boxes=BOXES)


def _messages(found: list[Finding], level: str = "error") -> list[str]:
    return [finding.message for finding in found if finding.level == level]


GOOD_ACTOR = "lby/lna جيش_ليبي الجيش_الليبي القوات LNA LBY MIL force - 2014-05 2020"
GOOD_PLACE = "ly/sabri الصابري حي_الصابري Sabri LY Benghazi neighbourhood 32.13 20.07 - map:1 word"


def test_good_rows_pass() -> None:
    assert _actor(GOOD_ACTOR) == []
    assert _place(GOOD_PLACE) == []
    assert _lint(verbs="form\nقام/يقوم\nكان/يكون", countries=COUNTRIES, boxes=BOXES) == []


def test_a_finding_names_the_place_and_the_remedy() -> None:
    (found,) = _place(GOOD_PLACE.replace("32.13", "320.1").replace(" LY ", " ZZ "))
    assert found.level == "error"
    assert found.place == "lexicon/places/libya.tsv:2"
    assert found.message == "latitude 320.1 is outside -90..90"
    assert found.remedy == "Correct the coordinate."
    assert str(found).startswith("error: lexicon/places/libya.tsv:2: latitude 320.1")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("جيش_ليبي", "-", "name_ar is empty"),
        (" LNA ", " - ", "name_en is empty"),
        ("جيش_ليبي", "جيش_ليبي_", "name_ar has a space too many: 'جيش ليبي '"),
        ("جيش_ليبي", "جيش__ليبي", "name_ar has a space too many: 'جيش  ليبي'"),
        ("الجيش_الليبي", "أ||ب", "aliases_ar has an empty or padded part: 'أ||ب'"),
        ("الجيش_الليبي", "أ_|ب", "aliases_ar has an empty or padded part: 'أ |ب'"),
        ("جيش_ليبي", "ﺟﻴﺶ", "name_ar has a presentation form (U+FE9F) in «ﺟﻴﺶ»"),
        ("جيش_ليبي", "جيـش", "name_ar has a tatweel (U+0640) in «جيـش»"),
        ("جيش_ليبي", "جَيش", "name_ar has a vowel mark (U+064E) in «جَيش»"),
        ("جيش_ليبي", "جیش", "name_ar has a Persian or Urdu look-alike letter (U+06CC) in «جیش»"),
        ("القوات", "کل", "short_ar has a Persian or Urdu look-alike letter (U+06A9) in «کل»"),
        ("القوات", "غزە", "short_ar has a Persian or Urdu look-alike letter (U+06D5) in «غزە»"),
        ("جيش_ليبي", "جيش\u200f", "name_ar has an invisible character (U+200F) in «جيش\u200f»"),
        (" MIL ", " ARMY ", "sector 'ARMY' is unknown"),
        (" force ", " army ", "kind 'army' is unknown"),
        ("lby/lna", "lby/LNA", "id 'lby/LNA' is no xx/slug"),
        (" LBY ", " LY ", "country 'LY' is no ISO alpha-3 code"),
        ("2014-05", "2014-13", "'2014-13' is no date"),
        ("2014-05", "2014-5", "'2014-5' is no date"),
        ("2014-05", "2015-02-29", "'2015-02-29' is no date"),
        ("2014-05 2020", "2014-05 2013", "from 2014-05 is after to 2013"),
        ("2014-05 2020", "2014-05-03 2014-05-01", "from 2014-05-03 is after to 2014-05-01"),
        ("- 2014", "lby/gov 2014", "parent 'lby/gov' does not exist"),
        ("- 2014", "lby/lna 2014", "'lby/lna' is its own ancestor"),
        ("الجيش_الليبي", "جَيش_لِيبي", "«جَيش لِيبي» is twice in this row (after folding)"),
    ],
)
def test_actor_rows(old: str, new: str, message: str) -> None:
    assert old in GOOD_ACTOR
    assert message in _messages(_actor(GOOD_ACTOR.replace(old, new, 1)))


@pytest.mark.parametrize(
    "dates", ["- -", "2014 -", "- 2014", "2014 2014", "2014-05 2014", "2014 2014-05-03"]
)
def test_dates_that_are_fine(dates: str) -> None:
    assert _actor(GOOD_ACTOR.replace("2014-05 2020", dates)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("32.13", "-", "only lon is given"),
        ("32.13", "north", "latitude 'north' is no number"),
        ("32.13", "nan", "latitude 'nan' is no number"),
        ("20.07", "200.7", "longitude 200.7 is outside -180..180"),
        ("32.13 20.07", "20.07 32.13", "20.07, 32.13 is outside the box of LY"),
        (" LY ", " TN ", "32.13, 20.07 is outside the box of TN"),
        (" LY ", " EG ", "no box for country 'EG'"),
        ("neighbourhood", "quarter", "kind 'quarter' is unknown"),
        (" word", " verb", "caution 'verb' is unknown"),
        ("map:1", "guess", "basis 'guess' is unknown"),
        ("- map", "ly/benghazi map", "parent 'ly/benghazi' does not exist"),
    ],
)
def test_place_rows(old: str, new: str, message: str) -> None:
    assert old in GOOD_PLACE
    assert message in _messages(_place(GOOD_PLACE.replace(old, new, 1)))


@pytest.mark.parametrize("kind", ["sea", "gulf", "strait", "oilfield"])
def test_waters_and_oil_works_may_lie_off_shore(kind: str) -> None:
    row = GOOD_PLACE.replace("neighbourhood", kind).replace("32.13", "34.5")
    assert _place(row) == []


def test_wrong_and_unknown_columns() -> None:
    (found,) = _lint(verbs="lemma\nقام/يقوم")
    assert found.message == "the columns are not those of this table (lemma)"
    assert found.remedy == "Head the table with: form."
    (found,) = _lint(particles="form\nفي")
    assert found.message == "the columns are not those of this table (class)"


def test_unknown_table_is_a_warning() -> None:
    (found,) = _lint(novelties="form\nفي")
    assert (found.level, found.place) == ("warning", "lexicon/novelties.tsv:1")


def test_identifier_in_two_tables() -> None:
    other = GOOD_ACTOR.replace("جيش_ليبي الجيش_الليبي", "لواء -")
    found = _lint(actors__a=f"{ACTORS}\n{GOOD_ACTOR}", actors__b=f"{ACTORS}\n{other}")
    assert _messages(found) == ["id 'lby/lna' is taken by lexicon/actors/a.tsv:2"]
    assert found[0].place == "lexicon/actors/b.tsv:2"


def test_name_of_two_actors() -> None:
    other = GOOD_ACTOR.replace("lby/lna جيش_ليبي الجيش_الليبي", "lby/x لواء جيش_ليبى")
    found = _lint(actors__a=f"{ACTORS}\n{GOOD_ACTOR}", actors__b=f"{ACTORS}\n{other}")
    assert _messages(found) == ["«جيش ليبى» also names lby/lna (lexicon/actors/a.tsv:2)"]


def test_circle_of_parents() -> None:
    one = GOOD_ACTOR.replace("- 2014", "lby/b 2014")
    two = one.replace("lby/lna جيش_ليبي الجيش_الليبي", "lby/b لواء -").replace(
        "lby/b 2", "lby/lna 2"
    )
    found = _lint(actors__a=f"{ACTORS}\n{one}\n{two}")
    assert _messages(found) == ["'lby/lna' is its own ancestor", "'lby/b' is its own ancestor"]


def test_country_that_is_not_the_one_of_the_identifier() -> None:
    (found,) = _actor(GOOD_ACTOR.replace(" LBY ", " TUN "))
    assert (found.level, found.message) == ("warning", "id 'lby/lna' is not of TUN")


@pytest.mark.parametrize(("alias", "kind"), [("ليبيا", "force"), ("طرابلس", "government")])
def test_state_or_capital_as_an_alias(alias: str, kind: str) -> None:
    row = GOOD_ACTOR.replace("الجيش_الليبي", alias).replace("force", kind)
    found = _lint(actors__a=f"{ACTORS}\n{row}", countries=COUNTRIES)
    assert _messages(found) == [f"«{alias}» is the name of a state or its capital"]


def test_capital_may_name_others_than_the_government() -> None:
    row = GOOD_ACTOR.replace("الجيش_الليبي", "طرابلس")
    assert _lint(actors__a=f"{ACTORS}\n{row}", countries=COUNTRIES) == []


def test_one_place_twice() -> None:
    near = GOOD_PLACE.replace("ly/sabri", "ly/x").replace("20.07", "20.10")
    far = near.replace("32.13", "31.13")
    found = _lint(places__a=f"{PLACES}\n{GOOD_PLACE}", places__b=f"{PLACES}\n{near}")
    assert _messages(found) == [
        "«الصابري» is also ly/sabri (lexicon/places/a.tsv:2), less than 10 km away",
        "«حي الصابري» is also ly/sabri (lexicon/places/a.tsv:2), less than 10 km away",
    ]
    assert _lint(places__a=f"{PLACES}\n{GOOD_PLACE}", places__b=f"{PLACES}\n{far}") == []


def test_one_name_on_both_sides_of_a_border() -> None:
    across = (
        GOOD_PLACE.replace("ly/sabri", "tn/x").replace(" LY ", " TN ").replace("20.07", "20.10")
    )
    assert _lint(places__a=f"{PLACES}\n{GOOD_PLACE}", places__b=f"{PLACES}\n{across}") == []


def test_boxes() -> None:
    (found,) = _lint(boxes="code south west north east\nLY 33.3 9.3 19.4 25.3")
    assert found.message == "the box of LY is inside out"
    (found,) = _lint(boxes=BOXES, countries=COUNTRIES.replace(" 27 ", " 47 "))
    assert found.message == "47.0, 17.0 is outside the box of LY"


@pytest.mark.parametrize(
    ("table", "lines", "message"),
    [
        ("particles", "form class\nفي prep\nفى prep", "«فى» stands in line 2 already"),
        ("verbs", "form\nقام/يقوم\nقام/يقوم", "«قام/يقوم» stands in line 2 already"),
        (
            "numbers",
            "forms role min max\nثلاث|ثلاثة|ثلاثه unit 3 3",
            "«ثلاثه» is twice in this row",
        ),
        ("people", "forms party\nشخص_أشخاص no\nفرد_اشخاص no", "«اشخاص» stands in line 2 already"),
        ("heads", "forms kind sector attach\nجندي_~ people MIL -\nجندى people MIL -", "«جندى»"),
        ("hedges", "side phrase bound hedge\nbefore نحو about a\nbefore نحو min b", "«نحو»"),
    ],
)
def test_repeated_forms(table: str, lines: str, message: str) -> None:
    (found,) = _lint(**{table: lines})
    assert found.level == "error"
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("particles", "form class\nمن prep\nمن rel"),
        ("numbers", "forms role min max\nألفا scale 1000 1000\nألفا scale 2000 2000"),
        ("hedges", "side phrase bound hedge\nbefore تقريبا about a\nafter تقريبا about a"),
        ("times/links", "forms value pos\nهـ ah word"),
    ],
)
def test_rows_that_may_share_a_form(table: str, lines: str) -> None:
    assert _lint(**{table.replace("/", "__"): lines}) == []


@pytest.mark.parametrize(
    ("table", "lines", "message"),
    [
        ("particles", "form class\nفي preposition", "class 'preposition' is unknown"),
        ("reporting", "pos form stance\nv قال/يقول said", "stance 'said' is unknown"),
        ("casualties", "pos forms kind\nx قتيل killed", "pos 'x' is unknown"),
        ("casualties", "pos forms kind\nn قتيل dead", "kind 'dead' is unknown"),
        (
            "place_heads",
            "forms kinds precision\nحي town_quarter site",
            "kinds 'quarter' is unknown",
        ),
        ("hedges", "side phrase bound hedge\nnear نحو about a", "side 'near' is unknown"),
        ("times", "forms value pos\nفجر lead nom", "pos 'nom' is unknown"),
    ],
)
def test_vocabularies(table: str, lines: str, message: str) -> None:
    assert _messages(_lint(**{table: lines})) == [message]


def test_triggers_of_one_type_and_of_two() -> None:
    rows = f"{TRIGGERS}\nkill v قتل/يقتل - - subj obj -\ndeath n مقتل - - gen gen -"
    assert _lint(triggers__assault=rows) == []
    twice = rows + "\nkill n موت|مَقتل - - gen gen -"
    assert _messages(_lint(triggers__assault=twice)) == [
        "forms has a vowel mark (U+064E) in «موت|مَقتل»",
        "«مَقتل» stands in line 3 already (after folding)",
        "id 'kill' is taken by lexicon/triggers/assault.tsv:2",
    ]
    other = f"{TRIGGERS}\nend n مقتل - - gen gen -"
    (found,) = _lint(triggers__assault=rows, triggers__coerce=other)
    assert found.level == "warning"
    assert found.message == "«مقتل» also triggers another type (lexicon/triggers/assault.tsv:3)"
    listed = "scope forms reason\ntriggers مقتل both"
    assert _lint(triggers__assault=rows, triggers__coerce=other, homonyms=listed) == []


@cache
def _own_findings() -> tuple[Finding, ...]:
    return tuple(lint(fold))


@pytest.mark.parametrize("part", ["actors/", "places/", "triggers/", "times/", ""])
def test_own_lexicon_has_no_errors(part: str) -> None:
    """Part by part, so that a failure tells whose table it is; "" is the tables in no folder."""
    errors = [
        str(finding)
        for finding in _own_findings()
        if finding.level == "error" and _folder(finding) == part
    ]
    assert errors == [], "\n".join(errors)


def _folder(finding: Finding) -> str:
    path = finding.place.removeprefix("lexicon/")
    return path[: path.rfind("/") + 1]


def test_own_lexicon_is_known_to_the_linter() -> None:
    assert not [f for f in _own_findings() if f.message == "the linter does not know this table"]
