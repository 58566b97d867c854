"""Handing files in: what is allowed, the empty template, and how far the worker is; the list survives a reload, for it is the store's."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.components.desk.frame import heading
from app.components.desk.listing import job_list, nothing
from app.desk import say
from app.markup import element
from app.page import show
from app.views.desk.listing import job_lines
from app.views.desk.plain import line
from peerlearn.curation.ingest.limits import DEFAULT, MEGABYTE
from peerlearn.curation.ingest.template import LANGS, write_template
from peerlearn.curation.review.originals import keep_original
from peerlearn.curation.review.rules import is_office
from peerlearn.curation.review.submission import Refused
from peerlearn.curation.work.jobs import ask_upload, list_jobs

if TYPE_CHECKING:
    from app.desk import Desk
    from app.i18n import Translator

FILES = "desk-files"
ROUND = "desk-round"
EVERY = 2.0
"""Seconds between two looks at the queue while something is under way."""


def uploader(desk: Desk, tr: Translator) -> None:
    """Draw the box that takes files."""
    most = DEFAULT.file_bytes // MEGABYTE
    what = tr("PDF, Word, PowerPoint, Excel, CSV, web page, text or a ZIP of these; at most {most} MB each.", most=most)
    show(element("p", what, lang=tr.lang, dir=tr.dir))
    turn = st.session_state.setdefault(ROUND, 0)  # another key empties the box
    st.file_uploader(tr("Choose files, or drag them here"), accept_multiple_files=True, key=f"{FILES}-{turn}", max_upload_size=most)
    st.button(tr("Hand in the files"), type="primary", key="desk-upload", on_click=_hand_in, args=(desk, tr))


def _hand_in(desk: Desk, tr: Translator) -> None:
    """Keep the bytes and ask for each file to be taken in; what is refused is said file by file."""
    files: list[Any] = st.session_state.get(f"{FILES}-{st.session_state[ROUND]}") or []
    if not files:
        say(tr("Choose a file first."), problem=True)
        return
    refused = []
    for file in files:
        name, data = line(file.name, 200), file.getvalue()
        if len(data) > DEFAULT.file_bytes:
            refused.append(f"{name}: {tr('The file is too large.')}")
            continue
        asked = ask_upload(desk.store, name=file.name, sha256=keep_original(desk.settings, data), by=desk.by)
        refused += [f"{name}: {asked.text(tr.lang)}"] if isinstance(asked, Refused) else []
    st.session_state[ROUND] += 1
    taken = len(files) - len(refused)
    said = [tr.plural("{n} file was handed in.", "{n} files were handed in.", taken)] if taken else []
    say("\n".join([*said, *refused]), problem=bool(refused))


def templates(tr: Translator) -> None:
    """Draw the downloads of the empty template."""
    show(heading(tr("Many practices at once"), tr))
    show(element("p", tr("Fill in one row a practice, then upload the spreadsheet."), lang=tr.lang, dir=tr.dir))
    names = {"ar": tr("Template in Arabic"), "en": tr("Template in English"), "fr": tr("Template in French")}
    with st.container(horizontal=True, key="desk-templates"):
        for lang in LANGS:
            st.download_button(
                names[lang], partial(write_template, lang=lang, file_format="xlsx"),
                file_name=f"peerlearn-template-{lang}.xlsx", key=f"desk-template-{lang}", on_click="ignore",
            )  # fmt: skip


def progress(desk: Desk, tr: Translator) -> None:
    """Draw the last jobs; while one is under way, they are looked at again every other second."""
    under_way = any(each.open for each in _jobs(desk))
    st.fragment(_drawn, run_every=EVERY if under_way else None)(desk, tr, under_way)


def _drawn(desk: Desk, tr: Translator, was_under_way: bool) -> None:
    found = _jobs(desk)
    show(heading(tr("What came of the files"), tr))
    if not found:
        show(nothing(tr("Nothing was handed in yet."), tr))
        return
    show(job_list(job_lines(found, tr, now=dt.datetime.now(dt.UTC)), tr))
    if was_under_way and not any(each.open for each in found):
        st.rerun()


def _jobs(desk: Desk) -> list[Any]:
    return list_jobs(desk.store, by=None if is_office(desk.person.role) else desk.by)
