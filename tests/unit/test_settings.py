from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from peerlearn.errors import SettingsError
from peerlearn.settings import CLONE, Settings


@pytest.fixture
def home(tmp_path):
    return tmp_path.resolve()


def load(home, toml="", environ=None, **given):
    if toml:
        (home / "peerlearn.toml").write_text(toml, encoding="utf-8")
    return Settings.load(environ={"PEERLEARN_HOME": str(home)} | (environ or {}), **given)


SOURCES = [
    ("threads", 4, "3", "threads = 2", [4, 3, 2, 1]),
    ("offline", True, "0", "offline = true", [True, False, True, True]),
    ("gaps", True, "0", "gaps = true", [True, False, True, True]),
    ("worker", True, "0", "worker = true", [True, False, True, True]),
    ("encoder", "أ", "ب", 'encoder = "ج"', ["أ", "ب", "ج", ""]),
    ("reranker", "أ", "ب", 'reranker = "ج"', ["أ", "ب", "ج", ""]),
]


@pytest.mark.parametrize(("name", "argument", "variable", "line", "expected"), SOURCES)
def test_an_argument_beats_the_environment_which_beats_the_file_which_beats_the_default(home, name, argument, variable, line, expected):
    environ = {f"PEERLEARN_{name.upper()}": variable}
    found = [load(home)]
    found.insert(0, load(home, line))
    found.insert(0, load(home, line, environ))
    found.insert(0, load(home, line, environ, **{name: argument}))
    assert [getattr(each, name) for each in found] == expected


def test_an_argument_of_none_is_no_argument(home):
    assert load(home, "threads = 2", threads=None, encoder=None).threads == 2


def test_the_corpus_is_the_homes_own_where_it_has_one(home):
    assert load(home).corpus == CLONE / "corpus"
    (home / "corpus").mkdir()
    assert load(home).corpus == home / "corpus"
    assert load(home, environ={"PEERLEARN_CORPUS": str(home / "غيره")}).corpus == home / "غيره"


def test_what_is_written_at_run_time_stands_under_home(home):
    settings = load(home)
    assert (settings.home, settings.indexes, settings.models) == (home, home / "indexes", home / "indexes" / "models")
    assert settings.data == home / "data"


def test_the_home_is_an_argument_too(home):
    assert Settings.load(environ={"PEERLEARN_HOME": "/no/such/folder"}, home=home).home == home


def test_a_home_below_the_users_folder_is_found_with_its_file_and_corpus(home, monkeypatch):
    monkeypatch.setenv("HOME", str(home))
    (home / "مدن" / "corpus").mkdir(parents=True)
    (home / "مدن" / "peerlearn.toml").write_text("threads = 7", encoding="utf-8")
    settings = Settings.load(environ={"PEERLEARN_HOME": "~/مدن"})
    assert (settings.home, settings.corpus, settings.threads) == (home / "مدن", home / "مدن" / "corpus", 7)


@pytest.mark.parametrize("name", ["PEERLEARN_HOME", "PEERLEARN_CORPUS", "PEERLEARN_THREADS", "PEERLEARN_OFFLINE"])
def test_an_empty_variable_is_unset(name, monkeypatch, home):
    monkeypatch.chdir(home)
    assert Settings.load(environ={name: ""}) == Settings.load(environ={})


def test_an_empty_encoder_asks_for_the_bundled_one_whatever_the_file_says(home):
    assert load(home, 'encoder = "hub/model"', {"PEERLEARN_ENCODER": ""}).encoder == ""


def test_an_empty_reranker_asks_for_none_whatever_the_file_says(home):
    assert load(home, 'reranker = "hub/model"', {"PEERLEARN_RERANKER": ""}).reranker == ""


def test_the_clone_is_home_unless_something_else_is_said():
    assert Settings.load(environ={}).home == CLONE


def test_making_settings_touches_no_disk(tmp_path, monkeypatch):
    def touched(self, *_args, **_named):
        pytest.fail(f"{self} was touched")

    for name in ("open", "mkdir", "is_file", "is_dir", "exists", "stat", "resolve", "write_text", "read_text"):
        monkeypatch.setattr(Path, name, touched)
    settings = Settings(home=tmp_path / "none", corpus=tmp_path / "none" / "corpus")
    assert settings.models == tmp_path / "none" / "indexes" / "models"


def test_loading_settings_makes_no_folder(tmp_path):
    assert load(tmp_path / "none").indexes == (tmp_path / "none" / "indexes").resolve()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [("THREADS", "many"), ("THREADS", "1.5"), ("THREADS", "-1"), ("OFFLINE", "maybe"), ("OFFLINE", "2"), ("CORPUS", "~nobody-here/x")],
)
def test_a_bad_variable_is_named_with_its_value_and_a_remedy(home, name, text):
    with pytest.raises(SettingsError, match=f"PEERLEARN_{name} is '?{text}'?") as caught:
        load(home, environ={f"PEERLEARN_{name}": text})
    assert caught.value.remedy


@pytest.mark.parametrize("line", ['threads = "many"', "threads = [1]", "threads = -1", "offline = 2", "corpus = 5", "corpus = {a = 1}"])
def test_a_bad_value_of_the_file_is_named_with_a_remedy(home, line):
    with pytest.raises(SettingsError, match=f"PEERLEARN_{line.split()[0].upper()} is ") as caught:
        load(home, line)
    assert caught.value.remedy


@pytest.mark.parametrize("word", ["1", "true", "TRUE", "0", "false", "False"])
def test_yes_and_no_are_written_as_one_zero_true_or_false(home, word):
    assert load(home, environ={"PEERLEARN_OFFLINE": word}).offline is (word.lower() in ("1", "true"))


def test_an_unknown_key_is_named_with_the_file_and_the_known_ones(home):
    with pytest.raises(
        SettingsError,
        match=r"peerlearn\.toml has the unknown key 'thread' "
        r"\(use one of burst, cookie_secret, corpus, encoder, .*, threads, url, usage, worker\)",
    ):
        load(home, "thread = 2")


@pytest.mark.parametrize("content", [b"threads =", b"threads = 2\nthreads = 3", b'encoder = "\xff"'])
def test_a_file_that_is_not_toml_is_named(home, content):
    (home / "peerlearn.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"peerlearn\.toml is not TOML: .+ \(mend the file\)"):
        load(home)


def test_other_variables_are_left_alone(home):
    assert load(home, environ={"PEERLEARN_COLOUR": "red", "PATH": "/bin"}) == load(home)


def test_settings_cannot_be_assigned_to(home):
    with pytest.raises(FrozenInstanceError):
        load(home).threads = 9
