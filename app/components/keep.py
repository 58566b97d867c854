"""The button on a card that puts it on the shortlist of this browser; the script ``results.js`` does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.markup import Html, element

if TYPE_CHECKING:
    from app.i18n import Translator


def keep_button(record_id: str, title: str, tr: Translator) -> Html:
    """Return the button; whether it is pressed is what the browser knows."""
    return element(
        "button",
        element("span", class_="pl-star", aria_hidden="true"),
        element("span", tr("Shortlist"), class_="pl-keep-word"),
        element("span", f"{tr(': ')}{title}", class_="pl-sr"),
        type="button",
        data_keep=record_id,
        aria_pressed="false",
        class_="pl-keep",
    )
