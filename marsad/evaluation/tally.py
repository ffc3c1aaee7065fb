"""Counts and the ratios that are read off them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Tally:
    """True positives, false positives and false negatives of one measure."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, matched: int, gold: int, predicted: int) -> None:
        """Count ``matched`` pairs out of ``gold`` and ``predicted`` items."""
        self.tp += matched
        self.fn += gold - matched
        self.fp += predicted - matched

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 when nothing was predicted."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 when there is none."""
        return _ratio(self.tp, self.n)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def n(self) -> int:
        """How many gold items there are."""
        return self.tp + self.fn

    def figures(self) -> dict[str, float]:
        """``p``, ``r``, ``f1`` and ``n``, rounded to three decimals as the gold's scorers do."""
        p, r, f1 = (round(x, 3) for x in (self.precision, self.recall, self.f1))
        return {"p": p, "r": r, "f1": f1, "n": self.n}


@dataclass
class Share:
    """How many of ``n`` were right."""

    right: int = 0
    n: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.n += 1

    @property
    def accuracy(self) -> float | None:
        """``None`` when there was nothing to get right."""
        return self.right / self.n if self.n else None

    def figures(self) -> dict[str, float | None]:
        """``accuracy`` and ``n``, rounded to three decimals."""
        accuracy = self.accuracy
        return {"accuracy": None if accuracy is None else round(accuracy, 3), "n": self.n}


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
