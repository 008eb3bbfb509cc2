# eCabinet's commands. Each does all of its own set-up in .venv; nothing but make and Python >= 3.11 is needed.

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
MESSAGES := $(PYTHON) -m scripts.messages

# What a deployment says about itself, said here for the deployment checks; nothing connects to these addresses.
DEPLOYED := DEBUG=0 ALLOWED_HOSTS=ecabinet.example PUBLIC_ORIGIN=https://ecabinet.example \
	SECRET_KEY=only-for-the-deployment-checks-0123456789-abcdefghijklmnop \
	DATABASE_URL=postgres://ecabinet@127.0.0.1/ecabinet REDIS_URL=redis://127.0.0.1/0 \
	EMAIL_URL=smtp://mail.ecabinet.example:25 JOURNAL_HEADS_MAIL=witness@audit.example

.PHONY: help screenshots run demo-reset test format messages bench check \
	check-format check-lint check-types check-floors check-words check-migrations check-deployment
.DEFAULT_GOAL := help

help:
	@echo "make run         serve the demo cabinet at http://$(HOST):$(PORT)"
	@echo "make demo-reset  start the demo anew"
	@echo "make test        all tests in two processes; ARGS='-k minutes' for some, WORKERS=0 for one process"
	@echo "make check       format, lint, types, floors, migrations, deployment, translations"
	@echo "make bench       measure, one figure per line"
	@echo "make screenshots the README's pictures"
	@echo "make format      format and sort imports"
	@echo "make messages    collect texts to translate into locale/vi"

# -- set-up: a stamp is older than its requirements exactly when they have changed --------------------------

$(PYTHON):
	@python=$$(sh scripts/find_python.sh) && echo "Making $(VENV) with $$python" && $$python -m venv $(VENV)

$(VENV)/runtime.stamp: requirements.txt | $(PYTHON)
	@echo "Installing what eCabinet runs on"
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/runtime.stamp
	@echo "Installing what tests and checks need"
	@$(PIP) install -r requirements-dev.txt
	@touch $@

# -- what people use ----------------------------------------------------------------------------------------

run: export HOST := $(HOST)
run: export PORT := $(PORT)
run: $(VENV)/runtime.stamp
	@exec $(PYTHON) -m scripts.start

demo-reset: $(VENV)/runtime.stamp
	@$(MESSAGES) compile
	@$(PYTHON) manage.py migrate --no-input --verbosity 0
	@$(PYTHON) manage.py load_demo --reset

# -- what developers use ------------------------------------------------------------------------------------

test: $(VENV)/dev.stamp
	@sh scripts/browser.sh $(PYTHON)
	@$(MESSAGES) compile
	@$(PYTHON) -m pytest -n $(WORKERS) $(ARGS)

# Each can be asked for alone; `make -k check` goes on after the first that fails.
check: check-format check-lint check-types check-floors check-words check-migrations check-deployment

check-format: $(VENV)/dev.stamp
	$(VENV)/bin/ruff format --check .

check-lint: $(VENV)/dev.stamp
	$(VENV)/bin/ruff check .

check-types: $(VENV)/dev.stamp
	$(VENV)/bin/mypy .

check-floors: $(VENV)/dev.stamp
	$(VENV)/bin/lint-imports --no-logo

check-words: $(VENV)/dev.stamp
	$(MESSAGES) check

check-migrations: $(VENV)/dev.stamp
	$(PYTHON) manage.py makemigrations --check --dry-run

check-deployment: $(VENV)/dev.stamp
	$(DEPLOYED) $(PYTHON) manage.py check --deploy --fail-level WARNING

format: $(VENV)/dev.stamp
	$(VENV)/bin/ruff check --fix-only --quiet .
	$(VENV)/bin/ruff format .

messages: $(VENV)/dev.stamp
	$(MESSAGES) update

screenshots: $(VENV)/dev.stamp
	@$(MESSAGES) compile
	@$(PYTHON) -m scripts.screenshots

bench: $(VENV)/dev.stamp
	@$(MESSAGES) compile
	@$(PYTHON) -m bench
