"""Fills the templates of a lesson: one file for the pupils, one for the teacher."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime
from functools import cache

import jinja2

from auditor.lesson.answers import key
from auditor.lesson.messages import Messages
from auditor.lesson.sheet import sheet
from auditor.lesson.values import Activity
from auditor.model import Audit
from auditor.packaged import folder
from auditor.render import environment, safe_href

STYLE, SCRIPT = "lesson.css", "lesson.js"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def pupil_page(audit: Audit, activity: Activity, words: Messages, *, practice: bool) -> str:
    """`lesson.html`: the exercise; without `practice` it holds nothing that tells right from wrong."""
    return _filled("lesson.html.j2", audit, activity, words, key=key(activity, words) if practice else None)


def teacher_page(audit: Audit, activity: Activity, words: Messages, *, practice: bool) -> str:
    """`answer-key.html`: the lesson sheet with the answers."""
    filled = sheet(audit, activity, words)
    return _filled("answer-key.html.j2", audit, activity, words, sheet=filled, practice=practice)


def _filled(template: str, audit: Audit, activity: Activity, words: Messages, **more: object) -> str:
    copied = _date(audit.snapshot.fetched_at, words)
    language = activity.language if activity.language and _LANGUAGE.fullmatch(activity.language) else None
    return (
        _templates()
        .get_template(template)
        .render(
            t=words,
            audit=audit,
            activity=activity,
            article_language=language,
            href=safe_href(activity.address),
            copied=copied,
            banner=words("pupil.banner", date=copied) if copied else words("pupil.banner_undated"),
            style=_hash(STYLE),
            script=_hash(SCRIPT),
            **more,
        )
    )


@cache
def _templates() -> jinja2.Environment:
    """The report environment over `reports/lesson`, with its escaping and its refusal of unknown names."""
    return environment().overlay(loader=jinja2.FileSystemLoader(folder("reports") / "lesson"))


def _hash(name: str) -> str:
    """A style or script as a Content-Security-Policy names it."""
    text = _templates().get_template(name).render()
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _date(moment: datetime | None, words: Messages) -> str | None:
    if moment is None:
        return None
    return words("date.written", day=moment.day, month=words(f"date.month_{moment.month}"), year=moment.year)
