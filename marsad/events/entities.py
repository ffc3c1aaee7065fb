"""Groups the actor phrases of a report by whom they name: «قوات النظام», «قوات النظام السوري»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marsad.events.draft import actor_key
from marsad.mentions.actors import Found
from marsad.text import fold

_ALIKE = 0.6  # Dice overlap of two phrases' words from which they name one party
_COMPARED = 8  # groups that share a word with a phrase; a dump of thousands stays linear


class Entities:
    """The parties of one report, numbered in the order of their first mention."""

    def __init__(self, mentions: Iterable[Found], text: str) -> None:
        self.members: list[list[Found]] = []
        """The phrases of each party, in text order."""
        self._text = text
        self._by_key: dict[str, int] = {}
        self._by_span: dict[tuple[int, int], int] = {}
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._words: list[list[frozenset[str]]] = []
        for mention in mentions:
            self._add(mention)

    def of(self, mention: Found) -> int:
        """The number of a phrase's party; a phrase seen for the first time joins or opens one."""
        known = self._by_span.get((mention.start, mention.end))
        return self._add(mention) if known is None else known

    def _add(self, mention: Found) -> int:
        key = actor_key(mention, self._text)
        words = _words(self._text[mention.start : mention.end])
        party = self._by_key.get(key)
        if party is None and mention.kind != "adjective":
            party = self._like(words)
        if party is None:
            party = len(self.members)
            self.members.append([])
            self._words.append([])
        self.members[party].append(mention)
        if words not in self._words[party]:
            self._words[party].append(words)
            for word in words:
                if party not in self._by_word[word]:
                    self._by_word[word].append(party)
        self._by_key.setdefault(key, party)
        self._by_span[(mention.start, mention.end)] = party
        return party

    def _like(self, words: frozenset[str]) -> int | None:
        seen = {p for word in words for p in self._by_word.get(word, ())[:_COMPARED]}
        for party in sorted(seen):
            for other in self._words[party]:
                if 2 * len(words & other) >= _ALIKE * (len(words) + len(other)):
                    return party
        return None


def _words(phrase: str) -> frozenset[str]:
    return frozenset(word.removeprefix("ال") for word in fold(phrase).split())
