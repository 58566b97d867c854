"""Every defect of a whole corpus, in form and in language, told in a language of the interface."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from peerlearn import editorial
from peerlearn.curation.validate.corpus_file import check_record
from peerlearn.curation.validate.rules import EDITORIAL, remark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peerlearn.corpus import Corpus
    from peerlearn.issues import Issue

_RECORDS = ("practices/", "documents/")


def corpus_issues(corpus: Corpus, folder: Path, *, lang: str) -> list[Issue]:
    """Return what is wrong with a corpus that was read with ``keep_going``, in the order of its files.

    Reading a record stops at its first refusal, so the files of defective ones are gone through again. Defects of cities and lists are
    told in English.
    """
    return sorted([*_of_form(corpus, folder, lang), *_of_language(corpus, folder, lang)])


def _of_form(corpus: Corpus, folder: Path, lang: str) -> Iterator[Issue]:
    again: dict[PurePosixPath, list[Issue]] = {}
    for issue in corpus.issues:
        if issue.file.startswith(_RECORDS):
            path = PurePosixPath(issue.file)
            again.setdefault(path.with_name(f"{path.name.split('.')[0]}.md"), []).append(issue)
        else:
            yield issue
    for main, known in again.items():
        report = check_record(folder / main, corpus=folder, cities=corpus.cities, vocabularies=corpus.vocabularies)
        shown = [each for each in report.placed if each.finding.blocks or each.finding.code in EDITORIAL]
        told = [replace(each.issue(lang), file=str(main.with_name(each.file))) for each in shown]
        yield from known if report.ok else told


def _of_language(corpus: Corpus, folder: Path, lang: str) -> Iterator[Issue]:
    languages = {record.id: record.lang for record in corpus.records()}
    for issue in editorial.check(corpus, folder=folder):
        finding = remark(issue, original=languages[PurePosixPath(issue.file).name.split(".")[0]])
        yield replace(issue, message=finding.message(lang), remedy=finding.remedy(lang), severity=finding.severity)
