"""The docs name what there is: commands, options, settings, dependencies, modules; and nothing in them points nowhere."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest
import typer

from peerlearn import cli
from peerlearn.search.lexicon import Lexicon
from peerlearn.search.result import FACETS
from peerlearn.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "corpus").glob("*.md"), *(ROOT / "corpus/judgements").glob("*.md")]
)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)[^)]*\)")
IMAGE = re.compile(r'<img [^>]*src="([^"]+)"')
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def doc(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def name(path):
    return path.relative_to(ROOT).as_posix()


def cells(text):
    """Return the cells of the tables, a list a row."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in text.split("\n") if line.startswith("|")]


# the command line


def commands(group=None, before=""):
    """Yield each command's words and the options it takes."""
    group = group or typer.main.get_command(cli.app)
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{word} ")
        else:
            yield before + word, [each for param in command.params if param.param_type_name == "option" for each in param.opts]


COMMANDS = dict(commands())


def test_the_commands_are_found():
    assert {"search", "index build", "serve"} <= COMMANDS.keys()
    assert {"--where", "--top", "--lang", "--json"} <= set(COMMANDS["search"])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_row_with_its_options(command):
    rows = [row for row in cells(doc("cli.md")) if re.match(rf"`{command}\b", row[0])]
    assert len(rows) == 1, f"docs/cli.md has {len(rows)} rows for {command}"
    (row,) = rows
    named = set(re.findall(r"--[a-z-]+", row[0]))
    assert named == set(COMMANDS[command]) - {"--json"}
    assert bool(row[2]) == ("--json" in COMMANDS[command])


def test_no_row_is_of_a_command_that_is_none():
    rows = [row[0].strip("`") for row in cells(doc("cli.md")) if len(row) == 3 and row[0].startswith("`")]
    assert [row for row in rows if not any(re.match(rf"{command}\b", row) for command in COMMANDS)] == []


@pytest.mark.parametrize("field", FACETS)
def test_every_field_to_filter_by_is_named(field):
    (line,) = re.findall(r"^`--where` takes .*?(?=\. The same)", doc("cli.md"), re.DOTALL | re.MULTILINE)
    assert f"`{field}`" in line


def test_the_table_of_field_names_is_what_the_search_understands():
    rows = [row for row in cells(doc("search.md")) if row[0] in FACETS]
    assert {row[0] for row in rows} == set(FACETS)
    for field, *columns in rows:
        for name in re.split("[,،] ?", ", ".join(columns)):
            assert Lexicon.field_of(name) == field, name


@pytest.mark.parametrize("setting", [each.name for each in dataclasses.fields(Settings)])
def test_every_setting_has_a_row(setting):
    rows = [row for row in cells(doc("cli.md")) if row[0] == f"`PEERLEARN_{setting.upper()}`"]
    assert [row[1] for row in rows] == [f"`{setting}`"]


def test_every_variable_the_docs_name_is_a_setting():
    known = {f"PEERLEARN_{each.name.upper()}" for each in dataclasses.fields(Settings)} | {
        "PEERLEARN_KILLS",
        "PEERLEARN_KILLS_SEED",
    }  # the last two are the tests' own
    assert {each for page in PAGES for each in re.findall(r"PEERLEARN_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))} <= known


# dependencies


def required():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], project["optional-dependencies"]["app"]]
    return sorted({re.match(r"[\w.-]+", each).group() for each in (each for part in lists for each in part)})


@pytest.mark.parametrize("package", required())
def test_every_runtime_dependency_has_a_row_that_says_what_for(package):
    rows = [row for row in cells(doc("dependencies.md")) if re.search(rf"(?<![\w-]){re.escape(package)}(?![\w-])", row[0])]
    assert len(rows) == 1, f"docs/dependencies.md has {len(rows)} rows for {package}"
    assert all(rows[0])


# modules


def modules():
    return sorted(
        path.stem if path.suffix else f"{path.name}/"
        for path in (ROOT / "src" / "peerlearn").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
    )


@pytest.mark.parametrize("module", modules())
def test_every_module_has_a_place_in_the_table_of_modules(module):
    first = ", ".join(row[0] for row in cells(doc("architecture.md")))
    assert first.split(", ").count(f"`{module}`") == 1, f"docs/architecture.md does not name {module} once"


def test_no_module_is_named_that_is_none():
    named = {each for row in cells(doc("architecture.md")) for each in re.findall(r"`([\w/]+)`", row[0])}
    assert named - set(modules()) == {"app/"}


# all pages


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_place_was_left_to_fill_in(path):
    assert re.findall(r"@@|\b(?:TODO|FIXME|XXX|TBD)\b", path.read_text(encoding="utf-8")) == []


def targets(page):
    text = page.read_text(encoding="utf-8")
    plain = CODE.sub("", text)
    return [target for _, target in LINK.findall(plain)] + IMAGE.findall(plain)


def anchors(page):
    """Return what headings are called in links, as GitHub makes it."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_and_images_lead_somewhere(path):
    lost = []
    for target in targets(path):
        file, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        place = (path.parent / file).resolve() if file else path
        if not place.exists() or (anchor and anchor not in anchors(place)):
            lost.append(target)
    assert lost == []


def test_links_are_found():
    assert "docs/retrieval.md" in targets(ROOT / "README.md")
    assert "docs/images/search-ar-desktop.png" in targets(ROOT / "README.md")


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=name)
def test_every_page_of_the_docs_is_linked_from_another(path):
    others = [page for page in PAGES if page != path]
    assert any((page.parent / target.partition("#")[0]).resolve() == path for page in others for target in targets(page))
