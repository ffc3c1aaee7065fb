"""Yes/no: does a sentence tell of an assault, of a protest? Human labels against the coder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from marsad.errors import EvaluationError
from marsad.evaluation.gold import Label
from marsad.evaluation.tally import Tally
from marsad.types import CodedReport

TYPES = ("ASSAULT", "PROTEST")
_HAPPENED = ("actual", "historical")


@dataclass
class Detection:
    """The tally of one event type, and how many sentences do not tell of one."""

    tally: Tally = field(default_factory=Tally)
    no: int = 0

    def figures(self) -> dict[str, float]:
        """The figures that ``score_detection.py`` prints."""
        p, r, f1 = (round(x, 3) for x in (self.tally.precision, self.tally.recall, self.tally.f1))
        return {"p": p, "r": r, "f1": f1, "yes": self.tally.n, "no": self.no}


def score(labels: Iterable[Label], coded: Iterable[CodedReport]) -> Mapping[str, Detection]:
    """Count a sentence as detected when an event of the asked type happened in it."""
    found = {c.report.id: {e.type for e in c.events if e.status in _HAPPENED} for c in coded}
    scores = {name: Detection() for name in TYPES}
    for label in labels:
        if label.id not in found:
            raise EvaluationError(f"no prediction for {label.id}", "", "Code all labelled reports.")
        told, detected = label.label == "yes", label.event_type in found[label.id]
        detection = scores[label.event_type]
        detection.tally.add(int(told and detected), int(told), int(detected))
        detection.no += not told
    return scores
