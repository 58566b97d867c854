"""Short tasks for each role."""

from __future__ import annotations

from app import state as urls
from app.components import help as tasks
from app.page import Page, run, show


def body(page: Page) -> None:
    """Draw the page."""
    tr = page.tr
    page.title(tr("Help"), lead=tr("Four steps for each of those who come here."))
    show(tasks.page(tr))


run(urls.HELP, body)
