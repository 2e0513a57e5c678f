"""The teacher's sheet: the lesson in steps, the answers with their reasons, and the auditor's grade to argue about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET, Struct

from auditor.facts import Policy, known
from auditor.lesson.answers import tempting, why
from auditor.lesson.messages import Messages
from auditor.lesson.values import LONGEST, Activity
from auditor.model import Audit, Finding, Scorecard
from auditor.render import safe_href, whole

STEPS = (("step_open", 5), ("step_find", 8), ("step_compare", 7), ("step_grade", 6), ("step_close", 4))
MOST_LINKS = 8
FIRST_QUESTIONS = 8
"""As many as a class can talk about; the others are folded away, and not printed."""
MOST_QUOTES = 3
MOST_UNSEEN = 10
MOST_GAPS = 20


class Answer(Struct, frozen=True, kw_only=True):
    """One disclosure as the key gives it."""

    numbers: tuple[int, ...]
    quote: str
    place: str
    why: str


class Question(Struct, frozen=True, kw_only=True):
    """A rule's question to the class, and what the auditor answers."""

    question: str
    outcome: str
    message: str
    quotes: tuple[str, ...]


class Sheet(Struct, frozen=True, kw_only=True):
    """Everything on the answer key that depends on the audit."""

    age: str
    reading: str
    steps: tuple[tuple[int, str], ...]
    answers: tuple[Answer, ...]
    unseen: tuple[tuple[str, str], ...]
    """Quote, and where it stands."""
    wrong: tuple[tuple[tuple[int, ...], str, str], ...]
    """Numbers of the sentences, the first of them, and what to say."""
    gaps: tuple[str, ...]
    points: str | None
    """What the grade rests on, with the numbers that every report shows; None for a page that is not rated."""
    questions: tuple[Question, ...]
    more_questions: tuple[Question, ...]
    links: tuple[tuple[str, str], ...]
    """Words and address."""


def sheet(audit: Audit, activity: Activity, words: Messages) -> Sheet:
    """What the template of the answer key is filled with."""
    level = activity.lix
    questions = tuple(_questions(audit.findings, words))
    return Sheet(
        age=words(f"sheet.{_age(level)}"),
        reading=words("sheet.reading_none") if level is None else words("sheet.reading_text", lix=level),
        steps=tuple((minutes, words(f"sheet.{name}")) for name, minutes in STEPS),
        answers=tuple(sorted(_answers(activity, words), key=lambda answer: answer.numbers)),
        unseen=tuple((_cut(d.quote), words(f"sheet.origin_{d.origin}")) for d in activity.unseen[:MOST_UNSEEN]),
        wrong=tuple(tempting(activity, words)),
        gaps=tuple(dict.fromkeys(_cut(gap.detail) for gap in audit.gaps if gap.detail))[:MOST_GAPS],
        points=_points(audit.score, words),
        questions=questions[:FIRST_QUESTIONS],
        more_questions=questions[FIRST_QUESTIONS:],
        links=tuple(dict.fromkeys(_links(audit)))[:MOST_LINKS],
    )


def _age(level: int | None) -> str:
    if level is None:
        return "age_unknown"
    bands = ((30, "age_easy"), (40, "age_middle"), (50, "age_hard"))
    return next((name for limit, name in bands if level < limit), "age_very_hard")


def _points(score: Scorecard, words: Messages) -> str | None:
    if score.low is None or score.high is None:
        return None
    return words("sheet.points", low=whole(score.low), high=whole(score.high), coverage=whole(100 * score.coverage))


def _answers(activity: Activity, words: Messages) -> Iterator[Answer]:
    for index, disclosure in enumerate(activity.answers):
        holding = [
            (part.place, sentence.number)
            for part in activity.parts
            for paragraph in part.paragraphs
            for sentence in paragraph.sentences
            if index in sentence.answers
        ]
        yield Answer(
            numbers=tuple(number for _, number in holding),
            quote=_cut(disclosure.quote),
            place=", ".join(words(f"place.{place}") for place in dict.fromkeys(place for place, _ in holding)),
            why=why(disclosure, words),
        )


def _questions(findings: Iterable[Finding], words: Messages) -> Iterator[Question]:
    """Each question once, what the auditor misses first, and contradictions before all: they make the better talk."""
    order = {"unmet": 0, "met": 1, "unknown": 2}
    asked = [finding for finding in findings if finding.question and finding.outcome in order]
    seen = set[str]()
    for finding in sorted(asked, key=lambda finding: (order[finding.outcome], finding.cap is None)):
        if finding.question not in seen:
            seen.add(finding.question)
            yield Question(
                question=finding.question,
                outcome=words(f"sheet.{finding.outcome}"),
                message=finding.message,
                quotes=tuple(_cut(item.quote) for item in finding.items if item.quote)[:MOST_QUOTES],
            )


def _links(audit: Audit) -> Iterator[tuple[str, str]]:
    """Where a class may look further: the outlet's own rules, then what the article links to."""
    outlet = audit.facts.outlet
    policies = () if outlet is UNSET else (getattr(outlet.policies, name) for name in outlet.policies.__struct_fields__)
    pairs = [(p.quote or p.url, p.url) for p in policies if isinstance(p, Policy) and p.found and p.url]
    pairs += [(said.who, said.url) for said in known(audit.facts.attributions) if said.url]
    for text, url in pairs:
        href = safe_href(url)
        if href is not None:
            yield _cut(text), href


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()} …"
