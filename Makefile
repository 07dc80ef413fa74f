# Two commands do everything from a clone: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
# Extras stay in the lock: pip holds a package asked for with an extra to the locked version only if its line has it too.
UV := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
      --no-emit-index-url --no-emit-find-links --no-header --no-strip-extras --quiet

.PHONY: demo test check proof bench docs words lock clean
.DEFAULT_GOAL := help

help: ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/ready-to-run ## build the made-up city of Rivermouth, compare, plan its night, write its brief
	@$(BIN)/nightout demo demo/rivermouth

test: .venv/ready-to-develop ## run every test, those of the site on SQLite and on PostgreSQL
	@sh tests/install_browser.sh
	$(BIN)/python -m pytest -n 2 $(ARGS)
	NIGHTOUT_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 2 tests/web

check: .venv/ready-to-develop ## style, types, no registry address, no path of one machine
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.hygiene

proof: .venv/ready-to-develop ## slow proofs: simulated coverage, kill -9 loops, fuzzing
	$(BIN)/python -m pytest -m proof -n 2 $(ARGS)

bench: .venv/ready-to-develop ## speed and memory, ours and a peer's in the same run
	$(BIN)/python -m benchmarks $(ARGS)

words: .venv/ready-to-develop ## bring the translations of the site up to date
	$(BIN)/python -m nightout.web.catalogue

docs: .venv/ready-to-develop ## write docs/reference anew from the code
	$(BIN)/python -m docs.generate

lock: .venv/ready-to-develop ## resolve the dependencies anew, with hashes and no registry address
	$(UV) --all-extras --upgrade -o requirements/dev.txt
	$(UV) --extra build --extra site --extra solve --constraint requirements/dev.txt -o requirements/run.txt

clean: ## remove what the makefile made
	rm -rf .venv demo/rivermouth

# A stamp per lock: a second `make demo` finds both the lock and the stamp unchanged and installs nothing.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready-to-run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-index --no-build-isolation -e .
	@touch $@

.venv/ready-to-develop: requirements/dev.txt .venv/ready-to-run
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
