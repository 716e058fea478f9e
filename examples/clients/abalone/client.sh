#!/usr/bin/env bash
# Trains an abalone model, shows how far it is, and asks for the age of a shell: client.sh [predict]
# With `predict` it only asks.
set -euo pipefail
url=${ABALONE_URL:-http://127.0.0.1:8000}
json=(-H 'content-type: application/json')
token=()
if [ -n "${ABALONE_ADMIN_TOKEN:-}" ]; then token=(-H "authorization: Bearer $ABALONE_ADMIN_TOKEN"); fi

# What curl answers; fails with the answer where that is a refusal.
ask() {
  local answer
  answer=$(curl -sS --fail-with-body "$@") || { echo "$answer" >&2; return 1; }
  echo "$answer"
}

# The text or number of a field at the top of a JSON object on one line.
field() { grep -oE "\"$1\": *(\"[^\"]*\"|[0-9.]+)" | sed -nE '1s/^[^:]*: *"?([^"]*)"?$/\1/p'; }

if [ "${1:-}" != predict ]; then
  hyperparameters='{"n_estimators": 50, "max_depth": 8, "min_samples_split": 4, "min_samples_leaf": 2, "random_state": 7}'
  job=$(ask "${json[@]}" "${token[@]}" -d "$hyperparameters" "$url/train" | field job_id)
  # The events of the job as they come, until it ends.
  curl -sSN --fail-with-body --max-time "${ABALONE_TRAIN_SECONDS:-600}" "${token[@]}" \
    -H 'accept: text/event-stream' "$url/train/$job" |
    while read -r line; do
      if [[ $line == data:* ]]; then echo "${line:0:200}"; fi
    done
  status=$(ask "${token[@]}" "$url/train/$job" | field status)
  echo "training: $status"
  [ "$status" = succeeded ]
fi

shell='{"sex": "M", "length": 0.455, "diameter": 0.365, "height": 0.095, "whole_weight": 0.514,
  "shucked_weight": 0.2245, "viscera_weight": 0.101, "shell_weight": 0.15}'
rings=$(ask "${json[@]}" -d "$shell" "$url/predict" | field prediction)
echo "$rings rings"
[[ $rings =~ ^[0-9]+(\.[0-9]+)?$ ]]
