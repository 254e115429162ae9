#!/usr/bin/env bash
# Makes the lock files from setup.cfg. Needs uv (https://docs.astral.sh/uv/), which nothing else here needs.
#   tools/lock.sh              keep the versions there are, add or drop what setup.cfg asks for
#   tools/lock.sh --upgrade    take the newest versions that fit
# The locks hold versions and hashes and name no package index.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

compile() {  # file, further options
    local out="$1"
    shift
    uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header \
        --no-emit-index-url --no-emit-find-links setup.cfg --output-file "$out" "$@"
}

# The product's lock first; the others take its versions from it, so that they never differ.
compile requirements.lock "$@"
compile requirements-test.lock --extra test --constraint requirements.lock "$@"
compile requirements-audit.lock --extra audit --constraint requirements.lock "$@"
