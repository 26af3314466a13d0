#!/usr/bin/env bash
# gofmt, vet, the module file, shell syntax, and the server's build without C.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=$(gofmt -l $(git ls-files '*.go'))
[ -z "$bad" ] || { echo "gofmt would change:"; echo "$bad"; exit 1; }
go vet ./...
go vet -tags e2e ./test/e2e
go mod tidy -diff
for f in scripts/*.sh .ci/run; do bash -n "$f"; done
CGO_ENABLED=0 go vet ./cmd/onaird ./server/... ./room ./signaling
echo "lint: clean"
