"""What surrounds a date in a text: whether it opens a report, ends a period, or is part of a sentence."""

from __future__ import annotations

import re

from auditor.lexicon import words

LONGEST_PLACE = 60
"""Characters before the date that opens a report: one or two towns and who reports."""
SENTENCE_WORDS = 6
"""Fewer words with a full stop are a label or a name."""

_PLACE = re.compile(r"(?!(?:On|By|Since|Until|Am|Vom|Seit|Bis)\s)[^\W\d_][\w.,'’/ -]*?\s*[,(\[]\s*")
_TEXT_FOLLOWS = re.compile(r"\s*[)\]]\s*\S|[.:]\s+\S|\s*(?:[–—/]|-{1,2}\s|\()")
_PERIOD = re.compile(r"(?<![\d:.])(?:[0-3]?\d\.?|\d{1,2}\.\d{1,2}\.(?:\d{4})?)\s*(?:[-–—]|to|au|al?|y|und|and|et)\s*$")


def opens(before: str, after: str) -> bool:
    """Whether a date between these texts is that of a dateline, as in "Harbour, (12.11.2026). The council …"."""
    if len(before) > LONGEST_PLACE or _PLACE.fullmatch(before) is None or _TEXT_FOLLOWS.match(after) is None:
        return False
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", before) if len(word) > 3)


def ends_period(before: str) -> bool:
    """Whether a date behind this text is the last day of a period: "14. - 20. January 2026", "available until 20 …"."""
    near = before[-LONGEST_PLACE:]
    return _PERIOD.search(near) is not None or any(
        match.end(1) >= len(near.rstrip()) for match in words.anywhere("dates", "until").finditer(near)
    )


def is_sentence(text: str) -> bool:
    """Whether a short block is running text: words that end in a full stop."""
    return text.endswith((".", "!", "?")) and len(text.split()) >= SENTENCE_WORDS
