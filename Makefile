# Newsroom's tasks; `make` alone lists them. They need GNU make, bash and Python 3.11 or newer, and nothing else.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
# Relative paths throughout, so that the checkout may stand in a folder with spaces in its name.
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input

.PHONY: help
help: ## List the tasks
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

.PHONY: setup
setup: installed ## Install what Newsroom runs on into .venv, and bring database and static files up to date
	@$(PY) manage.py prepare

.PHONY: run
run: installed ## Run the newsroom, with the demo where the database is empty (PORT=8123 make run: elsewhere)
	@exec $(PY) manage.py up --demo --port "$(PORT)"

.PHONY: test
test: installed-dev ## Run the tests: on SQLite, then on PostgreSQL and Redis (REQUIRE_ALL=1: fail if one is missing)
	@$(PY) -m tests.servers $(ARGS)

.PHONY: test-deep
test-deep: installed-dev ## Run the long tests: histories, fuzzing, faults and sizes
	@$(PY) -m tests.servers --deep $(ARGS)

.PHONY: test-faults
test-faults: installed-dev ## Run those of the long tests that hurt a running newsroom
	@$(PY) -m tests.servers --faults $(ARGS)

.PHONY: lint
lint: installed-dev ## Check style and format
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

.PHONY: types
types: installed-dev ## Check types
	@$(PY) -m mypy .

.PHONY: imports
imports: installed-dev ## Check who imports whom
	@$(PY) -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'

.PHONY: migrations
migrations: installed-dev ## Check that no migration is missing
	@$(PY) manage.py makemigrations --check --dry-run

.PHONY: check
check: lint types imports migrations test ## Run all of these checks

.PHONY: bench
bench: installed-dev ## Measure, and print a table with ratios
	@$(PY) -m benchmarks $(ARGS)

.PHONY: lock
lock: installed-dev ## Write the lock files anew from requirements.txt and requirements-dev.txt
	@$(PY) -m uv pip compile -q --universal --python-version 3.11 --upgrade requirements.txt -o requirements.lock
	@$(PY) -m uv pip compile -q --universal --python-version 3.11 --upgrade -c requirements.lock requirements-dev.txt \
		-o requirements-dev.lock

.PHONY: clean
clean: ## Take away .venv and caches; var/ (database, uploads, secret) stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# Installed once for each content of the lock file: a copy of it in .venv says what stands there.
.PHONY: installed installed-dev
installed: $(PY)
	@cmp -s requirements.lock .venv/installed.lock || cmp -s requirements-dev.lock .venv/installed-dev.lock || { \
		echo "Installing what Newsroom runs on (about half a minute)."; \
		$(PIP) install --quiet --requirement requirements.lock; \
		cp requirements.lock .venv/installed.lock; }

installed-dev: $(PY)
	@cmp -s requirements-dev.lock .venv/installed-dev.lock || { \
		echo "Installing what the checks need (about a minute)."; \
		$(PIP) install --quiet --requirement requirements-dev.lock; \
		cp requirements-dev.lock .venv/installed-dev.lock; cp requirements.lock .venv/installed.lock; }

# pip before 21 knows neither the wheels of today nor the markers of the lock.
$(PY):
	@found=; for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Newsroom needs Python 3.11 or newer; here $(PYTHON) is: $$("$(PYTHON)" --version 2>&1 || true)" >&2; \
		echo "Install it, or say where it is: make setup PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	if ! "$$found" -m venv --clear .venv; then \
		rm -rf .venv; echo "On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	$(PY) -c 'import pip, sys; sys.exit(int(pip.__version__.split(".")[0]) < 21)' || $(PIP) install --quiet --upgrade pip
