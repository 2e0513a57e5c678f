"""The parts of a statement about AI: version of the tool, who answers, linked policy, how a reader meets it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import disclosures
from auditor.detectors._anatomy import Anatomy, anatomy, responsible, version_of
from auditor.facts import Facts
from auditor.lexicon import lexicon
from auditor.page import Page

PageOf = Callable[..., Page]

BODY = (
    "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
    "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
    "<p>Two bus lines will change their stops, and traffic will be led over the northern crossing until then.</p>"
)


def article(note: str, *, language: str = "en", inside: str = "") -> str:
    return (
        f"<!doctype html><html lang='{language}'><head><title>Bridge</title></head><body><main><article>"
        f"<h1>Bridge to be repaired</h1><div class='article-body'>{BODY}{inside}</div>{note}</article></main>"
        "<footer><p>© Weir Gazette</p><a href='/ai-policy'>AI policy</a></footer></body></html>"
    )


def parts(page: Page, words: str) -> Anatomy:
    block = next(block for block in page.blocks if words in block.text)
    start = block.text.index(words)
    return anatomy(page, block, start, start + len(words), lexicon(page.language))


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Written with GPT-4o and checked.", "4o"),
        ("Written with ChatGPT (GPT-4o).", "4o"),
        ("Drafted with GPT-4.1 mini.", "4.1 mini"),
        ("Drafted with ChatGPT-5.", "5"),
        ("Image: Midjourney v6", "v6"),
        ("Image: Midjourney v6.1.", "v6.1"),
        ("Image created with Midjourney, version 6", None),
        ("Image created with Midjourney (version 6)", "version 6"),
        ("Illustration: DALL-E 3 / Weir Gazette", "3"),
        ("Summary by Claude 3.5 Sonnet.", "3.5 Sonnet"),
        ("Summary by Claude Sonnet 4.5.", "Sonnet 4.5"),
        ("Summarised with Gemini 2.5 Pro", "2.5 Pro"),
        ("Bild: Stable Diffusion XL", "XL"),
        ("Bild: Imagen 3", "3"),
        ("Image: Midjourney 2024", None),
        ("Image: Midjourney 12.03.2024", None),
        ("Image: Midjourney 5 June 2024", None),
        ("Image: Midjourney 50% / Weir Gazette", None),
        ("Written with ChatGPT and 3 editors.", None),
        ("Written with the help of AI in version 3 of our system.", None),
        ("Written with Claude AI.", None),
    ],
)
def test_the_version_of_the_tool(text: str, version: str | None) -> None:
    assert version_of(lexicon("en"), text) == version


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "This article was written with AI. Responsible: Ruth Amsel.", "Ruth Amsel"),
        ("en", "This article was written with AI. Editorial responsibility lies with the city desk.", "the city desk"),
        ("en", "Drafted by AI; the editor is responsible for the content.", "the editor"),
        ("en", "It was drafted by AI and the newsroom is responsible for the text.", "the newsroom"),
        ("en", "Drafted by AI, reviewed by Ruth Amsel, who is responsible for the content.", "Ruth Amsel"),
        ("en", "Drafted by AI, reviewed by someone who is responsible for the content.", None),
        ("en", "We take full responsibility for what we publish.", "We"),
        ("de", "Mit KI erstellt. Verantwortlich: Ruth Amsel", "Ruth Amsel"),
        ("de", "Dieser Text wurde mit KI erstellt, die Redaktion trägt die Verantwortung.", "die Redaktion"),
        ("de", "V.i.S.d.P.: Ruth Amsel, Weirstadt", "Ruth Amsel"),
        ("fr", "Texte généré par IA, sous la responsabilité éditoriale de la rédaction.", "la rédaction"),
        ("fr", "La rédaction assume la responsabilité de ce texte.", "La rédaction"),
        ("es", "Texto creado con IA. El equipo editorial asume la responsabilidad del texto.", "El equipo editorial"),
        ("it", "Testo creato con l'IA. La redazione si assume la responsabilità del testo.", "La redazione"),
        ("pt", "Texto criado com IA. A redação assume a responsabilidade pelo texto.", "A redação"),
        ("nl", "Gemaakt met AI. De redactie draagt de verantwoordelijkheid.", "De redactie"),
        ("sv", "Skapad med AI. Ansvarig utgivare: Ruth Amsel", "Ruth Amsel"),
        ("no", "Laget med KI. Ansvarlig redaktør: Ruth Amsel", "Ruth Amsel"),
        ("da", "Lavet med AI. Ansvarshavende redaktør: Ruth Amsel", "Ruth Amsel"),
        ("pl", "Tekst powstał z pomocą AI. Za treść odpowiada Ruth Amsel.", "Ruth Amsel"),
        ("uk", "Текст створено ШІ. Редакція несе відповідальність.", "Редакція"),
        ("ru", "Текст создан ИИ. Редакция несёт ответственность.", "Редакция"),
        ("ja", "AIで作成しました。文責：山田花子", "山田花子"),
        ("zh", "本文由AI生成。责任编辑：王小明", "王小明"),
        ("ko", "AI로 작성했습니다. 책임자: 김하나", "김하나"),
        ("en", "The AI is responsible for the content.", None),
        ("en", "Nothing here; is responsible for the content.", None),
        ("en", "The editors are not responsible for the content.", None),
        ("en", "The council is responsible for the bridge.", None),
        ("en", "Written by AI and reviewed by an editor.", None),
        ("de", "Die Redaktion übernimmt keine Verantwortung.", None),
        ("en", "Responsible:", None),
        ("en", "Responsible: " + "one of the people who work here and " * 4, None),
    ],
)
def test_who_answers_for_it(language: str, text: str, party: str | None) -> None:
    assert responsible(lexicon(language), text) == party


NOTE = "This article was written with the help of AI."


@pytest.mark.parametrize(
    ("note", "url"),
    [
        (f"<p class='article-note'>{NOTE} Read <a href='/p/7'>how we use AI</a>.</p>", "/p/7"),
        (f"<p class='article-note'>{NOTE} Read more about how we use AI <a href='/p/8'>here</a>.</p>", "/p/8"),
        (f"<p class='article-note'>{NOTE} <a href='/help/ai-policy'>Find out</a></p>", "/help/ai-policy"),
        (f"<p class='article-note'>{NOTE} <a href='/help/our_use_of_AI.html'>Find out</a></p>",
         "/help/our_use_of_AI.html"),
        (f"<div class='article-note'><p>{NOTE}</p><p><a href='/p/9'>Our AI guidelines</a></p></div>", "/p/9"),
        (f"<div class='article-note'><p><a href='/p/9'>AI at the Weir Gazette</a></p><p>{NOTE}</p></div>", "/p/9"),
        (f"<p class='article-note'>{NOTE} <a href='/info/editorial-guidelines/7'>Checked by us</a>.</p>",
         "/info/editorial-guidelines/7"),
        (f"<p class='article-note'>{NOTE} See our <a href='/p/8'>editorial guidelines</a>.</p>", "/p/8"),
        (f"<p class='article-note'>{NOTE} See our <a href='/p/8'>code of ethics</a>.</p>", "/p/8"),
        (f"<p class='article-note'>{NOTE} See a <a href='/p/8'>study on the ethics of bridges</a>.</p>", None),
        (f"<p class='article-note'>{NOTE} Read more <a href='/p/8'>here</a>.</p>", None),
        (f"<p class='article-note'>{NOTE} <a href='/topics/ai'>AI</a></p>", None),
        (f"<p class='article-note'>{NOTE} <a href='/2024/town-wants-ai-policy-for-schools'>Schools</a></p>", None),
        (f"<p class='article-note'>{NOTE}</p><aside class='related'><a href='/ai-policy'>AI policy</a></aside>", None),
        (f"<p class='article-note'>{NOTE}</p>", None),
    ],
)  # fmt: skip
def test_the_policy_it_links(page_of: PageOf, note: str, url: str | None) -> None:
    expected = url and f"https://gazette.example{url}"
    page = page_of(article(note), url="https://gazette.example/bridge")
    assert parts(page, NOTE).policy_url == expected


@pytest.mark.parametrize(
    ("beside", "url"),
    [
        ("<p><a href='/p/9'>How we use AI</a></p>", "/p/9"),
        ("<p>The council has a plan. <a href='/p/9'>How we use AI</a></p>", None),
        ("<p><a href='/p/9'>The bridge in pictures</a></p>", None),
    ],
)
def test_a_link_of_its_own_below_a_note_in_the_text(page_of: PageOf, beside: str, url: str | None) -> None:
    page = page_of(article("", inside=f"<p>{NOTE}</p>{beside}"), url="https://gazette.example/bridge")
    assert parts(page, NOTE).policy_url == (url and f"https://gazette.example{url}")


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        (f"<p class='article-note'>{NOTE}</p>", "at-once"),
        (f"<details open><summary>About</summary><p>{NOTE}</p></details>", "at-once"),
        (f"<details><summary>About</summary><p>{NOTE}</p></details>", "on-click"),
        (f"<dialog><p>{NOTE}</p></dialog>", "on-click"),
        (f"<button aria-controls='how'>How</button><div id='how' hidden><p>{NOTE}</p></div>", "on-click"),
        (f"<a href='#how'>How</a><div hidden><div id='how'><p>{NOTE}</p></div></div>", "on-click"),
        (f"<button aria-controls='other'>How</button><div id='how' hidden><p>{NOTE}</p></div>", "hidden"),
        (f"<div hidden><p>{NOTE}</p></div>", "hidden"),
        (f"<p class='visually-hidden'>{NOTE}</p>", "hidden"),
    ],
)
def test_how_a_reader_meets_it(page_of: PageOf, note: str, shown: str) -> None:
    assert parts(page_of(article(note)), NOTE).shown == shown


def test_of_a_long_paragraph_only_the_statement_and_what_follows_is_read(page_of: PageOf) -> None:
    long = "Responsible: Mira Holt. " + "The council wants the bridge open before the summer fair. " * 12
    page = page_of(article("", inside=f"<p>{long}{NOTE} Responsible: Ruth Amsel.</p>"))
    assert parts(page, NOTE).responsible == "Ruth Amsel"


def test_who_answers_may_stand_in_the_line_below(page_of: PageOf) -> None:
    page = page_of(article(f"<div class='article-note'><p>{NOTE}</p><p>Responsible: Ruth Amsel</p></div>"))
    assert parts(page, NOTE) == Anatomy(None, "Ruth Amsel", None, "at-once")


def test_a_statement_carries_its_parts(page_of: PageOf) -> None:
    text = "This article was written with GPT-4o."
    note = f"<p class='article-note'>{text} Responsible: Ruth Amsel. <a href='/ai-policy'>How we use AI</a></p>"
    told = disclosures.detect(page_of(article(note), url="https://gazette.example/bridge"), Facts()).value
    assert isinstance(told, tuple)
    (one,) = told
    assert (one.quote, one.version, one.responsible) == (text, "4o", "Ruth Amsel")
    assert (one.policy_url, one.shown) == ("https://gazette.example/ai-policy", "at-once")


def test_a_denial_has_no_version(page_of: PageOf) -> None:
    told = disclosures.detect(
        page_of(article("<p class='article-note'>Written by humans, without GPT-4o.</p>")), Facts()
    )
    assert isinstance(told.value, tuple)
    assert [(one.role, one.version) for one in told.value] == [("none", None)] * len(told.value)
