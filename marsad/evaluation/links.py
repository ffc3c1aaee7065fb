"""Merging of reports into incidents, pair by pair.

Two reports are joined when they share an incident. Pairs inside a cluster should be joined; pairs
of a cluster's report with a near miss, or with another cluster's report, should not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import combinations, product
from typing import NamedTuple, TypeAlias

from marsad.evaluation.gold import Cluster
from marsad.evaluation.tally import Tally

_Pair: TypeAlias = frozenset[str]


class LinkScores(NamedTuple):
    """The tally over pairs; ``other`` pairs should stay apart, ``near`` of them are near misses."""

    pairs: Tally
    other: int
    near_joined: int
    near: int

    def figures(self) -> dict[str, float]:
        """The figures that ``score_links.py`` prints."""
        p, r, f1 = (round(x, 3) for x in (self.pairs.precision, self.pairs.recall, self.pairs.f1))
        pairs = {"p": p, "r": r, "f1": f1, "same": self.pairs.n, "other": self.other}
        return {**pairs, "near_joined": self.near_joined, "near": self.near}


def score(clusters: Sequence[Cluster], incidents: Mapping[str, Set[str]]) -> LinkScores:
    """Score the incidents of each report."""
    same = {frozenset(p) for c in clusters for p in combinations(c.reports, 2)}
    near = {frozenset(p) for c in clusters for p in product(c.reports, c.confusable)}
    apart = {
        frozenset(p) for c, d in combinations(clusters, 2) for p in product(c.reports, d.reports)
    }

    def joined(pair: _Pair) -> bool:
        shared = [incidents.get(report, frozenset()) for report in pair]
        return bool(frozenset(shared[0]).intersection(*shared))

    other = (near | apart) - same
    right, wrong = sum(map(joined, same)), sum(map(joined, other))
    tally = Tally(tp=right, fp=wrong, fn=len(same) - right)
    return LinkScores(tally, len(other), sum(map(joined, near)), len(near))
