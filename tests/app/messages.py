"""The texts that the app's code asks a translator for, read from its source."""

from __future__ import annotations

import ast
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app"


def messages() -> dict[str, str | None]:
    """Return msgid -> plural (None where there is none) of every call ``tr("…")`` and ``tr.plural("…", "…", n)``."""
    found: dict[str, str | None] = {}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= _message(node)
    return found


def _message(call: ast.Call) -> dict[str, str | None]:
    texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if isinstance(call.func, ast.Name) and call.func.id == "tr":
        return {texts[0]: None}
    if isinstance(call.func, ast.Attribute) and call.func.attr == "plural" and isinstance(call.func.value, ast.Name):
        return {texts[0]: texts[1]} if len(texts) == 2 else {}
    return {}
