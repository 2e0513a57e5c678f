"""Tells machines that sign an article from people and firms, by the name alone: the words are in `machines.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.lexicon import words

_PART = re.compile(r"[^\s(),/|–—-]+")
_ARTICLE = re.compile(
    r"(?i)^(?:(?:the|our|der|die|das|dem|den|unser|unsere|unserer|unserem|le|la|les|el|los|las|il|lo|o|de|het|onze)\s+|l['’])"
)
_SPACE = re.compile(r"[\s\-–&]+")
_GLUED = re.compile(r"[a-zà-ÿ](?:Bot|GPT|AI)$")
"""A name such as "TideBot" or "StoryGPT"."""
_SLUG = re.compile(r"(?:ai|gpt|ki)-[a-z]+")
"""A name such as "ai-boost", as content systems write the second author."""
_BRACKETS = re.compile(r"\s*[(\[（]\s*([^()\[\]（）]{1,40}?)\s*[)\]）]")


@lru_cache(maxsize=4_096)
def is_machine(name: str, publishers: frozenset[str] = frozenset()) -> bool:
    """Whether a byline of this name is a machine's; `publishers` are folded names of the outlet."""
    bare = _ARTICLE.sub("", name)
    plain = words.fold(bare)
    if plain in words.folded("machines", "tools"):
        return True
    looks = (
        words.anywhere("machines", "long words").search(name) is not None
        or _SLUG.fullmatch(name) is not None
        or (" " not in name and _GLUED.search(name) is not None)
        or _ends_in_brackets(name)
        or _holds_short_word(bare, publishers)
    )
    # Few names look like a machine's: only of those is asked what else they may be.
    return looks and not (is_firm(plain) or plain in publishers or _is_job(name))


def _ends_in_brackets(name: str) -> bool:
    bracket = _BRACKETS.search(name)
    return bracket is not None and words.fold(bracket[1]) in words.folded("machines", "in brackets")


def in_brackets(name: str, text: str) -> bool:
    """Whether a text says behind the name, in brackets, that it is a machine's."""
    for found in re.finditer(re.escape(name), text):
        bracket = _BRACKETS.match(text, found.end())
        if bracket is None or _is_job(bracket[1]):
            continue
        if words.fold(bracket[1]) in words.folded("machines", "in brackets") or says_so(bracket[1]):
            return True
    return False


def is_firm(name: str) -> bool:
    """Whether it is a firm whose name looks like a machine's, such as one that makes them."""
    return words.fold(name) in words.folded("machines", "firms")


@lru_cache(maxsize=4_096)
def says_so(text: str) -> bool:
    """Whether a reader of this name learns that it is a machine: "AI News Desk" says so, "Heliograf" does not."""
    parts = _PART.findall(text)
    return (
        words.anywhere("machines", "long words").search(text) is not None
        or not _short_words().isdisjoint(parts)
        or any(words.fold(part) in words.folded("machines", "bots") or _GLUED.search(part) for part in parts)
        or (words.fold(text) in words.folded("machines", "tools") and "gpt" in text.casefold())
    )


def is_bare(name: str) -> bool:
    """Whether it is nothing but the word or the name of a tool, which at other places is a topic: "AI", "ChatGPT"."""
    plain = words.fold(_ARTICLE.sub("", name))
    return (
        name in _short_words()
        or plain in words.folded("machines", "tools")
        or plain in words.folded("machines", "topics")
    )


def _is_job(name: str) -> bool:
    """Whether the name holds what somebody does who writes about machines; hyphens and spaces are the same."""
    plain = f" {_SPACE.sub(' ', name.casefold())} "
    return any(job in plain for job in _jobs())


@lru_cache(maxsize=1)
def _jobs() -> tuple[str, ...]:
    plain = (_SPACE.sub(" ", job.casefold()) for job in words.listed("machines", "jobs about machines"))
    return tuple(f" {job} " if job.isascii() or job[-1] < "\u3000" else job for job in plain)


def _holds_short_word(name: str, publishers: frozenset[str]) -> bool:
    """Whether "AI" or "bot" stands alone, or beside a word for a service or the outlet; beside others it is a name."""
    parts = _PART.findall(name)
    known = words.folded("machines", "bots")
    beside = [part.casefold() for part in parts if part not in _short_words() and part.casefold() not in known]
    if len(beside) == len(parts):
        return False
    services = words.folded("machines", "services")
    outlet = {word for publisher in publishers for word in publisher.split()}
    return not beside or any(word in services or word in outlet for word in beside)


@lru_cache(maxsize=1)
def _short_words() -> frozenset[str]:
    return frozenset(words.listed("machines", "short words"))
