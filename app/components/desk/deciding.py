"""The buttons under a suggestion: accept, reject, or write another value; and what to do when somebody was quicker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.acts import CLASH, Acts, Clash, clashing, mine_at_clashes
from app.components.desk.frame import foreign, heading
from app.markup import element
from app.page import current_state, go, show
from app.views.desk.draft import Suggested, next_open
from app.views.desk.plain import line
from peerlearn.curation.validate.template import field_name
from peerlearn.dossier import value_text, word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.i18n import Translator
    from peerlearn.curation.review.submission import Submission

LONG = 80
"""From so many characters on, a value is written in a box of several lines."""


def buttons(acts: Acts, submission: str, view: Suggested, views: Sequence[Suggested]) -> None:
    """Draw accept, reject and edit for the suggestion that is looked at; what is decided leads to the next that is open."""
    tr = acts.tr
    given = (acts, submission, view, views)
    with st.container(horizontal=True, key="desk-decide"):
        kind: Any = "primary" if view.choice == "open" else "secondary"
        st.button(tr("Accept"), key="desk-accept", type=kind, on_click=_decide, args=(*given, "accepted"))
        st.button(tr("Reject this value"), key="desk-reject", on_click=_decide, args=(*given, "rejected"))
        after = next_open(views, view.id)
        if after:
            st.button(tr("Next open one"), key="desk-next", type="tertiary", on_click=_look_at, args=(after,))
        left = sum(each.choice == "open" for each in views)
        if left > 1:
            st.button(
                tr("Accept all {n} that are open", n=left), key="desk-all", type="tertiary", on_click=acts.accept_all, args=(submission,)
            )
    with st.expander(tr("Write another value"), key=f"desk-edit-{view.id}"), st.form(f"desk-form-{view.id}", border=False):
        parts = view.value if isinstance(view.value, dict) else {"": view.value}
        for name, value in parts.items():
            _box(name or view.name, "" if value is None else str(value), f"desk-value-{view.id}-{name}")
        st.form_submit_button(tr("Save this value"), key=f"desk-save-{view.id}", on_click=_edited, args=(*given, tuple(parts)))


def _box(label: str, value: str, key: str) -> None:
    draw: Callable[..., Any] = st.text_area if len(value) > LONG else st.text_input
    draw(label.replace("_", " "), value=value, key=key)


def _decide(acts: Acts, submission: str, view: Suggested, views: Sequence[Suggested], choice: Any, value: Any = None) -> None:
    if acts.decide(submission, view.id, choice=choice, version=view.version, value=value):
        _look_at(next_open(views, view.id) or view.id)


def _edited(acts: Acts, submission: str, view: Suggested, views: Sequence[Suggested], parts: Sequence[str]) -> None:
    typed = {name: st.session_state[f"desk-value-{view.id}-{name}"] for name in parts}
    value = typed[""] if "" in typed else _with_parts(view.value, typed)
    _decide(acts, submission, view, views, "edited", value)


def _with_parts(before: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return parts as they were typed; a number stays a number where it still is one, and an empty part of a number is none."""
    made: dict[str, Any] = {}
    for name, text in typed.items():
        was = before[name]
        numeric = not isinstance(was, str)
        digits = text.replace(",", "").strip()
        made[name] = (
            (int(digits) if digits.isdigit() else float(digits) if digits.replace(".", "", 1).isdigit() else None) if numeric else text
        )
    return made


def _look_at(suggestion: str) -> None:
    go(current_state().change(at=suggestion))


def clash(acts: Acts, found: Submission, name_of: Callable[[str], str]) -> None:
    """Show both changes where somebody was quicker, and let this person choose; nothing is lost before they do."""
    kept: Clash | None = st.session_state.get(CLASH)
    if kept is None or kept.submission != found.id:
        return
    tr, conflict = acts.tr, kept.conflict
    both = _both(kept, found, tr)
    rows = [
        element(
            "div",
            element("h3", name),
            element("p", element("strong", tr("Theirs:")), " ", foreign("bdi", theirs)),
            element("p", element("strong", tr("Yours:")), " ", foreign("bdi", mine)),
        )
        for name, theirs, mine in both
    ]
    who = foreign("bdi", line(name_of(conflict.by), 40)) if conflict.by else None
    said = element("p", tr("Somebody was quicker: their change stands, and yours is kept here until you choose."), " ", who)
    show(
        element(
            "div",
            heading(tr("Two changes of one thing"), tr),
            said,
            *rows,
            class_="pl-note pl-note-problem",
            role="alert",
            lang=tr.lang,
            dir=tr.dir,
        )
    )
    with st.container(horizontal=True, key="desk-clash"):
        st.button(tr("Keep theirs"), key="desk-theirs", on_click=_settle, args=(acts, kept, False))
        st.button(tr("Use mine"), key="desk-mine", type="primary", on_click=_settle, args=(acts, kept, True))


def _both(kept: Clash, found: Submission, tr: Translator) -> list[tuple[str, str, str]]:
    conflict = kept.conflict
    if kept.suggestion:
        field = next((each["field"] for each in found.draft.get("suggestions", ()) if each["id"] == kept.suggestion), "")
        sides = [_choice(each, tr) for each in (conflict.theirs, conflict.mine)]
        return [(field_name(field, tr.lang), sides[0], sides[1])]
    return [(field_name(each, tr.lang), _answer(conflict.theirs, each), _answer(conflict.mine, each)) for each in clashing(conflict)]


def _choice(decision: Any, tr: Translator) -> str:
    said = word(decision.choice, tr.lang)
    return f"{said}{tr(': ')}{line(value_text(decision.value), 300)}" if decision.choice == "edited" else said


def _answer(draft: Mapping[str, Any], name: str) -> str:
    return line(str(draft.get("answers", {}).get(name, {}).get("value", "—")), 300)


def _settle(acts: Acts, kept: Clash, mine: bool) -> None:
    st.session_state.pop(CLASH, None)
    conflict = kept.conflict
    if kept.suggestion:
        if mine:
            own = conflict.mine
            acts.decide(kept.submission, kept.suggestion, choice=own.choice, value=own.value, version=conflict.version)
        return
    acts.save(kept.submission, mine_at_clashes(conflict) if mine else conflict.merged, version=conflict.version)
