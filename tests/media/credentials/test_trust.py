"""Trust lists: what lies in a folder is read or refused, and the strongest list that knows a signer counts."""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from auditor.errors import TrustError
from auditor.media import c2pa_child, inspect
from auditor.media.trust import EMPTY, Kind, TrustList, TrustLists, of_text, read_folder
from auditor.media.validation import weigh
from auditor.provenance import ListTier, TrustListRef

Builder = Callable[..., bytes]
Signing = Any
CAPTURED = [{"action": "c2pa.created", "digitalSourceType": "digitalCapture"}]
REAL = Path(__file__).parents[4] / "shared" / "corpora" / "trust"


@pytest.fixture(scope="session")
def other(authority: Signing) -> Signing:
    """An authority that signed nothing here."""
    return type(authority)()


@pytest.fixture(scope="session")
def photo(picture: Builder, authority: Signing) -> bytes:
    return bytes(authority.sign(picture("jpeg"), "image/jpeg", CAPTURED, "Example Camera"))


def folder(path: Path, **files: str) -> Path:
    """Lists by name, without ".pem"; an underscore stands for a hyphen."""
    for name, text in files.items():
        (path / f"{name.replace('_', '-')}.pem").write_text(text)
    return path


def test_names_tell_the_tier_and_certificates_the_kind(tmp_path: Path, authority: Signing, other: Signing) -> None:
    (tmp_path / "README.txt").write_text("no list")
    lists = read_folder(
        folder(
            tmp_path,
            C2PA_TRUST_LIST=f"# Issued: 2026-08-05\n# Next update: 2027-08-05\n{other.root}",
            C2PA_TSA_TRUST_LIST=other.root,
            interim_allowed=other.certificate,
            publishers=f"Subject CN=Test\n{authority.root}\n\n{authority.certificate}",
        )
    ).lists
    assert [(one.name, one.tier, one.kind, one.certificates, one.issued, one.next_update) for one in lists] == [
        ("C2PA-TRUST-LIST.pem", "official", "signers", 1, "2026-08-05", "2027-08-05"),
        ("C2PA-TSA-TRUST-LIST.pem", "official", "time-stamps", 1, None, None),
        ("interim-allowed.pem", "interim", "allowed", 1, None, None),
        ("publishers.pem", "added", "signers", 1, None, None),
        ("publishers.pem", "added", "allowed", 1, None, None),
    ]
    written = (tmp_path / "publishers.pem").read_bytes()
    assert lists[-1].sha256 == hashlib.sha256(written).hexdigest()
    assert ssl.PEM_cert_to_DER_cert(lists[-1].pem) == ssl.PEM_cert_to_DER_cert(authority.certificate)


def test_a_report_names_each_file_once_and_no_certificate(tmp_path: Path, authority: Signing) -> None:
    lists = read_folder(folder(tmp_path, publishers=authority.root + authority.certificate))
    (ref,) = lists.refs
    assert isinstance(ref, TrustListRef)
    assert (ref.name, ref.tier, ref.sha256, ref.issued) == ("publishers.pem", "added", lists.lists[0].sha256, None)


def test_a_note_beside_a_list_dates_it(tmp_path: Path, authority: Signing) -> None:
    (tmp_path / "anchors.pem.json").write_text('{"issued": "2026-01-01", "source": "https://lists.example/"}')
    (one,) = read_folder(folder(tmp_path, anchors=authority.root)).lists
    assert (one.tier, one.issued, one.next_update) == ("interim", "2026-01-01", None)


def test_an_authority_of_time_stamps_is_known_by_its_purpose(time_stamps: str) -> None:
    (one,) = of_text(time_stamps).lists
    assert (one.kind, one.tier, one.name) == ("time-stamps", "added", "given by the caller")
    assert TrustLists((one,)).rounds == ()


def test_an_empty_folder_holds_no_list(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == EMPTY
    assert (EMPTY.refs, EMPTY.rounds) == ((), ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "list.pem holds no certificate."),
        ("<html>404</html>", "list.pem holds no certificate."),
        ("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n", "list.pem holds a damaged certificate."),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "list.pem holds a damaged certificate."),
        ("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n", "list.pem holds no certificate."),
    ],
)
def test_what_is_no_list_is_refused_with_its_path(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(TrustError) as refused:
        read_folder(folder(tmp_path, list=text))
    assert refused.value.problem == f"{tmp_path}/{problem}"
    assert refused.value.advice


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrustError, match=r"nowhere is no folder\. Give the folder"):
        read_folder(tmp_path / "nowhere")


def test_a_list_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.pem").mkdir()
    with pytest.raises(TrustError, match=r"list\.pem cannot be read: Is a directory\."):
        read_folder(tmp_path)


def test_a_list_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.media.trust.MAX_FILE", 4)
    with pytest.raises(TrustError, match="larger than"):
        read_folder(folder(tmp_path, list="12345"))


@pytest.mark.parametrize("fill", ["\n", " ", "-----BEGIN CERTIFICATE-----\n", "issued ", "A"])
def test_a_list_of_anything_is_answered_at_once(tmp_path: Path, authority: Signing, fill: str) -> None:
    text = fill * (4_000_000 // len(fill)) + "\n" + authority.root
    began = time.process_time()
    assert read_folder(folder(tmp_path, list=text)).lists[0].certificates == 1
    assert time.process_time() - began < 2


def test_a_note_that_is_no_note_is_refused(tmp_path: Path, authority: Signing) -> None:
    (tmp_path / "anchors.pem.json").write_text('{"issued": 2026}')
    with pytest.raises(TrustError, match=r"anchors\.pem\.json cannot be understood"):
        read_folder(folder(tmp_path, anchors=authority.root))


@pytest.mark.parametrize(
    ("names", "tier", "confidence"),
    [
        (("C2PA_TRUST_LIST",), "official", 0.95),
        (("interim_anchors",), "interim", 0.95),
        (("publishers",), "added", 0.95),
        (("publishers", "interim_anchors", "C2PA_TRUST_LIST"), "official", 0.95),
        (("publishers", "interim_anchors"), "interim", 0.95),
        ((), "untrusted", 0.4),
    ],
)
def test_the_strongest_list_that_knows_the_signer_counts(
    tmp_path: Path,
    photo: bytes,
    authority: Signing,
    other: Signing,
    names: tuple[str, ...],
    tier: str,
    confidence: float,
) -> None:
    files = dict.fromkeys(("publishers", "interim_anchors", "C2PA_TRUST_LIST"), other.root)
    lists = read_folder(folder(tmp_path, **files | dict.fromkeys(names, authority.root)))
    found = inspect(photo, trust=lists)
    assert (found.c2pa.standing, found.c2pa.trust_tier, found.confidence) == ("intact", tier, confidence)
    assert found.c2pa.trust == ("untrusted" if tier == "untrusted" else "trusted")


def test_a_signer_may_be_allowed_without_any_root(tmp_path: Path, photo: bytes, authority: Signing) -> None:
    found = inspect(photo, trust=read_folder(folder(tmp_path, interim_allowed=authority.certificate)))
    assert (found.c2pa.trust_tier, found.verdict, found.confidence) == ("interim", "camera_capture", 0.95)


def test_added_time_stamps_serve_the_other_lists(tmp_path: Path, other: Signing, time_stamps: str) -> None:
    rounds = read_folder(folder(tmp_path, C2PA_TRUST_LIST=other.root, clocks=time_stamps)).rounds
    assert [(one.tier, bool(one.signers), bool(one.stamps)) for one in rounds] == [
        ("official", True, False),
        ("added", False, True),
    ]


def test_a_root_of_signers_and_of_time_stamps_vouches_as_the_first(
    tmp_path: Path, photo: bytes, authority: Signing
) -> None:
    both = folder(tmp_path, interim_anchors=authority.root, C2PA_TSA_TRUST_LIST=authority.root)
    assert inspect(photo, trust=read_folder(both)).c2pa.trust_tier == "interim"


def test_without_a_list_nobody_was_asked(photo: bytes) -> None:
    for found in (inspect(photo), inspect(photo, trust=EMPTY)):
        assert (found.c2pa.standing, found.c2pa.trust, found.c2pa.trust_tier) == ("intact", "unchecked", "unverified")


def test_lists_may_change_from_one_file_to_the_next(photo: bytes, authority: Signing, other: Signing) -> None:
    tiers = [inspect(photo, anchors=root).c2pa.trust for root in (authority.root, other.root, authority.root, None)]
    assert tiers == ["trusted", "untrusted", "trusted", "unchecked"]


@pytest.mark.parametrize("spoilt", ["allowed", "signers"])
def test_a_list_that_the_library_cannot_use_does_not_spoil_the_others(
    photo: bytes, authority: Signing, spoilt: Kind
) -> None:
    """A certificate may have the right length and still be nonsense inside."""
    nonsense = ssl.DER_cert_to_PEM_cert(b"\x30\x82\x01\x00" + bytes(256))
    made = (("official", spoilt, nonsense), ("added", "signers", authority.root))
    lists = TrustLists(
        tuple(
            TrustList(name=tier, tier=cast(ListTier, tier), kind=cast(Kind, kind), sha256="", certificates=1, pem=pem)
            for tier, kind, pem in made
        )
    )
    assert inspect(photo, trust=lists).c2pa.trust_tier == "added"


def test_an_authority_of_time_stamps_vouches_for_no_signer(photo: bytes, authority: Signing, other: Signing) -> None:
    """The library itself would say trusted."""
    reply = c2pa_child.answer(photo, None, [("official", other.root, "", authority.root)])
    assert (reply["trusted"], weigh(reply, "unknown").tier) == (False, "untrusted")
    both = c2pa_child.answer(photo, None, [("official", authority.root, "", other.root)])
    assert weigh(both, "unknown").tier == "official"


def test_the_real_lists_are_usable(photo: bytes) -> None:
    if not REAL.exists():
        pytest.skip("the published trust lists are not beside this checkout (shared/corpora/trust)")
    lists = read_folder(REAL)
    assert [(one.tier, one.kind, one.certificates) for one in lists.lists] == [
        ("official", "signers", 30),
        ("official", "time-stamps", 22),
        ("interim", "allowed", 86),
        ("interim", "signers", 18),
    ]
    found = inspect(photo, trust=lists)
    assert (found.c2pa.standing, found.c2pa.trust_tier) == ("intact", "untrusted")
    assert [round_.tier for round_ in lists.rounds] == ["official", "interim"]
