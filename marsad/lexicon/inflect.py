"""Makes the inflected spellings of a word from its dictionary form.

Only the endings that newswire uses are made (third person; no vocative, no jussive of hollow
verbs). Spellings are unfolded; whoever indexes them folds them.
"""

from __future__ import annotations

GAP = "…"  # between the parts of an idiom that may stand apart: «حمل/يحمل … المسؤولية»
_OR = "،"  # between alternatives of one part of an idiom
_WEAK = ("ا", "ى", "و", "ي")


def verb_forms(lemma: str) -> set[str]:
    """Past and present forms of ``past/present``, third person, both genders, all numbers.

    Without a past («/يقبل») only those of the present.

    >>> sorted(f for f in verb_forms("دعا/يدعو") if f.startswith("د"))
    ['دعا', 'دعت', 'دعتا', 'دعوا']
    """
    past, _, present = lemma.partition("/")
    return (_past(past) if past else set()) | (_present(present) if present else set())


def idiom_parts(form: str) -> tuple[list[str], list[str]]:
    """The alternatives before and after the gap of an idiom; without a gap, no tails.

    >>> idiom_parts("أطلق/يطلق، فتح/يفتح … النار، نيران")
    (['أطلق/يطلق', 'فتح/يفتح'], ['النار', 'نيران'])
    """
    heads, _, tails = form.partition(GAP)
    return (
        [head.strip() for head in heads.split(_OR)],
        [tail.strip() for tail in tails.split(_OR) if tail],
    )


def words_of(form: str) -> list[str]:
    """Every listed word of a phrase or idiom, alternatives included.

    >>> words_of("أطلق/يطلق، فتح/يفتح … النار")
    ['أطلق/يطلق', 'فتح/يفتح', 'النار']
    """
    return form.replace(GAP, " ").replace(_OR, " ").split()


def _past(stem: str) -> set[str]:
    if len(stem) > 2 and stem[-1] in ("ا", "ى"):
        root = stem[:-1]
        dual = {root + "يا"} if stem[-1] == "ى" else set()
        return {stem, root + "ت", root + "وا", root + "تا"} | dual
    plural = {stem + "وا"}
    if stem[-1] == "ي":
        plural = {stem[:-1] + "وا"}  # «لقي» → «لقوا»
    elif stem[-1] == "أ":
        plural |= {stem[:-1] + "ؤوا", stem[:-1] + "آ"}  # «بدأ» → «بدأوا» and «بدؤوا»
    return {stem, stem + "ت", stem + "ا", stem + "تا", stem + "ن"} | plural


def _present(stem: str) -> set[str]:
    tail = stem[1:]
    forms: set[str] = set()
    for prefix in "يت":
        singular = prefix + tail
        root = singular[:-1] if singular[-1] in _WEAK else singular
        forms |= {singular, root + "ون", root + "وا", root + "ن"}
        if root == singular:
            forms |= {singular + "ان", singular + "ا"}
        else:
            forms |= {root, root + ("يان" if singular[-1] == "ى" else singular[-1] + "ان")}
        if singular[-1] == "أ":
            forms |= {root[:-1] + "ؤون", root[:-1] + "ؤوا"}
    return forms | {"ن" + tail}


def noun_forms(noun: str) -> set[str]:
    """Singular, accusative, dual and feminine plural of one noun or its first word's endings.

    >>> sorted(noun_forms("غارة"))
    ['غارات', 'غارة', 'غارتا', 'غارتان', 'غارتي', 'غارتين']
    """
    if noun.endswith("ة"):
        root = noun[:-1]
        return {noun, root + "ات", root + "تان", root + "تين", root + "تا", root + "تي"}
    forms = {noun, noun + "ان", noun + "ين"}
    if not noun.endswith(("ا", "ى", "ء")):
        forms.add(noun + "ا")
    return forms


def person_forms(noun: str) -> set[str]:
    """Sound masculine forms of a person noun: «مسلح» → «مسلحا»، «مسلحان»، «مسلحون»، «مسلحو»."""
    return {noun} | {noun + ending for ending in ("ا", "ان", "ين", "ون", "و", "ي")}
