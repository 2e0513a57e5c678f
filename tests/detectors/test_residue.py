"""Leftovers of text tools: found where the article speaks, never in code, quotations or articles about AI."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.residue import detect
from auditor.facts import Facts, Residue
from auditor.page import Page

PageOf = Callable[..., Page]

TAIL = (
    "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
    "<p>Two bus lines will change their stops, and traffic will be led over the northern crossing until then.</p>"
)


def article(body: str, *, title: str = "Bridge to be repaired", language: str = "en") -> str:
    return (
        f"<html lang='{language}'><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>{title}</h1><div class='article-body'>{body}{TAIL}</div></article></main></body></html>"
    )


def found(page: Page) -> tuple[Residue, ...]:
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    return value


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Please provide me with the text you would like me to summarize and rewrite.", "prompt"),
        ("en", "Certainly! Here is a draft of the report:", "prompt"),
        ("en", "As an AI language model, I cannot attend council meetings.", "refusal"),
        ("de", "Als KI-Sprachmodell kann ich keine Sitzungen besuchen.", "refusal"),
        ("fr", "Souhaitez-vous que je raccourcisse le texte ?", "prompt"),
        ("es", "¡Claro! Aquí tienes un borrador del texto:", "prompt"),
        ("sv", "Om du vill kan jag göra texten kortare.", "prompt"),
        ("ja", "もちろんです!以下は記事の下書きです。", "prompt"),
    ],
)
def test_a_leaked_reply(page_of: PageOf, language: str, text: str, kind: str) -> None:
    page = page_of(article(f"<p>{text}</p>", language=language))
    (residue,) = found(page)
    assert (residue.kind, residue.strength, residue.tool) == (kind, "high", None)
    assert text.startswith(residue.quote) or residue.quote in text
    assert residue.quote == page.text[residue.at.start : residue.at.end]


@pytest.mark.parametrize(
    ("text", "kind", "tool"),
    [
        ("The council voted on Tuesday :contentReference[oaicite:3]{index=3}.", "tool-token", "ChatGPT"),
        ("The council voted turn0search12 on Tuesday.", "tool-token", "ChatGPT"),
        ("[cite_start]The council voted on Tuesday.", "tool-token", "Gemini"),
        ("The mayor, [Name of mayor], said so.", "placeholder", None),
        ("The [[WINNING_TEAM_MASCOT]] beat their rivals.", "placeholder", None),
    ],
)
def test_a_mark_in_the_text(page_of: PageOf, text: str, kind: str, tool: str | None) -> None:
    (residue,) = found(page_of(article(f"<p>{text}</p>")))
    assert (residue.kind, residue.tool) == (kind, tool)
    assert residue.quote in text


@pytest.mark.parametrize(
    "body",
    [
        "<p>The chatbot wrote: “As an AI language model, I cannot attend council meetings.”</p>",
        "<blockquote><p>As an AI language model, I cannot attend.</p></blockquote>",
        "<pre>:contentReference[oaicite:3]{index=3}</pre>",
        "<p>Use <a href='https://chatgpt.com/'>this</a>.</p>",
        "<p>I hope this helps. Sure, we can mend it.</p>",
        "<p>The mayor said that as an AI language model it could not help.</p>",
    ],
)
def test_what_is_no_leftover(page_of: PageOf, body: str) -> None:
    assert found(page_of(article(body))) == ()


def test_an_article_about_ai_may_show_replies(page_of: PageOf) -> None:
    body = "<p>As an AI language model, I cannot attend council meetings.</p>"
    assert found(page_of(article(body, title="What ChatGPT says about bridges"))) == ()


def test_links_with_a_tracking_parameter_count_once_each(page_of: PageOf) -> None:
    link = "<a href='https://city.example/plan?utm_source=chatgpt.com'>plan</a>"
    (residue,) = found(page_of(article(f"<p>See the {link} and again the {link}.</p>")))
    assert (residue.kind, residue.tool, residue.strength) == ("tracking", "ChatGPT", "medium")
    assert residue.quote == "https://city.example/plan?utm_source=chatgpt.com"
    assert (residue.at.region, residue.at.start, residue.at.end) == ("body", None, None)
    assert residue.at.selector.endswith("a:nth-of-type(1)")


def test_links_in_menus_do_not_count(page_of: PageOf) -> None:
    html = article("").replace("href='/'", "href='https://city.example/?utm_source=chatgpt.com'")
    assert found(page_of(html)) == ()


@pytest.mark.parametrize(
    ("element", "tool"),
    [
        ('<p data-start="0" data-end="120">The council voted.</p>', "ChatGPT"),
        ('<p class="font-claude-response-body">The council voted.</p>', "Claude"),
        ('<p data-path-to-node="3,1">The council voted.</p>', "Gemini"),
    ],
)
def test_pasted_markup_is_named_once_a_tool(page_of: PageOf, element: str, tool: str) -> None:
    (residue,) = found(page_of(article(element * 3)))
    assert (residue.kind, residue.tool, residue.at.region) == ("paste-markup", tool, "markup")
    pointed = page_of(article(element * 3)).tree.css_first(residue.at.selector)
    assert pointed is not None
    assert pointed.text() == "The council voted."
    assert residue.quote == element.partition(">")[0] + ">"


def test_pasted_markup_on_words_in_a_paragraph_and_around_it(page_of: PageOf) -> None:
    (residue,) = found(page_of(article('<p><strong data-start="0" data-end="18">The council voted.</strong></p>')))
    assert residue.quote == '<strong data-start="0" data-end="18">'
    (residue,) = found(page_of(article('<div data-message-author-role="assistant"><p>The council voted.</p></div>')))
    assert residue.quote == '<div data-message-author-role="assistant">'


def test_pasted_markup_in_a_menu_says_nothing_of_the_article(page_of: PageOf) -> None:
    html = article("<p>The council voted.</p>").replace("<main", "<nav data-path-to-node='3'>Menu</nav><main")
    assert "data-path-to-node" in html
    assert found(page_of(html)) == ()


PASTED = '<p data-start="0" data-end="18">The council voted.</p>'
COMMENTS = f"<section class='comments'><h2>Comments</h2><div class='comment'>{PASTED}</div></section>"


def test_pasted_markup_in_a_comment_says_nothing_of_the_article(page_of: PageOf) -> None:
    html = article("<p>The council voted.</p>").replace("</main>", f"{COMMENTS}</main>")
    assert found(page_of(html)) == ()


def test_pasted_markup_is_pointed_at_in_the_article_and_not_in_the_comment_before_it(page_of: PageOf) -> None:
    marked = '<p data-start="7" data-end="25">The council voted.</p>'
    page = page_of(article(marked).replace("<main>", f"{COMMENTS}<main>"))
    (residue,) = found(page)
    assert residue.quote == '<p data-start="7" data-end="25">'
    assert "article" in residue.at.selector


def test_a_mark_that_the_parser_writes_otherwise_is_quoted_as_it_stands(page_of: PageOf) -> None:
    (residue,) = found(page_of(article('<P data-start="7"  data-end="25">The council voted.</P>'.replace("P", "p"))))
    assert residue.quote == '<p data-start="7"  data-end="25">'


def test_pasted_markup_in_a_quotation_is_shown_and_not_left(page_of: PageOf) -> None:
    assert found(page_of(article(f"<p>The bot wrote:</p><blockquote>{PASTED}</blockquote>"))) == ()


LINK = "href='https://city.example/plan?utm_source=chatgpt.com'"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (article(f"<p>See the <a {LINK}>plan</a>.</p>"), 1),
        (article(f"<ul><li>See the <a {LINK}>plan</a> of the council for the bridge.</li></ul>"), 1),
        (article(f"<p>See the <a {LINK} rel='noopener sponsored'>plan</a>.</p>"), 0),
        (article(f"<p>See the <a {LINK} rel='ugc nofollow'>plan</a>.</p>"), 0),
        (
            article("").replace(
                "</main>", f"<section class='comments'><p>I found <a {LINK}>this</a>.</p></section></main>"
            ),
            0,
        ),
        (article(f"<aside class='advertisement'><a {LINK}>Buy a bridge</a></aside>"), 0),
        (article("").replace("</main>", f"</main><footer><a {LINK}>Partner</a></footer>"), 0),
        (article("").replace("</article>", f"</article><aside class='related'><a {LINK}>Mill</a></aside>"), 0),
    ],
)
def test_whose_link_it_is(page_of: PageOf, html: str, count: int) -> None:
    assert len(found(page_of(html))) == count


@pytest.mark.parametrize(
    "link",
    [
        "https://city.example/?utm_source=openai",
        "https://city.example/?a=1&amp;utm_source=copilot.com",
        "https://city.example/?utm_source=perplexity",
        "https://city.example/?referrer=grok.com",
        "https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC",
        "sandbox:/mnt/data/report.csv",
    ],
)
def test_addresses_that_chat_tools_give(page_of: PageOf, link: str) -> None:
    body = f"<p>See the <a href='{link}'>plan</a> and the <a href='https://mill.example/'>mill</a>.</p>"
    assert len(found(page_of(article(body)))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>It was a dance — delicate, nuanced, and bold — a testament to the rich tapestry of the town.</p>",
        "<p>The council\u200b voted\u200b on Tuesday.</p>",
        "<p data-sourcepos='3:1-3:40'>The council voted on Tuesday.</p>",
        "<p data-pm-slice='1 1 []'>The council voted on Tuesday.</p>",
        "<p class='whitespace-pre-wrap break-words'>The <a href='/p' target='_new'>council</a> voted on Tuesday.</p>",
        "<p>Hello {{name}}, the council voted on Tuesday.</p>",
        "<video data-start='0' data-end='12'></video><p>The council voted on Tuesday.</p>",
    ],
)
def test_style_and_what_other_editors_leave_are_no_leftovers(page_of: PageOf, body: str) -> None:
    assert found(page_of(article(body))) == ()
