# Every target first installs what it needs and repeats no finished work. `make help` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help run test build setup dev devtest fmt lint arrows dependencies end2end fuzz torture upgrade bench screenshots clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and serve the demonstration on http://127.0.0.1:3000 (DATABASE_URL=postgres://… for PostgreSQL)
	@scripts/run.sh

test: ## Every check that CI runs: format, lints, dependencies, tests on both databases, size, browser tests
	@scripts/test.sh

build: ## The server and the site, without starting them (PROFILE=release for a release)
	@scripts/setup.sh run
	@scripts/build.sh $(or $(PROFILE),debug)

setup: ## All tools, for running and for testing
	@scripts/setup.sh test

dev: ## Build and serve; the open pages show each change automatically
	@scripts/dev.sh

devtest: ## Test that make dev shows a changed style in 2 s and a changed word in 30 s (SLOWER=4 for a slow machine)
	@scripts/dev-test.sh

fmt: ## Format Rust, style sheets and scripts
	@scripts/setup.sh format
	@scripts/format.sh

lint: ## Only the format, commit subjects, shell scripts and lints
	@scripts/setup.sh test
	@scripts/lint.sh

arrows: ## Print the rooms of each floor, which uses which, and the walk of Déployer
	@scripts/arrows.sh

dependencies: ## Only the licences, sources and known vulnerabilities of crates and npm packages
	@scripts/setup.sh test
	@scripts/dependencies.sh

end2end: ## Only the browser tests, on a fresh build
	@scripts/setup.sh test
	@scripts/build.sh debug released
	@scripts/postgres.sh scripts/end2end.sh

fuzz: ## Send odd requests to every address (FUZZ_REQUESTS=200000, FUZZ_SEED=… repeats a run)
	@scripts/fuzz.sh

torture: ## Kill servers while they deliver (TORTURE_KILLS=200, TORTURE_SEED=… repeats a run)
	@scripts/torture.sh

upgrade: ## Upgrade a large database of an earlier version, killed half-way, and print the time
	@scripts/upgrade.sh

bench: ## Measure a release build
	@scripts/bench.sh

screenshots: ## Pictures of the demonstration's pages in target/screenshots, each examined by axe
	@scripts/screenshots.sh

clean: ## Remove build output; keep the tools and the data
	@rm -rf target end2end/test-results end2end/playwright-report
