"""The questions to the city, and what a file cannot say of itself, as one form; a field that two people changed is shown to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.components.desk.frame import foreign, heading
from app.markup import Html, element
from app.page import show
from peerlearn.curation.deskwork import questions_open, still_missing
from peerlearn.curation.drafts import OWN, answers_of
from peerlearn.curation.validate.template import field_name

if TYPE_CHECKING:
    from app.acts import Acts
    from app.i18n import Translator
    from peerlearn.curation.review.submission import Submission
    from peerlearn.vocabulary import Vocabularies, Vocabulary

LONG = ("evidence.reason", "summary", "challenge", "solution")
"""Answers that are rather texts than words."""


CHOSEN = {"evidence.level": "evidence_levels", "evidence.type": "evidence_types"}
"""Answers that are a term of a list."""


def questions(found: Submission, acts: Acts, lists: Vocabularies, *, may: bool) -> None:
    """Draw what only people can say: the questions first, then source and evidence, then what was answered already."""
    tr = acts.tr
    asked = {each["field"]: each["text"] for each in found.draft.get("questions", ())}
    known = answers_of(found)
    missing = still_missing(found)
    fields = [*(each["field"] for each in questions_open(found)), *(each for each in asked if each in known)]
    own = [each for each in OWN if each not in fields and (each != "id" or each in known)]
    show(_lead(len(questions_open(found)), missing, tr))
    with st.form("desk-answers", border=False):
        for name in dict.fromkeys([*fields, *own]):
            if name in asked:
                show(foreign("p", asked[name], class_="pl-question"))
            needed = name in missing
            if name in CHOSEN and CHOSEN[name] in lists:
                _choice(name, known.get(name, ""), lists[CHOSEN[name]], tr, needed=needed, may=may)
            else:
                _box(name, known.get(name, ""), tr, needed=needed, may=may)
        st.form_submit_button(
            tr("Save the answers"), type="primary", key="desk-answer", disabled=not may, on_click=_save, args=(acts, found)
        )


def _lead(count: int, missing: list[str], tr: Translator) -> Html:
    said = tr.plural("{n} question is open.", "{n} questions are open.", count) if count else tr("Every question is answered.")
    names = tr(", ").join(field_name(each, tr.lang) for each in missing)
    more = [element("p", tr("Needed before it can be handed in: {names}", names=names))] if missing else []
    return element("div", heading(tr("Questions to the city"), tr), element("p", said), *more, lang=tr.lang, dir=tr.dir)


def _choice(name: str, value: str, terms: Vocabulary, tr: Translator, *, needed: bool, may: bool) -> None:
    names = {"": "—", **{each.id: each.label(tr.lang) for each in terms}}
    options = [*names, *([value] if value not in names else [])]
    st.selectbox(
        _label(name, tr, needed=needed), options, options.index(value), key=f"desk-answer-{name}", disabled=not may,
        format_func=lambda term: names.get(term, term),
    )  # fmt: skip


def _label(name: str, tr: Translator, *, needed: bool) -> str:
    label = field_name(name, tr.lang)
    return f"{label} ({tr('needed')})" if needed else label


def _box(name: str, value: str, tr: Translator, *, needed: bool, may: bool) -> None:
    draw = st.text_area if name in LONG or len(value) > 80 else st.text_input
    draw(_label(name, tr, needed=needed), value=value, key=f"desk-answer-{name}", disabled=not may)


def _save(acts: Acts, seen: Submission) -> None:
    """Save what differs from what was seen."""
    known = answers_of(seen)
    prefix = "desk-answer-"
    typed = {str(key).removeprefix(prefix): str(value or "") for key, value in st.session_state.items() if str(key).startswith(prefix)}
    changed = {name: value for name, value in typed.items() if value.strip() != known.get(name, "").strip()}
    if changed:
        acts.answer(seen, changed)
