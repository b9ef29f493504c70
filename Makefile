# The verbs of the project. Each does all its own set-up, on a machine that has only Python 3.11 or later, make and git.

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/ready

.PHONY: help setup run demo cluster test journeys bench soak backup restore screens pictures mutants check style types imports content browser pango lock clean

help:  ## show the verbs
	@sed -n 's/^\([a-z]*\):.*  ## /\1	/p' $(MAKEFILE_LIST)

setup: $(READY)  ## make the virtual environment, or do nothing if it is there
	@:

run: setup  ## start the program on PORT (8501); DATABASE_URL names its database
	@exec $(PYTHON) app.py

demo: setup  ## the same with a workspace of ten constructed candidates; prints its link; LANGUAGE=fr for French
	@$(PYTHON) -m sharing demo --language "$(LANGUAGE)" --address http://localhost:$(or $(PORT),8501)
	@exec $(PYTHON) app.py

cluster: setup  ## three copies behind nginx and one PostgreSQL on this machine, at PORT (8500): deploy/ without containers; ARGS=--copies 5
	@exec $(PYTHON) -m tests.cluster --port $(or $(PORT),8500) $(ARGS)

backup: setup  ## write everything in DATABASE_URL into a new file, while the program serves; FILE names it, else it goes into data/backups/
	@$(PYTHON) -m sharing backup $(or $(FILE),data/backups/$(shell date -u +%Y-%m-%dT%H%M%SZ).db)

restore: setup  ## put the back-up FILE back, while the program serves; who was erased since stays erased; ARGS=--erased=LIST
	@$(PYTHON) -m sharing restore $(FILE) $(ARGS)

test: setup  ## run all tests but those in a browser; ARGS goes to pytest: make test ARGS=tests/scoring
	@$(PYTHON) -m pytest -m "not browser" $(ARGS)

journeys: setup browser  ## run the tests in a real browser: whole journeys, every screen, axe; ARGS goes to pytest
	@$(PYTHON) -m pytest -m browser $(ARGS)

bench: setup browser pango  ## measure speed and memory, beside an empty Streamlit app and WeasyPrint in the same run
	@$(PYTHON) -m tests.bench $(ARGS)

soak: setup browser  ## blows, crowds and hours: what is too long for make test; ARGS: names of parts, --full
	@$(PYTHON) -m tests.soak $(ARGS)

screens: setup browser  ## every screen in every variant and the three journeys as pictures in screens/; ARGS: parts of names, --axe, --folder elsewhere
	@$(PYTHON) -m tests.browser.screens $(ARGS)

pictures: setup browser  ## take the pictures of README.md anew
	@$(PYTHON) -m tests.browser.pictures

mutants: setup  ## change the rule base in one place at a time; 1 unless 95 % of the changes are noticed; takes minutes
	@$(PYTHON) -m tests.mutants

check: style types imports content  ## style, types, import contracts and content, without running a test

style: setup
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: setup
	$(VENV)/bin/mypy

imports: setup
	$(VENV)/bin/lint-imports --no-logo

content: setup
	$(PYTHON) -m questionnaire check
	$(PYTHON) -m scoring check
	$(PYTHON) -m scoring diff scoring/released scoring --changelog CHANGELOG.md
	$(PYTHON) -m reports check
	$(PYTHON) -m reports method docs --check
	$(PYTHON) -m front.permissions docs/access.md --check
	$(PYTHON) -m sharing check
	$(PYTHON) -m tests.spelling

browser:
	@sh tests/browser/find_browser.sh >/dev/null

pango: setup
	@sh tests/find_pango.sh $(PYTHON)

lock: setup  ## write requirements.lock anew after a change in pyproject.toml; ARGS=--upgrade moves every pin
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --output-file requirements.lock --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --only-binary :all: --custom-compile-command "make lock" --quiet $(ARGS)
	$(VENV)/bin/uv pip compile pyproject.toml --constraint requirements.lock --output-file deploy/requirements.lock --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --only-binary :all: --custom-compile-command "make lock" --quiet

clean:  ## delete the virtual environment and all caches; never data/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The file is written last, so that an interrupted installation is taken up again.
$(READY): requirements.lock
	@set -e; \
	for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  version=$$($$name -c 'import sys; print("%d.%d" % sys.version_info[:2] * (sys.version_info >= (3, 11)))' 2>/dev/null) || version=; \
	  if [ -n "$$version" ]; then break; fi; \
	done; \
	if [ -z "$$version" ]; then echo "Python 3.11 or later is missing. Install it, for instance with the package python3."; exit 1; fi; \
	if ! $$name -c 'import ensurepip, venv' 2>/dev/null; then \
	  if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	    echo "$$name cannot make virtual environments. Install the package python$$version-venv."; exit 1; \
	  fi; \
	  echo "Installing python$$version-venv"; \
	  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "python$$version-venv"; } \
	    </dev/null >/dev/null || { echo "That failed. Install the package python$$version-venv."; exit 1; }; \
	fi; \
	echo "Installing the dependencies into $(VENV); once, it takes a minute or two"; \
	$(PYTHON) -c '' 2>/dev/null || $$name -m venv --clear $(VENV); \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: --require-hashes -r requirements.lock; \
	touch $@
