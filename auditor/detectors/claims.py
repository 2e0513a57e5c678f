"""Promises that the page makes about how it or its outlet works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from msgspec import UNSET
from msgspec.structs import replace

from auditor.detectors._practice import practice_of
from auditor.detectors._statements import SKIPPED, passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Claim, ClaimKind, Facts, Region
from auditor.lexicon import Lexicon, Match, Sentence, words
from auditor.model import Gap
from auditor.page import Block, Page

FACT = "claims"

KINDS: tuple[str, ...] = get_args(ClaimKind)
HEARD: frozenset[Region] = SKIPPED - {"promo"} | {"headline", "pull-quote"}
"""An outlet praises itself in its own adverts: promos are heard here."""
DENIED = 25
"""Characters behind a negation in which the machine stands that is denied: "by humans, not by robots"."""
OURS = frozenset({"this", "every", "we", "our_site", "our_support", "we_are"})
"""Word classes that say that a sentence in running text is about the page or its outlet."""


def detect(page: Page, facts: Facts) -> Observation[tuple[Claim, ...]]:
    """Find every promise, once a kind, and what `facts` show of it."""
    claims = tuple(replace(claim, practice=practice_of(claim.kind, facts)) for claim in _claims(page))
    untold = any(claim.practice is UNSET for claim in claims)
    detail = "Nothing that could be read on this page shows whether its promise is kept."
    return Observation(claims, (Gap(fact="claims.practice", reason="not-an-article", detail=detail),) if untold else ())


def _claims(page: Page) -> Iterator[Claim]:
    lexicon = words_of(page)
    seen: set[str] = set()
    for passage in passages(page, "claim", HEARD):
        for number in passage.hits:
            sentence = passage.sentences[number]
            for match in lexicon.find("claim", sentence.text):
                kind = match.phrase.kind
                if kind not in KINDS or kind in seen or not _promised(lexicon, passage.block, sentence, match):
                    continue
                seen.add(kind)
                yield Claim(
                    quote=sentence.text,
                    at=page.at(passage.block, sentence.start, sentence.end),
                    kind=cast(ClaimKind, kind),
                    place=page.place(passage.block),
                )


def _promised(lexicon: Lexicon, block: Block, sentence: Sentence, match: Match) -> bool:
    """Whether the page promises it itself, and neither denies, wishes, asks nor reports it."""
    text = sentence.text
    if quoted(block, sentence.start + match.start, sentence.start + match.end) or text.rstrip().endswith(("?", "？")):
        return False
    wish = _holds(lexicon, "not promised", text[: match.end]) or _holds(lexicon, "limits", text)
    if wish or _denied(lexicon, match, text):
        return False
    if "this" in match.captured and "source_words" in match.captured and "noun" not in match.captured:
        # "This claim was fact-checked" is about what somebody else said.
        return False
    if block.region != "body":
        return not lexicon.has(text[: match.start], "said")
    ours = not OURS.isdisjoint(match.captured) or match.start == 0
    return ours and not lexicon.has(text.replace(match.text, " "), "said", "reporting")


def _holds(lexicon: Lexicon, group: str, text: str) -> bool:
    """Whether a text holds words that make a promise a wish, a plan, a demand, or one with exceptions."""
    found = words.spoken("claims", group, tuple(grammar.language for grammar in lexicon.grammars))
    return found is not None and found.search(text) is not None


def _denied(lexicon: Lexicon, match: Match, text: str) -> bool:
    """Whether the promise is taken back, unless the machine is what is denied."""
    if match.phrase.kind == "no-ai":
        return False
    denials = (found.end() for pattern in lexicon.words("negator") for found in pattern.finditer(text[: match.end]))
    return any(not lexicon.has(text[end - 1 : end + DENIED], "machine", "robots", "ai") for end in denials)
