"""The installed command: what it prints, how it ends, and that every problem of a user is said in one line."""

import fcntl
import json
import os
import subprocess
import sys

import pytest

from peerlearn.index import generations
from tests.integration.conftest import PRACTICES

pytestmark = pytest.mark.integration

QUESTION = "كيف نساعد كبار السن على تعلم المهارات الرقمية؟"


def done(result):
    """Return the JSON of a command that went well and said nothing else."""
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


def refused(result, *parts):
    """Assert that a command said in one line what is wrong, and nothing more."""
    assert result.returncode == 1, result.stdout + result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("peerlearn: ")
    assert result.stderr.count("\n") == 1, result.stderr
    for part in parts:
        assert part in result.stderr


def test_the_first_build_says_what_it_did(home):
    report = done(home.first_build)
    assert report["records"] == report["added"] == len(PRACTICES)
    assert report["passages"] == report["encoded"] > 60
    assert report["changed"] is True


def delete(copy, name):
    """Take a practice with all its versions out of the corpus."""
    for page in copy.file(f"{name}.md").parent.glob(f"{name}*.md"):
        page.unlink()


def test_search(home):
    found = done(home.run("search", QUESTION, "--json", "--top", "5"))
    assert list(found) == ["query", "lang", "message", "did_you_mean", "reading", "offers", "total", "spread", "results"]
    assert (found["query"], found["lang"]) == (QUESTION, "ar")
    for result in found["results"]:
        assert list(result) == ["id", "title", "city", "country", "lang", "band", "score", "reasons", "passages", "also"]
        for passage in result["passages"]:
            assert list(passage) == ["text", "lang", "section", "highlights"]
            assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["highlights"])
    assert len({passage["lang"] for result in found["results"] for passage in result["passages"]}) >= 2
    assert found["results"][0]["city"] in {"سنغافورة", "ليدز", "مونتيفيديو", "أوروغواي"} or found["results"][0]["country"] in {
        "SG",
        "GB",
        "UY",
    }


def test_search_as_text_and_with_filters(home):
    result = home.run("search", QUESTION, "--where", "country=UY")
    assert result.returncode == 0
    assert "uruguay-plan-ibirapita" in result.stdout
    assert "leeds" not in result.stdout


def test_show_and_similar(home):
    assert done(home.run("show", "recife-compaz", "--json"))["id"] == "recife-compaz"
    similar = done(home.run("similar", "leeds-100-digital", "--json", "--top", "2"))
    assert {each["id"] for each in similar["results"]} & {"singapore-seniors-go-digital", "uruguay-plan-ibirapita"}


def test_doctor(home):
    setup = done(home.run("doctor", "--json"))
    assert setup["encoder"]["prepared"] is True
    assert setup["index"]["records"] == len(PRACTICES)
    explained = done(home.run("doctor", QUESTION, "--json"))
    assert explained["language"] == "ar"
    assert set(explained["pools"]) == {"ar", "en", "es", "fr", "pt"}
    text = home.run("doctor", QUESTION)
    assert text.returncode == 0
    assert "The answer, all languages together" in text.stdout


def test_verify_and_build_of_an_index_that_agrees(home):
    verified = done(home.run("index", "verify", "--json"))
    assert verified["ok"] is True
    assert verified["problems"] == []
    assert done(home.run("index", "update", "--json"))["changed"] is False


def test_evaluate_the_corpus(home):
    report = done(home.run("evaluate", "--json"))
    assert report["set"] == "judgements"
    by_task = {each["task"]: each for each in report["tasks"]}
    assert {"all", "ar>*", "en>*"} <= set(by_task)
    assert list(by_task["all"]) == ["task", "queries", "documents", "nDCG@10", "R@10", "R@100", "RR@10", "AP"]
    assert by_task["all"]["documents"] == len(PRACTICES)
    assert by_task["all"]["nDCG@10"] > 0.5
    assert set(report["unanswerable"]) == {"questions", "admitted"}


def test_evaluate_a_folder(home, tmp_path):
    rows = {
        "docs.jsonl": [
            {"id": "d1", "lang": "ar", "text": "دروس محو الأمية للبائعات في السوق\u2028كل مساء"},
            {"id": "d2", "lang": "en", "text": "Free buses"},
        ],
        "queries.jsonl": [{"id": "q1", "lang": "en", "text": "literacy classes for market women"}],
    }
    for name, lines in rows.items():
        (tmp_path / name).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\n")
    (tmp_path / "slices.json").write_text('[{"name": "en>*", "qlang": "en", "dlang": "*"}]')
    report = done(home.run("evaluate", str(tmp_path), "--json"))
    assert report == {
        "set": tmp_path.name,
        "tasks": [{"task": "en>*", "queries": 1, "documents": 2, "nDCG@10": 1.0, "R@10": 1.0, "R@100": 1.0, "RR@10": 1.0, "AP": 1.0}],
    }
    refused(home.run("evaluate", str(tmp_path), "--task", "nothing"), "has no task nothing", "en>*")
    with (tmp_path / "docs.jsonl").open("a") as file:
        file.write("\n{broken\n")
    refused(home.run("evaluate", str(tmp_path), "--json"), "docs.jsonl:4")


def test_what_a_user_gets_wrong(home, tmp_path):
    refused(home.run("show", "nowhere"), "'nowhere'")
    refused(home.run("similar", "nowhere", "--json"), "'nowhere'")
    refused(home.run("evaluate", str(tmp_path / "nothing"), "--json"), "nothing")
    refused(home.run("evaluate", "--task", "nothing"), "nothing")
    refused(home.run("search", "x", PEERLEARN_THREADS="many"), "PEERLEARN_THREADS")
    refused(home.run("index", "build", PEERLEARN_CORPUS=str(tmp_path / "nothing")), "there is no corpus at")
    refused(home.run("search", "x", PEERLEARN_ENCODER=str(tmp_path / "nothing")), "nothing", "PEERLEARN_ENCODER")


def test_wrong_usage(home):
    result = home.run("search", "x", "--where", "colour=red")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "colour" in result.stderr


def test_bytes_that_are_no_text(home):
    """A shell hands on whatever was typed."""
    result = home.run("search", b"\xff\xfe digital skills", "--json")
    assert done(result)["results"]


def test_json_is_utf8_whatever_the_terminal_is(home):
    assert done(home.run("search", QUESTION, "--json", PYTHONIOENCODING="ascii"))["query"] == QUESTION


def test_a_reader_that_goes_away(home):
    """``peerlearn search … | head -1`` ends without a word."""
    process = home.start("search", QUESTION)
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() in {0, 1}


def test_no_index_yet(new_home):
    for words in (["search", "x"], ["show", "recife-compaz"], ["index", "update"], ["index", "verify"], ["doctor", "x"], ["evaluate"]):
        refused(new_home.run(*words), "there is no index", "run: peerlearn index build")
    result = new_home.run("doctor", "--json")
    assert "there is no index" in done(result)["index"]


# the life of an index


def test_update_follows_the_corpus(copy):
    delete(copy, "recife-compaz")
    page = copy.file("leeds-100-digital.md")
    page.write_text(page.read_text().replace("## solution\n", "## solution\nZeppelins teach knitting. ", 1))
    verified = copy.run("index", "verify")
    assert verified.returncode == 1
    assert "recife-compaz is in the index but no longer in the corpus" in verified.stderr
    assert "leeds-100-digital has changed" in verified.stderr
    report = done(copy.run("index", "update", "--json"))
    assert (report["removed"], report["updated"], report["added"]) == (1, 1, 0)
    assert 1 <= report["encoded"] <= 5
    assert done(copy.run("index", "verify", "--json"))["ok"] is True
    found = done(copy.run("search", "zeppelins teach knitting", "--json"))
    assert found["results"][0]["id"] == "leeds-100-digital"
    refused(copy.run("show", "recife-compaz"), "recife-compaz")


def test_a_damaged_index_is_named_and_mended(copy):
    folder = generations.current(copy.indexes)
    for name in ("pools/ar/part-000/passages.jsonl", "manifest.json", "records.jsonl"):
        whole = (folder / name).read_bytes()
        harmed = bytearray(whole)
        harmed[len(harmed) // 2] ^= 1
        (folder / name).write_bytes(harmed)
        refused(copy.run("search", "x"), name, "run: peerlearn index build")
        (folder / name).write_bytes(whole)
    (folder / "pools" / "en" / "part-000" / "dense.faiss").unlink()
    verified = copy.run("index", "verify")
    assert verified.returncode == 1
    assert "dense.faiss is missing" in verified.stderr
    assert done(copy.run("index", "build", "--json"))["changed"] is True
    assert done(copy.run("index", "verify", "--json"))["ok"] is True


def test_a_broken_name_of_the_current_index(copy):
    (copy.indexes / "current").write_bytes(b"\xff\xfe")
    refused(copy.run("search", "x"), "there is no index", "run: peerlearn index build")


def test_a_defective_file_stops_the_build_and_harms_nothing(copy):
    before = generations.current(copy.indexes)
    page = copy.file("leeds-100-digital.md")
    page.write_text(page.read_text().replace("\nlevel: ", "\nlevel: galactic # ", 1))
    place = page.relative_to(copy.corpus).as_posix()
    line = next(number for number, text in enumerate(page.read_text().split("\n"), start=1) if text.startswith("level:"))
    result = copy.run("index", "build")
    assert result.returncode == 1
    assert f"{place}:{line}: level" in result.stderr
    assert "Traceback" not in result.stderr
    assert generations.current(copy.indexes) == before
    assert done(copy.run("search", "digital skills in Leeds", "--json"))["results"][0]["id"] == "leeds-100-digital"
    result = copy.run("index", "build", "--keep-going", "--json")
    assert result.returncode == 0
    assert f"left out: {place}:{line}" in result.stderr
    assert json.loads(result.stdout)["records"] == len(PRACTICES) - 1


def test_one_builder_at_a_time(copy):
    delete(copy, "recife-compaz")
    with (copy.indexes / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused(copy.run("index", "build", "--json"), "another process is building")
    assert done(copy.run("index", "build", "--json"))["removed"] == 1


# no network


def test_the_guard_against_the_network_works(network, tmp_path):
    code = "import socket; socket.create_connection(('localhost', 9))"
    environment = os.environ | {"PYTHONPATH": str(network), "PEERLEARN_TEST_NETWORK_LOG": str(tmp_path / "log")}
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "the tests allow no network" in result.stderr
    assert "localhost" in (tmp_path / "log").read_text()


def test_nothing_is_fetched(home):
    """The home's build (sentence-transformers) and every command of this run had no network, and none asked for it."""
    assert home.run("search", QUESTION, "--json").returncode == 0
    log = home.network / "log"
    assert not log.exists(), log.read_text()
