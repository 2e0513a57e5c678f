"""The facts of one image file: what its own data say about its making (part of `auditor.facts`)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

ImageVerdict = Literal[
    "ai_generated", "ai_edited", "composite", "camera_capture", "no_provenance", "credentials_broken", "unreadable"
]  # fmt: skip
Standing = Literal["intact", "weak_binding", "questionable", "broken", "not_checked", "unknown"]
ListTier = Literal["official", "interim", "added"]
Likeness = Literal["same", "unclear", "another", "not_drawn", "missing"]
TrustTier = Literal["official", "interim", "added", "untrusted", "expired", "revoked", "unverified"]


class TrustListRef(Struct, frozen=True):
    """Which list of signers a result rests on."""

    name: Annotated[str, Meta(description="File name of the list")]
    tier: Annotated[ListTier, Meta(description="The official list, the interim one, or one that was added")]
    sha256: Annotated[str, Meta(description="SHA-256 of the file, in hexadecimal")]
    issued: Annotated[str | None, Meta(description="Date of the list (ISO 8601); null where it states none")] = None
    newest: Annotated[
        str | None, Meta(description="Day from which its newest certificate is valid: the list is no older")
    ] = None


class Identity(Struct, frozen=True, kw_only=True):
    """Somebody named beside the signer by an identity assertion (CAWG) of the manifest."""

    name: Annotated[str | None, Meta(description="The name it gives; null where it gives none that can be read")]
    kind: Annotated[
        str, Meta(description="certificate, or what was verified, such as social_media or affiliation; or unknown")
    ]
    vouched_by: Annotated[
        str | None, Meta(description="Who is said to have verified it; null for a certificate of one's own")
    ] = None
    status: Annotated[
        Literal["not_checked", "untrusted", "expired", "broken"],
        Meta(
            description="Untrusted where it fits the manifest and no list vouches for it, broken where it contradicts "
            "the manifest, expired outside its time, not_checked where that cannot be told without asking somebody"
        ),
    ] = "not_checked"


class EditStep(Struct, frozen=True, kw_only=True):
    """One recorded step on the way to this picture."""

    relation: Annotated[
        Literal["main", "part", "input"],
        Meta(description="The picture itself, a part placed into it, or something it was made from"),
    ]
    action: Annotated[str, Meta(description="Action, such as c2pa.created")]
    software: Annotated[str | None, Meta(description="Program that did it")] = None
    when: Annotated[str | None, Meta(description="When, as the step states it")] = None
    source_type: Annotated[str | None, Meta(description="IPTC Digital Source Type, last part of the address")] = None


class ContentCredentials(Struct, frozen=True, kw_only=True):
    """A C2PA manifest as far as it could be read."""

    present: Annotated[bool, Meta(description="The file carries a manifest")]
    integrity: Annotated[
        Literal["intact", "broken", "unchecked"] | None,
        Meta(description="Whether the file still matches the manifest; null without one"),
    ] = None
    standing: Annotated[
        Standing | None,
        Meta(
            description="The same in finer words: weak_binding where more was left out of the hash than is allowed, "
            "questionable where an unknown fault was found, not_checked where no check was possible, unknown where "
            "the manifest could not be read; null without one"
        ),
    ] = None
    trust: Annotated[
        Literal["trusted", "untrusted", "expired", "unchecked"] | None,
        Meta(description="Whether the signer is on a trust list"),
    ] = None
    trust_tier: Annotated[
        TrustTier | None,
        Meta(description="The list that the signer is on, or why none vouches; unverified where none was asked"),
    ] = None
    signer: Annotated[str | None, Meta(description="Name in the signing certificate")] = None
    signed_at: Annotated[
        str | None, Meta(description="Time stamp of the signature (ISO 8601); null where there is none")
    ] = None
    generator: Annotated[str | None, Meta(description="Software that wrote the claim")] = None
    actions: Annotated[tuple[str, ...], Meta(description="Actions, such as c2pa.created")] = ()
    digital_source_types: Annotated[
        tuple[str, ...], Meta(description="IPTC Digital Source Types, last part of the address")
    ] = ()
    ingredients_broken: Annotated[
        tuple[str, ...],
        Meta(description="Codes of pictures in the history that no longer match their own credentials"),
    ] = ()
    identities: Annotated[tuple[Identity, ...], Meta(description="Who is named beside the signer (CAWG)")] = ()
    identity_broken: Annotated[
        tuple[str, ...], Meta(description="Codes of identity assertions that contradict their own manifest")
    ] = ()
    history: Annotated[tuple[EditStep, ...], Meta(description="Recorded steps, the oldest first")] = ()


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
    conflict: Annotated[
        bool, Meta(description="The file says both that a machine made it and that a camera took it; both are quoted")
    ] = False


class RenditionCheck(Struct, frozen=True, kw_only=True):
    """One of the files that a page offers for a picture: does it still say what the original says?"""

    url: Annotated[str, Meta(description="Its address")]
    likeness: Annotated[
        Likeness,
        Meta(
            description="Whether it shows the same picture as the first of them that came; unclear between same and "
            "another, not_drawn where it cannot be compared, missing where it did not come"
        ),
    ]
    distance: Annotated[
        int | None, Meta(description="Bits of 64 in which the two look different; null where they were not compared")
    ] = None
    width: Annotated[int | None, Meta(description="Width in pixels; null where it cannot be told")] = None
    height: Annotated[int | None, Meta(description="Height in pixels; null where it cannot be told")] = None
    bytes: Annotated[int | None, Meta(description="Size of the file; null where it did not come")] = None
    verdict: Annotated[ImageVerdict | None, Meta(description="What its file says; null where it did not come")] = None
    credentials: Annotated[
        bool | None, Meta(description="It carries Content Credentials; null where it did not come")
    ] = None
