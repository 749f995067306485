# Targets for people and for CI. `make` alone lists them.
#
# Paths are relative to this directory, so that its own path may contain spaces.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
# The same as `progress-report` where the package is installed.
REPORT := $(VENV)/bin/python _ext/progress_report/cli
UV := .venv-uv
AUDIT := .venv-audit
BUILD := _build
SPHINXOPTS ?=
MONTH ?=
FORMAT ?= text
EXPLAIN ?=
CHECKOPTS ?=
PORT ?= 8000
ACCEPT ?=
FILE ?=
TAKE ?=
AS_OF ?=
MONTHS ?= 12 24 60 120
RUNS ?= 3
CASES ?= 20000
SEED ?= 1
LAST ?=
APPLY ?=
UPGRADE ?=

.DEFAULT_GOAL := help
.PHONY: help html check strict links permalinks links-online serve pdf text month import tickets convert schemas codeowners messages \
	icons test test-unit test-rest test-browser test-long test-newest test-lowest bench fuzz lint lock audit sbom system \
	remember recall clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

html: $(VENV)/site.stamp ## build the site
	@echo "Building the site …"
	@$(REPORT) build -- $(SPHINXOPTS)

check: $(VENV)/site.stamp ## check the reports without building the site: MONTH=2017-08, FORMAT=github, EXPLAIN=due
	@$(REPORT) check --format "$(FORMAT)" $(if $(MONTH),--month "$(MONTH)") \
		$(if $(EXPLAIN),--explain "$(EXPLAIN)") $(CHECKOPTS)

strict: $(VENV)/site.stamp ## build the site and fail if there is any warning
	@$(MAKE) --no-print-directory html SPHINXOPTS="-n -W --keep-going"

links: html ## check the links of the built site, without the network: FORMAT=github
	@$(REPORT) links --site $(BUILD)/html --base "$$REPORT_BASEURL" \
		--format "$(FORMAT)"

permalinks: html ## record the published addresses, and what published months state: ACCEPT=2017-08 after a typing mistake
	@$(REPORT) permalinks --site $(BUILD)/html $(if $(ACCEPT),--accept $(ACCEPT))

links-online: $(VENV)/site.stamp ## check external links over the network: LAST=links.json of an earlier run
	@$(REPORT) links-online $(if $(LAST),--last "$(LAST)") -- $(SPHINXOPTS)

# The server adds a script to each page that reloads it, which the policy of a page would block. So a preview has
# no policy, and its own directory. It watches the whole project except the files that a build writes.
GENERATED := data documents milestones months tickets wbs
serve: $(VENV)/dev.stamp ## preview the site while you write; it reloads when you save
	@$(RUN) sphinx_autobuild -q -D report_policy=0 -d $(BUILD)/preview/doctrees --port $(PORT) \
		--ignore $(BUILD) $(GENERATED:%=--ignore %) --re-ignore '/__pycache__/|/\.[^/]+$$|~$$' \
		$(SPHINXOPTS) . $(BUILD)/preview/html

pdf: $(VENV)/pdf.stamp ## make the PDF of a month, by default the newest: MONTH=2017-08
	@$(REPORT) pdf --month "$(MONTH)" -- $(SPHINXOPTS)
	@echo "The PDF is in $(BUILD)/html/reports"

text: $(VENV)/site.stamp ## build the site as plain text
	@$(REPORT) text -- $(SPHINXOPTS)
	@echo "The text is in $(BUILD)/text"

month: $(VENV)/site.stamp ## create the missing files of a month: MONTH=2017-09
	@$(REPORT) month '$(MONTH)'

schemas: $(VENV)/site.stamp ## write the JSON schemas that editors use to check the reports
	@$(REPORT) schemas

messages: $(VENV)/dev.stamp ## collect the words to translate into the catalogues, and compile these
	@PYTHONPATH=_ext $(RUN) tests.messages

icons: $(VENV)/dev.stamp $(VENV)/pdf.stamp ## write the icons that pages show into the font of the site
	@PYTHONPATH=_ext $(RUN) tests.icons

codeowners: $(VENV)/site.stamp ## write .github/CODEOWNERS from wbs.yaml and report_owners in conf.py
	@$(REPORT) codeowners

import: $(VENV)/import.stamp ## compare the register with an export of the scheduler: FILE=, MONTH=2018-02, APPLY=1 to update it
	@$(REPORT) import --month="$$MONTH" --take="$$TAKE" \
		$(if $(filter 1,$(APPLY)),--apply) -- "$$FILE"

convert: $(VENV)/convert.stamp ## turn an old report into a draft month: FILE=report.pdf, MONTH=2017-08, AREA=02C.03
	@$(REPORT) convert --month="$$MONTH" --area="$$AREA" -- "$$FILE"

tickets: $(VENV)/import.stamp ## compare the register of tickets with an export of a tracker: FILE=, AS_OF=2018-02-28, APPLY=1 to update it
	@$(REPORT) tickets --as-of="$$AS_OF" --take="$$TAKE" \
		$(if $(filter 1,$(APPLY)),--apply) -- "$$FILE"

# The tests start Python often. Whatever your own setting, it keeps what it compiles: else each start takes seconds.
TESTS := test test-unit test-rest test-browser test-long test-newest test-lowest
$(TESTS): export PYTHONDONTWRITEBYTECODE =

# Files run in order, one at a time for each worker: tests/conftest.py puts the longest first. With a browser and
# servers to wait for, there is one worker more than cores.
CORES = $(shell $(PYTHON) -c "import os; print(os.cpu_count() or 1)")
WORKERS = $(shell expr $(CORES) + 1)
PYTEST = $(RUN) pytest --dist loadfile --no-loadscope-reorder --durations=10 -n

# In CI, the packages for PDFs are required; elsewhere, the tests of PDFs are skipped without them.
test test-rest test-long: $(if $(REPORT_NEED_PDF),$(VENV)/pdf.stamp)

test: $(VENV)/dev.stamp ## run the tests except the slow ones
	@$(PYTEST) $(WORKERS) -m "not slow"

test-unit: $(VENV)/dev.stamp ## run the unit tests
	@$(PYTEST) $(CORES) tests/unit tests/test_architecture.py

test-rest: $(VENV)/dev.stamp ## run the tests except those in a browser
	@$(PYTEST) $(WORKERS) -m "not slow and not browser"

test-browser: $(VENV)/dev.stamp ## run the tests in a browser
	@$(PYTEST) $(WORKERS) -m "not slow and browser"

test-long: $(VENV)/dev.stamp ## run all tests, including the slow ones
	@$(PYTEST) $(WORKERS)

# The tests that are most likely to fail with another version of a package: the model, the real site, its PDF.
TELLING := tests/unit $(addprefix tests/integration/test_,august.py furniture.py pages.py pdf.py roles.py)
RESOLUTION_newest := highest
RESOLUTION_lowest := lowest-direct

# test-newest and test-lowest each create a new environment: .venv-newest, .venv-lowest.
test-newest: ## run a selection of tests with the newest allowed packages
test-lowest: ## run a selection of tests with the oldest allowed packages
test-newest test-lowest: test-%: $(UV)/lock.stamp
	@echo "Installing the $* packages that requirements*.txt allow into .venv-$* …"
	@$(UV)/bin/uv venv --quiet --clear --no-project --python "$(PYTHON)" .venv-$*
	@$(UV)/bin/uv pip install --quiet --python .venv-$* --resolution $(RESOLUTION_$*) \
		-r requirements-dev.txt -r requirements-pdf.txt
	@.venv-$*/bin/python -m pytest -n auto --dist loadfile $(TELLING)

bench: $(VENV)/dev.stamp ## compare build times with those of a plain site: MONTHS="12 24", RUNS=1
	@PYTHONPATH=_ext $(RUN) tests.bench --months $(MONTHS) --runs $(RUNS)

fuzz: $(VENV)/dev.stamp ## feed broken files to everything that reads files: CASES=20000, SEED=1
	@PYTHONPATH=_ext $(RUN) tests.fuzz --cases $(CASES) --seed $(SEED)

lint: $(VENV)/dev.stamp ## check style, types and workflows
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) yamllint --strict .
	@$(VENV)/bin/zizmor --quiet --offline --pedantic .github
	@$(RUN) check_jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yaml
	@$(RUN) check_jsonschema --quiet --builtin-schema vendor.github-actions .github/actions/*/action.yaml
	@$(RUN) check_jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@$(RUN) check_jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(RUN) check_jsonschema --quiet --builtin-schema vendor.github-issue-forms \
		$(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@$(RUN) check_jsonschema --quiet --builtin-schema vendor.readthedocs .readthedocs.yaml

system: ## install system packages for the tests and the PDF (Debian, Ubuntu; needs root)
	@.ci/system

audit: $(AUDIT)/audit.stamp ## look up known weaknesses of the locked packages, over the network
	@$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes $(foreach lock,$(wildcard requirements/*.txt),-r $(lock))

# Of the packages that the site is built with: the lock file lists them all, with their hashes.
sbom: $(AUDIT)/audit.stamp ## write the software bill of materials of the site (CycloneDX)
	@mkdir -p $(BUILD)
	@PYTHONWARNINGS=ignore $(AUDIT)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		--output-file $(BUILD)/sbom.json requirements/site.txt
	@echo "The bill of materials is in $(BUILD)/sbom.json"

remember: ## store the modification times of the sources with the build (for CI)
	@$(PYTHON) .ci/ages.py remember

recall: ## restore the stored modification times of unchanged sources (for CI)
	@$(PYTHON) .ci/ages.py recall

clean: ## delete the build and the generated pages
	@$(PYTHON) _ext/progress_report/cli clean

# --- virtual environments ---------------------------------------------------------------------------

# `make lock` writes requirements/, from which everything is installed. UPGRADE=1 uses the newest versions that the
# ranges in requirements*.txt allow; without it, a version stays as long as its range allows it. All sets agree: the
# versions of the largest one constrain the others.
LOCK = $(UV)/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: $(UV)/lock.stamp ## lock the versions of all packages: UPGRADE=1 for the newest allowed ones
	@echo "Locking the packages of requirements*.txt …"
	@$(LOCK) --output-file requirements/dev.txt requirements-dev.txt
	@$(LOCK) --output-file requirements/site.txt --constraints requirements/dev.txt requirements.txt
	@for set in convert import pdf audit lock; do $(LOCK) --output-file requirements/$$set.txt \
		--constraints requirements/dev.txt requirements-$$set.txt || exit 1; done
	@for lock in requirements/*.txt; do .ci/seal "$$lock" >> "$$lock"; done
	@git diff --stat requirements

$(VENV)/%.stamp: requirements/%.txt
	@.ci/install $(VENV) $< "$(PYTHON)"
	@touch $@

$(UV)/lock.stamp: requirements/lock.txt
	@.ci/install $(UV) $< "$(PYTHON)"
	@touch $@

$(AUDIT)/audit.stamp: requirements/audit.txt
	@.ci/install $(AUDIT) $< "$(PYTHON)"
	@touch $@
