"""Phrase grammars that an editor can read, compiled to RE2: `lexicon(language)` finds their phrases in a text."""

from __future__ import annotations

from auditor.lexicon.library import lexicon
from auditor.lexicon.model import Lexicon, Match, Phrase
from auditor.lexicon.sentences import Sentence, sentences

__all__ = ["Lexicon", "Match", "Phrase", "Sentence", "lexicon", "sentences"]
