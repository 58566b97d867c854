"""The served app and a real browser. Debian's Chromium is used; where it is absent every test here is skipped by name."""

import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e import hostile

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000
"""Milliseconds that a busy machine may take for one step."""
COMMAND = (sys.executable, "-c", "from peerlearn.cli import main; main()")
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The folder with a built index: the one given, the clone's, or a new one."""
    given = Path(os.environ.get("PEERLEARN_HOME", ROOT))
    if (given / "indexes" / "current").is_file():
        return given
    made = tmp_path_factory.mktemp("home")
    environ = {**os.environ, "PEERLEARN_HOME": str(made), "PEERLEARN_CORPUS": str(ROOT / "corpus")}
    subprocess.run([*COMMAND, "index", "build"], env=environ, cwd=ROOT, check=True, timeout=900)
    return made


QUIET = {"PEERLEARN_GAPS": "0", "PEERLEARN_USAGE": "0", "PEERLEARN_WORKER": "0"}
"""Settings of a server that writes nothing into a home that is somebody's own."""


@contextmanager
def served(home, corpus, *options, settings=QUIET):
    """The address of the app, served by a process of its own on a free port; on leaving, its log may hold no trace."""
    environ = {**os.environ, "PEERLEARN_HOME": str(home), "PEERLEARN_CORPUS": str(corpus), "PYTHONUNBUFFERED": "1", **settings}
    command = [sys.executable, "-m", "app.serve", "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"peerlearn: (http://\S+)", line):
                break
        else:
            pytest.fail("the server did not start:\n" + "".join(lines))
        drain = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
        drain.start()
        yield found[1]
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
        drain.join(timeout=5)
    assert not [line for line in lines if "Traceback" in line], "the server logged:\n" + "".join(lines)


@pytest.fixture(scope="session")
def server_url(home):
    """The address of the app over the real corpus."""
    with served(home, ROOT / "corpus") as address:
        yield address


@pytest.fixture(scope="session")
def workshop(home, tmp_path_factory):
    """A home of its own with a small corpus, one record of which is hostile, and an empty store."""
    folder = tmp_path_factory.mktemp("workshop")
    hostile.write_corpus(folder / "corpus")
    (folder / "indexes").mkdir()
    (folder / "indexes" / "models").symlink_to(home / "indexes" / "models")
    environ = {**os.environ, "PEERLEARN_HOME": str(folder), "PEERLEARN_CORPUS": str(folder / "corpus")}
    done = subprocess.run([*COMMAND, "index", "build", "--json"], env=environ, cwd=ROOT, timeout=600, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def workshop_url(workshop):
    """The address of the app over the small corpus, with the development sign-in."""
    with served(workshop, workshop / "corpus", "--dev-sign-in") as address:
        yield address


@pytest.fixture(scope="module")
def chrome():
    """One browser for a file of tests: while it runs, no other event loop can run in this thread."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page of the app in the browser, with everything that went wrong on it."""

    def __init__(self, page, base):
        self.page = page
        self.base = base
        self.wrong = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))
        page.on("console", lambda said: self.wrong.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("request", self._check_origin)

    def _check_origin(self, request):
        if not request.url.startswith((self.base, self.base.replace("http", "ws", 1), "data:", "blob:")):
            self.wrong.append(f"request to another origin: {request.url}")

    def open(self, path):
        self.page.goto(self.base + path)
        return self.settle()

    def settle(self):
        """Wait until Streamlit has run the page to its footer."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_selector(".pl-footer")
        self.page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
        return self.page


@pytest.fixture(scope="module")
def contexts(chrome):
    """A desktop and a phone; they keep the files that every page needs, so that only the first visit loads them."""
    made = {"desktop": chrome.new_context(viewport=DESKTOP), "phone": chrome.new_context(viewport=PHONE, is_mobile=True, has_touch=True)}
    yield made
    for context in made.values():
        context.close()


def visiting(context, base):
    """Yield a first visit of a stranger: no cookie, nothing stored. On leaving, nothing may have gone wrong."""
    context.clear_cookies()
    page = context.new_page()
    visit = Visit(page, base)
    yield visit
    if page.url.startswith(base):
        page.evaluate("() => localStorage.clear()")
    page.close()
    assert visit.wrong == []


@pytest.fixture
def visit(contexts, server_url):
    """Open pages on a desktop."""
    yield from visiting(contexts["desktop"], server_url)


@pytest.fixture
def phone(contexts, server_url):
    """Open pages on a phone."""
    yield from visiting(contexts["phone"], server_url)


@pytest.fixture
def guest(contexts, workshop_url):
    """Open pages of the small corpus on a desktop, where one can sign in."""
    yield from visiting(contexts["desktop"], workshop_url)
