"""A rule to start from: complete, sound, and easy to change."""

from __future__ import annotations

import re

from auditor.errors import UsageError
from auditor.model import Category
from auditor.rulebook.model import Rule
from auditor.rulebook.vocabulary import group_of

_TEXT = """\
# yaml-language-server: $schema=../../docs/rule.schema.json
schema: 1
id: {identifier}
version: 1
title: Write here what is true of a page that passes
category: {category}
severity: low
# Shown, not scored, until you trust it: then take this line out.
status: informative
# What must be true. docs/facts.md has all facts that can be named.
passes_when: dates.published.visible != null
message:
  met: What the report says of a page that passes.
  unmet: What it says of a page that does not.
  unknown: What it says where this could not be checked.
# Facts whose words the report quotes.
shows: [dates.published]
why: Why should a reader care?
fix: What can a newsroom do about it?
# law, standard, code of ethics or practice
basis: practice
references:
  - title: Name of the law, the standard or the code
    url: https://code.example/
classroom:
  question: What can pupils look for on the page?
# Small made-up pages and the outcome that is right; what you leave out is unknown.
examples:
  - name: a date can be seen
    expect: met
    facts: {{dates: {{published: {{visible: "2026-10-05"}}}}}}
  - name: no date can be seen
    expect: unmet
    facts: {{dates: {{published: {{visible: null}}}}}}
  - name: nobody looked
    expect: unknown
    facts: {{}}
"""


def rule_template(identifier: str, category: Category = "accountability") -> str:
    """The text of a rule file called `identifier`.yaml; raises UsageError where that is no id."""
    limits = group_of(Rule).fields["id"]
    if not re.fullmatch(limits.pattern or "", identifier) or len(identifier) > (limits.longest or 0):
        problem = f"'{identifier}' cannot be the id of a rule."
        raise UsageError(problem, advice=f"Use small letters, digits and hyphens, at most {limits.longest} in all.")
    return _TEXT.format(identifier=identifier, category=category)
