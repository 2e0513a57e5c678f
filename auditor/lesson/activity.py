"""Makes an audit into an exercise: numbered sentences in their places, and which of them are disclosures."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from msgspec import UNSET
from msgspec.structs import replace

from auditor.errors import RenderError
from auditor.facts import Disclosure, Facts, PageFacts
from auditor.lesson.around import around
from auditor.lesson.article import article
from auditor.lesson.sentences import lix
from auditor.lesson.values import AFTER_ARTICLE, BEFORE_ARTICLE, Activity, Part
from auditor.model import Audit
from auditor.page import Page
from auditor.render import safe_href

MOST_ANSWERS = 30


def activity(audit: Audit, page: Page | None, *, excerpt_words: int) -> Activity:
    """
    The exercise for an audit whose strings are plain.

    Raises RenderError where there is no article to read, and where nobody could look for disclosures.
    """
    facts = audit.facts
    page_facts, disclosures = _looked(facts)
    about = tuple(_on_one_line(d) for d in disclosures if d.about_this_page)
    answers = tuple(d for d in about if d.visible and d.origin == "text" and d.quote)
    if len(answers) > MOST_ANSWERS:
        raise RenderError(
            f"No lesson can be made: the page has {len(answers)} disclosures, more than a class can go through.",
            advice=f"Take an article with {MOST_ANSWERS} at most.",
        )
    body = article(facts, page_facts, answers, excerpt_words)
    found = {n for paragraph in body.paragraphs for sentence in paragraph.sentences for n in sentence.answers}
    outside = {n: answer for n, answer in enumerate(answers) if n not in found}
    parts = tuple(_numbered(_ordered(body, around(facts, outside, page))))
    if not parts:
        raise RenderError("No lesson can be made: the page has no text to read.", advice="Take an article.")
    address = _address(audit.snapshot.final_url, page_facts.canonical_url)
    return Activity(
        title=" ".join((page_facts.title or address).split()),
        address=address,
        language=page_facts.language,
        parts=parts,
        answers=answers,
        unseen=tuple(d for d in about if d not in answers),
        lix=lix(" ".join(s.text for p in body.paragraphs for s in p.sentences), page_facts.language),
    )


def _looked(facts: Facts) -> tuple[PageFacts, tuple[Disclosure, ...]]:
    """What a lesson rests on; raises RenderError where it is not there, for nobody would know the right answers."""
    if facts.page is UNSET or facts.disclosures is UNSET:
        raise RenderError(
            "No lesson can be made: this audit could not look for disclosures.",
            advice="Audit the article again, or take another one.",
        )
    if facts.page.kind not in ("article", "stub"):
        raise RenderError(
            f"No lesson can be made: this page is no article ({facts.page.kind}).",
            advice="Take the page of an article.",
        )
    return facts.page, facts.disclosures


def _address(own: str, canonical: str | None) -> str:
    """Where the article is on the web: for a saved page what it calls its own address, never a folder of ours."""
    found = next((url for url in (own, canonical) if url and safe_href(url)), None)
    return found or own.replace("\\", "/").rstrip("/").rpartition("/")[2] or own


def _on_one_line(disclosure: Disclosure) -> Disclosure:
    return replace(disclosure, quote=" ".join(disclosure.quote.split()))


def _ordered(body: Part, others: tuple[Part, ...]) -> Iterator[Part]:
    """What stands above the article, the article, what follows it, and the edges of the page last."""
    by_place = {part.place: part for part in others} | ({"article": body} if body.paragraphs else {})
    return (by_place[place] for place in (*BEFORE_ARTICLE, "article", *AFTER_ARTICLE) if place in by_place)


def _numbered(parts: Iterable[Part]) -> Iterator[Part]:
    """The same parts, their sentences numbered from 1 through the whole page."""
    numbers = itertools.count(1)
    for part in parts:
        yield part._replace(
            paragraphs=tuple(
                paragraph._replace(sentences=tuple(s._replace(number=next(numbers)) for s in paragraph.sentences))
                for paragraph in part.paragraphs
            )
        )
