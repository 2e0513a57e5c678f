"""The facts of one image file: what its own data say about its making (part of `auditor.facts`)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

ImageVerdict = Literal[
    "ai_generated", "ai_edited", "composite", "camera_capture", "no_provenance", "credentials_broken", "unreadable"
]  # fmt: skip


class ContentCredentials(Struct, frozen=True, kw_only=True):
    """A C2PA manifest as far as it could be read."""

    present: Annotated[bool, Meta(description="The file carries a manifest")]
    integrity: Annotated[
        Literal["intact", "broken", "unchecked"] | None,
        Meta(description="Whether the file still matches the manifest; null without one"),
    ] = None
    trust: Annotated[
        Literal["trusted", "untrusted", "expired", "unchecked"] | None,
        Meta(description="Whether the signer is on a trust list"),
    ] = None
    signer: Annotated[str | None, Meta(description="Name in the signing certificate")] = None
    generator: Annotated[str | None, Meta(description="Software that wrote the claim")] = None
    actions: Annotated[tuple[str, ...], Meta(description="Actions, such as c2pa.created")] = ()
    digital_source_types: Annotated[
        tuple[str, ...], Meta(description="IPTC Digital Source Types, last part of the address")
    ] = ()


class MetadataField(Struct, frozen=True, kw_only=True):
    """One field of a file's metadata."""

    where: Annotated[str, Meta(description="Container and field, such as XMP Iptc4xmpExt:DigitalSourceType")]
    value: Annotated[str, Meta(description="Its text, cut at 500 characters")]


class Reason(Struct, frozen=True, kw_only=True):
    """The words in a file that a verdict rests on."""

    quote: Annotated[str, Meta(description="The words")]
    where: Annotated[str, Meta(description="Container and field")]


class ImageProvenance(Struct, frozen=True, kw_only=True):
    """What an image file says about its own making (`auditor.media.inspect`)."""

    verdict: Annotated[ImageVerdict, Meta(description="What the file's own data amount to")]
    confidence: Annotated[float, Meta(description="How far the verdict can be relied on, from 0 to 1")]
    c2pa: Annotated[ContentCredentials, Meta(description="The C2PA manifest, if there is one")]
    metadata: Annotated[tuple[MetadataField, ...], Meta(description="The metadata fields that speak of the making")]
    reasons: Annotated[tuple[Reason, ...], Meta(description="The words in the file that decided")]
