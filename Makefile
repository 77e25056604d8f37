# Parallax. `make book` and `make test` need nothing but make and a Python 3.11, 3.12 or 3.13 with venv.

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEER := $(VENV)/bench
PART ?= all
CHAPTER ?= terms

# What kernels and tests find in their environment, so that two runs give the same bytes;
# lib/parallax/pages/kernels.py sets the same for `parallax book` called by hand.
export PYTHONHASHSEED := 0
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export VECLIB_MAXIMUM_THREADS := 1
export IPYTHONDIR := $(CURDIR)/$(VENV)/var/parallax/ipython
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/var/parallax/matplotlib
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DENO_NO_UPDATE_CHECK := 1

# An environment that was moved, or whose Python is gone, is made anew.
$(shell [ ! -e $(READY) ] || { [ "$$(cat $(READY))" = "$(CURDIR)" ] && $(BIN)/python -c '' 2>/dev/null; } || rm -f $(READY))

.PHONY: tests chapters lib help book pdf epub test notebooks robustness lab lint corpus lock bench clean

help:
	@echo 'make book       execute the chapters and build the book into _build/html'
	@echo 'make test       lint, tests, and every chapter run again and compared with its stored outputs'
	@echo 'make pdf        print the pages that were built into one PDF, _build/pdf (needs Chromium or Chrome)'
	@echo 'make epub       make one EPUB, for e-readers, of the pages that were built, _build/epub'
	@echo 'make notebooks  execute the chapters and store their outputs in chapters/'
	@echo 'make robustness test every claim under other ways of counting (takes some minutes)'
	@echo 'make lab        open the lesson in JupyterLab; CHAPTER=keyness opens another chapter'
	@echo 'make corpus     rebuild the derived tables of corpus/ from the texts (see README.md)'
	@echo 'make lint       check style and types of the code'
	@echo 'make lock       resolve requirements.lock again from pyproject.toml'
	@echo 'make bench      time keyness (beside another package), hundreds of texts, the way from texts to pages (beside'
	@echo '                three others), the tests and the book; PART=keyness, scale, peers, tests or book times one of them'
	@echo 'make clean      remove _build and caches; the environment in $(VENV) stays'
	@echo
	@echo 'The first run sets up $(VENV). PYTHON=/path/to/python3 chooses the Python for it.'

book: $(READY)
	@$(BIN)/parallax book

# The next two are made of the pages that were built last; without any, these are built first.
pdf: $(READY)
	@[ -f _build/html/index.html ] || $(BIN)/parallax book
	@$(BIN)/parallax pdf

epub: $(READY)
	@[ -f _build/html/index.html ] || $(BIN)/parallax book
	@$(BIN)/parallax epub

notebooks: $(READY)
	@$(BIN)/parallax notebooks
	@echo 'To see what changed: git diff --stat chapters'

robustness: $(READY)
	@$(BIN)/parallax robustness
	@echo 'To see what changed: git diff chapters/robustness.csv; make notebooks then stores it in the chapters.'

corpus: $(READY)
	@$(BIN)/parallax extract
	@echo 'To see what changed: git diff --stat corpus'

lint: $(READY)
	@$(BIN)/ruff check --quiet lib tests bench chapters || { echo '`.venv/bin/ruff check --fix lib tests bench chapters` corrects some of it.'; exit 1; }
	@$(BIN)/ruff format --check --quiet lib tests bench chapters || { echo '`.venv/bin/ruff format lib tests bench chapters` corrects it.'; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@imports=$$($(BIN)/lint-imports --no-logo) || { echo "$$imports"; exit 1; }
	@$(BIN)/deno lint --quiet lib/parallax/pages/static
	@$(BIN)/deno check --quiet $$(grep -l '^// @ts-check' lib/parallax/pages/static/*.js)
	@echo 'The code is clean. The rules are in pyproject.toml, those for scripts of the pages in deno.json.'

# With CI=1, which CI says by itself, also what takes long and shows little: what is marked so in tests/.
CI ?=
LEFT_TO_CI := the other Pythons; pages of the API and the index in a browser; accessibility of every page; the PDF; the EPUB; a project with every layer

# The chapters are run without the way to the texts: nothing after extraction sees those.
test: lint
	@echo 'Tests:'
	@$(BIN)/python -m pytest tests -n 2 --dist loadfile $(if $(CI),,-m 'not ci')
	@echo 'Chapters, each cell against its stored output:'
	@env -u PARALLAX_TEXTS $(BIN)/python -m pytest chapters -n 2 --dist loadscope \
	    --nbval --nbval-current-env --nbval-cell-timeout 300 --nbval-kernel-startup-timeout 300 \
	    --nbval-sanitize-with tests/nbval_sanitize.cfg \
	    || { echo 'If a chapter or the library was changed: make notebooks stores new outputs; look at git diff.'; exit 1; }
	@echo 'All tests passed. They are in tests/, nearly one file for each module of lib/parallax; `make book` builds the book.'
	@[ -n '$(CI)' ] || echo 'Left to CI: $(LEFT_TO_CI). To run that here too: make test CI=1'

lab: $(READY)
	@[ -f chapters/$(CHAPTER).ipynb ] || { \
	    echo 'There is no chapters/$(CHAPTER).ipynb; there are:' $(sort $(notdir $(basename $(wildcard chapters/*.ipynb)))) >&2; exit 1; \
	}
	@echo 'JupyterLab opens in the browser; the address is printed below. Ctrl-C stops it.'
	@echo 'It shows code, tables and figures. The sentences are on the page, _build/html/chapters/$(CHAPTER).html: keep it open'
	@echo 'beside it. `make book` sets what you changed into the page; `git checkout chapters` undoes it.'
	@$(BIN)/jupyter lab $$([ "$$(id -u)" != 0 ] || echo --allow-root) --LabApp.default_url=/lab/tree/chapters/$(CHAPTER).ipynb

lock: $(READY)
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate --all-extras pyproject.toml -o requirements.lock
	@echo 'requirements.lock is resolved. The next command installs it; see git diff --stat requirements.lock'

# The peers and the public texts are no part of the book: they stand in no lock but their own. The stamp is looked at
# here, not by make, which would still believe in one that the line above has just removed with all of $(VENV).
bench: $(READY)
	@[ -z '$(filter keyness scale peers all,$(PART))' ] || [ $(PEER)/.ready -nt bench/requirements.lock ] || { \
	    echo 'Setting up $(PEER), once.' && rm -rf $(PEER) && $(BIN)/python -m venv --without-pip $(PEER) \
	    && $(BIN)/uv pip sync --quiet --python $(PEER)/bin/python --require-hashes bench/requirements.lock \
	    && touch $(PEER)/.ready; \
	}
	@$(BIN)/python -m bench $(PEER)/bin/python $(PART)

# Folders of these names exist, and make would call them up to date.
tests chapters lib:
	@echo 'There is no target $@; make help lists the targets.' >&2; exit 2

clean:
	@rm -rf _build .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find lib tests bench chapters -name __pycache__ -prune -exec rm -rf {} + -o -name .ipynb_checkpoints -prune -exec rm -rf {} +
	@echo '_build and caches are removed. To set up the environment again as well: rm -rf $(VENV)'

# The stamp comes last, so an environment that was left half made has none and is made again from the start.
$(READY): requirements.lock pyproject.toml
	@[ -e $@ ] || { \
	    usable='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; \
	    if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; else set -- python3.13 python3.12 python3.11 python3 python; fi; \
	    found=; for python; do \
	        if "$$python" -c "$$usable" >/dev/null 2>&1; then found=$$python; break; fi; \
	    done; \
	    if [ -z "$$found" ]; then \
	        echo "There is no usable Python$${PYTHON:+ at PYTHON=$$PYTHON}: one of 3.11, 3.12 or 3.13 is needed, with venv."; \
	        echo '  Debian, Ubuntu, WSL:  sudo apt install python3 python3-venv   (Ubuntu 22.04: python3.11 python3.11-venv)'; \
	        echo '  macOS with Homebrew:  brew install python@3.13'; \
	        echo '  If you have one elsewhere:  make PYTHON=/path/to/python3 book'; \
	        exit 1; \
	    fi; \
	    echo "Setting up $(VENV) with $$("$$found" --version), once; this takes a few minutes."; \
	    rm -rf $(VENV) && "$$found" -m venv $(VENV); \
	}
	@rm -f $@
	@awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r $(VENV)/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -c 'import matplotlib.font_manager'
	@printf '%s' '$(CURDIR)' > $@
	@echo 'The environment is ready.'
