"""The one way to fill a template: escaping always on, unknown names fail, only files from `reports/`."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

import jinja2
import msgspec

from auditor.packaged import folder


@cache
def environment() -> jinja2.Environment:
    """The environment for `reports/templates` and `reports/static`; a static file is included, never escaped."""
    reports = folder("reports")
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([reports / "templates", reports / "static"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def source_hash(name: str) -> str:
    """A static file as a Content-Security-Policy names it: the hash of what including it puts into a page."""
    text = environment().get_template(name).render()
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def fill(template: str, view: msgspec.Struct) -> str:
    """The template with the fields of its view as variables."""
    variables = {name: getattr(view, name) for name in view.__struct_fields__}
    return environment().get_template(template).render(variables)
