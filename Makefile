# Two commands: `make run` serves the app, `make test` runs every check. Both set up what they need, once.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
# The address of a package index with CPU builds of torch, for machines where pip would take the CUDA build (see README).
TORCH_INDEX ?=
# The folder of public test sets for `make bench`; what needs a set that is not there is skipped by name.
BENCH ?= ../shared/bench
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test setup check lint types layers unit browser texts bench chromium postgresql tesseract clean

run: setup
	@$(BIN)/peerlearn serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev chromium postgresql tesseract setup
	$(MAKE) --no-print-directory check

# What run and test share: packages, the bundled encoder, the index. A second time it only looks whether anything changed.
setup: $(VENV)/.packages
	@$(BIN)/peerlearn index build

$(VENV)/.packages: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "peerlearn needs Python 3.11 or newer; name one: make run PYTHON=python3.12")'
	@test -x $(BIN)/pip || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); } \
	  || { rm -rf $(VENV); echo 'A virtual environment could not be made: install the package python3-venv and try again.'; exit 1; }
	$(if $(TORCH_INDEX),$(BIN)/pip install --index-url $(TORCH_INDEX) torch==2.13.0)
	$(BIN)/pip install --constraint constraints.txt --editable '.[app]'
	@touch $@

$(VENV)/.dev: $(VENV)/.packages
	$(BIN)/pip install --constraint constraints.txt --editable '.[app,dev]'
	@touch $@

$(VENV)/.bench: $(VENV)/.packages
	$(BIN)/pip install --constraint constraints.txt --editable '.[app,bench]'
	@touch $@

# Browser tests need Debian's Chromium; where it cannot be installed they are skipped by name.
chromium:
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } \
	  || echo 'Chromium is not installed and could not be: the browser tests will be skipped (install the package chromium).'

# The store's tests run on PostgreSQL too, started in a temporary folder; where it cannot be installed they are skipped by name.
postgresql:
	@command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 \
	  || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } \
	  || echo 'PostgreSQL is not installed and could not be: its tests will be skipped (install the package postgresql).'

# Scanned pages are recognised where Debian's Tesseract is; without it they wait for a person, and its test is skipped by name.
tesseract:
	@command -v tesseract >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tesseract-ocr \
	  tesseract-ocr-ara tesseract-ocr-fra tesseract-ocr-spa fontconfig; } \
	  || echo 'Tesseract is not installed and could not be: the test of scanned pages will be skipped (install tesseract-ocr-ara).'

check: lint types layers
	$(BIN)/pytest

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

unit:
	$(BIN)/pytest tests/unit

browser:
	$(BIN)/pytest tests/e2e

# Adds to app/i18n/*.po the texts of the interface that they lack, empty, at the end; names those that nothing asks for.
texts: $(VENV)/.packages
	$(BIN)/python -m app.i18n.texts

# Minutes of measuring, best on a machine that does nothing else; writes the figures of docs/benchmarks.md.
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.encoding --bench $(BENCH)
	$(BIN)/python -m benchmarks.side_by_side --bench $(BENCH)
	$(BIN)/python -m benchmarks.scale

clean:
	rm -rf $(VENV) indexes/generations indexes/models indexes/current indexes/lock indexes/*.sqlite*
