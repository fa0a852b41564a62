# One command each; every target brings what it needs. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run stop logs shell psql clean clean-postgres test lint format pot i18n lock bench screenshots

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run:  ## open Odoo with our module and its sample data (DB=sme PORT=8069 SAMPLE=own|all|none)
	@env/run

stop:  ## stop what `make run` started
	@env/stop

logs:  ## follow the log of the running Odoo
	@tail -n 50 -F .run/log/serve-$${DB:-sme}.log

shell:  ## a Python shell in the database (DB=)
	@env/shell

psql:  ## a SQL shell in the database (DB=)
	@env/exec psql -d $${DB:-sme}

clean:  ## delete the database, after asking (DB=, FORCE=1 asks nothing)
	@env/clean

clean-postgres:  ## delete the whole private PostgreSQL cluster, after asking
	@env/clean --postgres

test:  ## lint and all tests; T=path-or-expression for a part (TEST_DB=)
	@$(if $(T),,env/lint &&) env/test $(if $(T),'$(T)')

lint:  ## check the style of everything
	@env/lint

format:  ## apply the style that can be applied (F=path for a part)
	@env/format $(F)

pot:  ## write the translation template anew
	@env/pot

i18n:  ## take new terms over into every language, and say what is missing
	@env/i18n

lock:  ## write the lock files anew
	@env/lock

screenshots:  ## take the pictures of docs/guide anew, from the sample data (F=part of a name)
	@env/screenshots $(F)

bench:  ## measure (see bench/README.md)
	@env/exec --dev bench/run
