"""How Arabic says things: word tables (``.tsv``) and their loader. No rule lives here."""

from marsad.lexicon.inflect import (
    GAP,
    idiom_parts,
    noun_forms,
    person_forms,
    verb_forms,
    words_of,
)
from marsad.lexicon.load import Row, folder, table

__all__ = [
    "GAP",
    "Row",
    "folder",
    "idiom_parts",
    "noun_forms",
    "person_forms",
    "table",
    "verb_forms",
    "words_of",
]
