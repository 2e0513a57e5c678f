"""Page text in Markdown is text."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from auditor.render.markdown import escaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council met.", "The council met."),
        ("a  b\nc", "a b c"),
        ("*b* _i_ `c` ~s~ $x$", r"\*b\* \_i\_ \`c\` \~s\~ \$x\$"),
        ("# h", r"\# h"),
        ("#12", "\\#\u206012"),
        ("1. x", r"1\. x"),
        ("2026) x", r"2026\) x"),
        ("it cost 1. Then", "it cost 1. Then"),
        ("- x", r"\- x"),
        ("well-known", "well-known"),
        ("+ x = y", r"\+ x = y"),
        ("=== x", r"\=== x"),
        ("<b> & &amp;", "&lt;b&gt; &amp; &amp;amp;"),
        ("[t](u) ![i](u)", r"\[t\]\(u\) \!\[i\]\(u\)"),
        ("a|b", r"a\|b"),
        ("http://x.example", r"http\://x.example"),
        ("The end: nothing", "The end: nothing"),
        ("www.x.example", r"www\.x.example"),
        ("WWW.x.example", r"WWW\.x.example"),
        ("saw. Then", "saw. Then"),
        ("@editor", "@\u2060editor"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected
    (inline,) = [token for token in MarkdownIt("commonmark").parse(escaped(text)) if token.type == "inline"]
    assert "".join(c.content for c in inline.children or ()).replace("\u2060", "") == " ".join(text.split())
