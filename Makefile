# Two commands do all the set-up on a machine with Python 3.11 and make:
#   make demo    the sample stories, compared and checked
#   make test    the whole test suite
# The other targets are what .ci/run and a developer call.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
STAMP := .venv/.installed
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--unsafe-package torch --unsafe-package pip

.PHONY: demo test test-slow lint format types imports models lock clean

demo: models
	@PATH="$(CURDIR)/$(BIN):$$PATH" seeds/demo.sh

test: models
	$(BIN)/pytest

# As test, with ten times as many kills.
test-slow: models
	COUNTERPOINT_TEST_KILLS=200 $(BIN)/pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

# The judge's base, fetched, joined and verified once a machine; a look when it is there.
models: $(STAMP)
	@$(BIN)/counterpoint models install

# torch stands apart (its file says why); pip belongs to the environment.
lock: $(STAMP)
	$(COMPILE) --output-file requirements/base.txt pyproject.toml
	$(COMPILE) --output-file requirements/dev.txt --extra dev \
		--constraint requirements/base.txt pyproject.toml

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(STAMP): pyproject.toml $(wildcard requirements/*.txt)
	@echo "Making the environment in .venv (about a minute the first time)"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(PIP) install --no-deps --requirement requirements/torch.txt
	@$(PIP) install --no-deps --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
