"""A signing authority that lives for one test run: nothing real is trusted, and no foreign key is used."""

from __future__ import annotations

import base64
import datetime
import io
import json
import struct
from collections.abc import Callable
from typing import Any

import pytest

c2pa = pytest.importorskip("c2pa", reason="the C2PA library is not installed (pip install auditor[c2pa])")


class Authority:
    """A root and a signer made for this run: nothing real is trusted, and no foreign key is used."""

    def __init__(self, lifetime: datetime.timedelta = datetime.timedelta(days=30)) -> None:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

        now = datetime.datetime.now(datetime.UTC)

        def name(common: str) -> x509.Name:
            parts = (NameOID.ORGANIZATION_NAME, "Harbour Courier"), (NameOID.COMMON_NAME, common)
            return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])

        def usage(*, signs: bool) -> x509.KeyUsage:
            return x509.KeyUsage(
                digital_signature=signs, content_commitment=False, key_encipherment=False, data_encipherment=False,
                key_agreement=False, key_cert_sign=not signs, crl_sign=not signs, encipher_only=False,
                decipher_only=False,
            )  # fmt: skip

        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        plain = x509.CertificateBuilder().issuer_name(name("Test Root")).not_valid_before(now - datetime.timedelta(1))
        identifier = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
        root = (
            plain.subject_name(name("Test Root")).public_key(root_key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_after(now + datetime.timedelta(days=3650))
            .add_extension(x509.BasicConstraints(True, None), True).add_extension(usage(signs=False), True)
            .add_extension(identifier, False).sign(root_key, hashes.SHA256())
        )  # fmt: skip
        leaf = (
            plain.subject_name(name("Test Camera Desk")).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_after(now + lifetime)
            .add_extension(x509.BasicConstraints(False, None), True).add_extension(usage(signs=True), True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False)
            .sign(root_key, hashes.SHA256())
        )  # fmt: skip
        pem = serialization.Encoding.PEM
        self.root = root.public_bytes(pem).decode()
        self.certificate = leaf.public_bytes(pem).decode()
        self._key = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def sign(
        self,
        raw: bytes,
        mime: str,
        actions: list[dict[str, Any]],
        generator: str = "Example Paint",
        ingredients: tuple[tuple[str, bytes], ...] = (),
        **more: Any,
    ) -> bytes:
        """`raw` with a manifest; ingredients are (relationship, JPEG), and `remote` leaves only an address."""
        settings = {
            "builder": {
                "thumbnail": {"enabled": False},
                "actions": {f"auto_{one}_action": {"enabled": False} for one in ("created", "opened", "placed")},
            },
            "verify": {"verify_after_sign": False, "remote_manifest_fetch": False},
        }
        assertions = [{"label": "c2pa.actions.v2", "data": {"actions": actions}}, *more.get("assertions", [])]
        definition = {"claim_generator_info": [{"name": generator, "version": "1"}], "assertions": assertions}
        out = io.BytesIO()
        with (
            c2pa.Context.from_dict(settings) as context,
            c2pa.Builder(json.dumps(definition), context=context) as builder,
            c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", self.certificate.encode(), self._key, None)) as signer,
        ):
            for number, (relationship, content) in enumerate(ingredients):
                described = {"title": "before.jpg", "relationship": relationship, "instance_id": f"i{number}"}
                builder.add_ingredient(json.dumps(described), "image/jpeg", io.BytesIO(content))
            if "remote" in more:
                builder.set_no_embed()
                builder.set_remote_url(more["remote"])
            builder.sign(signer, mime, io.BytesIO(raw), out)
        return out.getvalue()


@pytest.fixture(scope="session")
def authority() -> Authority:
    """A signing authority; its root is on no trust list but those that a test gives."""
    return Authority()


@pytest.fixture(scope="session")
def time_stamps() -> str:
    """The certificate of an authority that may only stamp times."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Clock")])
    certificate = (
        x509.CertificateBuilder().issuer_name(name).subject_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(True, None), True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture
def short_lived() -> Authority:
    """An authority whose signer's certificate expires after three seconds."""
    return Authority(datetime.timedelta(seconds=3))


BASE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
AI, EDITED, CAPTURE = (
    BASE + name for name in ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "digitalCapture")
)
HARD_BINDING = "self#jumbf=c2pa.assertions/c2pa.hash.data"


@pytest.fixture(scope="session")
def identity() -> Callable[..., dict[str, Any]]:
    """`identity(issuer)`: an assertion in which that issuer vouches for Alex Doe, with a signature of nobody."""

    def length(major: int, size: int) -> bytes:
        if size < 24:
            return bytes([major << 5 | size])
        return bytes([major << 5 | 25]) + size.to_bytes(2, "big")

    def build(issuer: str, **more: Any) -> dict[str, Any]:
        kind, empty = "cawg.identity_claims_aggregation", base64.b64encode(bytes(32)).decode()
        verified = {
            "type": "cawg.social_media", "name": "Alex Doe", "username": "alex", "uri": "https://social.example/a",
            "verifiedAt": "2026-03-01T10:00:00Z", "provider": {"id": "https://a.example", "name": "Social Example"},
        }  # fmt: skip
        credential = {
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://cawg.io/identity/1.1/ica/context/"],
            "type": ["VerifiableCredential", "IdentityClaimsAggregationCredential"],
            "issuer": issuer,
            "validFrom": "2026-03-01T10:00:00Z",
            "credentialSubject": {
                "verifiedIdentities": [verified],
                "c2paAsset": {"referenced_assertions": [{"url": HARD_BINDING, "hash": empty}], "sig_type": kind},
            },
        }
        payload, form = json.dumps(credential).encode(), b"application/vc"
        protected = b"\xa2\1\x27\3" + length(3, len(form)) + form  # {alg: EdDSA, content type: form}
        parts = (length(2, len(protected)) + protected, b"\xa0", length(2, len(payload)) + payload, length(2, 64))
        sign1 = b"\xd2\x84" + b"".join(parts) + b"s" * 64
        reference = {"url": HARD_BINDING, "hash": [0] * 32}
        data = {"signer_payload": {"referenced_assertions": [reference], "sig_type": kind}, "signature": list(sign1)}
        return {"label": "cawg.identity", "data": {**data, "pad1": [0] * 8, **more}}

    return build


@pytest.fixture(scope="session")
def gallery(
    picture: Callable[..., bytes], authority: Authority, identity: Callable[..., dict[str, Any]]
) -> dict[str, bytes]:
    """Signed pictures by what happened to them; all are signed by `authority`."""
    plain = picture("jpeg")

    def jpeg(actions: list[dict[str, Any]], *parts: tuple[str, bytes], **more: Any) -> bytes:
        return authority.sign(more.pop("of", plain), "image/jpeg", actions, ingredients=parts, **more)

    created = [{"action": "c2pa.created", "digitalSourceType": AI, "softwareAgent": {"name": "Example Paint"}}]
    captured = [{"action": "c2pa.created", "digitalSourceType": CAPTURE, "when": "2026-03-01T10:00:00Z"}]
    opened: dict[str, Any] = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["i0"]}}
    placed: dict[str, Any] = {"action": "c2pa.placed", "parameters": {"ingredientIds": ["i0"]}}
    collage = [{"action": "c2pa.created", "digitalSourceType": f"{BASE}composite"}, placed]
    made, photo = jpeg(created), jpeg(captured)
    png = authority.sign(picture("png"), "image/png", captured)
    pixels = png.index(b"IDAT") + 8
    datasets = b"\x1c\2\x6e\0\x0cHarbour Post\0"
    resource = b"Photoshop 3.0\0008BIM\4\4\0\0" + struct.pack(">I", len(datasets) - 1) + datasets
    credit = struct.pack(">BBH", 0xFF, 0xED, len(resource) + 2) + resource
    after = photo.index(b"\xff\xdb")  # the first segment behind the manifest
    crop = [opened, {"action": "c2pa.cropped", "softwareAgent": "Example Edit"}]
    fill = [opened, {"action": "c2pa.edited", "digitalSourceType": EDITED, "softwareAgent": {"name": "Example Fill"}}]
    labelled = picture("jpeg", xmp={"Iptc4xmpExt:DigitalSourceType": AI})
    return {
        "made by AI": made,
        "photograph": photo,
        "cropped": jpeg(crop, ("parentOf", photo)),
        "filled by AI": jpeg(fill, ("parentOf", photo)),
        "AI resized": jpeg([opened, {"action": "c2pa.resized"}], ("parentOf", made)),
        "part by AI": jpeg(collage, ("componentOf", made)),
        "XMP says AI": jpeg(captured, of=labelled),
        "pixels changed": photo[:-3] + bytes([photo[-3] ^ 0x55]) + photo[-2:],
        "pixels of a PNG changed": png[:pixels] + bytes([png[pixels] ^ 0x55]) + png[pixels + 1 :],
        "claim changed": made.replace(b"trainedAlgorithmicMedia", b"digitalCapture_________"),
        "bytes added": photo + b"behind the end",
        "credit added": photo[:after] + credit + photo[after:],
        "cut": photo[:-6],
        "saved anew": plain,
        "remote only": jpeg(captured, remote="http://127.0.0.1:9/manifest.c2pa"),
        "broken ingredient": jpeg(crop, ("parentOf", photo[:-3] + bytes([photo[-3] ^ 0x55]) + photo[-2:])),
        "broken identity": jpeg(captured, assertions=[identity("did:web:identities.example")]),
        "identity without a proof": jpeg(captured, assertions=[identity("did:web:ids.example", signature=[0, 1, 2])]),
        "no identity at all": jpeg(captured, assertions=[{"label": "cawg.identity", "data": {"hello": "world"}}]),
    }  # fmt: skip
