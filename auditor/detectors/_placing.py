"""Decides whether a statement counts where it stands: as a label, a note, a caption, or text that speaks of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborNode

from auditor.detectors._setting import WHOLE, below_a_line, boxed, emphasised
from auditor.facts import DisclosureScope, Region
from auditor.lexicon import Lexicon, Match, Sentence
from auditor.lexicon.guards import Statement
from auditor.lexicon.library import ANY
from auditor.lexicon.patterns import Found
from auditor.page import Block, Page

CAPTIONS: frozenset[Region] = frozenset({"caption", "credit", "lead-media"})
NOTES: frozenset[Region] = CAPTIONS | {
    "standfirst", "byline", "dateline", "summary-box", "source-list", "correction", "author-bio", "process-note",
    "hidden", "paywall",
}  # fmt: skip
APART: frozenset[Region] = frozenset({"process-note", "source-list", "dateline", "hidden", "paywall"})
"""Regions that hold what is said beside the running text, and nothing of it."""
HEADED: frozenset[Region] = frozenset({"process-note", "standfirst", "dateline", "related", "byline"})
"""Regions that a heading right above may tell better: "In brief", "About the author"."""
TELLING: frozenset[Region] = frozenset({"summary-box", "standfirst"})
"""Regions that tell the news in short."""
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary", "legend"})
NEAR_HEADING = 3
LONGEST_HEADING = 60
PLAYER_DEPTH = 3
MOST_PLAYERS = 50
BIOS: frozenset[Region] = frozenset({"byline", "author-bio"})
NOTE_LENGTH = 400
"""Longest paragraph, in characters, that can be a note inside the running text."""
EDGE = 3
"""How many paragraphs from either end of the running text a note may stand."""
LABEL_LENGTH = 260
LONGEST_CLOSING = 320
MOST_BEFORE = 30
"""Characters before a statement in a standfirst: "Translated by", "The summary was written by"."""
LONGEST_LEAD = 20
"""Characters before "made by AI" that need not name a part of the page: "It was", "* Written and"."""
NAMED_WITHIN = 25
"""Characters after "AI-assisted" in which the thing is named that was made so."""
_BRACKETED = re.compile(r"^\s*\([^)]*\)")


class Placing:
    """What of the page decides whether its statements count."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.lexicon = lexicon
        body = page.body_blocks
        self.edges = {block.number for block in (*body[:EDGE], *body[-EDGE:])}
        self.outermost = {block.number for block in (*body[:1], *body[-1:])}
        self.first, self.last = (body[0].number, body[-1].number) if body else (-1, -1)
        self.captions = {number for picture in page.pictures for number in picture.caption_blocks}
        self.beside = {picture.block for picture in page.pictures} | {p.block - 1 for p in page.pictures}
        self.titles = tuple(page.blocks_in("headline", "standfirst"))

    def about_ai(self, block: Block) -> bool:
        """Whether the article is about machines, by its title: "this text by AI" may then be another one."""
        return self.lexicon.has(" ".join(title.text for title in self.titles if title is not block), "machine")

    def region(self, block: Block) -> Region:
        """The region of the block, by figure and heading: a picture's caption, a summary, an author's biography."""
        if block.number in self.captions:
            return "caption"
        if block.region in CAPTIONS and self.player(block):
            return "process-note"
        if block.region in HEADED:
            for near in self.page.blocks[max(0, block.number - NEAR_HEADING) : block.number][::-1]:
                if near.tag in HEADINGS and len(near.text) <= LONGEST_HEADING:
                    return self._headed(near) or block.region
        return block.region

    def _headed(self, heading: Block) -> Region | None:
        for grammar in self.lexicon.grammars:
            if "summary" in grammar.groups_in("noun", heading.text):
                return "summary-box"
            words = grammar.words("author_noun")
            if words is not None and words.search(heading.text):
                return "author-bio"
        return None

    def player(self, block: Block) -> DisclosureScope | None:
        """Audio or video, where the block shares a small element with a player."""
        node: LexborNode | None = block.node
        for _ in range(PLAYER_DEPTH):
            if node is None or not self._players or node.tag in WHOLE:
                return None
            if node.mem_id in self._players:
                return self._players[node.mem_id]
            node = node.parent
        return None

    @cached_property
    def _players(self) -> dict[int, DisclosureScope]:
        """The elements around the players of the page, nearest first, by what is played in them."""
        around: dict[int, DisclosureScope] = {}
        for player in self.page.tree.css("audio, video")[:MOST_PLAYERS]:
            node: LexborNode | None = player
            scope: DisclosureScope = "audio" if player.tag == "audio" else "video"
            for _ in range(PLAYER_DEPTH):
                if node is None or node.tag in WHOLE:
                    break
                around.setdefault(node.mem_id, scope)
                node = node.parent
        return around

    def in_caption(self, block: Block) -> bool:
        """Whether the block speaks of a picture."""
        return self.region(block) in CAPTIONS

    def counts(
        self, block: Block, sentence: Sentence, statement: Statement, scope: DisclosureScope, before: str
    ) -> bool:
        """Whether a statement of this form counts in this place."""
        match = statement.match
        if block.region == "headline" or (
            block.region == "footer" and statement.stance != "denied" and scope != "site"
        ):
            return False
        where = match.phrase.where
        region = self.region(block)
        if region == "comments":
            named = match.groups.get("noun") or match.phrase.scope
            digest = named in ("summary", "comments") and sentence.start == 0
            return digest and where in ("label", "anywhere", "note") and len(block.text) <= LABEL_LENGTH
        if where in ("apart", "closing") and self._set_apart(block, region, sentence, statement):
            return self._is_apart(block, sentence, statement)
        if where == "closing":
            return self._is_closing(block, sentence, statement)
        if where == "apart":
            return False
        if where == "bio":
            return region in BIOS
        if self.in_caption(block):
            return self._labels_picture(block, sentence, statement)
        if where == "caption":
            beside = block.region == "body" and block.number in self.beside
            opens = match.start <= 2 or "noun" in match.captured or "picture" in match.captured
            shown = self.lexicon.has(block.text, "depicted")
            return beside and opens and not shown and self._label(block, match.end, sentence)
        told = region in TELLING and "this" not in match.captured
        if told and self.lexicon.has(sentence.text[match.end :], "reporting"):
            return False  # "The letters were written by AI, the mayor says": a point of the news
        if where == "label":
            return self._is_label(block, sentence, statement, scope)
        if where == "note":
            if "we" in match.captured and block.region == "body":  # how a newsroom works, in its own words
                return False
            pronoun = "it" in match.captured
            return self._is_note(block, sentence, match, scope) and (
                not pronoun or bool(match.grammar.groups_in("noun", before))
            )
        return block.region != "body" or self._speaks_of_itself(block, sentence, statement, scope)

    def _set_apart(self, block: Block, region: Region, sentence: Sentence, statement: Statement) -> bool:
        """Whether the block stands beside the running text: by region, in other type, or below a line."""
        far = statement.match.start > MOST_BEFORE
        news = _acts(statement.match) and "this" not in statement.match.captured
        if statement.match.phrase.scope == "audio" and self.player(block) == "audio":
            return True
        if region in APART:
            return not (news and block.number < self.first)  # "An AI won the prize": the news itself
        if region == "summary-box":
            fragment = statement.match.start <= 2 and self._label(block, statement.match.end, sentence)
            summary = statement.match.groups.get("noun") == "summary"
            return summary or fragment or self.lexicon.has(block.text, "reviewed")
        if {"noun", "this"} & set(statement.match.captured) and boxed(block):
            return True
        edge = region == "standfirst" or block.number in self.edges
        if region == "standfirst" and (news or ("this" not in statement.match.captured and far)):
            return False
        return edge and (emphasised(block) or (block.number == self.last and below_a_line(block)))

    def _is_apart(self, block: Block, sentence: Sentence, statement: Statement) -> bool:
        """Whether what stands apart speaks of this article: not of what others did, nor of how we work in general."""
        match = statement.match
        if "this" in match.captured or statement.stance != "claimed":
            return True
        before = sentence.text[: match.end]
        ours = match.grammar.words("we")
        named = sentence.text[: match.end + NAMED_WITHIN]
        if match.groups.get("made") == "assisted" and not match.grammar.groups_in("noun", named):
            return False  # "AI-powered search": a feature of the site, no part of the page
        rest = sentence.text[match.end :]
        if self.lexicon.has(rest, "policy") and not self.lexicon.has(rest, "caveat", "reviewed"):
            return False  # "Answers generated by AI are not allowed": a rule
        lead = sentence.text[: match.start]
        if len(lead) > LONGEST_LEAD and not match.grammar.groups_in("noun", before):
            return False  # "The museum shows paintings made by robots"
        general = "we" not in match.captured and ours is not None and ours.search(before) is not None
        return not (general or self._of_others(sentence, statement) or self.about_ai(block))

    def _is_closing(self, block: Block, sentence: Sentence, statement: Statement) -> bool:
        """Whether the sentence opens or ends the text and owns up: "Yes, a machine wrote this." """
        if block.number not in self.outermost or len(block.text) > LONGEST_CLOSING or self.about_ai(block):
            return False
        return statement.stance == "claimed" and not self._of_others(sentence, statement)

    def _of_others(self, sentence: Sentence, statement: Statement) -> bool:
        """Whether the words around the match say that somebody tells or shows it."""
        around = sentence.text[: statement.match.start] + "\n" + sentence.text[statement.match.end :]
        return self.lexicon.has(around, "reporting") or self.lexicon.has(sentence.text, "depicted")

    def _is_label(self, block: Block, sentence: Sentence, statement: Statement, scope: DisclosureScope) -> bool:
        match = statement.match
        if self.lexicon.has(sentence.text, "depicted"):
            return False
        whole = not block.text[sentence.start + match.end :].strip(" .:)") and sentence.start == 0
        if block.region == "body":
            if self.lexicon.has(match.text, "was"):  # a sentence, not a label
                return self._is_note(block, sentence, match, scope)
            if scope in ("image", "video") and block.number not in self.beside:
                return False
        apart = block.region not in ("body", "pull-quote", "footer")
        if not apart and not {"made", "makes"} & set(match.captured) and block.number not in self.edges:
            return False  # "AI summary" amid the text is a heading of the story
        note = apart or (block.number in self.edges and sentence.start == 0)
        return (note or whole) and match.start <= 2 and self._label(block, match.end, sentence)

    def _is_note(self, block: Block, sentence: Sentence, match: Match, scope: DisclosureScope) -> bool:
        """Whether the block stands apart from the running text, or ends it with words on the text itself."""
        if block.region in NOTES or block.collapsed:
            return True
        vague = "this" not in match.captured and self.lexicon.has(match.captured.get("noun", ""), "elsewhere")
        return self._closes(block, sentence) and match.start <= 4 and scope not in ("image", "video") and not vague

    def _closes(self, block: Block, sentence: Sentence) -> bool:
        """Whether the sentence opens a short paragraph at the very start or end of the running text."""
        return block.number in self.outermost and len(block.text) <= NOTE_LENGTH and sentence.start == 0

    def _speaks_of_itself(self, block: Block, sentence: Sentence, statement: Statement, scope: DisclosureScope) -> bool:
        """Whether "this" in running text is this page, and not what the article reports on."""
        match = statement.match
        if statement.stance != "claimed":
            return statement.stance == "denied" or (block.number in self.edges and not self.about_ai(block))
        rest = sentence.text[match.end :]
        if self.lexicon.has(rest, "reporting") or self.lexicon.has(sentence.text, "depicted"):
            return False
        vague = self.lexicon.has(match.captured.get("noun", ""), "elsewhere")
        noted = block.number in self.edges and len(block.text) <= NOTE_LENGTH and not vague
        if scope in ("image", "video") and not {"whole", "read_this"} & set(match.captured):
            return block.number in self.beside
        return noted or (vague and self._closes(block, sentence)) or not (vague or self.about_ai(block))

    def _label(self, block: Block, end: int, sentence: Sentence) -> bool:
        """Whether the block says nothing else: a label, not a sentence that begins like one."""
        if len(block.text) > LABEL_LENGTH or block.tag in ("h1", "h2", "h3"):
            return False
        rest = _BRACKETED.sub("", sentence.text[end:]).strip(" )]}”“»\"'.:;|*")
        if block.region == "body" and rest and not self.lexicon.has(rest, "reviewed"):
            return False
        return not rest or (self._closing(rest) and not self.lexicon.has(rest, "was", "policy"))

    def _closing(self, rest: str) -> bool:
        for grammar in self.lexicon.grammars:
            words = grammar.words("closing")
            found = words.search(rest) if words is not None else None
            if found is not None and found.start() <= 2:
                return not rest.startswith(",") or found.start() <= 2
        return False

    def _labels_picture(self, block: Block, sentence: Sentence, statement: Statement) -> bool:
        """Whether a caption labels its picture, and does not tell what somebody else's picture shows."""
        match = statement.match
        if self.lexicon.has(block.text, "depicted"):
            return match.grammar.language == ANY
        lead, rest = sentence.text[: match.start].rstrip(), sentence.text[match.end :].strip()
        starts = not lead or lead[-1] in "([|/:;.–—-©,•*" or self._is_article(lead)
        ends = not rest.strip(" )].:;|*/»”“’0123456789") or rest[0] in ")]|/:;.,–—("
        if self.lexicon.has(lead, "was") and not self.lexicon.has(lead + match.text, "picture", "noun"):
            return False  # "Mira Holt has made a film with AI"
        goes_on = self._closing(rest.lstrip(" -")) or any(found.start() <= 1 for found in self._found(rest, "noun"))
        return ends or (goes_on and (starts or "noun" in match.captured))

    def _is_article(self, word: str) -> bool:
        return any(found.span()[1] == len(word) and not found.start() for found in self._found(word, "article"))

    def _found(self, text: str, name: str) -> Iterator[Found]:
        return (found for words in self.lexicon.words(name) if (found := words.search(text)) is not None)


def _acts(match: Match) -> bool:
    """Whether the machine is the subject, as in news about it."""
    return "makes" in match.captured or "makes_first" in match.captured or "HYPHEN" in match.captured
