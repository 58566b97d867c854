"""The Arabic quality gate: what a reader took from a file is judged page by page, and repaired where the repair is sure."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from peerlearn.curation.gate.model import arabic
from peerlearn.curation.gate.repair import Repaired, repair

if TYPE_CHECKING:
    from peerlearn.curation.source import Page, Source
