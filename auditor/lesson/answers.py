"""What pupils are told about each sentence: why it is a disclosure, or why it only looks like one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.facts import Disclosure
from auditor.lesson.messages import Messages
from auditor.lesson.values import Activity, Kind, Sentence

TEMPTING: tuple[Kind, ...] = (
    "policy", "claim", "link", "credit", "caption", "byline", "bio", "sources", "correction", "statement",
    "attribution",
)  # fmt: skip
"""Kinds that pupils take for disclosures, the most tempting first."""


def why(disclosure: Disclosure, words: Messages) -> str:
    """Step, tool, human check and place, each named on its own."""
    tool = words("why.tool", tool=disclosure.tool) if disclosure.tool else words("why.no_tool")
    denial = disclosure.role == "none"
    said = (
        words(f"why.{disclosure.role}", scope=words(f"scope.{disclosure.scope}")),
        "" if denial and not disclosure.tool else tool,
        "" if denial and disclosure.human == "none" else words(f"why.human_{disclosure.human}"),
        words(f"why.place_{disclosure.place}"),
    )
    return " ".join(filter(None, said))


def verdict(sentence: Sentence, activity: Activity, words: Messages) -> tuple[bool, str]:
    """Whether choosing this sentence is right, and what to say to it."""
    if sentence.answers:
        return True, " ".join(why(activity.answers[number], words) for number in sentence.answers)
    return False, words(f"kind.{sentence.kind}")


def key(activity: Activity, words: Messages) -> dict[str, tuple[bool, str]]:
    """The answers by the id of each button: what the pupils' page knows in practice mode, and never in test mode."""
    found = {f"s{sentence.number}": verdict(sentence, activity, words) for sentence in activity.sentences}
    nothing = not any(right for right, _ in found.values())
    return found | {"none": (nothing, words("pupil.none_right" if nothing else "pupil.none_wrong"))}


def tempting(activity: Activity, words: Messages) -> Iterator[tuple[tuple[int, ...], str, str]]:
    """Wrong answers that this page invites: the numbers of their sentences, the first of them, and what to say."""
    for kind in TEMPTING:
        wrong = [sentence for sentence in activity.sentences if sentence.kind == kind and not sentence.answers]
        if wrong:
            yield tuple(sentence.number for sentence in wrong), wrong[0].shown, words(f"kind.{kind}")
