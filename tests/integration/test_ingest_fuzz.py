"""Random and damaged bytes over every reader: nothing but an answer or a refusal comes out, and soon.

What a library raises on a broken file ends its process (see ``child``), so here only what may not happen at all counts: a refusal without
words, an answer that the contract does not know, a file that takes too long. ``benchmarks/fuzz_readers.py`` goes on with atheris.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_readers import LIBRARIES
from peerlearn.curation.ingest.limits import Limits
from peerlearn.curation.ingest.read import read_file
from peerlearn.curation.ingest.readers import read_bytes
from peerlearn.curation.ingest.refusals import Refusal, RefusedError
from peerlearn.curation.ingest.wire import Reply
from tests.unit.curation.ingest.made_files import HTML, TEXT, TITLE, docx_file, pdf_file, pptx_file, xlsx_file, zip_file

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]
PATHS = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
LIMITS = Limits(file_bytes=2**20, unpacked_bytes=2**22, pages=50, characters=200_000, seconds=10, ocr_seconds=0)
SEEDS = {
    "pdf": pdf_file("One", "Two"),
    "docx": docx_file(),
    "pptx": pptx_file(),
    "xlsx": xlsx_file(["العنوان", "المدينة", "البلد"], [TITLE, "ينبع", ""]),
    "zip": zip_file({"a.txt": TEXT, "b.html": HTML}),
    "html": HTML.encode(),
    "csv": f"Title,City,Country\n{TITLE},Yanbu,KSA\n".encode(),
    "md": f"# {TITLE}\n\n**{TEXT}**\n".encode(),
    "txt": TEXT.encode("cp1256"),
}


@st.composite
def damaged(draw, data):
    """Return a file with a few bytes changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(changed) - 1)))
        length = draw(st.integers(0, 40))
        changed[at : at + length] = draw(st.one_of(st.binary(max_size=40), st.just(bytes(changed[at : at + length]) * 2)))
    return bytes(changed)


def judged(data, name):
    """Read in this process; what the child would end on is none of the parent's business, and a reply always crosses the wire."""
    begin = time.monotonic()
    try:
        sources = read_bytes(data, name=name, limits=LIMITS)
    except RefusedError as refused:
        assert str(Refusal(name or "-", refused.code, refused.values))
        return
    except LIBRARIES:
        # A library's error on a broken file: the child's hook makes it "broken". A crash of the interpreter would end this run.
        return
    finally:
        assert time.monotonic() - begin < LIMITS.seconds
    reply = Reply(sources or ())
    assert Reply.from_json(reply.to_json()).sources == reply.sources
    assert sum(len(page.text) for source in reply.sources for page in source.pages) <= 2 * LIMITS.characters


@pytest.mark.parametrize("ending", SEEDS)
def test_damaged_files_are_answered_or_refused(ending):
    @settings(max_examples=40)
    @given(damaged(SEEDS[ending]))
    def run(data):
        judged(data, f"a.{ending}")

    run()


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from([f"a.{ending}" for ending in SEEDS]))
def test_any_bytes_are_answered_or_refused(data, name):
    judged(data, name)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_answer_of_a_reader_is_a_reply_or_a_value_error(data):
    try:
        Reply.from_json(data)
    except ValueError:
        return


@settings(max_examples=8)
@given(st.sampled_from(sorted(SEEDS)).flatmap(lambda ending: st.tuples(st.just(ending), damaged(SEEDS[ending]))))
def test_the_front_never_raises(example):
    ending, data = example
    reading = read_file(data, f"a.{ending}", limits=LIMITS)
    assert reading.sources or reading.refusals


def test_atheris_finds_no_crash_in_a_few_seconds(tmp_path):
    pytest.importorskip("atheris", reason="atheris is not installed")
    for ending, data in SEEDS.items():
        (tmp_path / f"seed.{ending}").write_bytes(b"\0" + data)
    command = [sys.executable, "-m", "benchmarks.fuzz_readers", "--seconds", "5", "--seeds", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": PATHS}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "stat::number_of_executed_units" in done.stderr
