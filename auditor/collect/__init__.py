"""Targets to snapshots: the only part of the auditor that touches the network."""

from __future__ import annotations

from auditor.collect.collector import Collector
from auditor.collect.settings import CollectSettings, Outside
from auditor.collect.targets import expand

__all__ = ["CollectSettings", "Collector", "Outside", "expand"]
