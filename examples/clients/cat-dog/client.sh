#!/usr/bin/env bash
# Asks a cat and dog service how it is, and what is on each picture: client.sh [PICTURE ...]
set -euo pipefail
url=${CATDOG_URL:-http://127.0.0.1:${PORT:-8000}}
images=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../images" && pwd)
if [ $# = 0 ]; then set -- "$images/cat.jpg" "$images/dog.jpg"; fi

# What curl answers; fails with the answer where that is a refusal.
ask() {
  local answer
  answer=$(curl -sS --fail-with-body "$@") || { echo "$answer" >&2; return 1; }
  echo "$answer"
}

health=$(ask "$url/health")
echo "health: $health"
grep -q '"status":"healthy"' <<<"$health"
for picture in "$@"; do
  answer=$(ask -F "file=@$picture" "$url/predict")
  echo "$(basename "$picture"): $answer"
  grep -qE '"label":"[^"]+","confidence":[01]' <<<"$answer"
done
