"""Every kind of statement, in every kind of file, comes out as the verdict an editor would reach."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import msgspec
import pytest

from auditor.media import c2pa_process, inspect
from auditor.provenance import ContentCredentials, ImageProvenance

Builder = Callable[..., bytes]

BASE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
AI = f"{BASE}trainedAlgorithmicMedia"
EDITED = f"{BASE}compositeWithTrainedAlgorithmicMedia"
SOURCE_TYPE = "Iptc4xmpExt:DigitalSourceType"
CAMERA = {"Make": "Example Optics", "Model": "E-1", "DateTimeOriginal": "2026:03:01 10:00:00"}
WEBUI = "a castle\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"
LABEL = json.dumps({"Label": "1", "ContentProducer": "00EXAMPLE00", "ProduceID": "7"})
GRAPH = json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": 1}}})
JOB = "a harbour at dawn --ar 3:2 --v 7 Job ID: 00000000-0000-4000-8000-000000000000"

UUID = "00000000-0000-4000-8000-00000000000a"

CARRIES_XMP = ("jpeg", "png", "webp", "gif", "tiff", "avif", "heic", "jxl", "mp4", "avi", "pdf", "svg")
CARRIES_EXIF = ("jpeg", "png", "webp", "avif", "heic", "jxl")


@pytest.mark.parametrize("kind", CARRIES_XMP)
def test_a_plain_picture_says_nothing(picture: Builder, kind: str) -> None:
    assert inspect(picture(kind)) == ImageProvenance(
        verdict="no_provenance", confidence=0.0, c2pa=ContentCredentials(present=False), metadata=(), reasons=()
    )


@pytest.mark.parametrize("kind", CARRIES_XMP)
def test_a_source_type_is_found_in_every_format(picture: Builder, kind: str) -> None:
    found = inspect(picture(kind, xmp={SOURCE_TYPE: AI}))
    assert (found.verdict, found.confidence) == ("ai_generated", 0.7)
    assert [(reason.quote, reason.where) for reason in found.reasons] == [(AI, f"XMP {SOURCE_TYPE}")]
    assert [(field.where, field.value) for field in found.metadata] == [(f"XMP {SOURCE_TYPE}", AI)]


@pytest.mark.parametrize("kind", CARRIES_EXIF)
def test_a_camera_is_believed_a_little(picture: Builder, kind: str) -> None:
    found = inspect(picture(kind, exif=CAMERA))
    assert (found.verdict, found.confidence) == ("camera_capture", 0.4)
    assert found.reasons[0].quote == "Example Optics E-1"


def test_a_tiff_is_its_own_exif(tiff: Builder) -> None:
    assert inspect(tiff(CAMERA)).verdict == "camera_capture"
    assert inspect(tiff(CAMERA, order=">")).verdict == "camera_capture"


@pytest.mark.parametrize("form", ["element", "attribute", "resource", "Bag", "Seq", "Alt", "value"])
@pytest.mark.parametrize("prefix", ["", "other"])
def test_every_form_of_xmp_is_read(picture: Builder, packet: Builder, form: str, prefix: str) -> None:
    found = inspect(picture("jpeg", xmp=packet({SOURCE_TYPE: AI}, form=form, prefix=prefix)))
    assert found.verdict == "ai_generated"


@pytest.mark.parametrize(
    ("concept", "verdict"),
    [
        ("trainedAlgorithmicMedia", "ai_generated"),
        ("compositeWithTrainedAlgorithmicMedia", "ai_edited"),
        ("compositeSynthetic", "composite"),
        ("digitalCapture", "camera_capture"),
        ("negativeFilm", "camera_capture"),
        ("algorithmicMedia", "no_provenance"),
        ("composite", "no_provenance"),
        ("digitalArt", "no_provenance"),
        ("screenCapture", "no_provenance"),
        ("notTrainedAlgorithmicMedia", "no_provenance"),
    ],
)
def test_only_exact_concepts_count(picture: Builder, concept: str, verdict: str) -> None:
    assert inspect(picture("jpeg", xmp={SOURCE_TYPE: BASE + concept})).verdict == verdict


@pytest.mark.parametrize(
    ("carried", "verdict", "confidence", "where"),
    [
        ({"xmp": {"Iptc4xmpExt:AISystemUsed": "Example Paint"}}, "ai_generated", 0.7, "XMP Iptc4xmpExt:AISystemUsed"),
        (
            {"xmp": {"Iptc4xmpExt:AIPromptWriterName": "A. Name"}},
            "ai_generated", 0.7, "XMP Iptc4xmpExt:AIPromptWriterName",
        ),
        ({"xmp": {"photoshop:Credit": "Made with Google AI"}}, "ai_generated", 0.7, "XMP photoshop:Credit"),
        ({"xmp": {"photoshop:Credit": "Edited with Google AI"}}, "ai_edited", 0.7, "XMP photoshop:Credit"),
        ({"xmp": {"photoshop:Credit": "A. Name – Generated with AI"}}, "ai_generated", 0.7, "XMP photoshop:Credit"),
        ({"xmp": {"photoshop:Source": "KI-generiert"}}, "ai_generated", 0.7, "XMP photoshop:Source"),
        ({"iim": {"Credit": "Made with Google AI"}}, "ai_generated", 0.7, "IPTC-IIM Credit"),
        ({"iim": {"OriginatingProgram": "ComfyUI"}}, "ai_generated", 0.4, "IPTC-IIM OriginatingProgram"),
        ({"xmp": {"TC260:AIGC": LABEL}}, "ai_generated", 0.7, "XMP TC260:AIGC"),
        ({"xmp": {"made-up:AIGC": LABEL}}, "ai_generated", 0.7, "XMP TC260:AIGC"),
        ({"xmp": {"TC260:AIGC": LABEL.replace('"1"', '"3"')}}, "ai_generated", 0.4, "XMP TC260:AIGC"),
        ({"exif": {"UserComment": f'{{"AIGC":{LABEL}}}'}}, "ai_generated", 0.7, "EXIF UserComment"),
        ({"exif": {"UserComment": "ASCII\0\0\0" + WEBUI}}, "ai_generated", 0.7, "EXIF UserComment"),
        ({"exif": {"UserComment": b"UNICODE\0" + WEBUI.encode("utf-16-be")}}, "ai_generated", 0.7, "EXIF UserComment"),
        ({"exif": {"UserComment": b"UNICODE\0" + WEBUI.encode("utf-16-le")}}, "ai_generated", 0.7, "EXIF UserComment"),
        ({"exif": {"XPComment": WEBUI.encode("utf-16-le")}}, "ai_generated", 0.7, "EXIF XPComment"),
        ({"exif": {"Make": f"workflow:{GRAPH}"}}, "ai_generated", 0.7, "EXIF Make"),
        ({"exif": {"Make": "Ideogram AI"}}, "ai_generated", 0.4, "EXIF Make"),
        ({"exif": {"Software": "Apple Photos Clean Up"}}, "ai_edited", 0.4, "EXIF Software"),
        (
            {"exif": {"ImageDescription": "Signature: " + "Ab+/" * 20, "Artist": UUID}},
            "ai_generated", 0.4, "EXIF ImageDescription, with a UUID as Artist",
        ),
        ({"texts": {"": f"AIGC{LABEL}"}}, "ai_generated", 0.7, "comment"),
        ({"texts": {"": WEBUI}}, "ai_generated", 0.7, "comment"),
        ({"iim": {"Caption": JOB}}, "ai_generated", 0.7, "IPTC-IIM Caption"),
        ({"xmp": {"dc:description": JOB}}, "ai_generated", 0.7, "XMP dc:description"),
        ({"xmp": {"xmp:CreatorTool": "Adobe Firefly"}}, "ai_generated", 0.4, "XMP xmp:CreatorTool"),
        ({"xmp": {"stEvt:softwareAgent": "Adobe Firefly 2"}}, "ai_edited", 0.4, "XMP stEvt:softwareAgent"),
        ({"xmp": {"stEvt:digitalSourceType": EDITED}}, "ai_edited", 0.7, "XMP stEvt:digitalSourceType"),
        ({"xmp": {"xmp:CreatorTool": "Adobe Firefly"}, "exif": CAMERA}, "ai_edited", 0.4, "XMP xmp:CreatorTool"),
        ({"xmp": {SOURCE_TYPE: BASE + "digitalCapture"}}, "camera_capture", 0.4, f"XMP {SOURCE_TYPE}"),
    ],
)  # fmt: skip
def test_what_a_jpeg_may_say(
    picture: Builder, carried: dict[str, dict[str, str]], verdict: str, confidence: float, where: str
) -> None:
    found = inspect(picture("jpeg", **carried))
    assert (found.verdict, found.confidence, found.reasons[0].where) == (verdict, confidence, where)


@pytest.mark.parametrize(
    ("texts", "verdict", "where"),
    [
        ({"parameters": WEBUI}, "ai_generated", "PNG text parameters"),
        ({"prompt": GRAPH}, "ai_generated", "PNG text prompt"),
        ({"workflow": '{"last_node_id": 3, "nodes": []}'}, "ai_generated", "PNG text workflow"),
        ({"prompt": '{"3": {"class_type": "KSampler", "x": '}, "ai_generated", "PNG text prompt"),
        ({"invokeai_metadata": '{"seed": 1}'}, "ai_generated", "PNG text invokeai_metadata"),
        ({"Dream": '"a lighthouse" -s 50 -W 512 -H 512'}, "ai_generated", "PNG text Dream"),
        ({"Software": "NovelAI", "Comment": "{}"}, "ai_generated", "PNG text Software"),
        ({"Title": "AI generated image"}, "ai_generated", "PNG text Title"),
        ({"Comment": '{"request_type": "x", "sampler": "k"}'}, "ai_generated", "PNG text Comment"),
        ({"fooocus_scheme": "fooocus"}, "ai_generated", "PNG text fooocus_scheme"),
        ({"parameters": '{"base_model": "m", "performance": "Speed"}'}, "ai_generated", "PNG text parameters"),
        ({"prompt": "a cat", "negative_prompt": "dogs", "seed": "1"}, "ai_generated", "PNG text prompt"),
        ({"Description": JOB}, "ai_generated", "PNG text Description"),
        ({"AIGC": LABEL}, "ai_generated", "PNG text AIGC"),
        ({"Source": "Luma AI"}, "ai_generated", "PNG text Source"),
    ],
)
def test_what_a_png_may_say(picture: Builder, texts: dict[str, str], verdict: str, where: str) -> None:
    found = inspect(picture("png", texts=texts))
    assert (found.verdict, found.reasons[0].where) == (verdict, where)


@pytest.mark.parametrize(
    ("kind", "carried"),
    [
        ("png", {"texts": {"prompt": "Say cheese"}}),
        ("png", {"texts": {"prompt": '{"say": "cheese"}'}}),
        ("png", {"texts": {"workflow": '["a", "b"]'}}),
        ("png", {"texts": {"Comment": "trainedAlgorithmicMedia is an IPTC code"}}),
        ("png", {"texts": {"AIGC": '{"label": "none of the keys"}'}}),
        ("png", {"texts": {"AIGC": "not JSON {"}}),
        ("png", {"texts": {"Dream": "A Midsummer Night's Dream"}}),
        ("png", {"texts": {"Description": "Job ID: 00000000-0000-4000-8000-000000000000 failed"}}),
        ("png", {"texts": {"Description": "Steps: 3, then turn left at the church"}}),
        ("png", {"texts": {"Title": "How AI generated images fool readers"}}),
        ("png", {"texts": {"Software": "Editor de imagen 4"}}),
        ("png", {"texts": {"seed": "1", "prompt": "x"}}),
        ("jpeg", {"exif": {"UserComment": '{"Label": "holiday"}'}}),
        ("jpeg", {"exif": {"Software": "f.lux 4.1"}}),
        ("jpeg", {"exif": {"Make": "Example Optics", "Model": "E-1"}}),
        ("jpeg", {"exif": {"Make": "Example Optics", "DateTimeOriginal": "2026:03:01 10:00:00"}}),
        ("jpeg", {"exif": {"ImageDescription": "Signature: A. Name", "Artist": "A. Name"}}),
        ("jpeg", {"xmp": {"photoshop:Credit": "No AI-generated content"}}),
        ("jpeg", {"xmp": {"photoshop:Credit": "Bild ist nicht KI-generiert"}}),
        ("jpeg", {"xmp": {"dc:description": "Made with Google AI, says the minister"}}),
        ("jpeg", {"xmp": {"xmp:CreatorTool": "Leonardo Museum Scanner"}}),
        ("jpeg", {"xmp": {SOURCE_TYPE: "we do not use trainedAlgorithmicMedia"}}),
        ("jpeg", {"xmp": {"dcterms:provenance": "Given by the family in 1932"}}),
        ("jpeg", {"texts": {"": "Lavc 60"}}),
        ("svg", {"texts": {"": "Generator: Example Draw 3"}}),
    ],
)  # fmt: skip
def test_false_friends_say_nothing(picture: Builder, kind: str, carried: dict[str, dict[str, str]]) -> None:
    found = inspect(picture(kind, **carried))
    assert (found.verdict, found.confidence, found.reasons) == ("no_provenance", 0.0, ())


def test_ai_beats_a_camera_and_both_are_told(picture: Builder) -> None:
    found = inspect(picture("jpeg", exif=CAMERA | {"UserComment": WEBUI}))
    assert found.verdict == "ai_generated"
    assert [reason.where for reason in found.reasons] == ["EXIF UserComment", "EXIF Make and Model"]


def test_an_exact_statement_beats_one_that_leaves_the_kind_open(picture: Builder) -> None:
    found = inspect(picture("jpeg", xmp={SOURCE_TYPE: EDITED, "Iptc4xmpExt:AISystemUsed": "Example Paint"}))
    assert (found.verdict, found.confidence) == ("ai_edited", 0.7)


def test_an_ingredient_in_the_pantry_makes_a_composite(picture: Builder) -> None:
    spaces = 'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    xmp = f"<x {spaces}><xmpMM:Pantry><y e:DigitalSourceType='{AI}'/></xmpMM:Pantry></x>".encode()
    found = inspect(picture("jpeg", xmp=xmp))
    assert (found.verdict, found.confidence) == ("composite", 0.4)
    assert found.reasons[0].where == f"XMP xmpMM:Pantry/{SOURCE_TYPE}"


def test_samsung_keeps_its_record_behind_the_picture(picture: Builder) -> None:
    record = b'PhotoEditor_Re_Edit_Data{"isBlending":true,"genAIType":%d}'
    assert inspect(picture("jpeg", exif=CAMERA) + record % 2).verdict == "ai_edited"
    assert inspect(picture("jpeg", exif=CAMERA) + record % 0).verdict == "camera_capture"
    assert inspect(picture("png") + record % 2).verdict == "no_provenance"


def test_a_remote_manifest_is_named_and_never_requested(picture: Builder) -> None:
    found = inspect(picture("jpeg", xmp={"dcterms:provenance": "https://manifests.example/a.c2pa"}))
    assert found.verdict == "no_provenance"
    assert found.c2pa == ContentCredentials(
        present=True, integrity="unchecked", standing="not_checked", trust="unchecked", trust_tier="unverified"
    )
    assert found.reasons[0].quote == "https://manifests.example/a.c2pa"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no image format"),
        (b"<!doctype html><html><body><svg></svg></body></html>", "no image format"),
        (b"%PDF-1.7", "it ends within the document"),
        (b"\xff\xd8\xff" + bytes(64 << 20), "more than"),
    ],
)
def test_what_is_no_picture_is_unreadable(raw: bytes, words: str) -> None:
    found = inspect(raw, "text/html")
    assert (found.verdict, found.c2pa.present) == ("unreadable", False)
    assert words in found.reasons[0].quote


@pytest.mark.parametrize("raw", [b"BM" + bytes(60), b"\xff\x0a" + bytes(20)])
def test_formats_without_room_for_metadata_say_nothing(raw: bytes) -> None:
    assert inspect(raw).verdict == "no_provenance"


def test_values_are_fit_for_a_report(picture: Builder) -> None:
    escapes = r'{"Label": "1", "ContentProducer": "\ud800 \u0000"}'
    found = inspect(picture("png", texts={"AIGC": escapes, "Software": "x" * 9000, "Comment": "a\x00\x1b[31mb\n\nc"}))
    assert msgspec.json.decode(msgspec.json.encode(found), type=ImageProvenance) == found
    values = {field.where: field.value for field in found.metadata}
    assert len(values["PNG text Software"]) == 500
    assert values["PNG text Comment"] == "a [31mb c"


def test_a_file_without_a_manifest_starts_no_process(picture: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    c2pa_process.stop()
    monkeypatch.setattr(subprocess, "Popen", refuse)
    for kind in CARRIES_XMP:
        inspect(picture(kind, xmp={SOURCE_TYPE: AI}))
