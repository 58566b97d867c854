"""Who is signed in, at the top of every page: a small menu, or the link to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app import state as urls
from app.account_routes import SIGN_IN, SIGN_OUT
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.identity import Visitor
    from app.state import State


def menu(visitor: Visitor, path: str, state: State, tr: Translator) -> Html:
    """Return the menu of somebody who is signed in, or the link to sign in; both lead back to this page."""
    here = urls.url(path, state)
    if not visitor.signed_in:
        link = element("a", tr("Sign in"), href=f"{SIGN_IN}?{urlencode({'to': here})}", target="_self")
        return element("div", link, class_="pl-account")
    name = element("bdi", visitor.name or tr("Signed in"), class_="pl-account-name")
    summary = element("summary", name, element("span", role_name(visitor.role, tr), class_="pl-account-role"))
    buttons = [element("button", tr("Sign out"), type="submit", name="where", value="here")]
    if visitor.person is not None:
        buttons.append(element("button", tr("Sign out everywhere"), type="submit", name="where", value="everywhere"))
    back = element("input", type="hidden", name="to", value=here)
    form = element("form", back, *buttons, method="post", action=SIGN_OUT)
    return element("details", summary, form, class_="pl-account")


def role_name(role: str, tr: Translator) -> str:
    """Return a role as people say it."""
    return {"city": tr("city"), "curator": tr("curator"), "admin": tr("administrator")}.get(role, tr("reader"))


def banner(tr: Translator) -> Html:
    """Return the warning that anybody may be anybody here."""
    said = tr("Development sign-in: whoever opens this page may take any role. Never use it for real work.")
    return text_in("p", said, tr.lang, class_="pl-development", role="note")
