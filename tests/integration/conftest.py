"""A home of its own with ten real practices, built once by the real command with the real bundled encoder, and no network."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from peerlearn.encode import graph
from peerlearn.encode.prepare import graph_folder, model_folder, prepare
from peerlearn.index.build import silent
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PRACTICES = (
    "leeds-100-digital",
    "singapore-seniors-go-digital",
    "cork-learning-neighbourhoods",
    "paris-climate-academy",
    "brussels-duo-for-a-job",
    "uruguay-plan-ibirapita",
    "bogota-care-blocks",
    "recife-compaz",
    "giza-literacy-campaign",
    "jubail-evening-learning",
)

# What every subprocess imports first: whoever asks for the network fails, and is written down.
_NO_NETWORK = """
import os, socket, traceback

def _refuse(*args, **kwargs):
    with open(os.environ["PEERLEARN_TEST_NETWORK_LOG"], "a") as log:
        log.write(f"{args[:2]}\\n{''.join(traceback.format_stack(limit=6))}\\n")
    raise OSError("the tests allow no network")

class _Socket(socket.socket):
    def connect(self, address):
        return super().connect(address) if self.family == socket.AF_UNIX else _refuse(address)

    connect_ex = connect

socket.socket = _Socket
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = _refuse
"""


@dataclass
class Home:
    """A PEERLEARN_HOME and the command line over it."""

    folder: Path
    network: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def indexes(self) -> Path:
        return self.folder / "indexes"

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def settings(self) -> Settings:
        return Settings(home=self.folder, corpus=self.corpus)

    def start(self, *words: str | bytes, **environment: str) -> subprocess.Popen[str]:
        """Start a command, in a process group of its own."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("PEERLEARN_", "HF_", "TRANSFORMERS_"))}
        own |= {"PEERLEARN_HOME": str(self.folder), "PYTHONPATH": f"{self.network}{os.pathsep}{ROOT / 'src'}", "PYTHONWARNINGS": "default"}
        own["PEERLEARN_TEST_NETWORK_LOG"] = str(self.network / "log")
        command = [Path(sys.executable).with_name("peerlearn"), *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
        return subprocess.Popen(command, env=own | self.environment | environment, start_new_session=True, **pipes)

    def run(self, *words: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        process = self.start(*words, **environment)
        out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def file(self, name: str) -> Path:
        """Return a file of the corpus by its name."""
        (found,) = self.corpus.rglob(name)
        return found


def _copy_corpus(target: Path) -> None:
    source = ROOT / "corpus"
    shutil.copytree(source / "vocabulary", target / "vocabulary")
    shutil.copytree(source / "judgements", target / "judgements")
    judged = (source / "judgements" / "qrels.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in judged if line.split("\t")[1] in PRACTICES]  # a judgement of a practice that is not here is refused
    (target / "judgements" / "qrels.tsv").write_text("".join(kept), encoding="utf-8")
    shutil.copy(source / "cities.csv", target)
    for name in PRACTICES:
        for path in source.glob(f"practices/*/{name}*.md"):
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)


@pytest.fixture(scope="session")
def network(tmp_path_factory):
    """The folder whose ``sitecustomize`` refuses the network; ``log`` in it names every attempt."""
    folder = tmp_path_factory.mktemp("no-network")
    (folder / "sitecustomize.py").write_text(_NO_NETWORK)
    return folder


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """The prepared bundled encoder: the clone's own where it is there, else prepared now."""
    own = Settings()
    if not graph.is_exported(graph_folder(own)) or not (model_folder(own) / "modules.json").is_file():
        own = Settings(home=tmp_path_factory.mktemp("models"))
        prepare(own, progress=silent)
    return own.models


@pytest.fixture
def new_home(tmp_path, models, network):
    """A home with the corpus and the prepared encoder, and no index yet."""
    return _new_home(tmp_path / "new", models, network)


def _new_home(folder: Path, models: Path, network: Path) -> Home:
    home = Home(folder, network)
    home.indexes.mkdir(parents=True)
    (home.indexes / "models").symlink_to(models)
    _copy_corpus(home.corpus)
    return home


@pytest.fixture(scope="session")
def home(tmp_path_factory, models, network):
    """The home that is only read; ``first_build`` says how its build went."""
    home = _new_home(tmp_path_factory.mktemp("built") / "home", models, network)
    began = time.monotonic()
    home.first_build = home.run("index", "build", "--json")
    home.seconds = time.monotonic() - began
    assert home.first_build.returncode == 0, home.first_build.stderr
    return home


@pytest.fixture
def copy(home, tmp_path):
    """A copy of the built home, to be harmed."""
    shutil.copytree(home.folder, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home", home.network)


@pytest.fixture(scope="session")
def base(home):
    return KnowledgeBase.open(home.settings)
