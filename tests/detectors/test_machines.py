"""Bylines of machines, in many languages, and the people, firms and topics that only look like one."""

from __future__ import annotations

import pytest

from auditor.detectors import _bylines, _machines

OUTLET = frozenset({"harbour times", "il molo"})

MACHINES = [
    "ChatGPT", "GPT-4o", "Google Gemini", "Microsoft Copilot", "Copilot", "Claude AI", "Heliograf", "United Robots",
    "Automated Insights", "Lede AI", "LedeAI", "ai-boost", "StoryGPT", "TideBot", "Tide Newsbot", "Newsroom AI",
    "AI Newsroom", "the AI News Desk", "Generative AI Services", "ESPN Generative AI Services", "AI Assistant",
    "AI-generated", "AI", "A.I.", "Bot", "Weather Bot", "Quake Robot", "Virtual Journalist Lena",
    "Harbour Times AI", "Il Molo AI", "Il Molo IA", "Harbour Bot", "AI WEATHER DESK", "Klara Beispiel (KI)",
    "Ines Calder (AI)", "KI", "KI-Assistent", "Textroboter", "unserem Redaktionsroboter", "Künstliche Intelligenz",
    "IA", "l'IA", "Robot-journaliste", "Robot rédacteur", "Intelligence artificielle", "Robot periodista",
    "Inteligencia artificial", "Intelligenza artificiale", "Giornalista robot", "Inteligência artificial",
    "Robô jornalista", "Schrijfrobot", "Kunstmatige intelligentie", "Roboten", "Textrobot", "Artificiell intelligens",
    "Kunstig intelligens", "Robotjournalist", "Robotten", "Sztuczna inteligencja", "Robot dziennikarz",
    "ШІ", "Штучний інтелект", "Новинний бот", "ИИ", "Искусственный интеллект", "Робот-журналист",
    "AI記者", "人工知能", "ロボット記者", "AI 기자", "AI기자", "로봇기자",
    "인공지능", "AI写稿",
    "写稿机器人", "机器人",
]  # fmt: skip

OTHERS = [
    "Aisha Khan", "Aidan Marsh", "Ai Weiwei", "AI WEIWEI", "AI Weiwei", "Weiwei AI", "Claude Monet", "Claude",
    "Claude Berger", "Gemini", "Jan Bot", "BEN BOT", "Abbot Talbot", "Ines Robottom", "Kim Ki-duk", "KI SUNG-YUENG",
    "Ia Sukhi", "IA SUKHI", "Maia Marsh", "Al Marsh", "Kai Marsh", "AI Reporter", "Senior AI Reporter", "AI Writer",
    "AI Correspondent", "Ines Calder, AI Editor", "Head of AI", "AI & Technology Correspondent", "the AI desk",
    "AI Team", "Robotics Editor", "KI-Reporter", "KI Reporterin", "KI-Redaktion", "KI-Experte Tom Okafor",
    "Journaliste IA", "Periodista de IA", "Giornalista AI", "Jornalista de IA", "AI-redacteur", "AI-reporter",
    "KI-journalist", "AI-journalist", "Dziennikarz AI", "Журналист по ИИ", "Журналіст з ШІ",
    "AI担当記者", "AI 전문기자",
    "OpenAI", "Stability AI", "AI News", "AI Now Institute", "Harbour Times", "Team Tidewater", "Reuters", "dpa",
    "Copiloting Weekly", "Bothe Marsh", "Ines Calder (photos)", "Ines Calder (AP)",
]  # fmt: skip


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_signs(name: str) -> None:
    assert _machines.is_machine(name, OUTLET)


@pytest.mark.parametrize("name", OTHERS)
def test_no_machine_signs(name: str) -> None:
    assert not _machines.is_machine(name, OUTLET)


def test_an_outlet_that_is_called_like_a_machine_is_the_outlet() -> None:
    assert _machines.is_machine("Robot Weekly")
    assert not _machines.is_machine("Robot Weekly", frozenset({"robot weekly"}))


@pytest.mark.parametrize(
    ("name", "text", "machine"),
    [
        ("Klara Beispiel", "Von Klara Beispiel (KI)", True),
        ("Ines Calder", "By Ines Calder [AI-generated], Lisbon", True),
        ("Ines Calder", "By Ines Calder (ai persona)", True),
        ("Ines Calder", "Ines Calder and Ines Calder (AI)", True),
        ("Ines Calder", "By Ines Calder (AI reporter)", False),
        ("Ines Calder", "By Ines Calder (photos)", False),
        ("Ines Calder", "By Ines Calder, text (AI)", False),
        ("Ines Calder", "By Mo Idris (AI)", False),
    ],
)
def test_brackets_behind_a_name(name: str, text: str, machine: bool) -> None:
    assert _machines.in_brackets(name, text) is machine


@pytest.mark.parametrize(
    ("text", "says"),
    [("AI News Desk", True), ("ChatGPT", True), ("GPT-4", True), ("TideBot", True), ("Jan Bot", True),
     ("Lede AI", True),
     ("United Robots", True), ("Heliograf", False), ("Copilot", False), ("Automated Insights", False),
     ("Ines Calder", False)],
)  # fmt: skip
def test_whether_the_name_tells_a_reader(text: str, says: bool) -> None:
    assert _machines.says_so(text) is says


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("By ChatGPT", ("ChatGPT",)),
        ("By Ines Calder and ChatGPT", ("Ines Calder", "ChatGPT")),
        ("By Ines Calder with AI", ("Ines Calder", "AI")),
        ("Von Ines Calder mit KI", ("Ines Calder", "KI")),
        ("By Harbour Times with AI", ("Harbour Times", "AI")),
        ("AI News Desk | 3 May 2026", ("AI News Desk",)),
        ("By Ines Calder, AI", ("Ines Calder",)),
        ("By Ines Calder, ChatGPT expert", ("Ines Calder",)),
        ("By Ines Calder, AI Reporter", ("Ines Calder",)),
        ("Ines Calder | AI | 3 May 2026", ("Ines Calder",)),
        ("AI | 3 May 2026", ()),
        ("ChatGPT | 3 May 2026", ()),
        ("Artificial Intelligence | 3 May 2026", ()),
        ("Künstliche Intelligenz | 3. Mai 2026", ()),
        ("Copilot | 3 May 2026", ()),
    ],
)
def test_where_a_machine_can_stand_in_a_byline(text: str, authors: tuple[str, ...]) -> None:
    assert _bylines.byline(text).authors == authors
