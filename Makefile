# Everything a person types. Each command first checks what it needs and installs it, or says how.

.PHONY: help run test bench lint campaign clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## build, fill ./data with the demonstration when it is new, serve on http://localhost:8080
	@scripts/run

test: ## everything, on SQLite and PostgreSQL, with a real mail server and a real browser
	@scripts/test

bench: ## ours beside the limit and beside a peer, in one run
	@scripts/bench

lint: ## formatting and house rules
	@scripts/lint

campaign: ## the long versions of the crash, race and canary tests, and our files in LibreOffice (hours)
	@BUENO_CAMPAIGN=1 scripts/test

clean: ## remove what was built (never data or keys)
	@rm -rf .build .artifacts
