"""Small readers of RIS and BibTeX, written from the formats and not from our writer."""

import re

_LETTERS = {r"\textbackslash": "\\", r"\textbraceleft": "{", r"\textbraceright": "}", r"\textasciitilde": "~", r"\textasciicircum": "^"}


def read_ris(data):
    """Return a list of {tag: [values]}."""
    entries, entry = [], {}
    for line in data.decode("utf-8").split("\r\n"):
        if not line:
            continue
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        if tag == "ER":
            entries.append(entry)
            entry = {}
        else:
            entry.setdefault(tag, []).append(value)
    assert entry == {}
    return entries


def read_bibtex(data):
    """Return a list of {field: value}, the key as ``ID``; braces are counted as BibTeX counts them, without regard to backslashes."""
    text, at, entries = data.decode("utf-8"), 0, []
    while (at := text.find("@", at)) >= 0:
        opened = text.index("{", at)
        comma = text.index(",", opened)
        entry, at = {"ID": text[opened + 1 : comma]}, comma + 1
        while found := re.compile(r"\s*(\w+)\s*=\s*").match(text, at):
            value, at = _braced(text, found.end())
            entry[found[1]] = _letters(value) if found[1] != "url" else value
            at += text[at] == ","
        at = text.index("}", at) + 1
        entries.append(entry)
    return entries


def _braced(text, at):
    assert text[at] == "{"
    depth, start = 0, at
    while True:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return text[start + 1 : at - 1], at


def _letters(value):
    value = re.sub(r"(\\text[a-z]+)\{\}", lambda found: f"\\<{_LETTERS[found[1]]}>", value)
    value = re.sub(r"(?<!\\)(?:\\\\)*[{}]", "", value) if not re.search(r"\\<[{}]>", value) else re.sub(r"^\{|\}$", "", value)
    return re.sub(r"\\<(.)>|\\([&%$#_])", lambda found: found[1] or found[2], value)
