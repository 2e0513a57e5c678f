"""Tells the caption of a picture from its credit, in one text or in several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from auditor.detectors import _names
from auditor.lexicon import words

LONGEST_CREDIT = 150
SHORT_CREDIT = 80
CREDIT_WORDS = 12
NAME_WORDS = 7
LONGEST_BEFORE_LABEL = 20
LONGEST_TOOLTIP = 600


class Words(NamedTuple):
    """Caption and credit of a picture, told apart."""

    caption: str | None
    credit: str | None


def told_apart(captions: Iterable[str], credits: Iterable[str]) -> Words:
    """Caption and credit from the texts in a figure; `credits` are those that the markup itself calls so."""
    said = [bare for text in dict.fromkeys(credits) if (bare := _bare(text))]
    texts = [plain for text in dict.fromkeys(captions) if (plain := _unlabelled(text))]
    kept: list[str] = []
    found: list[str] = []
    for number, text in enumerate(texts):
        after = number > 0 and not said
        last = after and number == len(texts) - 1 and len(_parts(texts[0])) > len(_parts(text))
        alone = len(texts) == 1 and not said
        named = (last or (alone and _WHOLE.fullmatch(text) is not None)) and _like_names(text)
        named = named or (alone and words.fold(text) in words.folded("pictures", "picture agencies"))
        if is_labelled(text) or named or (after and _is_credit(text, alone=True)):
            found.append(_bare(text))
            continue
        caption, credit = split(text)
        # Markup that names the credit, or nothing before it: then only a label or an agency makes other words one.
        again = credit is not None and any(credit in one for one in said)
        sure = again or _is_behind_sign(text) or (credit is not None and _known(credit))
        if (said or caption is None) and not sure:
            caption, credit = text, None
        kept += [caption] if caption else []
        found += [credit] if credit and not again else []
    every = [text for text in dict.fromkeys([*said, *found]) if text]
    every = [text for text in every if not any(text in longer and text != longer for longer in every)]
    return Words(" ".join(kept) or None, " ".join(every) or None)


@lru_cache(maxsize=4_096)
def is_labelled(text: str) -> bool:
    """Whether a text begins as credits do: "Photo: …", "© …", or a dash that goes on from the caption."""
    plain = text.lstrip(" ([")
    return (
        _SIGN.match(plain) is not None
        or (_label_at_start().match(plain) is not None and len(plain) <= LONGEST_CREDIT)
        or (plain.startswith(("–", "—", "/")) and len(plain) <= SHORT_CREDIT)
    )


def begins_as_caption(text: str) -> bool:
    """Whether a text that is called a credit has a caption before it, or is much longer than credits are."""
    caption, credit = split(text)
    return caption is not None and len(caption.split()) > (0 if credit else CREDIT_WORDS)


def _like_names(text: str) -> bool:
    """Whether a short text is no sentence but names, as a credit without a label is."""
    parts = _parts(text)
    if not 0 < len(parts) <= NAME_WORDS or text[-1] in ".!?:…" or _DIGIT.search(text):
        return False
    return all(not part[0].islower() for part in parts) and any(part.lstrip("(")[:1].isupper() for part in parts)


def _parts(text: str) -> list[str]:
    return [part for part in text.split() if any(character.isalnum() for character in part)]


def is_credit_line(text: str) -> bool:
    """Whether a short text of its own names who made a picture."""
    return is_labelled(text) or _is_credit(text, alone=True)


def of_all(text: str) -> str | None:
    """Whom a line such as "Photos: Ines Calder" or "Text: Mo Idris, photos: Ines Calder" credits for all pictures."""
    match = _page_credit().search(text)
    return _bare(match["credit"]) or None if match else None


def in_tooltip(title: str | None, alt: str | None) -> str | None:
    """Who made a picture, as its tooltip or its alternative text ends: behind a label or sign, or an agency's name."""
    for text in (title, alt):
        if not text or len(text) > LONGEST_TOOLTIP:
            continue
        plain = " ".join(text.split())
        before = " ".join((alt or "").split())
        # "The bridge | Tom Okafor", where "The bridge" is the alternative text.
        if text is title and before and plain.startswith(before) and (match := _PART.match(plain, len(before))):
            return _bare(match["credit"])
        before_credit, credit = split(plain)
        if credit is None or _FILE_NAME.search(credit):
            continue
        # "Illustration: The town seen from above": only names count where nothing stands before the label.
        named = _SIGN.search(plain) or before_credit is not None or _is_credit(credit, alone=True)
        if named and (_is_behind_sign(plain) or _known(credit)):
            return credit
    return None


def _is_behind_sign(text: str) -> bool:
    return any(one.search(text) for one in (_SIGN, _labelled(), _after_photo()))


@lru_cache(maxsize=4_096)
def split(text: str) -> Words:
    """One text: what stands at its end behind a label, a sign or a bracket, and says who made the picture."""
    text = _LEGAL.sub("", text)
    starts = [
        _from_bracket(text, match.start())
        for one in (_SIGN, _labelled(), _after_photo())
        if (match := one.search(text))
    ]
    if starts and len(text) - min(starts) <= LONGEST_CREDIT:
        return Words(_left(text[: min(starts)]), _bare(text[min(starts) :]))
    for pattern in (_BRACKET, _PART, _TAIL, _TAKEN, _EQUALS):
        match = pattern.search(text)
        if match is None or _is_note(match["credit"]):
            continue
        after_end = (
            pattern is _BRACKET and text[: match.start()].rstrip()[-1:] in _ENDS and match["credit"][0].isupper()
        )
        # "Ines Calder (Harbour FC) against Mo Idris (Tide FC)": brackets that say who is who.
        if pattern is _BRACKET and not after_end and "(" in text[: match.start()] and not _known(match["credit"]):
            continue
        sure = after_end or pattern in {_TAKEN, _EQUALS}
        if sure or is_labelled(match["credit"]) or _is_credit(match["credit"], alone=False):
            return Words(_left(text[: match.start("credit")]), _bare(match["credit"]))
    return Words(text, None)


def _from_bracket(text: str, start: int) -> int:
    """Where the bracket opens in which a label is not the first word, as in "(AP Photo/Ines Calder)"."""
    opened = text.rfind("(", max(0, start - LONGEST_BEFORE_LABEL), start)
    return start if opened < 0 or ")" in text[opened:start] else opened


def _left(text: str) -> str | None:
    plain = text.rstrip(" ([（|/–—-·•＝").strip()
    return plain if any(character.isalnum() for character in plain) else None


def _bare(text: str) -> str:
    """A credit without "Photo:", ©, brackets and full stop."""
    plain = _RIGHTS.sub("", text).strip(" ()[]|/–—-·•,:")
    while (shorter := _LEAD.sub("", _label_at_start().sub("", plain))) != plain:
        plain = shorter.strip(" ()[]|/–—-·•,")
    plain = plain.rstrip(" .")
    if words.fold(plain) in _NOBODY:
        return ""
    return plain + ")" if plain.count("(") > plain.count(")") else plain


def _unlabelled(text: str) -> str:
    """The text without "Caption:"; nothing where it is only the label of what follows."""
    plain = _caption_label().sub("", text).strip()
    return (
        "" if words.fold(plain) in words.folded("pictures", "credit labels") | {"copyright"} else plain.rstrip(" -–—|/")
    )


def _is_note(text: str) -> bool:
    """Such as "(Archivbild)" or "(left)": about the picture, not about its maker."""
    return words.fold(text) in words.folded("pictures", "notes")


def _is_credit(text: str, *, alone: bool) -> bool:
    """Whether a short text names who made a picture; `alone`: it stands in a line of its own."""
    plain = _RIGHTS.sub("", text).strip(" ()[]|/.")
    if not plain or len(plain) > SHORT_CREDIT or len(plain.split()) > CREDIT_WORDS:
        return False
    if plain[0].islower():
        return re.split(r"\s*[/|,]\s*", plain)[0] in words.folded("pictures", "picture agencies")
    if _SIGN.match(text) or (alone and _label_at_start().match(plain)):
        return True
    if _known(plain):
        return True
    parts = [part.strip() for part in re.split(r"[/|,]|\sfor\s|\svia\s", plain) if part.strip()]
    named = [part for part in parts if _names.like_person(part)]
    return bool(named) and len(named) >= len(parts) - 1 and (not alone or len(plain.split()) <= 4)


@lru_cache(maxsize=1_024)
def _known(text: str) -> bool:
    """Whether a picture agency is named, and little else."""
    folded = words.folded("pictures", "picture agencies")
    parts = [part.strip().casefold() for part in re.split(r"[/|,()]|\svia\s|\s-\s", text)]
    if any(part in folded or (part.split(" ")[0] in folded and len(part.split()) <= 3) for part in parts if part):
        return True
    return len(text.split()) <= 6 and words.anywhere("pictures", "picture agencies").search(text) is not None


_NOBODY = frozenset(
    "copyright|credit|credits|image|image credit|view image credit|photo|foto|fotos|bild|bilder".split("|")
)
"""What is left of a credit that names nobody."""
_FILE_NAME = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|svg)$")
_WHOLE = re.compile(r"\([^()]+\)")
_DIGIT = re.compile(r"\d")
_ENDS = frozenset('.!?…”“"»。')
_SIGN = re.compile(r"(?i)(?:©|[(（][cｃ][)）]|\bcopyright\b)\s*:?\s*(?=\S)")
_RIGHTS = re.compile(r"(?i)[/,.]?\s*(?:(?:©|\(c\)|copyright)\s*(?:19|20)\d\d\b.*|all rights reserved\b.*)$")
_LEAD = re.compile(r"(?i)^(?:(?:©|[(（][cｃ][)）])\s*:?\s*|(?:copyright|by|von|par|por|di|de)(?=[\s:])\s*:?\s*)")
_BRACKET = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,80}(?:\([^()]*\))?)\s?[)\]]\s*\.?\s*$")
_PART = re.compile(r"\s(?:[|–—-]|//?)\s(?P<credit>[^|–—]{2,80})$")
_EQUALS = re.compile(r"(?<=[^\x00-\x7f])＝(?P<credit>[^＝。\d]{1,30})$")
_TAKEN = re.compile(r"[（(](?P<credit>[^（）()]{1,20})(?:撮影|提供)[）)]\s*$")
_LEGAL = re.compile(r"(?:\s(?:THIS|MANDATORY|NOT?|FOR|EDITORIAL|EDITORS|ATTENTION)(?:[\s,/-]+[A-Z]+)+\.?)+$")
"""What picture agencies write in capitals after a credit, such as "NO RESALES. NO ARCHIVES."."""
_TAIL = re.compile(
    r"[.!?…\"”“»’)](?:\s+|(?=[A-ZÀ-Þ])|(?=[a-z]{2,4}$))(?P<credit>(?:[^.!?…:]|(?<=\b[A-ZÀ-Þ])\.){2,80})\.?$"
)


def _label_words() -> str:
    phrases = sorted(words.listed("pictures", "credit labels"), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in phrases)


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    """A label with a colon, at the start or after a sign, to the end."""
    return re.compile(rf"(?i)(?<!\w)[(\[]?(?:{_label_words()})\.?\s*[:：/＝]\s*(?=\S)")


@lru_cache(maxsize=1)
def _after_photo() -> re.Pattern[str]:
    """ "Photo by Ines Calder" and "Foto de Ines Calder" at the end, not "a photo by the sea"."""
    name = r"(?=(?-i:[^\W\d_a-z]))"
    return re.compile(
        rf"(?i)(?<!\w)[(\[]?(?:{_label_words()})\.?\s+(?:by|par|von|de|di|av)\s+{name}[^.]{{2,100}}[.)\]]*$"
    )


@lru_cache(maxsize=1)
def _label_at_start() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)^(?:{_label_words()})(?:\s*[:：/＝]\s*|\.(?:\s+|(?=[A-ZÀ-Þ]))|\s+(?=by\s|(?:par|von|de|di)\s+(?-i:[^\Wa-zß-ÿ]))|\s+(?=©))(?:\s*credit\s*:\s*)?"
    )


@lru_cache(maxsize=1)
def _page_credit() -> re.Pattern[str]:
    phrases = sorted(words.listed("pictures", "page credits"), key=len, reverse=True)
    labels = "|".join(re.escape(phrase) for phrase in phrases)
    return re.compile(rf"(?i)(?:^|[,;|/•·–—-]\s*)\(?(?:{labels})\s*[:：]\s*(?P<credit>\S.{{1,100}}?)\)?$")


@lru_cache(maxsize=1)
def _caption_label() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in words.listed("pictures", "caption labels"))
    return re.compile(rf"(?i)^(?:{phrases})\s*[:,]\s*")
