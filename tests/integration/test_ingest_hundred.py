"""A hundred mixed files in one ``peerlearn ingest``: each is reported, and none stops or harms another. ``pytest -s`` shows the report."""

import json
import re
import time

import pytest

from tests.unit.curation.ingest.made_files import HTML, TEXT, docx_file, locked_pdf, pdf_file, png, with_part, xlsx_file, zip_file

pytestmark = pytest.mark.integration
BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]><d>&b;</d>'
SECRET = "root:x:0"


def good(number):
    """Return one file of each kind that is read, told apart by a number."""
    title, text = f"مكتبة الحي رقم {number}", f"{TEXT} وهذا الملف رقم {number}."
    return {
        f"{number}.pdf": pdf_file(f"A practice of the city, number {number}"),
        f"{number}.docx": docx_file(title, text),
        f"{number}.html": HTML.replace("</body>", f"<p>{text}</p></body>").encode(),
        f"{number}.csv": f"Title,City,Country\n{title},Yanbu,KSA\n".encode(),
        f"{number}.md": f"# {title}\n\n{text}\n".encode(),
        f"{number}.txt": f"{title}\n\n{text}\n".encode(),
        f"{number}.xlsx": xlsx_file(["العنوان", "المدينة", "البلد"], [title, "ينبع", "السعودية"]),
        f"{number}.zip": zip_file({"مجلد/a.txt": f"{text} في أرشيف", "b.md": f"# {title} {number}\n\n{text}"}),
    }


BAD = {
    **{f"broken-{number}.pdf": (b"%PDF-1.7\nnothing" + bytes([48 + number]), "broken") for number in range(3)},
    **{f"cut-{number}.docx": (docx_file("x" * (9 + number))[: 900 + number], "broken") for number in range(3)},
    "large.pdf": (b"%PDF-1.7\n" + b"\0" * (26 * 2**20), "too_big"),
    "empty.txt": (b"", "empty"),
    "picture.pdf": (png(), "unsupported"),
    "program.docx": (b"\x7fELF" + b"\0" * 400, "unsupported"),
    "locked.pdf": (locked_pdf(), "encrypted"),
    "bomb.zip": (zip_file({"a.txt": b"\0" * 2**24}), "expands"),
}
HOSTILE = {
    "nested.zip": zip_file({"inner.zip": zip_file({"a.txt": TEXT}), "ok.txt": f"{TEXT} سليم"}),
    "climbing.zip": zip_file({"../../../tmp/evil.txt": f"{TEXT} متسلّق"}),
    "entities.docx": with_part(docx_file("كيانات"), "word/document.xml", BOMB),
    "script.html": b"<html><body><script>alert(1)</script><p>" + f"{TEXT} وسم".encode() + b"</p></body></html>",
    "formula.csv": b'Title,City,Country\n"=HYPERLINK(""http://x"")",Yanbu,KSA\n',
    "bidi.txt": f"\u202e{TEXT}\u202c\0 اتجاه".encode(),
    "matter.md": f"---\na: &a [1]\nb: *a\n---\n\n{TEXT} مقدمة".encode(),
    "disguised.pdf": f"{HTML}<!-- disguised -->".encode(),
    "-rf.txt": f"{TEXT} اسم".encode(),
    "سطر\u202eطويل.txt": ("كلمة " * 50_000).encode(),
    "null.csv": b"\0,\0\n" * 5,
}


def hundred(folder):
    """Write the files; return name -> the refusal that is expected, None for one that is read, and "" for a hostile one."""
    read = [each for number in range(1, 11) for each in good(number).items()][:77]
    files = {name: (data, None) for name, data in read} | BAD | {name: (data, "") for name, data in HOSTILE.items()}
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: expected for name, (_, expected) in files.items()}


def test_a_hundred_mixed_files_are_each_reported_and_bad_ones_stop_nothing(new_home, tmp_path):
    folder = tmp_path / "hundred"
    folder.mkdir()
    expected = hundred(folder)
    assert len(expected) == 100
    began = time.monotonic()
    run = new_home.run("ingest", str(folder), "--lang", "en")
    seconds = time.monotonic() - began
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr + run.stdout
    assert re.search(r"files +\[#+\] 100/100 \d+ s", run.stderr)
    kept = json.loads(new_home.run("submissions", "--json").stdout)["submissions"]
    found = {}
    for each in kept:
        found.setdefault(each["file_name"].partition("/")[0], []).append(each["refusal"])
    assert found.keys() == expected.keys()
    for name, code in expected.items():
        assert name in run.stdout
        if code is None:
            assert not any(found[name]), name
        elif code:
            assert found[name] == [code], name
    assert SECRET not in run.stdout
    assert not (tmp_path.parent / "evil.txt").exists()
    print(f"\n{len(expected)} files, {len(kept)} submissions, {seconds:.0f} s\n{run.stdout}")
