"""A signing authority that lives for one test run: nothing real is trusted, and no foreign key is used."""

from __future__ import annotations

import datetime
import io
import json
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


@pytest.fixture(scope="session")
def short_lived() -> Authority:
    """An authority whose signer's certificate expires after three seconds."""
    return Authority(datetime.timedelta(seconds=3))
