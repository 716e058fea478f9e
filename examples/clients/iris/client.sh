#!/usr/bin/env bash
# Asks an iris model for the species of flowers, as `mlflow models serve` takes them: client.sh [PAYLOAD_FILE]
set -euo pipefail
url=${IRIS_URL:-http://127.0.0.1:${PORT:-1234}}
payload=${1:-$(dirname "${BASH_SOURCE[0]}")/serving_input_example.json}

flowers='{"dataframe_split": {
  "columns": ["sepal_length", "sepal_width", "petal_length", "petal_width"],
  "data": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]}}'
for body in "$flowers" "@$payload"; do
  answer=$(curl -sS --fail-with-body "$url/invocations" -H 'content-type: application/json' --data-binary "$body") ||
    { echo "$answer" >&2; exit 1; }
  echo "$answer"
  grep -qE '^\{"predictions": ?\[[^]]' <<<"$answer"
done
