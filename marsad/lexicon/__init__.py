"""How Arabic says things: word tables (``.tsv``) and their loader. No rule lives here."""

from marsad.lexicon.inflect import noun_forms, person_forms, verb_forms
from marsad.lexicon.load import Row, folder, table

__all__ = ["Row", "folder", "noun_forms", "person_forms", "table", "verb_forms"]
