"""
How many disclosures are found, and what is taken for one: sentences of our own making, set in neutral articles.

    python bench/disclosures.py [--set a|b|all] [--language de …] [--show] [--json]

The cases (`bench/cases/<language>.yaml`) were written without looking at the detector. Set a is to work on; set b is
kept to see whether that work generalises: print its figures, leave its misses unread. A case with `expect: either`
counts neither way. Exit code 0 whatever the figures are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import UNSET

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor import audit_html
from auditor.facts import Disclosure
from bench.case_pages import Case, articles, load, page

URL = "https://paper.example/news/2025/03/14/story"
ENOUGH = 0.6
"""A disclosure is that of the case where their words overlap by this share."""
# Scripts that set no spaces between words (Korean does, but its particles hang on): "기사" yes, "Artikel" no.
_UNSPACED = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


class Verdict(NamedTuple):
    """What the auditor made of one case."""

    language: str
    case: Case
    word: Literal["hit", "miss", "false alarm", "quiet", "open"]
    scope_right: bool
    seen: tuple[str, ...]
    """Scope, role and words of what was found on the page."""
    stray: tuple[str, ...]
    """Claims found elsewhere on the page, where nothing makes one."""


class Figures(NamedTuple):
    """The counts of one group of cases."""

    group: str
    hits: int
    disclosures: int
    scopes_right: int
    false_alarms: int
    near_misses: int
    stray: int

    def __str__(self) -> str:
        recall = self.hits / max(1, self.disclosures)
        precision = self.hits / max(1, self.hits + self.false_alarms)
        return (
            f"{self.group:6s}  recall {recall:.3f} ({self.hits}/{self.disclosures})"
            f"  precision {precision:.3f} ({self.false_alarms} false alarms in {self.near_misses} near-misses)"
            f"  scope right {self.scopes_right}/{self.hits}  elsewhere {self.stray}"
        )


def main() -> None:
    """Print the figures by language, by set and in total."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("a", "b", "all"), default="all")
    parser.add_argument("--language", nargs="+", help="only these")
    parser.add_argument("--show", action="store_true", help="list misses, false alarms, wrong scopes, strays")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    verdicts = list(run(options.set, options.language))
    table = list(tabulate(verdicts))
    shown = [line for verdict in verdicts for line in complaints(verdict)] if options.show else []
    if options.json:
        rows = {"figures": [row._asdict() for row in table], "shown": shown}
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in [*shown, *table]))


def run(wanted: str, languages: Sequence[str] | None = None) -> Iterator[Verdict]:
    """Audit the page of every case of the set (a, b or all) and judge what was found."""
    for cases in load():
        if languages and cases.language not in languages:
            continue
        for case in cases.cases:
            if wanted in ("all", case.set):
                raw = page(case, articles()[cases.language]).encode()
                found = audit_html(raw, url=URL).facts.disclosures
                yield judge(cases.language, case, () if found is UNSET else found)


def judge(language: str, case: Case, found: Sequence[Disclosure]) -> Verdict:
    """Compare what was found on the page of a case with what the case expects."""
    near = [item for item in found if overlap(item.quote, case.text) >= ENOUGH]
    claims = [item for item in near if _claims_ai(item)]
    match case.expect:
        case "disclosure":
            word: Literal["hit", "miss", "false alarm", "quiet", "open"] = "hit" if claims else "miss"
        case "either":
            word = "open"
        case _:
            word = "false alarm" if claims else "quiet"
    return Verdict(
        language,
        case,
        word,
        any(item.scope in case.scopes for item in claims),
        tuple(f"{item.scope}/{item.role} {item.quote}" for item in found),
        tuple(item.quote for item in found if _claims_ai(item) and item not in near),
    )


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's words (characters, in scripts without spaces) that the other one has too."""
    mine, theirs = _words(one), _words(other)
    return (mine & theirs).total() / max(1, min(mine.total(), theirs.total()))


def tabulate(verdicts: Sequence[Verdict]) -> Iterator[Figures]:
    """The figures of each language, of each set, and of all."""
    for language in dict.fromkeys(verdict.language for verdict in verdicts):
        yield count(language, [verdict for verdict in verdicts if verdict.language == language])
    for name in sorted({verdict.case.set for verdict in verdicts}):
        yield count(f"set {name}", [verdict for verdict in verdicts if verdict.case.set == name])
    yield count("total", verdicts)


def count(group: str, verdicts: Sequence[Verdict]) -> Figures:
    """Count the verdicts of one group."""
    words = Counter(verdict.word for verdict in verdicts)
    return Figures(
        group=group,
        hits=words["hit"],
        disclosures=words["hit"] + words["miss"],
        scopes_right=sum(verdict.word == "hit" and verdict.scope_right for verdict in verdicts),
        false_alarms=words["false alarm"],
        near_misses=words["false alarm"] + words["quiet"],
        stray=sum(len(verdict.stray) for verdict in verdicts),
    )


def complaints(verdict: Verdict) -> Iterator[str]:
    """What is wrong with a verdict, one line each."""
    case, seen = verdict.case, "; ".join(verdict.seen) or "nothing"
    where = f"{verdict.language} {case.set} {case.place:15s} {case.text!r} [{case.why}]"
    if verdict.word in ("miss", "false alarm"):
        yield f"{verdict.word:11s} {where} expects {case.expect}, found {seen}"
    elif verdict.word == "hit" and not verdict.scope_right:
        yield f"wrong scope {where} expects {', '.join(case.scopes)}, found {seen}"
    for quote in verdict.stray:
        yield f"elsewhere   {where} {quote!r}"


def _claims_ai(item: Disclosure) -> bool:
    """It says of this page, in its text, that AI had a part in it."""
    return item.about_this_page and item.role not in ("none", "automated") and item.origin == "text"


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text) if _UNSPACED.search(text) else re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    main()
