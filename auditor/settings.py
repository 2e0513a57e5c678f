"""
What can be set, and where a setting comes from: flags > environment (AUDITOR_…) > auditor.toml > defaults.

A list that is set nearer replaces the one further away; they are never mixed. In the environment the values of a list
are separated by semicolons: `AUDITOR_RULES="house;legal"`.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from auditor.errors import UsageError

FILE = "auditor.toml"
PREFIX = "AUDITOR_"
_FOLDERS = frozenset({"rules", "trust"})
Points = Annotated[float, Meta(ge=0, le=100)]
Seconds = Annotated[float, Meta(gt=0, le=600)]
Pause = Annotated[float, Meta(ge=0, le=3600)]


class Settings(Struct, frozen=True, kw_only=True):
    """Everything a newsroom or a class may want to fix once; the descriptions are the documentation."""

    store: Annotated[
        str | None,
        Meta(description="Database in which audits are kept, such as sqlite:///audits.db or postgresql://host/name"),
    ] = None
    rules: Annotated[tuple[str, ...], Meta(description="Folders with rules of your own, beside the packaged ones")] = ()
    pack: Annotated[str, Meta(description="Set of rules and weights to judge by")] = "newsroom"
    offline: Annotated[bool, Meta(description="Touch no network; what would need it is reported as not checked")] = (
        False
    )
    images: Annotated[bool, Meta(description="Fetch the article's pictures and read what their files say")] = True
    renditions: Annotated[
        bool, Meta(description="Fetch every rendition of the pictures too: which of them still say how they were made")
    ] = False
    check_links: Annotated[bool, Meta(description="Try the article's links: which open, moved, are gone")] = False
    trust: Annotated[
        str | None,
        Meta(description="Folder with the lists of known signers of pictures; `auditor trust` looks after it"),
    ] = None
    trust_source: Annotated[
        str | None,
        Meta(description="Address that the official trust lists are fetched from, such as a mirror's; theirs without"),
    ] = None
    fail_under: Annotated[Points | None, Meta(description="Exit 1 when a page scores under this")] = None
    fail_on: Annotated[tuple[str, ...], Meta(description="Exit 1 when one of these conditions holds for a page")] = ()
    allow_incomplete: Annotated[bool, Meta(description="Do not exit 3 when something could not be checked")] = False
    allow_private: Annotated[
        tuple[str, ...],
        Meta(description="Private networks that may be visited, such as 10.20.0.0/16: for pages on an intranet"),
    ] = ()
    ports: Annotated[tuple[int, ...], Meta(description="Ports that may be visited")] = (80, 443, 8080, 8443)
    timeout: Annotated[Seconds, Meta(description="Seconds that one page may take to arrive")] = 20.0
    pause: Annotated[Pause, Meta(description="Seconds between two pages of the same host")] = 2.0
    user_agent: Annotated[
        str | None, Meta(description="How the auditor introduces itself; best with a way to reach you")
    ] = None


DESCRIPTIONS: Mapping[str, str] = {
    name: next(meta.description for meta in get_args(hint)[1:] if isinstance(meta, Meta) and meta.description)
    for name, hint in get_type_hints(Settings, include_extras=True).items()
}


class Layer(NamedTuple):
    """The settings that one place gives, as far as it gives any."""

    origin: str
    """In a user's words: "flag", "environment", or the path of the file."""
    values: Mapping[str, object]


def load(flags: Mapping[str, object], environment: Mapping[str, str], config: Path | None = None) -> Settings:
    """
    Put the layers together; `config` replaces auditor.toml of the current folder.

    `flags` holds None, or (), where a flag was not given. Raises UsageError for an unknown key or a wrong value.
    """
    merged: dict[str, object] = {}
    for layer in reversed(layers(flags, environment, config)):
        merged.update(layer.values)
    settings = msgspec.convert(merged, Settings)
    _check_networks(settings.allow_private)
    return settings


def layers(
    flags: Mapping[str, object], environment: Mapping[str, str], config: Path | None = None
) -> tuple[Layer, ...]:
    """The layers, nearest first: the first one that names a setting decides it."""
    given = {name: value for name, value in flags.items() if value is not None and value != ()}
    found = [Layer("flag", given), Layer("environment", dict(_from_environment(environment)))]
    if config is None and Path(FILE).is_file():
        config = Path(FILE)
    if config is not None:
        found.append(Layer(str(config), dict(_from_file(config))))
    return tuple(found)


def unknown_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """AUDITOR_… variables that set nothing, most likely misspelt."""
    return tuple(sorted(name for name in environment if name.startswith(PREFIX) and _setting(name) is None))


def _setting(variable: str) -> str | None:
    name = variable.removeprefix(PREFIX).lower()
    return name if variable.startswith(PREFIX) and name in DESCRIPTIONS else None


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    for variable, text in environment.items():
        name = _setting(variable)
        if name is not None and text.strip():
            yield name, _checked(name, _parted(name, text.strip()), variable, strict=False)


def _parted(name: str, text: str) -> object:
    """A list is written with semicolons, because conditions hold commas and addresses hold colons."""
    if not isinstance(getattr(Settings(), name), tuple):
        return text
    return [part.strip() for part in text.split(";") if part.strip()]


def _from_file(path: Path) -> Iterator[tuple[str, object]]:
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise UsageError(
            f"The settings file {path} cannot be read: {error.strerror}.", advice="Check the path after --config."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The settings file {path} is not UTF-8.", advice="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}.", advice="See https://toml.io for its syntax.") from error
    for key, value in table.items():
        name = key.replace("-", "_")
        where = f"{path}:{_line(text, key)}: {key}"
        if name not in DESCRIPTIONS:
            raise UsageError(f"{where} is not a setting.", advice=_nearest(name))
        checked = _checked(name, value, where, strict=True)
        yield name, _beside(path, checked) if name in _FOLDERS else checked


def _beside(path: Path, named: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """A folder named in a settings file is meant from where that file lies."""
    if isinstance(named, str):
        return str(path.parent / named)
    return tuple(str(path.parent / folder) for folder in named)


def _checked(name: str, value: object, where: str, *, strict: bool) -> Any:
    """The value in the type of its setting, or an error that names where it was written."""
    try:
        return getattr(msgspec.convert({name: value}, Settings, strict=strict), name)
    except msgspec.ValidationError as error:
        problem = str(error).split(" - at ")[0]
        raise UsageError(f"{where}: {problem}.", advice=f"{DESCRIPTIONS[name]}.") from error


def _nearest(name: str) -> str:
    close = difflib.get_close_matches(name, DESCRIPTIONS, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0].replace('_', '-')}?"
    return f"Settings are {', '.join(known.replace('_', '-') for known in DESCRIPTIONS)}."


def _line(text: str, key: str) -> int:
    """The line that sets the key, or opens its table; 1 where it is written in some other way."""
    pattern = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _check_networks(networks: tuple[str, ...]) -> None:
    for network in networks:
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            raise UsageError(
                f"allow-private: {network} is not a network ({error}).",
                advice="Write it as an address with a prefix, such as 10.20.0.0/16.",
            ) from error
