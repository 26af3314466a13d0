#!/usr/bin/env bash
# scripts/lint.sh [quick]: gofmt, vet, the module file, shell syntax, the server's build
# without C, and golangci-lint with .golangci.yml; quick leaves golangci-lint out.
set -euo pipefail
cd "$(dirname "$0")/.."
linter=github.com/golangci/golangci-lint/v2 version=v2.15.0
bad=$(gofmt -l $(git ls-files '*.go'))
[ -z "$bad" ] || { echo "gofmt would change:"; echo "$bad"; exit 1; }
GOFLAGS="${GOFLAGS:-} $(scripts/fyne.sh)"
export GOFLAGS
go vet ./...
go vet -tags e2e ./test/e2e
GOFLAGS= go mod tidy -diff
for f in scripts/*.sh .ci/run; do bash -n "$f"; done
CGO_ENABLED=0 go vet ./cmd/onaird ./server/... ./room ./signaling
if [ "${1:-}" != quick ]; then
  bin=$(mktemp -d)
  trap 'rm -rf "$bin"' EXIT
  if GOFLAGS= GOBIN=$bin go install "$linter/cmd/golangci-lint@$version"; then
    GOFLAGS= "$bin/golangci-lint" run ./...
  else
    echo "lint: golangci-lint $version cannot be had here and is left out"
  fi
fi
echo "lint: clean"
