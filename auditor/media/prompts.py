"""Settings that image generators leave in a file: prompts, node graphs, sampler lines, signatures."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

WINDOW = 4000
"""Characters after an anchor in which the rest of a pattern may stand: one `.*` over both is quadratic."""
# "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1", not a recipe's "Steps: 3"
STEPS = re.compile(r"\bSteps: \d{1,6},")
SAMPLER = re.compile(r"(?:Sampler|CFG scale|Seed): ")
# "a harbour --ar 3:2 --v 7 Job ID: 0000…", not a help-desk ticket with a job id
JOB = re.compile(r"Job ID: [0-9a-f-]{36}")
OPTION = re.compile(r"--(?:ar|v|niji|stylize|style|chaos|profile) \S")
# "a lighthouse" -s 50 -W 512 -H 512 -C 7.5
DREAM = re.compile(r"\s-[sSWHCA] ?\d")
TITLE = re.compile(r"(?:novel)?ai[- ]generated image", re.IGNORECASE)
SIGNATURE = re.compile(r"Signature: [A-Za-z0-9+/=]{64}")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
GRAPH_PREFIX = re.compile(r"\s{0,9}(?:prompt|workflow):", re.IGNORECASE)
GRAPH_KEYS = ("prompt", "workflow")
INVOKE_KEYS = ("invokeai_metadata", "invokeai_graph", "invokeai_workflow", "sd-metadata")
# Easy Diffusion and its relatives write one text chunk a setting.
SETTING_KEYS = {"prompt", "negative_prompt", "seed", "num_inference_steps", "guidance_scale", "sampler_name"}


class Leftover(NamedTuple):
    """Settings of a generator, and the words that give them away."""

    tool: str
    quote: str


def in_text(text: str) -> Leftover | None:
    """Settings that may stand in any free text: a comment, a description, a text chunk."""
    if (found := STEPS.search(text)) and SAMPLER.search(text, found.end(), found.end() + WINDOW):
        return Leftover("Stable Diffusion", text[found.start() : found.end() + WINDOW])
    if found := JOB.search(text):
        before = text[max(0, found.start() - WINDOW) : found.start()]
        if OPTION.search(before):
            return Leftover("Midjourney", before[-200:] + found[0])
    start = text[:WINDOW].lstrip()
    if start.startswith("{"):
        return _in_object(text)
    prefix = GRAPH_PREFIX.match(text)
    return Leftover("ComfyUI", text[:WINDOW]) if prefix and is_graph(text[prefix.end() :]) else None


def in_chunks(texts: dict[str, str]) -> tuple[str, Leftover] | None:
    """Settings under the keywords that generators use in a PNG, with the keyword."""
    for key in GRAPH_KEYS:
        if is_graph(texts.get(key, "")):
            return key, Leftover("ComfyUI", texts[key])
    for key in INVOKE_KEYS:
        if texts.get(key, "").lstrip().startswith("{"):
            return key, Leftover("InvokeAI", texts[key])
    for key in ("Dream", "dream"):
        if DREAM.search(texts.get(key, "")[:WINDOW]):
            return key, Leftover("InvokeAI", texts[key])
    if texts.get("Software") == "NovelAI":
        return "Software", Leftover("NovelAI", "NovelAI")
    if TITLE.fullmatch(texts.get("Title", "").strip()):
        return "Title", Leftover("NovelAI", texts["Title"])
    if texts.get("fooocus_scheme"):
        return "fooocus_scheme", Leftover("Fooocus", texts["fooocus_scheme"])
    if len(SETTING_KEYS & texts.keys()) >= 3:
        return "prompt", Leftover("", texts.get("prompt") or texts.get("negative_prompt", ""))
    for key, text in texts.items():
        if key != "Comment" and (found := in_text(text)):
            return key, found
    return None


def is_graph(text: str) -> bool:
    """A ComfyUI graph: an object of nodes, each with a class; "Say cheese" under the same keyword is none."""
    head = text[:64].lstrip()
    if not head.startswith("{"):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):  # cut, or with numbers that are no JSON
        return '"class_type":' in text or ('"last_node_id":' in text and '"nodes":' in text)
    if not isinstance(value, dict):
        return False
    nodes = list(value.values())[:200]
    return any(isinstance(node, dict) and "class_type" in node for node in nodes) or (
        isinstance(value.get("nodes"), list) and "last_node_id" in value
    )


def is_signed_by_grok(description: str, artist: str) -> bool:
    """The pair that xAI writes: a base64 signature as description and a UUID as artist."""
    return bool(SIGNATURE.match(description) and UUID.fullmatch(artist.strip()))


def _in_object(text: str) -> Leftover | None:
    """Settings written as one JSON object: each tool by a pair of keys that no other program writes."""
    for tool, first, second in (
        ("Fooocus", '"base_model"', '"performance"'),
        ("Fooocus", '"fooocus_version"', "{"),
        ("Fooocus", '"version": "Fooocus', "{"),
        ("SwarmUI", '"sui_image_params"', "{"),
        ("NovelAI", '"request_type"', '"sampler"'),
        ("NovelAI", '"uc"', '"sampler"'),
        ("InvokeAI", '"app_version"', '"positive_prompt"'),
        ("Draw Things", '"sampler"', '"uc"'),
    ):
        if first in text and second in text:
            return Leftover(tool, text[:WINDOW])
    return Leftover("ComfyUI", text[:WINDOW]) if is_graph(text) else None
