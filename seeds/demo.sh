#!/usr/bin/env bash
# The two Singapore articles side by side, and what the archive says of one statement, in a
# home that is thrown away.
set -euo pipefail
cd "$(dirname "$0")"

COUNTERPOINT_HOME=$(mktemp -d)
export COUNTERPOINT_HOME
trap 'rm -rf "$COUNTERPOINT_HOME"' EXIT

counterpoint ingest singapore/articles.jsonl flood/articles.jsonl
printf '\nThe two Singapore articles, compared\n\n'
counterpoint compare 1 2
printf '\nWhat the archive says of one statement\n\n'
counterpoint check "The Singapore summit was a success"
