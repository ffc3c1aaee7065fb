"""What each table of the lexicon looks like: its columns, vocabularies and how forms are listed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, get_args

from marsad.lexicon.load import Row
from marsad.types import CasualtyKind

_NONE: Mapping[str, frozenset[str]] = MappingProxyType({})


class Schema(NamedTuple):
    """One table's form.

    ``forms`` is the column that lists spellings, separated by ``separator``; ``key`` the columns
    that tell two rows with one spelling apart; ``phrases`` cells that are one spelling in spite of
    the separator; ``lists`` the columns that hold several values of their vocabulary; ``tatweel``
    whether tatweel is wanted («هـ» is how the Hijri year is marked).
    """

    columns: tuple[str, ...]
    required: frozenset[str]
    arabic: frozenset[str]
    values: Mapping[str, frozenset[str]] = _NONE
    lists: frozenset[str] = frozenset()
    forms: str = ""
    separator: str = "|"
    key: tuple[str, ...] = ()
    phrases: frozenset[str] = frozenset()
    tatweel: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _columns(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SECTORS = _set(
    "GOV MIL COP SPY JUD LEG PTY OPP REB UAF CRM CVL BUS EDU HLH LAB REL REF JRN NGO HRI IGO"
)
ACTOR_KINDS = _set(
    "group force government ministry office body person igo mission ngo media party tribe "
    "coalition operation company agency"
)
PLACE_KINDS = _set(
    "country-region admin1 admin2 city town village neighbourhood camp base airport crossing port "
    "oilport oilfield refinery dam bridge road square prison hospital site island mountain valley "
    "desert forest sea strait gulf river lake front"
)
# Kinds that may lie outside every state's box: waters, and oil works off shore.
OFFSHORE = _set("sea strait gulf river lake oilfield oilport")
PRECISIONS = _set("site neighbourhood town area admin1 country water")
_POS = _set("noun name word")
_YES_NO = _set("yes no")

_TIME = Schema(
    _columns("forms value pos"), _set("forms value pos"), _set("forms"), {"pos": _POS},
    forms="forms",
)  # fmt: skip

_SCHEMAS: dict[str, Schema] = {
    "actors": Schema(
        _columns("id name_ar aliases_ar short_ar name_en country sector kind parent from to"),
        _set("id name_ar name_en sector kind"),
        _set("name_ar aliases_ar short_ar"),
        {"sector": SECTORS, "kind": ACTOR_KINDS},
        forms="aliases_ar",
    ),
    "places": Schema(
        _columns("id name_ar aliases_ar name_en country admin1 kind lat lon parent basis caution"),
        _set("id name_ar name_en country kind lat lon basis"),
        _set("name_ar aliases_ar"),
        {"kind": PLACE_KINDS, "caution": frozenset(["", "word", "person"])},
    ),
    "triggers": Schema(
        _columns("id pos forms mode acled agent patient flags"),
        _set("id pos forms agent patient"),
        _set("forms"),
        {"pos": _set("v n p")},
        forms="forms",
    ),
    "times": _TIME,
    "times/links": _TIME._replace(tatweel=True),
    "times/units": _TIME._replace(columns=_columns("forms value count pos")),
    "times/refusals": _TIME._replace(key=("value",)),
    "boxes": Schema(
        _columns("code south west north east"), _set("code south west north east"), frozenset()
    ),
    "casualties": Schema(
        _columns("pos forms kind"),
        _set("pos forms kind"),
        _set("forms"),
        {"pos": _set("v t m n i"), "kind": frozenset(get_args(CasualtyKind))},
        forms="forms",
        key=("pos",),
    ),
    "coasts": Schema(_columns("country points"), _set("country points"), frozenset()),
    "conditions": Schema(_columns("form types"), _set("form types"), _set("form"), forms="form"),
    "countries": Schema(
        _columns("code alpha3 aliases_ar lat lon capital_ar"),
        _set("code alpha3 aliases_ar"),
        _set("aliases_ar capital_ar"),
        forms="aliases_ar",
    ),
    "demonyms": Schema(
        _columns("form country name_ar name_en"), _set("form"), _set("form name_ar"), forms="form"
    ),
    "heads": Schema(
        _columns("forms kind sector attach"),
        _set("forms kind"),
        _set("forms attach"),
        {
            "kind": _set("force arms people title body medium thing"),
            "sector": SECTORS | {""},
        },
        forms="forms",
        separator=" ",
        key=("kind",),
        phrases=frozenset(
            [
                "سلاح الجو",
                "دفاع مدني",
                "هلال أحمر",
                "صليب أحمر",
                "مجتمع دولي",
                "أحياء سكنية",
                "مناطق سكنية",
            ]
        ),
    ),
    "hedges": Schema(
        _columns("side phrase bound hedge"),
        _set("side phrase bound hedge"),
        _set("phrase"),
        {"side": _set("before after"), "bound": _set("min over about max under")},
        forms="phrase",
        key=("side",),
    ),
    "homonyms": Schema(
        _columns("scope forms reason"),
        _set("scope forms reason"),
        _set("forms"),
        {"scope": _set("triggers")},
        forms="forms",
        key=("scope",),
    ),
    "names": Schema(_columns("form"), _set("form"), _set("form"), forms="form"),
    "numbers": Schema(
        _columns("forms role min max"),
        _set("forms role min"),
        _set("forms"),
        {"role": _set("unit ten hundred scale part vague")},
        forms="forms",
        key=("min",),
    ),
    "particles": Schema(
        _columns("form class"),
        _set("form class"),
        _set("form"),
        {"class": _set("prep sub comp rel neg fut cond dem pron conj adv det")},
        forms="form",
        key=("class",),
    ),
    "people": Schema(
        _columns("forms party"),
        _set("forms party"),
        _set("forms"),
        {"party": _YES_NO},
        forms="forms",
        separator=" ",
    ),
    "place_heads": Schema(
        _columns("forms kinds precision"),
        _set("forms precision"),
        _set("forms"),
        {"kinds": PLACE_KINDS, "precision": PRECISIONS},
        lists=_set("kinds"),
        forms="forms",
        separator=" ",
        phrases=frozenset(["شبه جزيرة", "نقطة تفتيش"]),
    ),
    "reporting": Schema(
        _columns("pos form stance"),
        _set("pos form stance"),
        _set("form"),
        {"pos": _set("v p n"), "stance": _set("says confirms denies alleges")},
        forms="form",
        key=("pos",),
    ),
    "request_modes": Schema(
        _columns("type mode forms"),
        _set("type mode forms"),
        _set("forms"),
        forms="forms",
        key=("type", "mode"),
    ),
    "verbs": Schema(_columns("form"), _set("form"), _set("form"), forms="form"),
    "waters": Schema(_columns("code lat lon"), _set("code lat lon"), frozenset()),
    "weapons": Schema(
        _columns("forms mode acled"), _set("forms mode"), _set("forms"), forms="forms"
    ),
    "word_sets": Schema(
        _columns("set words"), _set("set words"), _set("words"), forms="words", key=("set",)
    ),
}


def schema_of(table: str) -> Schema | None:
    """The schema of a table (``places/levant``, ``numbers``); ``None`` for an unknown one."""
    return _SCHEMAS.get(table) or _SCHEMAS.get(table.partition("/")[0])


def forms_of(row: Row, schema: Schema) -> list[str]:
    """The tatweel that a row lists; the ``~`` and ``@`` of the head table make more of them."""
    cell = row[schema.forms]
    if schema.separator == "|" or cell in schema.phrases:
        return row.list(schema.forms)
    return [form for form in cell.split() if form not in ("~", "@")]
