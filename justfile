# Development commands. `just` lists them.

default:
    @just --list

# unit tests
test:
    python -m pytest -m 'not slow'

# everything CI runs, in a fresh virtual environment
ci:
    .ci/run

# style, types, import contract
lint:
    ruff check .
    mypy
    lint-imports

# measure on the bundled annotated reports against the floors
measure:
    khabar evaluate samples --floors floors.json

# rebuild the gazetteer from its source packages
gazetteer:
    python scripts/build_gazetteer.py

# generated documentation pages
docs:
    python scripts/build_cli_docs.py
