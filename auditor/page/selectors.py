"""Selectors for evidence: made only for what is quoted, never for a whole page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

SAFE_ID = re.compile(r"[A-Za-z_][\w-]{0,60}")
MAX_DEPTH = 40


def selector_of(node: LexborNode) -> str:
    """A CSS selector of the element from its nearest ancestor with a plain id, or from the root."""
    return Selectors().of(node)


class Selectors:
    """Makes selectors on one parsed page, and counts the children of each element only once."""

    def __init__(self) -> None:
        self._steps: dict[int, str] = {}
        self._paths: dict[int, list[str]] = {}
        """Steps to the elements around what was asked for, innermost first: neighbours share them."""

    def of(self, node: LexborNode) -> str:
        """A CSS selector of the element from its nearest ancestor with a plain id, or from the root."""
        steps: list[str] = []
        current: LexborNode | None = node
        while current is not None and current.tag and current.tag not in {"html", "-document"}:
            if len(steps) == MAX_DEPTH:
                break
            if steps and (above := self._paths.get(current.mem_id)):
                steps += above[: MAX_DEPTH - len(steps)]
                break
            if current.is_element_node:
                identifier = current.id
                if identifier and SAFE_ID.fullmatch(identifier):
                    steps.append(f"#{identifier}")
                    break
                steps.append(self._step(current))
            current = current.parent
        if 1 < len(steps) < MAX_DEPTH and node.is_element_node and node.parent is not None:
            self._paths[node.parent.mem_id] = steps[1:]
        return " > ".join(reversed(steps)) or "html"

    def _step(self, node: LexborNode) -> str:
        tag = node.tag or "*"
        parent = node.parent
        if tag == "body" or parent is None:
            return tag
        if node.mem_id not in self._steps:
            self._count(parent)
        return self._steps.get(node.mem_id, tag)

    def _count(self, parent: LexborNode) -> None:
        """Name every child of an element by its tag, and by its position where there are several."""
        alike: dict[str, list[int]] = {}
        for child in parent.iter():
            if tag := child.tag:
                alike.setdefault(tag, []).append(child.mem_id)
        for tag, members in alike.items():
            if len(members) == 1:
                self._steps[members[0]] = tag
            else:
                self._steps |= {member: f"{tag}:nth-of-type({n})" for n, member in enumerate(members, start=1)}
