"""The readers of XMP, EXIF, IPTC-IIM, CBOR and the vocabularies, each on its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.media import aigc, cbor, exif, generators, iptc, jumbf, prompts, source_types, xmp
from auditor.media.harvest import Harvest, clean, lenient
from auditor.media.manifest import Action, Link, Manifest, ManifestStore, actions_of, history, making

IPTC = "cv.iptc.org/newscodes/digitalsourcetype/"
Builder = Callable[..., bytes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xmp_in_any_encoding(packet: Builder, encoding: str) -> None:
    text = packet({"dc:title": "Füße"}).decode()
    text = text[text.find("<x:") :]
    for head in ("", "<?xml version='1.0' encoding='latin-1'?>"):
        assert xmp.parse((head + text).encode(encoding)).values == {"dc:title": ("Füße",)}


@pytest.mark.parametrize(
    ("text", "values", "problem"),
    [
        ("<a xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>t</d:title>", {"dc:title": ("t",)}, "not well-formed"),
        ("", {}, "not well-formed"),
        ("<a/>", {}, ""),
        ("<a>\0\x01</a>\0\0 trailing", {}, ""),
        ("<a/>" * 3, {}, "not well-formed"),
        ("<a>" * 500, {}, "too many elements"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", {}, "document type"),
        ("<a AIGC='x'/>", {"TC260:AIGC": ("x",)}, ""),
        ("<AIGC>x</AIGC>", {"TC260:AIGC": ("x",)}, ""),
        ("<li xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>x</li>", {}, ""),
        ("not xml: cv.iptc.org/newscodes/digitalsourcetype/print>", {
            "Iptc4xmpExt:DigitalSourceType": ("cv.iptc.org/newscodes/digitalsourcetype/print",)}, "not well-formed"),
    ],
)  # fmt: skip
def test_xmp_is_read_as_far_as_it_goes(text: str, values: dict[str, tuple[str, ...]], problem: str) -> None:
    found = xmp.parse(text.encode())
    assert found.values == values
    assert problem in found.problem
    assert bool(problem) == bool(found.problem)


def test_xmp_keeps_few_values() -> None:
    items = "".join(f"<r:li>{number}</r:li>" for number in [*range(80), 3])
    spaces = "xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
    found = xmp.parse(f"<a {spaces}><d:creator><r:Seq>{items}</r:Seq></d:creator></a>".encode())
    assert found.values == {"dc:creator": tuple(str(number) for number in range(50))}


def test_exif_in_both_byte_orders(tiff: Builder) -> None:
    tags = {"Make": "Example Optics", "DateTimeOriginal": "2026:03:01", "MakerNote": "123456789"}
    wanted = {"Make": "Example Optics", "DateTimeOriginal": "2026:03:01", "MakerNote": "10 bytes"}
    assert exif.parse(tiff(tags)) == wanted
    assert exif.parse(b"Exif\0\0" + tiff(tags, order=">")) == wanted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"ASCII\0\0\0a note\0\0", "a note"),
        (bytes(8) + b"a note", "a note"),
        (b"a note", "a note"),
        (b"UNICODE\0" + "a nöte".encode("utf-16-le"), "a nöte"),
        (b"UNICODE\0" + "a nöte".encode("utf-16-be"), "a nöte"),
        ("nöte".encode("latin-1"), "nöte"),
        (b"\0", None),
    ],
)
def test_user_comments_in_any_encoding(tiff: Builder, value: bytes, text: str | None) -> None:
    assert exif.parse(tiff({"UserComment": value})).get("UserComment") == text


def test_iim_reads_what_speaks_of_the_making() -> None:
    sets = b"junk\x1c\x02\x05\0\1x\x1c\x02\x6e\0\6Agency\x1c\x02\x6e\0\5Other\x1c\x03\x6e\0\1y"
    assert iptc.parse(sets) == {"Credit": "Agency"}
    assert iptc.parse(b"\x1c\x02\x6e\x80\4\0\0\0\6Agency") == {}
    assert iptc.parse(b"\x1c\x02") == {}
    assert iptc.parse(b"\x1c\x02\x73\0\1x" * 300) == {"Source": "x"}


def test_resources_without_iim() -> None:
    assert iptc.datasets_of(b"8BIM\x03\xed\0\0\0\0\0\2ab") == b""
    assert iptc.datasets_of(b"no resources") == b""
    assert iptc.datasets_of(b"8BIM\x03\xed\0\0\0\0\0\0" * 3000) == b""


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("00", 0),
        ("1818", 24),
        ("190100", 256),
        ("3863", -100),
        ("43010203", b"\1\2\3"),
        ("6161", "a"),
        ("7f61616162ff", "ab"),
        ("5f4101ff", b"\1"),
        ("820102", [1, 2]),
        ("9f0102ff", [1, 2]),
        ("a1616101", {"a": 1}),
        ("a20102616103", {"a": 3}),
        ("bf616101ff", {"a": 1}),
        ("c074323031332d30332d32315432303a30343a30305a", "2013-03-21T20:04:00Z"),
        ("f4", False),
        ("f5", True),
        ("f6", None),
        ("fb3ff199999999999a", None),
        ("", None),
        ("62", None),
        ("1c", None),
        ("7f41ff", None),
        ("7f7f", None),
        ("9f01", None),
        ("ff", None),
        ("9bffffffffffffffff", None),
        ("81" * 40 + "00", None),
        ("8100" * 60_000, [0]),
    ],
)
def test_cbor(raw: str, value: object) -> None:
    assert cbor.loads(bytes.fromhex(raw)) == value


def test_cbor_is_bounded() -> None:
    assert cbor.loads(b"\x9f" + b"\0" * 200_000) is None
    assert cbor.loads(b"\x7f" + b"\x61a" * 200_000 + b"\xff") is None


def box(kind: bytes, data: bytes) -> bytes:
    return (len(data) + 8).to_bytes(4, "big") + kind + data


def superbox(label: str, *content: bytes) -> bytes:
    return box(b"jumb", box(b"jumd", bytes(16) + b"\3" + label.encode() + b"\0") + b"".join(content))


def test_jumbf_is_read_without_the_library() -> None:
    actions = bytes.fromhex("a167616374696f6e7381a166616374696f6e6c633270612e63726561746564")
    parent = b"\xa2\x6crelationship\x68parentOf\x6eactiveManifest\xa1\x63url\x78\x1bself#jumbf=/c2pa/urn:uuid:1"
    claim = b"\xa1\x74claim_generator_info\xa1\x64name\x67Example"
    odd = (
        superbox("c2pa.ingredient.v3", box(b"cbor", b"\xa1\x6crelationship\x68parentOf")),
        superbox("c2pa.ingredient.v3", box(b"cbor", b"\x80")),
        superbox("stds.iptc", box(b"json", b'{"e:DigitalSourceType": "print"}')),
        superbox("cawg.metadata", box(b"json", b"{")),
        superbox("c2pa.thumbnail", box(b"bidb", b"x")),
        superbox("empty"),
        box(b"free", b""),
    )
    first = superbox("urn:uuid:1", superbox("c2pa.claim", box(b"cbor", b"\x80")))
    assertions = superbox(
        "c2pa.assertions",
        superbox("c2pa.actions__1", box(b"cbor", actions)),
        superbox("c2pa.ingredient.v3", box(b"cbor", parent)),
        *odd,
    )
    second = superbox("urn:uuid:2", superbox("c2pa.claim.v2", box(b"cbor", claim)), assertions)
    compressed = superbox("urn:uuid:3", box(b"brob", b"x"))
    store = jumbf.read(superbox("c2pa", first, second, compressed))
    assert store is not None
    assert (store.active, set(store.manifests)) == ("urn:uuid:2", {"urn:uuid:1", "urn:uuid:2"})
    manifest = store.manifests["urn:uuid:2"]
    assert (manifest.generator, manifest.links) == ("Example", (Link("parentOf", "urn:uuid:1"),))
    assert manifest.actions == (Action("c2pa.created", "", ""), Action("c2pa.created", "print", ""))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        superbox("other"),
        superbox("c2pa"),
        superbox("c2pa", box(b"cbor", b"")),
        box(b"jumb", box(b"jumd", b"short") + box(b"cbor", b"")),
    ],
)
def test_boxes_that_hold_no_manifest(raw: bytes) -> None:
    assert jumbf.read(raw) is None


def test_actions_in_any_shape() -> None:
    agents = {
        "softwareAgents": [{"name": "Example Paint"}],
        "actions": [{"action": "c2pa.edited", "softwareAgentIndex": 0}],
    }
    assert list(actions_of(agents)) == [Action("c2pa.edited", "", "Example Paint")]
    inner = {
        "actions": [{"parameters": {"digitalSourceType": "print"}}, "none", {"action": 7, "softwareAgentIndex": 9}]
    }
    assert list(actions_of(inner)) == [Action("", "print", ""), Action("", "", "")]
    assert list(actions_of("none")) == []
    assert list(actions_of({"actions": "none"})) == []


def test_manifests_that_lead_to_each_other_are_walked_once() -> None:
    def one(target: str) -> Manifest:
        return Manifest("", (Action("c2pa.opened", "", ""),), (Link("parentOf", target), Link("parentOf", "none")), ())

    assert len(history(ManifestStore("a", {"a": one("b"), "b": one("a")}))) == 2


def test_an_assertion_may_say_it_all() -> None:
    store = ManifestStore("a", {"a": Manifest("Example", (), (), ("c2pa.ai_generated_content",))})
    made = making(store)
    assert made is not None
    assert (made.claim, made.by_name) == ("ai_generated", False)


@pytest.mark.parametrize(
    ("value", "name", "kind"),
    [
        (f"http://{IPTC}trainedAlgorithmicMedia", "trainedAlgorithmicMedia", "ai_generated"),
        (f"https://{IPTC}TRAINEDALGORITHMICMEDIA/", "trainedAlgorithmicMedia", "ai_generated"),
        ("digsrctype:compositeSynthetic", "compositeSynthetic", "composite"),
        ("https://schema.org/TrainedAlgorithmicMediaDigitalSource", "trainedAlgorithmicMedia", "ai_generated"),
        ("c2pa.trainedAlgorithmicData", "trainedAlgorithmicData", "ai_generated"),
        ("http://c2pa.org/digitalsourcetype/empty", "empty", "neutral"),
        ("algorithmicMedia", "algorithmicMedia", "neutral"),
        ("no trainedAlgorithmicMedia", "trainedAlgorithmicMedia", None),
        (f"http://{IPTC}somethingNew", "somethingNew", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_source_types(value: str, name: str, kind: str | None) -> None:
    assert (source_types.concept(value), source_types.source_class(value)) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Adobe Firefly", "Adobe Firefly"),
        ("adobe_firefly/1.0", "Adobe Firefly"),
        ("DALL·E 3", "OpenAI"),
        ("ChatGPT", "OpenAI"),
        ("midjourney_v6", "Midjourney"),
        ("Image Creator from Designer", "Microsoft"),
        ("FLUX.1 [dev]", "FLUX"),
        ("Imagen 4", "Google AI"),
        ("Edited with Google AI", "Google AI"),
        ("Adobe Photoshop 27", None),
        ("Editor de imagen 4", None),
        ("Firefly MV", None),
        ("OpenAIR Camera", None),
        ("Gemini", None),
        ("f.lux", None),
        ("Kreativ Studio", None),
        ("Sprinkling 2", None),
    ],
)
def test_names_of_tools_are_whole_words(text: str, name: str | None) -> None:
    tool = generators.tool_in(text)
    assert (tool.name if tool else None) == name


def test_labels_inside_labels() -> None:
    label = aigc.find('AIGC {"AIGC": "{\\"Label\\": \\"2\\", \\"ContentPropagator\\": \\"Example\\"}"}')
    assert label == aigc.AigcLabel("2", "Example", '{"Label": "2", "ContentPropagator": "Example"}')
    assert aigc.find("&quot;nothing&quot;") is None
    assert aigc.find('{"AIGC": [1]}') is None


def test_a_workflow_needs_nodes() -> None:
    assert prompts.in_text("workflow: not a graph") is None
    assert prompts.in_text('workflow:{"3": {"class_type": "A"}}') == prompts.Leftover(
        "ComfyUI", 'workflow:{"3": {"class_type": "A"}}'
    )
    assert prompts.in_text('{"3": {"class_type": "A"}}') == prompts.Leftover("ComfyUI", '{"3": {"class_type": "A"}}')
    assert not prompts.is_graph("[1]")


def test_a_harvest_has_one_allowance() -> None:
    harvest = Harvest("png")
    for number in range(10):
        harvest.keep_text(str(number), "x" * (2 << 20))
    assert len(harvest.texts) == 8
    assert harvest.inflate(b"") == b""
    harvest.keep_xmp(b"x")
    assert harvest.unread == [
        "text chunks beyond the size limit",
        "compressed text beyond the size limit",
        "XMP beyond the size limit",
    ]


def test_text_for_reports() -> None:
    assert clean("a\x00b\ud800\n c\u2028d", 50) == "a b? c d"
    assert clean("x" * 100, 10) == "x" * 10
    assert lenient("Füße".encode("latin-1")) == "Füße"
