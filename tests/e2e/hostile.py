"""A small corpus, one record of which is everything that a text can do to a page."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRIENDLY = ("giza-literacy-campaign", "aswan-outreach")
RLO, PDF, LRI, ZWSP = "\u202e", "\u202c", "\u2066", "\u200b"
SCRIPT = "<script>window.hacked=1</script>"
IMAGE = "<img src=x onerror=window.hacked=2>"
BREAKOUT = "'\"></a></h1></div><svg onload=window.hacked=3>"
MARKDOWN = "[click](javascript:window.hacked=4) ![i](https://evil.example/i.png) :red[x] $x^2$ # h"
TEXT = f"محو الأمية للكبار {SCRIPT} {IMAGE} {BREAKOUT} {MARKDOWN} {RLO}evil{PDF} {LRI}open"
LONG = "محو الأمية " + "ط" * 1_000_000
HOSTILE, HUGE = "hostile-record", "huge-title"

_RECORD = """---
id: {id}
version: 1
status: published
lang: ar
title: {title}
summary: {text}
written: {{by: {text}, kind: original, from: en, date: 2026-11-24, reviewed: false}}
city: eg-giza
level: city
start: 2016
stage: implemented
themes: [literacy]
target_groups: [women-girls]
partners:
- name: {{ar: {text}}}
evidence:
  level: 1
  type: case-study
  reason: {{ar: {text}}}
sources:
- title: {text}
  publisher: {text}
  year: 2017
  url: "https://evil.example/?q='\\"><script>window.hacked=5</script>"
  licence: {text}
  lang: en
last_verified: 2026-11-24
---

## challenge

{body}

## solution

- {body}
- **{body}**

> {body}
"""


def quoted(text):
    """Return a text as YAML in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_corpus(folder):
    """Write two practices of ours, the hostile one, and one whose title is a megabyte."""
    source = ROOT / "corpus"
    shutil.copytree(source / "vocabulary", folder / "vocabulary")
    cities = (source / "cities.csv").read_text(encoding="utf-8").replace("eg-giza,Giza,", f'eg-giza,"Giza {SCRIPT}",')
    (folder / "cities.csv").write_text(cities, encoding="utf-8")
    place = folder / "practices" / "eg"
    place.mkdir(parents=True)
    for name in FRIENDLY:
        for path in (source / "practices" / "eg").glob(f"{name}*.md"):
            shutil.copy(path, place)
    for name, title in ((HOSTILE, TEXT), (HUGE, LONG)):
        record = _RECORD.format(id=name, title=quoted(title), text=quoted(TEXT), body=TEXT.replace("# h", "h"))
        (place / f"{name}.md").write_text(record, encoding="utf-8")
