# One list of commands. `make read` and `make test` need nothing but Python 3.11 or later.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
FILE ?= samples/relay.json
SHARED ?= ../shared
STORE ?= newsroom.db

.PHONY: help read test lint evaluate benchmark benchmark-runs desk train gazetteer clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

read: $(VENV)/read.done  ## print the tip sheet of a report (FILE=…)
	@$(BIN)/tipsheet read $(FILE) $(OPTIONS)

test: lint  ## run all checks and tests
	@$(BIN)/python -m pytest -q

lint: $(VENV)/test.done  ## style, types and the direction of imports
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

evaluate: $(VENV)/test.done  ## the whole table of scores (SHARED=folder with data/)
	@$(BIN)/python -m evaluation all --shared $(SHARED)

benchmark: $(VENV)/bench.done  ## speed and memory of reading and of linking
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.linking --reports 3000

benchmark-runs: $(VENV)/bench.done  ## archives, the store, memory, Ray and search beside their aims
	@$(BIN)/python -m benchmarks.running
	@$(BIN)/python -m benchmarks.searching

desk: $(VENV)/desk.done  ## open the desk on the bundled newsroom (STORE=…)
	@$(BIN)/tipsheet desk samples/newsroom/newsroom.jsonl --store $(STORE)

train: $(VENV)/train.done  ## make the weights anew, or go on with a run (SHARED=…)
	@$(BIN)/python -m training.train --shared $(SHARED) --out runs/first --steps 4600
	@$(BIN)/python -m training.train --shared $(SHARED) --out runs/reader --start runs/first --steps 3700
	@$(BIN)/python -m training.export --run runs/reader --out tipsheet/model
	@$(BIN)/python -m training.card --run runs/reader docs/MODEL_CARD.md

gazetteer: $(VENV)/train.done  ## build the gazetteer anew from GeoNames
	@$(BIN)/python -m training.gazetteer

clean:  ## remove what the commands made
	rm -rf $(VENV) build dist runs .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/read.done: pyproject.toml | $(BIN)/python
	@$(BIN)/pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/test.done: pyproject.toml constraints.txt | $(BIN)/python
	@$(BIN)/pip install -q -c constraints.txt -e '.[dev,desk,parquet]'
	@touch $@

$(VENV)/bench.done: pyproject.toml constraints.txt | $(BIN)/python
	@$(BIN)/pip install -q -c constraints.txt -e '.[dev,desk,parquet,ray]' onnx
	@touch $@

$(VENV)/desk.done: pyproject.toml constraints.txt | $(BIN)/python
	@$(BIN)/pip install -q -c constraints.txt -e '.[desk]'
	@touch $@

$(VENV)/train.done: pyproject.toml constraints.txt | $(BIN)/python
	@$(BIN)/pip install -q -c constraints.txt -e '.[dev,train]'
	@touch $@
