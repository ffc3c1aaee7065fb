"""From mentions to drafts: reads each trigger in its sentence and keeps those that are events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from marsad.events import gate
from marsad.events import triggers as trigger_lexicon
from marsad.events.arguments import SELF, Clause, Roles, roles
from marsad.events.draft import Draft, actor_key, ranks
from marsad.events.inherit import inherit
from marsad.events.merge import merge
from marsad.events.scene import Scene, Setting
from marsad.events.status import VOICED, status
from marsad.events.triggers import Trigger
from marsad.lexicon import table
from marsad.mentions.actors import Found as FoundActor
from marsad.mentions.actors import name_end
from marsad.mentions.grammar import tag, word_at
from marsad.mentions.places import Resolved
from marsad.mentions.speech import Statement
from marsad.mentions.times import FoundTime
from marsad.text import Token, fold
from marsad.text.matching import PhraseIndex
from marsad.types import Drop

_WEAPON_REACH = 7
_PLACED = frozenset(["ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "CONSULT", "AID", "COOPERATE"])
_GRAIN = {"site": 0, "neighbourhood": 0, "town": 1, "area": 2, "water": 2, "admin1": 3, "country": 4}


def code(scenes: Sequence[Scene], setting: Setting) -> tuple[list[Draft], list[Drop]]:
    """The events of a report as drafts, and the triggers that were not taken."""
    drafts, drops = propose(scenes, setting)
    kept, refused = _judged(drafts, scenes, setting.text)
    kept = _carry_places(kept)
    kept = _carry_speech_dates(kept, _statement_dates(scenes), setting.text)
    return kept, [*drops, *refused]


def propose(scenes: Sequence[Scene], setting: Setting) -> tuple[list[Draft], list[Drop]]:
    """What the rules take for events, merged into happenings, before the gate judges them."""
    drafts: list[Draft] = []
    drops: list[Drop] = []
    for scene in scenes:
        found = trigger_lexicon.find(scene.sentence)
        here: list[Draft] = []
        for trigger in found:
            draft, reason = _read(trigger, found, scene, setting)
            if draft is not None:
                here.append(draft)
            else:
                span = setting.text[trigger.start : trigger.end]
                drops.append(Drop(trigger.start, trigger.end, span, reason))
        drafts += inherit(here, scene, drafts, setting.text)
    return merge(drafts, setting.text), drops


def _judged(
    drafts: Sequence[Draft], scenes: Sequence[Scene], text: str
) -> tuple[list[Draft], list[Drop]]:
    """The drafts that the learned gate lets pass, and the others with its score."""
    judge = gate.model()
    if judge is None:
        return list(drafts), []
    kept: list[Draft] = []
    drops: list[Drop] = []
    for draft in drafts:
        score = gate.probability(gate.features(draft, scenes), judge.weights)
        if score >= judge.threshold:
            kept.append(draft)
        else:
            t = draft.trigger
            drops.append(Drop(t.start, t.end, text[t.start : t.end], f"gate: {score:.2f}"))
    return kept, drops


_CARRIED = frozenset(["ASSAULT", "COERCE", "PROTEST"])  # and inquiries
_CARRY_SENTENCES = 6


def _carry_places(drafts: list[Draft]) -> list[Draft]:
    """Violence without a place goes on where the violence told just before it did."""
    carried: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda d: d.trigger.start):
        if draft.type in _CARRIED or draft.trigger.lexeme.mode == "investigate":
            if not draft.places and last is not None:
                if draft.trigger.sentence - last.trigger.sentence <= _CARRY_SENTENCES:
                    draft = draft._replace(places=last.places, rules=(*draft.rules, "place.carried"))
            elif draft.places:
                last = draft
        carried.append(draft)
    return carried


def _statement_dates(scenes: Sequence[Scene]) -> list[FoundTime]:
    """The dated times that say when somebody spoke, in text order."""
    return [
        time
        for scene in scenes
        for time in scene.times
        if time.time.interval is not None and any(_in_report_verb(time, s) for s in scene.statements)
    ]


def _in_report_verb(time: FoundTime, statement: Statement) -> bool:
    """Whether the time stands with the reporting verb and not in what is said."""
    if statement.backward:
        return time.first >= statement.verb
    return statement.verb <= time.first < statement.first


def _carry_speech_dates(drafts: list[Draft], spoken: list[FoundTime], text: str) -> list[Draft]:
    """Words of a speaker in one report date from one occasion.

    A speech act without a time takes that of its speaker's other words, else the one date on
    which the report says that anything was said.
    """
    dated: dict[str, FoundTime] = {}
    occasions = {(t.time.interval.start, t.time.interval.end) for t in spoken if t.time.interval}
    carried: list[Draft] = []
    for draft in drafts:
        if draft.type in VOICED and draft.status == "actual" and draft.actors:
            key = actor_key(draft.actors[0], text)
            if draft.time is not None:
                dated.setdefault(key, draft.time)
            elif key in dated:
                draft = draft._replace(time=dated[key], rules=(*draft.rules, "time.same_speaker"))
            elif len(occasions) == 1:
                draft = draft._replace(time=spoken[0], rules=(*draft.rules, "time.same_statement"))
        carried.append(draft)
    return carried


def _read(
    trigger: Trigger, found: Sequence[Trigger], scene: Scene, setting: Setting
) -> tuple[Draft | None, str]:
    reason = _not_an_event(trigger, scene)
    if reason:
        return None, reason
    clause = Clause(scene.sentence, scene.actors, found)
    who = _spoken_by(trigger, scene, roles(trigger, clause))
    places = _places(trigger, scene)
    reason = _too_weak(trigger, who, scene, places)
    if reason:
        return None, reason
    time = _time(trigger, scene)
    state, state_rule = status(trigger, scene.sentence, time.time.interval if time else None, setting.published)
    if "bg" in trigger.lexeme.flags:
        state, state_rule = "historical", "status.running_war"
    mode, acled = _manner(trigger, scene)
    rules = (trigger.rule, *who.rules, state_rule, *((time.time.rule,) if time else ()))
    return (
        Draft(
            (trigger,), trigger.lexeme.type, mode, acled, state, who.actors, who.recipients,
            places, time, *ranks(trigger), _near_toll(trigger, scene), rules,
        ),
        "",
    )  # fmt: skip


def _not_an_event(trigger: Trigger, scene: Scene) -> str:
    """Why the word evokes nothing here, or an empty string."""
    tokens = scene.sentence.tokens
    for actor in scene.actors:
        inside = actor.first <= trigger.first and trigger.last <= actor.last
        opens = trigger.verb and trigger.first == actor.first and actor.kind != "name"
        if inside and not opens and actor.last - actor.first > 1:
            if actor.kind in ("name", "title", "body", "medium") or trigger.first > actor.first:
                return "part of an actor's name"
    if _purpose(trigger, scene):
        return "an aim, not a happening"
    if _content(trigger, scene):
        return "the content of a request, warning or promise"
    if trigger.first and tag(tokens[trigger.first - 1].word).closed == "rel" and trigger.lexeme.pos == "v":
        if tokens[trigger.first].folded[:1] in "يت" and not trigger.pronoun:
            return "describes a party in a relative clause"
    return ""


_SUFFERED = frozenset(fold(w) for w in "تعرض تعرضت تعرضوا يتعرض تتعرض تعرضه تعرضها تعرضهم يتعرضون تعرضا أدى أدت إثر نتيجة".split())


def _purpose(trigger: Trigger, scene: Scene) -> bool:
    """«لمكافحة الإرهاب»، «من أجل تحرير الرهائن»: a masdar after the ل of purpose."""
    if trigger.verb:
        return False
    tokens = scene.sentence.tokens
    token = tokens[trigger.first]
    lead = fold(token.word.raw[: trigger.start - token.start]).lstrip("و")
    if lead == "ل" and not any(f.article for f in token.word.forms if f.proclitic.endswith("ل")):
        return not any(word_at(tokens, k) in _SUFFERED for k in range(max(0, trigger.first - 8), trigger.first))
    return word_at(tokens, trigger.first - 1) in _AIMS


_AIMS = frozenset(
    fold(w) for w in "أجل لأجل بهدف بغية بغرض لمنع لوقف لتجنب لتفادي تجنب إمكانية بشأن حول هدف بإمكانية فرص".split()
)
_ASKING = frozenset(["REQUEST", "THREATEN", "AGREE"])


def _content(trigger: Trigger, scene: Scene) -> bool:
    """A bare masdar governed by a request, warning or promise of the same clause is not reported
    as happening: «دعا إلى وقف القصف»، «حذر من هجوم»."""
    if trigger.verb or trigger.lexeme.type in ("REQUEST", "THREATEN", "ACCUSE", "REJECT"):
        return False
    tokens = scene.sentence.tokens
    for k in range(trigger.first - 1, max(-1, trigger.first - 22), -1):
        if tokens[k].folded in (".", "؛", "،", ":") or tag(tokens[k].word).closed in ("comp", "rel", "sub"):
            return False
        lexeme = next((m.value for m in trigger_lexicon.lexemes().at(tokens, k) if m.value.type in _ASKING), None)
        if lexeme is not None and lexeme.pos != "n" and "weak" not in lexeme.flags:
            return True
        if tag(tokens[k].word).verb:
            return False
    return False


def _too_weak(trigger: Trigger, who: Roles, scene: Scene, places: Sequence[Resolved]) -> str:
    flags = trigger.lexeme.flags
    people = [r for r in who.recipients if r.kind in ("people", "nationals", "title", "person", "name", "force")]
    if "person" in flags and not people and not _near_toll(trigger, scene):
        return "arrest verb without a person"
    if "take" in flags and not _object_place(trigger, scene):
        return "capture verb without a place"
    if "troop" in flags and not any(r.kind == "force" for r in _following(trigger, scene)):
        return "deployment verb without forces"
    if "sign" in flags and not _followed_by(trigger, scene, _ACCORDS):
        return "signature verb without an accord"
    if "missile" in flags and not _followed_by(trigger, scene, _MISSILES, 6):
        return "interception verb without a missile or aircraft"
    if "inflected" in flags and scene.sentence.tokens[trigger.first].folded.lstrip("وف") == _base(trigger):
        return "reads as the masdar of a request or aim"
    if "take" in flags and trigger.verb and scene.sentence.tokens[trigger.first].folded.lstrip("وف")[:1] in "يت":
        return "describes who holds a place"
    if "person_title" in flags and not any(a.kind in ("title", "body", "name") for a in who.actors):
        return "arrival of nobody in office"
    if "part" in flags and not _opens_clause(trigger, scene):
        return "participle that describes a noun"
    if trigger.lexeme.id == "order" and any(
        0 <= t.first - trigger.last <= 6 and t.lexeme.type != "REQUEST" for t in trigger_lexicon.find(scene.sentence)
    ):
        return "order whose content is the event"
    if "talks" in flags and not who.actors and not who.recipients:
        return "talks without parties"
    if "weak" in flags:
        strong = who.actors or who.recipients or _near_toll(trigger, scene)
        if trigger.lexeme.type == "ASSAULT" and "pas" in flags:
            strong = _near_toll(trigger, scene) or who.recipients
        if not strong:
            return "weak word with nobody acting"
    return ""


def _opens_clause(trigger: Trigger, scene: Scene) -> bool:
    """Whether a participle stands at the head of its clause: «…، داعيا إلى»."""
    if not trigger.first:
        return True
    before = scene.sentence.tokens[trigger.first - 1]
    own = scene.sentence.tokens[trigger.first]
    if own.folded.startswith("ال"):
        return False
    return before.kind == "punct" or own.folded.startswith("و") or tag(before.word).time or own.folded.endswith("ا")


_ACCORDS = frozenset(fold(w) for w in "اتفاق اتفاقا اتفاقية مذكرة معاهدة الاتفاق هدنة وثيقة بروتوكول عقد".split())


_MISSILES = frozenset(fold(w) for w in "صاروخ صاروخا صواريخ صاروخين طائرة مسيرة الصاروخ الصواريخ مقاتلة مروحية".split())


def _followed_by(trigger: Trigger, scene: Scene, words: frozenset[str], reach: int = 10) -> bool:
    tokens = scene.sentence.tokens
    return any(word_at(tokens, k) in words for k in range(trigger.last, trigger.last + reach))


def _base(trigger: Trigger) -> str:
    """The folded dictionary spelling of a verb lexeme, which its masdar may share."""
    return _MASDAR_LIKE.get(trigger.lexeme.id, "")


_MASDAR_LIKE = {"prevent": fold("منع")}


def _following(trigger: Trigger, scene: Scene) -> list[FoundActor]:
    return [a for a in scene.actors if trigger.last <= a.first <= trigger.last + 8]


def _object_place(trigger: Trigger, scene: Scene) -> bool:
    return any(trigger.last <= p.found.first <= trigger.last + 7 for p in scene.places)


def _near_toll(trigger: Trigger, scene: Scene) -> bool:
    return any(-8 <= at - trigger.last <= 8 for at in scene.tolls)


def _spoken_by(trigger: Trigger, scene: Scene, who: Roles) -> Roles:
    """A voiced act without a subject is the current speaker's: «… داعيا إلى»، «وطالبت بـ»."""
    voiced = trigger.lexeme.type in VOICED and "sym" not in trigger.lexeme.flags
    own = who.actors
    if voiced and own and own[0].kind == "medium" and scene.speaker is not None:
        return who._replace(actors=(scene.speaker,), rules=(*who.rules, "args.statement_of"))
    joint = "sym" in trigger.lexeme.flags
    elided = not own and not joint and trigger.verb and _elided(trigger, scene)
    if own or not (voiced and (trigger.verb or trigger.lexeme.pos == "p") or elided):
        return who
    named = _bare_subject(trigger, scene) if voiced and trigger.lexeme.pos == "v" else None
    if named is not None:
        return who._replace(actors=(named,), rules=(*who.rules, "args.bare_name"))
    if _describes_thing(trigger, scene):
        return who
    speaker = _covering_speaker(trigger, scene)
    if speaker is None and "part" in trigger.lexeme.flags:
        speaker = next((a for a in scene.actors if a.last <= trigger.first and not a.preposition and a.kind not in ("adjective", "medium", "thing")), None)
    if speaker is None or speaker in who.recipients or speaker.kind == "medium":
        return who
    return who._replace(actors=(speaker,), rules=(*who.rules, "args.speaker"))


def _bare_subject(trigger: Trigger, scene: Scene) -> FoundActor | None:
    """«وأدان ليون»، «ونفى المستقبل»: a name alone right after the verb."""
    tokens, begin = scene.sentence.tokens, trigger.last
    end = name_end(tokens, begin)
    if end == begin or trigger.pronoun or trigger.passive or tokens[begin].folded not in scene.known:
        return None
    start, stop = tokens[begin].start, tokens[end - 1].end
    return FoundActor(
        scene.sentence.index, begin, end, start, stop, "person", None, None, None, "", None
    )


def _describes_thing(trigger: Trigger, scene: Scene) -> bool:
    """«مشروع قرار يدعو إلى»: the present verb of a relative clause on a noun that is nobody."""
    tokens = scene.sentence.tokens
    if trigger.lexeme.pos != "v" or not trigger.first or tokens[trigger.first].folded[:1] not in "يت":
        return False
    before = tokens[trigger.first - 1]
    return before.kind == "arabic" and not tag(before.word).closed and not tag(before.word).article


def _elided(trigger: Trigger, scene: Scene) -> bool:
    """«أعلنت الوزارة أنها شنت»: the pronoun before the verb is the speaker."""
    return word_at(scene.sentence.tokens, trigger.first - 1) in SELF


def _covering_speaker(trigger: Trigger, scene: Scene) -> FoundActor | None:
    for statement in reversed(scene.statements):
        if statement.first <= trigger.first < statement.last or statement.verb == trigger.first:
            return statement.speaker
    return None


def _places(trigger: Trigger, scene: Scene) -> tuple[Resolved, ...]:
    """Where the event happened: the nearest chain of places, at its finest."""
    if not _takes_place(trigger):
        return ()
    usable = [p for p in scene.places if not p.country_actor and not _within_actor(p, scene)]
    if not usable:
        return ()
    others = [
        t
        for t in trigger_lexicon.find(scene.sentence)
        if t.lexeme.type in _PLACED and t.lexeme.type != trigger.lexeme.type
    ]
    nearest = min(usable, key=lambda p: (_distance(p, trigger, others, scene), p.found.first))
    chain = _chain(nearest, usable)
    finest = min(chain, key=lambda p: (_grain(p), abs(p.found.first - nearest.found.first)))
    return tuple(_listed(chain, finest, scene))


def _takes_place(trigger: Trigger) -> bool:
    """Speech happens nowhere in particular; deeds, inquiries and truces have a place."""
    lexeme = trigger.lexeme
    truce = lexeme.type == "AGREE" and lexeme.acled is not None
    return lexeme.type in _PLACED or truce or lexeme.mode == "investigate"


# What separates a place from a trigger, in tokens of distance: another clause, another event's
# word, standing before, being only an anchor («40 كلم من سرت»), being a whole country.
_CLAUSE_COST, _OTHER_COST, _BEFORE_COST, _ANCHOR_COST, _COUNTRY_COST = 4, 4, 8, 12, 4


def _distance(
    place: Resolved, trigger: Trigger, others: Sequence[Trigger], scene: Scene
) -> int:
    """How far a place stands from a trigger, in tokens with penalties."""
    lo, hi = sorted((trigger.first, place.found.first))
    tokens = scene.sentence.tokens
    cost = hi - lo
    cost += _CLAUSE_COST * sum(_opens_other_clause(tokens, k) for k in range(lo + 1, hi))
    cost += _OTHER_COST * sum(lo < t.first < hi for t in others)
    if place.found.first < trigger.first:
        cost += _BEFORE_COST
        owned = any(0 <= place.found.first - t.last <= _OTHER_COST for t in others)
        cost += _OTHER_COST * owned
    cost += _ANCHOR_COST * place.found.anchor
    return cost + _COUNTRY_COST * (place.place.kind == "country")


def _opens_other_clause(tokens: Sequence[Token], k: int) -> bool:
    if tag(tokens[k].word).closed in ("comp", "rel"):
        return True
    return tokens[k].folded.removeprefix("و") in _CLAUSE_OPENERS


_CLAUSE_OPENERS = frozenset(fold(w) for w in "ردا فيما بينما بعد غداة عقب ؛ : لكن بهدف".split())


def _chain(nearest: Resolved, places: Sequence[Resolved]) -> list[Resolved]:
    """The places named in one breath with the nearest: lists, and holders («حي X بمدينة Y»)."""
    at = list(places).index(nearest)
    first = last = at
    while last + 1 < len(places) and _joined(places[last], places[last + 1]):
        last += 1
    while first > 0 and _joined(places[first - 1], places[first]):
        first -= 1
    return [p for p in places[first : last + 1] if not p.found.anchor or p is nearest]


def _listed(places: list[Resolved], chosen: Resolved, scene: Scene) -> list[Resolved]:
    """The chosen place and those listed with it: «في صنعاء وإب والحديدة»."""
    first = last = places.index(chosen)
    tokens = scene.sentence.tokens
    while last + 1 < len(places) and _coordinated(places[last], places[last + 1], tokens):
        last += 1
    while first > 0 and _coordinated(places[first - 1], places[first], tokens):
        first -= 1
    return places[first : last + 1]


def _coordinated(a: Resolved, b: Resolved, tokens: Sequence[Token]) -> bool:
    between = tokens[a.found.last : b.found.first]
    opener = tokens[b.found.first].folded
    return len(between) <= 1 and (
        opener.startswith("و") or any(t.folded in ("،", ",", "و", "-") for t in between)
    )


_BREATH = 3  # tokens between two places of one chain


def _joined(a: Resolved, b: Resolved) -> bool:
    return b.found.first - a.found.last <= _BREATH


def _grain(place: Resolved) -> int:
    """Coarseness of a place; an unlisted one with a head noun («قرية X») is as fine as they come."""
    if place.place.place_id is None and place.found.head is not None:
        return 0
    return _GRAIN.get(place.place.precision or "", 1)


def _within_actor(place: Resolved, scene: Scene) -> bool:
    for actor in scene.actors:
        if actor.first <= place.found.first < actor.last and actor.kind not in ("state", "thing"):
            if actor.first < place.found.first or actor.kind == "name":
                return actor.kind != "people" or actor.last == place.found.last
    return False


def _time(trigger: Trigger, scene: Scene) -> FoundTime | None:
    """The time that dates the event; one that dates the statement about it is passed over."""
    voiced = trigger.lexeme.type in VOICED
    candidates = [
        t
        for t in scene.times
        if (voiced or not _dates_statement(t, trigger, scene)) and not _dates_another(t, trigger, scene)
    ]
    near = [t for t in candidates if not _separated(t, trigger, scene)]
    if not near and (voiced or not candidates):
        return None
    return min(near or candidates, key=lambda t: (t.time.interval is None, abs(t.first - trigger.first)))


def _dates_another(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """A year or month that stands nearer to another trigger («منذ حرب عام 2014»)."""
    interval = time.time.interval
    if interval is None or not (time.time.historical or interval.precision in ("year", "month", "years")):
        return False
    own = abs(time.first - trigger.first)
    lo, hi = sorted((time.first, trigger.first))
    return own > 6 and any(lo < t.first < hi for t in trigger_lexicon.find(scene.sentence))


def _separated(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    """Whether another clause opens between the trigger and the time."""
    first, last = sorted((trigger.first, time.first))
    tokens = scene.sentence.tokens
    return any(tag(tokens[k].word).closed in ("comp", "rel") for k in range(first, last))


def _dates_statement(time: FoundTime, trigger: Trigger, scene: Scene) -> bool:
    for statement in scene.statements:
        covered = statement.first <= trigger.first < statement.last
        if covered and trigger.first != statement.verb and _in_report_verb(time, statement):
            return True
    return False


@cache
def _weapons() -> PhraseIndex[tuple[str, str]]:
    found: PhraseIndex[tuple[str, str]] = PhraseIndex()
    for row in table("weapons"):
        for form in row.list("forms"):
            found.add(form, (row["mode"], row["acled"]), "noun")
    return found


@cache
def _manners() -> dict[str, PhraseIndex[str]]:
    found: dict[str, PhraseIndex[str]] = {}
    for row in table("request_modes"):
        index = found.setdefault(row["type"], PhraseIndex())
        for form in row.list("forms"):
            index.add(form, row["mode"], "noun")
    return found


def _manner(trigger: Trigger, scene: Scene) -> tuple[str | None, str | None]:
    """Mode and ACLED sub-event: the lexeme's own, refined by weapons or by what is asked."""
    lexeme = trigger.lexeme
    tokens = scene.sentence.tokens
    if lexeme.type in _manners():
        index = _manners()[lexeme.type]
        for k in range(trigger.last, min(trigger.last + 16, len(tokens))):
            match = index.longest(tokens, k)
            if match is not None:
                return match.value, lexeme.acled
        return lexeme.mode, lexeme.acled
    if lexeme.type == "ASSAULT" and (lexeme.mode is None or lexeme.mode in ("explosives", "heavy-weapons")):
        found = _weapon_near(trigger, scene)
        if found is not None and (lexeme.mode is None or found[0] in _SHARPER.get(lexeme.mode, ())):
            return found[0], found[1] or lexeme.acled
    return lexeme.mode, lexeme.acled


_SHARPER = {"explosives": ("suicide-attack",), "heavy-weapons": ("aerial", "drone")}


def _weapon_near(trigger: Trigger, scene: Scene) -> tuple[str, str] | None:
    tokens = scene.sentence.tokens
    best: tuple[int, tuple[str, str]] | None = None
    first, last = max(0, trigger.first - _WEAPON_REACH), min(len(tokens), trigger.last + _WEAPON_REACH)
    for k in range(first, last):
        match = _weapons().longest(tokens, k)
        if match is not None and (best is None or abs(k - trigger.first) < best[0]):
            best = (abs(k - trigger.first), match.value)
    return best[1] if best else None
