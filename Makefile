# OnAir. 'make help' lists what there is to do.

VERSION := $(shell sed -n 's/^ *Version *= *"\(.*\)".*/\1/p' FyneApp.toml)
BUILD   := $(shell git rev-parse --short HEAD 2>/dev/null || echo unknown)
LDFLAGS := -X onair/app.Version=$(VERSION) -X onair/app.Build=$(BUILD)
GO      ?= go
# Builds with Fyne as scripts/fyne/*.patch change it.
PATCHED  = GOFLAGS="$$GOFLAGS $$(scripts/fyne.sh)" $(GO)

.PHONY: help run pictures test quick race e2e soak-cluster bench sheets lint fuzz package lines package-test clean deps build onaird demo gallery models house

help: ## this list
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build and start the app; with no display, play the demo on a virtual one (pictures in out/)
	@scripts/run.sh

demo: build ## play the demo on a virtual display, pictures in out/
	@scripts/demo.sh

pictures: demo ## README's picture, out of the demo
	@convert out/demo/1b-crown.png -crop 960x660+0+0 +repage -colors 256 docs/images/onair.png

test: deps ## unit, integration and end-to-end tests
	@scripts/test.sh

quick: ## unit tests only
	$(PATCHED) test ./...

race: ## the concurrent packages under the race detector
	@scripts/test.sh race

e2e: build ## two real windows on a virtual display
	@scripts/test.sh e2e

soak-cluster: ## people at three nodes that are killed, stopped, cut off, for 10 minutes; ARGS="-soak 1h -soak.each 10 -soak.seed 7 -soak.embedded"
	$(GO) test -count=1 -v -timeout 12h -run '^TestSoak' ./test/nodes -args -soak 10m $(ARGS)

bench: deps ## benchmarks and whole-process figures
	@scripts/bench.sh

lines: deps onaird ## how viewers fare on bad lines, as a table; ARGS="-only 300 -for 30s"
	$(GO) run ./tools/lines $(ARGS)

fuzz: ## every fuzz target for ten seconds
	@scripts/fuzz.sh

sheets: ## before-and-after pictures of the filters in docs/beauty; PHOTOS=FOLDER: of its faces at levels 3, 6 and 9, in out/sheets
	$(GO) run ./tools/beautysheet $(if $(PHOTOS),-photos $(PHOTOS) -out out/sheets)

lint: ## gofmt, vet, go.mod, the build without C, golangci-lint
	@scripts/lint.sh

package: deps ## a .deb in dist/
	@scripts/deps.sh package
	@scripts/package.sh

package-test: package ## install the .deb into a clean system, start it, remove it
	@scripts/package-test.sh

build: deps ## build/onair and build/onaird
	@[ -e build/onair ] || echo "The first build compiles everything: this takes some minutes."
	@mkdir -p build
	$(PATCHED) build -ldflags '$(LDFLAGS)' -o build/onair .
	CGO_ENABLED=0 $(GO) build -ldflags '-X main.version=$(VERSION)' -o build/onaird ./cmd/onaird

onaird: ## the server alone; needs no C compiler
	@mkdir -p build
	CGO_ENABLED=0 $(GO) build -o build/onaird ./cmd/onaird

deps:
	@scripts/deps.sh build test

gallery: ## every screen in made-up states, to look at; ARGS="-screen watching -lang zh -size 960x600"
	$(PATCHED) run ./views/internal/gallery $(ARGS)

house: ## the picture of our packages in docs/images/house.svg, out of their imports
	$(GO) run ./tools/house

models: ## fetch MediaPipe's models with npm and convert them into assets/models
	@scripts/models.sh

clean: ## remove what was built
	rm -rf build dist out
