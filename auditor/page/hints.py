"""
What an element's own words say about its region: tag, class, id, role, itemprop, test id.

The words are those that content management systems share (`byline`, `caption`, `related` …), never one publisher's.
A hint is only a hint: `auditor.page.regions` drops those that stand on a wrapper of the whole article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.facts import Region

CHROME: frozenset[Region] = frozenset({"navigation", "footer", "related", "promo", "comments", "consent", "paywall"})
"""Regions that are not the article; a hint for one of them is dropped where the element holds the headline."""

BY_TAG: dict[str, Region] = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "related",
    "figcaption": "caption",
    "time": "dateline",
    "address": "byline",
    "form": "promo",
    "button": "navigation",
    "menu": "navigation",
}
BY_ROLE: dict[str, Region] = {
    "navigation": "navigation",
    "contentinfo": "footer",
    "complementary": "related",
    "note": "process-note",
    "banner": "navigation",
    "search": "navigation",
    "dialog": "consent",
    "alertdialog": "consent",
}

_WORDS: tuple[tuple[Region, str], ...] = (
    # First match wins: the narrow words stand before the wide ones.
    ("hidden", r"sr-only|visually-?hidden|screen-?reader(-text|-only)?|assistive-text|is-hidden|u-hidden|tool-?tip"),
    ("consent", r"cookies?|consent|gdpr|privacy-(banner|notice)"),
    ("comments", r"comments?|comment-list|discussion|kommentare?|commentaires?|comentarios|komentarze|reactions"),
    ("paywall", r"paywall|regwall|pay-?gate|content-gate|upgrade-cta|content-cta|subscription-wall|unlock|piano"),
    # Lists of other pages name authors, dates and summaries of theirs.
    ("related", r"recirc(ulation)?|more-(from|by)(-the)?-(author|writer)s?|related-(articles|posts|stories|news)"),
    ("author-bio", r"(about-(the-)?)?(author|writer|contributor)s?-(bio(graphy)?|box|card|info|description|profile|"
                   r"details|about|footer)|about-(the-)?authors?|bio(graphy)?"),
    ("process-note", r"process(-note)?|methodology|how-(we|this|it)|disclosures?|disclaimer|ai-(label|note|notice)|"
                     r"(?<![\w-])note(?![\w-])|"
                     # What surrounds a spoken version says who speaks: nowhere else is a machine's voice disclosed.
                     r"(audio|video|media)-?player|player-(wrapper|container)|video-(fallback|error)|(?<![\w-])player(?![\w-])|text-?to-?speech|tts"),
    ("correction", r"corrections?|clarification|editors?-note|erratum|errata"),
    ("source-list", r"sources?(-list|-transparency|-notes)?|references|reflist|footnotes?|citations?|bibliography"),
    ("summary-box", r"key-?(points|takeaways|facts)|takeaways|tl-?dr|highlights|summary-box|ai-summary|at-a-glance"),
    ("credit", r"credits?|photo(grapher)?-?credit|image-?credit|photographer|copyright-holder"),
    ("caption", r"captions?|fig-?caption|caption-text|wp-caption-text|legend|cutline|bildunterschrift|"
                r"(media|image|img|photo|picture|bild|foto|lightbox)-*(info|description|legend)"),
    ("pull-quote", r"pull-?quote"),
    ("byline", r"by-?lines?(-\w+)?|authors?(-names?|-link|-list|-meta)?|writers?|autor(en|es)?|auteurs?|verfasser|"
               r"contributors?|reporters?|article-by"),
    ("dateline", r"date-?line|(pub|publish(ed)?|post(ed)?|entry|article|update[ds]?|modified)-?(date|time|on|at)|"
                 r"date(-?time)?|time(-?stamp)?|datepublished|datemodified|updated|published"),
    ("standfirst", r"stand-?first|sub-?(title|head(line|ing)?|deck)|de[c]?k|excerpt|lede?|lead(-text)?|intro(duction)?|"
                   r"vorspann|chapo|ingress|manchet|preamble|article-summary|summary"),
    ("promo", r"promo(tion|s)?|newsletters?|subscri(be|ption)s?|sign-?up|ads?|advert(s|isement|ising)?|ad-slot|"
              r"sponsor(ed)?|banner|donat(e|ion)s?|contribute|support-us|supporters?|cta|membership|commercial|partners?|"
              r"modal|pop-?(up|over)|toast|notifications?|polls?|quiz|surveys?"),
    ("related", r"related|recommend(ed|ations?)?|more-(from|on|in|stories|news)|read-?(more|next|also)|also-read|"
                r"teasers?|trending|popular|most-(read|viewed|popular)|latest|side-?bar|rail|up-?next|see-also|onward|"
                r"further-reading|carousel|slider|(?<![\w-])widget(?![\w-])"),
    ("footer", r"footer|colophon|copyright|imprint|site-info"),
    ("navigation", r"nav(igation)?|menu|bread-?crumbs?|nav-?bar|tool-?bar|skip(-link)?|pagination|pager|shar(e|ing)|"
                   r"social(-\w+)?|tags?|tag-list|topics?|keywords|categor(y|ies)|kicker|eyebrow|print|search|login"),
)  # fmt: skip

_NONE = len(_WORDS)
LONGEST_WORD = 1_000
"""Characters; nobody names anything with more."""
MOST_HYPHENS = 5
"""Names have fewer; what has more is a heading made into an id: `how-to-add-reviews-to-shopping-ads` is no advert."""
_STATE = re.compile(r"(?:has|no|with|without)-|.*-(?:enabled|disabled)")
"""Says what is around or switched on, not what the element is: `has-sidebar`, `comments-enabled`; not `sidebar`."""
_SMALL = frozenset(
    "an for how of the to what why your das der die ein eine von zu de el la las los para que una des les une het "
    "een voor och att".split()
)
"""Words that a heading has and the name of an element has not."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HINT = re.compile(
    r"(?:^|[:-])(?=[a-z])(?:" + "|".join(f"(?P<r{i}>{words})" for i, (_, words) in enumerate(_WORDS)) + r")(?=$|[:-])"
)
_ANY = re.compile(r"(?:^|[:-])(?:" + "|".join(words for _, words in _WORDS) + r")(?=$|[:-])")
"""The same without groups: it costs a third, and most words name nothing."""


@lru_cache(maxsize=32_768)
def hint(tag: str, words: str) -> Region | None:
    """The region that a tag and its attribute words suggest, or None; class lists repeat, so answers are kept."""
    found = min(map(_rank, words.split()), default=_NONE)
    return _WORDS[found][0] if found < _NONE else BY_TAG.get(tag)


@lru_cache(maxsize=32_768)
def _rank(word: str) -> int:
    """The number of the first region that one word names."""
    if len(word) > LONGEST_WORD:
        return _NONE
    plain = _CAMEL.sub("-", word).lower().replace("_", "-")
    if "-" in plain and (_STATE.match(plain) or _is_slug(word)):
        return _NONE
    if _ANY.search(plain) is None:
        return _NONE
    return min((int(match.lastgroup[1:]) for match in _HINT.finditer(plain) if match.lastgroup), default=_NONE)


def _is_slug(word: str) -> bool:
    """Whether a name was made from a sentence: long, lower case, with a small word that no name has."""
    if word.count("-") <= MOST_HYPHENS or not word.islower() or "--" in word or "_" in word:
        return False
    return not _SMALL.isdisjoint(word.split("-"))
