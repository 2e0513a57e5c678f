"""Who or what the page says wrote it: every candidate with its origin, and a decision that prefers precision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.detectors import _author_seen, _bylines, _names
from auditor.detectors._author_machine import with_machines, with_what_is_said
from auditor.detectors._author_markup import Candidate, in_markup
from auditor.detectors._author_text import in_text
from auditor.detectors.interface import Observation
from auditor.facts import Author, AuthorOrigin, Facts
from auditor.page import Page
from auditor.page.jsonld import texts

FACT = "authors"

MAX_AUTHORS = 30
ORDER: tuple[AuthorOrigin, ...] = ("json-ld", "byline", "meta", "microdata", "author-bio")
"""Whom to believe first."""
NEAR: dict[AuthorOrigin, int] = {"byline": 4, "author-bio": 0}
"""How many blocks further a byline goes on; further ones belong to other stories."""
ACCOUNT = re.compile(r"(?i)/(?:admin|administrator|webmaster)/?$")
"""Profiles that belong to a system and not to a person, whatever name stands on them."""
PEOPLE = frozenset({"person", "agency", "machine"})
Wanted = Callable[[Candidate], bool]


def detect(page: Page, facts: Facts) -> Observation[tuple[Author, ...]]:
    """The authors of the page; an empty tuple where it names none."""
    publishers = frozenset(_names.fold(name) for name in _publisher_names(page))
    seen = in_text(page, publishers)
    candidates = [*in_markup(page), *seen.candidates]
    chosen = with_machines(_chosen(candidates, publishers, seen.others), candidates, publishers)
    bio = _bio(page)
    chosen = [_best_written(name, candidates) for name in chosen]
    authors = [_author(page, name, candidates, publishers, bio if len(chosen) == 1 else None) for name in chosen]
    return Observation(tuple(with_what_is_said(page, facts, authors, candidates)))


def _chosen(candidates: list[Candidate], publishers: frozenset[str], others: frozenset[str]) -> list[str]:
    """People by the best origin that names any; else other names; else what looks signed; else the outlet."""
    kept = [one for one in candidates if _names.fold(one.name) not in others]
    strong = [one for one in kept if not one.weak] or [one for one in candidates if not one.weak]

    def is_somebody(one: Candidate) -> bool:
        declared = one.declared == "person" and _names.fold(one.name) not in publishers
        kind = _names.kind_of(one.name, declared=one.declared, publishers=publishers)
        return declared or (kind in PEOPLE and not (kind == "person" and _is_collective(one.name)))

    signed = _best([one for one in kept if one.weak], lambda _: True)
    accounts = {_names.fold(one.name) for one in candidates if one.url and ACCOUNT.search(one.url)}

    def is_nobody(one: Candidate) -> bool:
        return _names.fold(one.name) in accounts or (one.origin == "author-bio" and not is_somebody(one))

    if len(signed) == 1 and all(map(is_nobody, strong)):
        return signed
    if people := _best(strong, is_somebody) or _best([one for one in candidates if not one.weak], is_somebody):
        return _with_byline(_as_shown(people, strong), strong)
    if named := _best(strong, lambda one: _names.fold(one.name) not in publishers):
        return [name for name in named if _names.fold(name) not in publishers]
    return signed if len(signed) == 1 else _best(strong, lambda _: True)


def _is_collective(name: str) -> bool:
    """Whether it begins with a word for a newsroom, as in "Team Harbour": a person named elsewhere says more."""
    return _names.is_desk(name.partition(" ")[0])


def _as_shown(names: list[str], candidates: list[Candidate]) -> list[str]:
    """Who a byline says the text is by, where readers see none of these names: markup may have who put the page in."""
    words = {word for name in names for word in _names.fold(name).split()}
    shown = [one for one in candidates if one.at.region != "markup"]
    if any(not words.isdisjoint(_names.fold(one.name).split()) for one in shown):
        return names
    marked = [one for one in shown if one.at.region == "byline" and _bylines.byline(one.quote).marked]
    return _distinct([one.name for one in marked if _names.like_person(one.name)]) or names


def _best(candidates: list[Candidate], wanted: Wanted) -> list[str]:
    """All names of the first origin that has one of the wanted sort."""
    for origin in ORDER:
        named = [one for one in candidates if one.origin == origin]
        fitting = [one for one in named if wanted(one)]
        if fitting and origin in NEAR:
            named = [one for one in named if _goes_on(fitting[0], one)]
        if fitting:
            names = _distinct([one.name for one in named])[:MAX_AUTHORS]
            return _fewer(names, named, candidates) if origin == "byline" else names
    return []


def _fewer(names: list[str], named: list[Candidate], candidates: list[Candidate]) -> list[str]:
    """The authors of the meta elements where the lines of a byline name them and more: translators stand there too."""
    if len({one.block for one in named}) == 1:
        return names
    metas = _distinct([one.name for one in candidates if one.origin == "meta"])
    kept = {_names.fold(name) for name in metas}
    return metas if kept and kept < {_names.fold(name) for name in names} else names


def _goes_on(first: Candidate, other: Candidate) -> bool:
    """Whether two names stand in one byline, be it written in several lines."""
    return 0 <= other.block - first.block <= NEAR[first.origin] and other.at.region == first.at.region


def _with_byline(names: list[str], candidates: list[Candidate]) -> list[str]:
    """The visible byline where it names all of these and more: markup often keeps only the first author."""
    shown = _distinct([one.name for one in candidates if one.at.region == "byline" and one.linked])
    folded = {_names.fold(name) for name in names}
    if not folded <= {_names.fold(one.name) for one in candidates if one.origin == "json-ld"}:
        return names
    return shown[:MAX_AUTHORS] if folded < {_names.fold(name) for name in shown} else names


def _best_written(name: str, candidates: list[Candidate]) -> str:
    """The name as another place writes it, where this one has "ines.calder" or "ines calder"."""
    if _names.like_person(name):
        return name
    folded = _names.fold(name)
    same = (one.name for one in candidates if _names.fold(one.name) == folded)
    return next(filter(_names.like_person, same), name)


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(_names.fold(name), name)
    return list(seen.values())


def _author(page: Page, name: str, candidates: list[Candidate], publishers: frozenset[str], bio: str | None) -> Author:
    folded = _names.fold(name)
    same = [candidate for candidate in candidates if _names.fold(candidate.name) == folded]
    declared = next((candidate.declared for candidate in same if candidate.declared), None)
    url = next((candidate.url for candidate in same if candidate.url), None)
    seen = next((candidate for candidate in same if candidate.at.region != "markup"), None)
    seen = seen or _author_seen.same_person(name, candidates)
    named = {candidate.origin for candidate in same} | ({seen.origin} if seen else set())
    head = _author_seen.in_byline(page, name, same) if "byline" not in named else None
    block = head or _author_seen.elsewhere(page, name) if seen is None else None
    if head is not None:
        named.add("byline")
    quote, at = (
        (seen.quote, seen.at) if seen else (block.text, page.at(block)) if block else (same[0].quote, same[0].at)
    )
    return Author(
        name=name,
        kind=_names.kind_of(name, declared=declared, publishers=publishers),
        url=url,
        has_profile=url is not None,
        origins=tuple(origin for origin in ORDER if origin in named),
        visible=seen is not None or block is not None,
        bio=bio,
        declared_kind=declared,
        machine_disclosed=False,
        quote=quote,
        at=at,
    )


def _bio(page: Page) -> str | None:
    texts_ = [block.text for block in page.blocks_in("author-bio") if block.article and not block.collapsed]
    return "\n".join(texts_) or None


def _publisher_names(page: Page) -> Iterator[str]:
    for node in page.structured.articles:
        yield from texts(node.data.get("publisher"))
    for name in ("og:site_name", "application-name"):
        if found := page.structured.meta(name):
            yield found.value
    for node in page.structured.nodes("NewsMediaOrganization", "Organization", "WebSite"):
        yield from texts(node.data)
