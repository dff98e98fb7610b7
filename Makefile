# leersessie: alles wat je met het project doet, elk in een woord. `make` zonder woord legt ze uit.
# Nodig: python3 (3.11 tot en met 3.13) en make. Voor de tests ook node 18 of hoger en Chromium.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
BRONNEN := leersessie tests $(wildcard bench)
SLOT = $(UV) pip compile pyproject.toml requirements/bouw.in --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make slot"
# twee tegelijk, een bestand blijft bij elkaar, lange tests en dan de langste laag eerst (tests/conftest.py)
TWEE = -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := uitleg
.PHONY: uitleg run test test-lang lint maak-mooi bench slot schoon node chromium postgresql nginx caddy

uitleg:
	@echo "make run        maakt alles klaar en start de demo; de adressen staan op het scherm"
	@echo "make test       alle gewone tests (minder dan tien minuten)"
	@echo "make test-lang  ook de lange tests: duizend sessies, elke werkvorm, het pakket (minder dan drie kwartier)"
	@echo "make lint       stijl en typen, zonder tests"
	@echo "make maak-mooi  zet de code in de afgesproken vorm"
	@echo "make bench      meet de snelheid, naast kale node-servers"
	@echo "make slot       legt de versies van alle bibliotheken opnieuw vast (vraagt uv)"
	@echo "make schoon     haalt weg wat make heeft gemaakt; je gegevens blijven staan"

run: $(VENV)/.klaar
	$(VENV)/bin/leersessie demo

test: $(VENV)/.klaar-test node chromium postgresql
	$(PY) -m pytest -m "not traag" $(TWEE)

test-lang: $(VENV)/.klaar-test node chromium postgresql nginx caddy
	$(PY) -m pytest $(TWEE)

lint: $(VENV)/.klaar-test
	$(PY) -m ruff check $(BRONNEN)
	$(PY) -m ruff format --check $(BRONNEN)
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

maak-mooi: $(VENV)/.klaar-test
	$(PY) -m ruff check --fix $(BRONNEN)
	$(PY) -m ruff format $(BRONNEN)

bench: $(VENV)/.klaar-test node
	$(PY) -m bench

slot: $(VENV)/.klaar-test
	@test -x $(UV) || { echo "Voor 'make slot' is uv nodig: $(PY) -m pip install uv"; exit 1; }
	$(SLOT) -o requirements/run.txt
	$(SLOT) --extra test -c requirements/run.txt -o requirements/test.txt

schoon:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# ---- klaarzetten ------------------------------------------------------------------------------

# Debian levert python3 zonder ensurepip: als root zetten we het neer, anders zeggen we de ene regel.
$(PY):
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit((3, 11) > v or v > (3, 13))' || \
	  { echo "leersessie draait op Python 3.11, 3.12 en 3.13; '$(PYTHON)' is een andere. Kies er een met: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq python3-venv; \
	  else echo "Python mist 'venv'. Draai eerst: sudo apt-get install python3-venv"; exit 1; fi
	$(PYTHON) -m venv $(VENV)

$(VENV)/.klaar: $(PY) requirements/run.txt pyproject.toml
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.klaar-test: $(VENV)/.klaar requirements/test.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

node:
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)' 2>/dev/null || \
	  { echo "De tests hebben node 18 of hoger nodig, en dat staat hier niet."; exit 1; }

chromium:
	@command -v chromium >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq chromium; \
	  else echo "De tests hebben Chromium nodig. Draai eerst: sudo apt-get install chromium"; exit 1; fi

postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq postgresql; \
	  else echo "De tests hebben PostgreSQL nodig. Draai eerst: sudo apt-get install postgresql"; exit 1; fi

nginx:
	@command -v nginx >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq nginx-light; \
	  else echo "De lange tests hebben nginx nodig. Draai eerst: sudo apt-get install nginx-light"; exit 1; fi

caddy:
	@command -v caddy >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq caddy; \
	  else echo "De lange tests hebben Caddy nodig. Draai eerst: sudo apt-get install caddy"; exit 1; fi
