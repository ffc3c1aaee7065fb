"""One tree of errors. Every message names the thing, the place and the remedy."""

from __future__ import annotations


class MarsadError(Exception):
    """Base of every error that marsad raises on purpose.

    Args:
        thing: what is wrong (``latitude 320.1 is outside -90..90``).
        place: where it is (``lexicon/places/libya.tsv:214``, ``reports.jsonl:7``).
        remedy: what the reader can do about it.
    """

    def __init__(self, thing: str, place: str = "", remedy: str = "") -> None:
        self.thing, self.place, self.remedy = thing, place, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.place}: {self.thing}" if self.place else self.thing
        return f"{head}. {self.remedy}" if self.remedy else head


class InputError(MarsadError):
    """A report that cannot be read: empty, binary, wrongly encoded or without Arabic."""


class LexiconError(MarsadError):
    """A row of the lexicon or codebook that breaks its format."""


class EvaluationError(MarsadError):
    """A gold folder or floor file that cannot be used."""


class QualityGateError(EvaluationError):
    """A measured score below its floor, or a floor lowered without the flag."""


class GazetteerError(MarsadError):
    """A gazetteer layer that cannot be downloaded, read, written or removed."""
