"""Help for each role: a few short tasks, the first of which lead straight to where they are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from app.i18n import Translator


@dataclass(frozen=True)
class Role:
    """Somebody who comes here: the anchor, who they are, their tasks in order, and (name, link) of where to begin."""

    id: str
    name: str
    tasks: tuple[str, ...]
    begin: tuple[tuple[str, str], ...]


def roles(tr: Translator) -> tuple[Role, ...]:
    """Return the roles in the order in which most people come."""
    return (_official(tr), _city(tr), _researcher(tr), _curator(tr))


def _official(tr: Translator) -> Role:
    tasks = (
        tr("Ask as you would ask a colleague, in your own language. The answer is sought in all languages of the library."),
        tr(
            "Read the highlighted passage of each result first. Strong, fair and weak say how likely it answers you, not how "
            "good the practice is."
        ),
        tr("Open a practice to see what was done, for whom, at what cost, what came of it, and how well that is documented."),
        tr("Nothing fits? Take a filter away, say it in other words, or look on the Explore page whether the subject is missing here."),
    )
    return Role("officials", tr("For officials: find a practice that fits"), tasks, ((tr("Begin with a question"), urls.home(tr.lang)),))


def _city(tr: Translator) -> Role:
    tasks = (
        tr("Ask the editors of this library for an account of your city, and sign in with it."),
        tr("Hand in what you have: a report, slides, a web page or the template, in the language it was written in."),
        tr(
            "A draft is made from your file, and each of its facts shows the place it was taken from. Mend what is wrong, and "
            "leave empty what nobody knows."
        ),
        tr(
            "A curator reads the draft beside your file and publishes it, or sends it back and says why. You see at any time "
            "where it stands."
        ),
    )
    begin = ((tr("See who is missing"), urls.url(urls.EXPLORE, urls.State(lang=tr.lang))),)
    return Role("cities", tr("For cities: share what you have done"), tasks, begin)


def _researcher(tr: Translator) -> Role:
    tasks = (
        tr(
            "See the whole on the Explore page: what the texts are about, where and when, in which languages, and who is "
            "missing. A filter there stays in the address, which you can share."
        ),
        tr("Download the data set. Its datasheet says where the data comes from and what to know before relying on it."),
        tr(
            "Judge results by their level of evidence and by who reported them. Levels 0 and 1 say that results are hardly "
            "documented or not at all."
        ),
        tr("Few rows for a country do not mean few practices there: they mean that few were written down here."),
    )
    begin = (
        (tr("Explore the library"), urls.url(urls.EXPLORE, urls.State(lang=tr.lang))),
        (tr("Download the data set (ZIP)"), urls.DATASET),
    )
    return Role("researchers", tr("For researchers: see the whole and take it with you"), tasks, begin)


def _curator(tr: Translator) -> Role:
    tasks = (
        tr("See first how well the file could be read. Where the letters are doubtful, compare with the original or ask for another copy."),
        tr("Hold each value of the draft against the place in the source that it came from. What no source supports stays empty."),
        tr("Look at the likely duplicates before you decide, and merge what tells of one practice."),
        tr("Give a reason with each decision. Nobody publishes alone what they handed in themselves, and every step stands in the log."),
    )
    return Role("curators", tr("For curators: from a file to a published practice"), tasks, ())


def page(tr: Translator) -> Html:
    """Return the roles as parts of one page, with links to each of them above."""
    known = roles(tr)
    nav = element(
        "nav",
        element("ul", *(element("li", element("a", role.name, href=f"#{role.id}")) for role in known)),
        class_="pl-help-roles",
        aria_label=tr("Who are you?"),
    )
    return element("div", nav, *(_role(role, tr) for role in known), class_="pl-help", lang=tr.lang, dir=tr.dir)


def _role(role: Role, tr: Translator) -> Html:
    tasks = element("ol", *(element("li", task) for task in role.tasks))
    links = [
        element("a", name, href=link, target=None if link == urls.DATASET else "_self", download=link == urls.DATASET)
        for name, link in role.begin
    ]
    begin = element("p", *(element("span", link) for link in links), class_="pl-begin") if links else None
    return element("section", text_in("h2", role.name, tr.lang, id=role.id, tabindex="-1"), tasks, begin)


def hint(tr: Translator) -> Html:
    """Return the way to the help, for pages that have nothing to show."""
    link = element(
        "a", tr("How to search, and what to do when nothing is found"), href=urls.url(urls.HELP, urls.State(lang=tr.lang)), target="_self"
    )
    return element("p", link, class_="pl-small", lang=tr.lang, dir=tr.dir)
