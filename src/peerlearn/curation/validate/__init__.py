"""Validation: what keeps a draft from being published, what editors should look at, and how complete it is."""

from peerlearn.curation.validate.checking import Report, validate
from peerlearn.curation.validate.completeness import Completeness, Gain, completeness
from peerlearn.curation.validate.corpus_file import FileReport, Placed, check_record
from peerlearn.curation.validate.finding import Finding

__all__ = ["Completeness", "FileReport", "Finding", "Gain", "Placed", "Report", "check_record", "completeness", "validate"]
