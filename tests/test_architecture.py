"""The walls of the house, checked: who may import whom, how long things may be, and what the source may not name."""

import ast
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
APP = sorted((ROOT / "app").rglob("*.py"))
LONGEST_MODULE = 350
LONGEST_FUNCTION = 40
ELSEWHERE = re.compile(r"https?://(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}|(?<![\w.:<])/(?:home|root|usr|opt|srv|var|mnt)/")
"""An address on the network, or a place of one machine: neither belongs into the library.

XML names its namespaces by addresses of the W3C."""


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_imports_point_one_way():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "2 kept, 0 broken" in result.stdout


def code_lines(path, node):
    """Return how many lines of a function hold code: neither blank, comment nor docstring."""
    docstring = node.body[0] if ast.get_docstring(node) is not None else None
    skipped = range(docstring.lineno, docstring.end_lineno + 1) if docstring else ()
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING}
    with path.open("rb") as file:
        lines = {
            line for each in tokenize.tokenize(file.readline) if each.type not in blank for line in range(each.start[0], each.end[0] + 1)
        }
    return len([line for line in lines if node.lineno <= line <= node.end_lineno and line not in skipped])


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_and_functions_are_short(path):
    assert len(path.read_text(encoding="utf-8").split("\n")) <= LONGEST_MODULE + 1
    long = {node.name: lines for node in functions(path) if (lines := code_lines(path, node)) > LONGEST_FUNCTION}
    assert long == {}


def test_nothing_is_called_utils():
    assert [name(path) for path in [*SOURCES, *APP] if re.search(r"util|helper|misc|common", path.stem)] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_the_source_names_no_host_and_no_place_of_one_machine(path):
    assert ELSEWHERE.findall(path.read_text(encoding="utf-8")) == []


def test_the_app_writes_no_unsafe_html():
    assert [name(path) for path in APP if "unsafe_allow_html" in path.read_text(encoding="utf-8")] == []


def test_the_package_imports_no_front_door_of_itself():
    """Modules import each other, never the package root."""
    root = [
        name(path) for path in SOURCES if re.search(r"^\s*(from peerlearn import (?!\w+$)\(|import peerlearn$)", path.read_text(), re.M)
    ]
    assert root == []


def test_no_broad_except():
    broad = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"}
            ):
                reraised = any(isinstance(each, ast.Raise) and each.exc is None for each in node.body)
                broad += [] if reraised else [f"{name(path)}:{node.lineno}"]
    assert broad == []


def test_the_checks_see_what_they_look_for(tmp_path):
    """A wall that never falls proves nothing."""
    path = tmp_path / "long.py"
    body = "".join(f"    x{number} = {number}\n\n    # a comment\n" for number in range(41))
    path.write_text(f'def short():\n    """Say.\n\n    {"words" * 3}\n    """\n    return 1\n\n\ndef long():\n    """Say."""\n{body}')
    assert {node.name: code_lines(path, node) for node in functions(path)} == {"short": 2, "long": 42}
    assert ELSEWHERE.search("https://example.org/x")
    assert ELSEWHERE.search('"/home/somebody/models"')
    assert not ELSEWHERE.search("write a link that begins with https://")
