"""Validation: what keeps a draft from being published, what editors should look at, and how complete it is."""

from peerlearn.curation.validate.checking import Report, validate
from peerlearn.curation.validate.completeness import Completeness, Gain, completeness
from peerlearn.curation.validate.finding import Finding

__all__ = ["Completeness", "Finding", "Gain", "Report", "completeness", "validate"]
