"""Cards, explanations and layout, on an event that fills every field."""

from __future__ import annotations

from marsad.cli.cards import card, count, heading
from marsad.cli.explain import dropped, explanation
from marsad.cli.layout import Pen, Piece, quoted, safe, width
from marsad.types import Casualty, CodedReport, Report

PLAIN = Pen(100, color=False)


def isolated(words: str) -> str:
    return f"\u2068{words}\u2069"


def test_a_card_shows_every_field(full: CodedReport) -> None:
    assert list(card(full.events[0], PLAIN)) == [
        "#1 ASSAULT firearms · Attack · actual",
        f"   who      {isolated('مسلحين')} (UAF)",
        f"   to whom  {isolated('17 مدنيا')} (civilians, x/civ)",
        f"   where    {isolated('عدن')} (Aden, YE, town)",
        f"   when     {isolated('أمس')} (2020-01-01)",
        f"   toll     ≥17 killed {isolated('«ما لا يقل عن 17 مدنيا»')} of {isolated('«مدنيا»')}"
        f" (at least), confirms {isolated('«الشرطة»')}",
        f"   toll     of these 2 killed {isolated('«طفلان»')}",
        f"   says     {isolated('الشرطة')} (confirms)",
        f"   if       {isolated('إذا صح النبأ')}",
        f"   words    {isolated('قتلوا')}, also {isolated('النبأ')}",
    ]


def test_the_heading_names_report_source_and_date(full: CodedReport) -> None:
    first, second = heading(full, PLAIN)
    assert first == f"═══ full · {isolated('وكالة')} · 2020-01-02"
    assert second == "    1 event · 1 dropped"


def test_the_explanation_marks_words_and_gives_the_reason(
    full: CodedReport, full_report: Report
) -> None:
    lines = list(explanation(full.events[0], full_report, PLAIN))
    sentence = " ".join(line.strip(" │\u2067\u2069") for line in lines if "│" in line)
    assert sentence == (
        "قالت |الشرطة| إن {مسلحين} [قتلوا] *ما لا يقل عن <17 مدنيا>* بينهم *طفلان* في ⟨عدن⟩ "
        "‹أمس› إذا صح [النبأ]."
    )
    told = " ".join(" ".join(lines).split())
    assert "rules trigger.assault.kill, args.verb_subject" in told
    assert "tells of ASSAULT firearms; its parties: the verb's subject; actual: it is told" in told
    assert told.endswith("(time.relative_day).")


def test_drops_come_with_their_reason(full: CodedReport) -> None:
    (line,) = dropped(full, PLAIN)
    assert line == f"   dropped  a body that only speaks: {isolated('«الشرطة»')} at 5"


def test_colours_only_where_asked(full: CodedReport) -> None:
    assert "\x1b[" in "".join(card(full.events[0], Pen(100, color=True)))
    assert "\x1b[" not in "".join(card(full.events[0], PLAIN))


def test_a_wrapped_isolate_is_closed_and_opened_again() -> None:
    lines = list(Pen(20, color=False).lines([quoted("كلمة " * 6)], "who  ", "     "))
    assert len(lines) == 2
    for line in lines:
        assert width(line) <= 20
        assert line.count("\u2068") == line.count("\u2069") == 1


def test_a_word_longer_than_the_line_is_kept() -> None:
    assert list(Pen(40, color=False).lines([Piece("x" * 60)])) == ["x" * 60]


def test_words_of_a_report_cannot_steer_the_terminal() -> None:
    assert safe("a\x1b[31m\u202eb\n\tc\u2069") == "a[31mb c"


def test_width_counts_cells() -> None:
    assert width("قُتِلَ") == 3
    assert width("\u2068x\u2069") == 1
    assert width("漢") == 2


def test_bounds_of_a_toll() -> None:
    def told(low: int | None, high: int | None) -> str:
        return count(Casualty("killed", low, high, None, 0, 1, "x"))

    assert [told(3, 3), told(3, None), told(None, 3), told(20, 99), told(None, None)] == [
        "3", "≥3", "≤3", "20-99", "?",
    ]  # fmt: skip
