"""Measures the coder against a gold folder and keeps its scores from falling unseen.

``measures``, ``detection`` and ``links`` give the same figures as the scorers that come with the
gold set; ``gate`` compares them to ``eval/floors.json``.
"""

from marsad.evaluation.gate import check, update
from marsad.evaluation.run import SETS, Evaluation, evaluate

__all__ = ["SETS", "Evaluation", "check", "evaluate", "update"]
