"""Small closed sets of words, folded once: the data behind questions like "is this a locative?"."""

from __future__ import annotations

from functools import cache

from marsad.errors import LexiconError
from marsad.lexicon import table
from marsad.text.letters import fold


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {row["set"]: frozenset(map(fold, row.list("words"))) for row in table("word_sets")}


def word_set(name: str) -> frozenset[str]:
    """The folded words of a row of ``lexicon/word_sets.tsv``.

    Raises :class:`LexiconError` for a name that the table lacks.
    """
    try:
        return _sets()[name]
    except KeyError:
        raise LexiconError(
            f'no word set "{name}"', "lexicon/word_sets.tsv", "Add the row or correct the name."
        ) from None
