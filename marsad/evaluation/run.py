"""Codes a gold folder with the pipeline and measures the result."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad import pipeline
from marsad.errors import EvaluationError
from marsad.evaluation import detection, gold, links, measures
from marsad.evaluation.detection import Detection
from marsad.evaluation.links import LinkScores
from marsad.evaluation.measures import EventScores
from marsad.types import CodedReport, Report

SETS = ("events", "detection")
_FILES = {
    "events": (gold.REPORTS, gold.DOCUMENTS, gold.EVENTS),
    "detection": (gold.LABELS,),
    "links": (gold.CLUSTERS,),
}


class Evaluation(NamedTuple):
    """What was measured; a set that was not asked for is ``None``."""

    digests: dict[str, str]
    """SHA-256 of each gold file that was used."""
    events: EventScores | None = None
    detection: dict[str, Detection] | None = None
    links: LinkScores | None = None

    def figures(self) -> dict[str, object]:
        """Everything that was measured, rounded, for ``--json``."""
        found: dict[str, object] = {}
        if self.events:
            found["events"] = self.events.figures()
        if self.detection:
            found["detection"] = {name: d.figures() for name, d in self.detection.items()}
        if self.links:
            found["links"] = self.links.figures()
        return found

    def measures(self) -> dict[str, float]:
        """The measures that the gate watches, by name, not rounded."""
        found: dict[str, float] = {}
        if self.events:
            found |= {f"events.{k}.f1": t.f1 for k, t in self.events.tallies.items()}
            for name, share in self.events.shares.items():
                if share.accuracy is not None:
                    found[f"events.{name}.accuracy"] = share.accuracy
        if self.detection:
            found |= {f"detection.{k}.f1": d.tally.f1 for k, d in self.detection.items()}
        if self.links:
            found["links.pairs.f1"] = self.links.pairs.f1
        return found


def evaluate(
    folder: Path, sets: tuple[str, ...] = SETS, incidents: Path | None = None
) -> Evaluation:
    """Code ``dev.jsonl`` and ``gsr_dev.jsonl`` of a gold folder and measure the asked sets."""
    if not folder.is_dir():
        remedy = "Give the folder that holds the gold files: --gold ../shared/gold"
        raise EvaluationError("no such folder", str(folder), remedy)
    used = [*sets, *(["links"] if incidents else [])]
    digests = {name: gold.digest(folder / name) for kind in used for name in _FILES[kind]}
    return Evaluation(
        digests,
        _events(folder) if "events" in sets else None,
        _detection(folder) if "detection" in sets else None,
        links.score(gold.clusters(folder), gold.incidents(incidents)) if incidents else None,
    )


def _events(folder: Path) -> EventScores:
    coded = [_code(report) for report in gold.reports(folder)]
    return measures.score(gold.documents(folder), gold.events(folder), coded)


def _detection(folder: Path) -> dict[str, Detection]:
    labels = gold.labels(folder)
    coded = (_code(Report(label.id, label.text)) for label in labels)
    return dict(detection.score(labels, coded))


def _code(report: Report) -> CodedReport:
    try:
        return pipeline.code(report)
    except Exception as error:
        thing = f"the coder failed ({type(error).__name__}: {error})"
        raise EvaluationError(thing, report.id, "Code that report alone to see where.") from error
