"""Files read as a caller reads them: each in a process of its own, which may crash, hang or starve without harm."""

import io
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pypdfium2
import pytest

from peerlearn.curation.ingest import sandbox
from peerlearn.curation.ingest.confine import package_root
from peerlearn.curation.ingest.limits import Limits
from peerlearn.curation.ingest.read import read_file, read_many
from tests.unit.curation.ingest.made_files import (
    HTML,
    TEXT,
    TITLE,
    docx_file,
    locked_pdf,
    pdf_bomb,
    pdf_file,
    pptx_file,
    xlsx_file,
    zip_file,
)

pytestmark = pytest.mark.integration

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "yanbu-forum.txt"
HEADER = ["العنوان", "المدينة", "البلد"]


def codes(reading):
    return [each.code for each in reading.refusals]


@pytest.fixture
def reader_that(tmp_path, monkeypatch):
    """Put another program in the place of the reader: one that misbehaves as a library on a hostile file may."""

    def replaced(*lines):
        (tmp_path / "bad_reader.py").write_text("import os, sys, time, signal\n" + "\n".join(lines), encoding="utf-8")
        monkeypatch.setattr(sandbox, "_CHILD", "bad_reader")
        monkeypatch.setattr(sandbox, "package_root", lambda: f"{tmp_path}{os.pathsep}{package_root()}")

    return replaced


CONFINED = """
from peerlearn.curation.ingest.child import _end; sys.excepthook = _end
from peerlearn.curation.ingest.confine import confine
from peerlearn.curation.ingest.limits import Limits
"""


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("os.abort()", "crashed"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "crashed"),
        ("os._exit(0)", "crashed"),
        ("print('{\"sources\": 1}')", "crashed"),
        ("print('[' * 100000)", "crashed"),
        ('print(\'{"sources":[],"members":[],"refused":"made up","values":{}}\')', "crashed"),
        ("time.sleep(60)", "too_slow"),
        (CONFINED + "confine(Limits(memory=300 * 2**20))\nx = bytearray(2**30)", "too_much_memory"),
        (CONFINED + "confine(Limits(seconds=1, ocr_seconds=0))\nwhile True: pass", "too_slow"),
        (CONFINED + "confine(Limits())\nraise KeyError('x')", "broken"),
        (CONFINED + "confine(Limits())\nimport socket; socket.socket(); os._exit(9)", "broken"),
        (CONFINED + "confine(Limits())\nopen(__file__ + '.out', 'w')", "broken"),
        (CONFINED + "confine(Limits())\nimport subprocess; subprocess.run(['true'])", "broken"),
        (CONFINED + "confine(Limits(characters=1))\nwhile True: sys.stdout.write('x' * 2**20)", "broken"),
    ],
)
def test_whatever_becomes_of_the_reader_the_parent_says_so_and_goes_on(reader_that, lines, code):
    reader_that(lines)
    assert codes(read_file(TEXT.encode(), "a.txt", limits=Limits(seconds=4, ocr_seconds=0))) == [code]


def test_what_a_hanging_reader_started_is_ended_with_it(reader_that, tmp_path):
    note = tmp_path / "pid"
    reader_that("import subprocess", f"p = subprocess.Popen(['sleep', '60']); open({str(note)!r}, 'w').write(str(p.pid))", "time.sleep(60)")
    read_file(TEXT.encode(), limits=Limits(seconds=2, ocr_seconds=0))
    time.sleep(0.2)
    state = Path(f"/proc/{note.read_text()}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_the_reader_sees_no_variable_of_the_parent(reader_that, monkeypatch):
    monkeypatch.setenv("PEERLEARN_SECRET", "x")
    reader_that("os._exit(3 if 'PEERLEARN_SECRET' in os.environ or 'HOME' in os.environ else 9)")
    assert codes(read_file(TEXT.encode())) == ["crashed"]


def test_a_pdf_bomb_ends_with_its_process():
    begin = time.monotonic()
    (code,) = codes(read_file(pdf_bomb(150), "b.pdf", limits=Limits(seconds=8, memory=400 * 2**20, ocr_seconds=0)))
    assert code in ("too_slow", "too_much_memory", "crashed", "broken", "no_text")
    assert time.monotonic() - begin < 20


FILES = {
    "1.txt": TEXT.encode(),
    "2.docx": docx_file(),
    "3.pptx": pptx_file(),
    "4.xlsx": xlsx_file(HEADER, [TITLE, "ينبع", "السعودية"], ["أخرى", "جدة", "السعودية"]),
    "5.html": HTML.encode(),
    "6.pdf": pdf_file("A practice"),
    "7.md": f"# {TITLE}\n\n{TEXT}".encode(),
    "8.csv": f"Title,City,Country\n{TITLE},Yanbu,KSA\n".encode(),
}
BAD = {
    "b1.pdf": locked_pdf(),
    "b2.docx": docx_file()[:900],
    "b3.txt": b"",
    "b4.pdf": b"%PDF-1.4",
    "b5.zip": zip_file({"a.txt": b"\0" * 2**24}),
}


def test_many_mixed_files_are_read_and_bad_ones_reported(tmp_path):
    inner = zip_file({"x.txt": TEXT})
    whole = FILES | BAD | {"9.zip": zip_file({"مجلد/خطة.docx": docx_file(), "inner.zip": inner, "c.txt": b"\0", "t.csv": FILES["8.csv"]})}
    for name, data in whole.items():
        (tmp_path / name).write_bytes(data)
    paths = [*sorted(tmp_path.iterdir()), tmp_path / "missing.txt", tmp_path]
    readings = {each.name: each for each in read_many(paths)}
    assert {name: codes(readings[name]) for name in BAD} == {
        "b1.pdf": ["encrypted"],
        "b2.docx": ["broken"],
        "b3.txt": ["empty"],
        "b4.pdf": ["broken"],
        "b5.zip": ["expands"],
    }
    assert {name for name in FILES if not readings[name].complete} == set()
    assert [source.title for source in readings["4.xlsx"].sources] == [TITLE, "أخرى"]
    archive = readings["9.zip"]
    assert [source.name for source in archive.sources] == ["9.zip/مجلد/خطة.docx", "9.zip/t.csv"]
    assert [(each.name, each.code) for each in archive.refusals] == [("9.zip/inner.zip", "nested_zip"), ("9.zip/c.txt", "empty")]
    assert [codes(readings[name]) for name in ("missing.txt", tmp_path.name)] == [["unreadable"], ["unreadable"]]


def test_nothing_of_one_file_is_in_another():
    secret = "كلمة-لا-تظهر-إلا-مرة"
    read_file(secret.encode(), "a.txt")
    archive = zip_file({"a.txt": secret, "b.txt": TEXT, "c.html": HTML})
    sources = read_file(archive, "z.zip").sources
    assert [secret in "".join(page.text for page in source.pages) for source in sources] == [True, False, False]


@pytest.mark.parametrize("make", [lambda text: text.encode(), lambda text: docx_file(*text.split("\n"))], ids=["txt", "docx"])
def test_the_seed_text_comes_through_whole(make):
    if not SEED.is_file():
        pytest.skip(f"{SEED.name} is not here")
    text = SEED.read_text(encoding="utf-8")
    (source,) = read_file(make(text), "yanbu").sources
    assert "".join(source.pages[0].text.split()) == "".join(text.split())


def scanned(text, size=64):
    """Return a PDF whose one page is a picture of an Arabic line."""
    from PIL import Image, ImageDraw, ImageFont, features  # noqa: PLC0415 - only where Tesseract is

    face = subprocess.run(["fc-match", "-f", "%{file}", "DejaVu Sans:lang=ar"], capture_output=True, text=True, check=True).stdout
    if not features.check("raqm") or not face:
        pytest.skip("no shaping of Arabic in Pillow, or no face")
    picture = Image.new("L", (1654, 2339), 255)
    drawing = ImageDraw.Draw(picture)
    for number, line in enumerate(text.split("\n")):
        drawing.text((1550, 150 + 110 * number), line, fill=0, font=ImageFont.truetype(face, size), anchor="ra", direction="rtl")
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(image)
    page.gen_content()
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_a_scanned_arabic_page_is_recognised_where_tesseract_is():
    if shutil.which("tesseract") is None or shutil.which("fc-match") is None:
        pytest.skip("Tesseract is not installed")
    if "ara" not in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split():
        pytest.skip("Tesseract has no Arabic")
    (source,) = read_file(scanned("\n".join(["فتحت البلدية ثلاث مكتبات في حدائق المدينة", TITLE] * 4)), "scan.pdf").sources
    (page,) = source.pages
    assert "ocr" in page.notes
    assert page.verdict in ("repaired", "needs_person")
    assert "المدينة" in page.text


def test_a_killed_reader_says_so(reader_that):
    reader_that(f"os.kill(os.getpid(), {int(signal.SIGXCPU)})")
    assert codes(read_file(TEXT.encode())) == ["too_slow"]
