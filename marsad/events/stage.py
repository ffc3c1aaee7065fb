"""One report's events with everything that could play a part in them, and what stands near what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from marsad.events.draft import Draft
from marsad.events.entities import Entities
from marsad.events.scene import Scene
from marsad.events.triggers import Trigger
from marsad.mentions.actors import Found
from marsad.mentions.gazetteer import ancestors
from marsad.mentions.grammar import tag
from marsad.mentions.places import Resolved
from marsad.text import BySpelling, Word

CLAUSE, VERB, COMMA = "b", "v", ","  # what a word can tell that stands between two phrases


def _mark(word: Word) -> str:
    """What a word between two phrases tells: another clause, a verb, a comma."""
    info = tag(word)
    clause = info.closed in ("comp", "rel", "sub") or word.folded in (":", "؛", ";")
    return CLAUSE * clause + VERB * info.verb + COMMA * (word.folded in ("،", ","))


_MARKS = BySpelling(_mark)


class Stage:
    """One report's events with everything that could play a part in them."""

    def __init__(self, drafts: Sequence[Draft], scenes: Sequence[Scene], text: str) -> None:
        self.drafts, self.scenes = drafts, scenes
        self.entities = Entities((a for scene in scenes for a in scene.actors), text)
        self.as_actor = self._counts(draft.actors for draft in drafts)
        self.as_recipient = self._counts(draft.recipients for draft in drafts)
        self.triggers: dict[int, list[Trigger]] = {}
        for draft in drafts:
            for trigger in draft.triggers:
                self.triggers.setdefault(trigger.sentence, []).append(trigger)
        self.places = [p for scene in scenes for p in scene.places if not p.country_actor]
        groups: dict[str, list[Resolved]] = {}
        for place in self.places:
            groups.setdefault(spot(place), []).append(place)
        self.named = {name: len(group) for name, group in groups.items()}
        self.spellings = list(groups.values())
        self.holders = {holder for p in self.places for holder in ancestors(p.place.place_id or "")}
        self.most = max(self.named.values(), default=0)
        self.marks = [[_MARKS[t.word.raw] for t in scene.sentence.tokens] for scene in scenes]
        self.people = [[a for a in scene.actors if a.kind != "adjective"] for scene in scenes]

    def _counts(self, parties: Iterator[tuple[Found, ...]]) -> Counter[int]:
        return Counter(e for group in parties for e in {self.entities.of(a) for a in group})

    def parties(self, draft: Draft) -> list[Found]:
        """One phrase for each party of the report: the rules' choice, else the nearest."""
        ruled = {(a.start, a.end) for a in (*draft.actors, *draft.recipients)}
        near = Near(draft)

        def cost(mention: Found) -> tuple[int, int]:
            if (mention.start, mention.end) in ruled:
                return -1, 0
            return near.cost(mention.sentence, mention.first, mention.last)

        groups = self.entities.members
        nearest = [min(group, key=cost) if len(group) > 1 else group[0] for group in groups]
        return [c for c in nearest if c.kind != "adjective" or (c.start, c.end) in ruled]

    def spots(self, draft: Draft) -> list[Resolved]:
        """One phrase for each place of the report: the rules' choice, else the nearest."""
        ruled = {(p.found.sentence, p.found.first) for p in draft.places}
        near = Near(draft)

        def cost(place: Resolved) -> tuple[int, int]:
            found = place.found
            if (found.sentence, found.first) in ruled:
                return -1, 0
            return near.cost(found.sentence, found.first, found.last)

        groups = self.spellings
        return [min(group, key=cost) if len(group) > 1 else group[0] for group in groups]


class Near:
    """How near phrases stand to the words of an event."""

    def __init__(self, draft: Draft) -> None:
        self.triggers: dict[int, list[Trigger]] = {}
        """The event's words by sentence."""
        for trigger in draft.triggers:
            self.triggers.setdefault(trigger.sentence, []).append(trigger)
        self._gaps: dict[int, int] = {}

    def gap(self, sentence: int) -> int:
        """Sentences from the nearest sentence of the event, negative before it."""
        found = self._gaps.get(sentence)
        if found is None:
            found = self._gaps[sentence] = min((sentence - at for at in self.triggers), key=abs)
        return found

    def cost(self, sentence: int, first: int, last: int) -> tuple[int, int]:
        """Phrases in a sentence of the event before others; behind its words before ahead."""
        here = self.triggers.get(sentence)
        if here is None:
            return 1, abs(self.gap(sentence))
        return 0, min(max(first - t.last, t.first - last) + 4 * (first < t.first) for t in here)


def spot(place: Resolved) -> str:
    """What makes two place phrases the same."""
    return place.place.place_id or place.place.text
