#!/usr/bin/env bash
# Asks the two model servers of a news platform for the topic and the sentiment of one text: client.sh [TEXT]
# Where USE_MODEL_SERVING is false, or a server is down, the answer is a guess by words.
set -euo pipefail
text=${1:-The chip maker unveiled a faster processor for phones}
escaped=${text//\\/\\\\}
escaped=${escaped//\"/\\\"}

# Posts a body and prints the answer; fails with 1 when the server is down, and with 2 when it refuses the body.
ask() {
  local answer status
  answer=$(curl -sS -w '\n%{http_code}' "$1/invocations" -H 'content-type: application/json' -d "$2") || return 1
  status=${answer##*$'\n'} answer=${answer%$'\n'*}
  if [ "$status" = 200 ]; then echo "$answer"; return; fi
  echo "$1 answered $status: $answer" >&2
  if [ "$status" -ge 500 ]; then return 1; fi
  return 2
}

# The label that a server predicts, or else the guess; it must be one of those that there are.
label_of() {
  local name=$1 url=$2 labels=$3 label=$4 source=local answer code=1
  if [[ ${USE_MODEL_SERVING:-true} =~ ^(true|1|yes)$ ]]; then
    code=0
    answer=$(ask "$url" "{\"instances\": [\"$escaped\"]}") || code=$?
  fi
  if [ "$code" = 2 ]; then return 1; fi
  if [ "$code" = 0 ]; then
    source=model
    label=$(sed -E 's/^\{"predictions": ?\["([^"]*)"\]\}$/\1/' <<<"$answer")
    [ "$answer" = "$(ask "$url" "{\"dataframe_split\": {\"columns\": [\"text\"], \"data\": [[\"$escaped\"]]}}")" ]
  fi
  echo "$name ($source): $label"
  [[ " $labels " == *" $label "* ]]
}

guess=world
if [[ ${text,,} =~ chip|phone|software ]]; then guess=technology; fi
label_of topic "${CLASSIFICATION_SERVING_URL:-http://127.0.0.1:5001}" \
  "business sports technology politics entertainment world" "$guess"
guess=neutral
if [[ ${text,,} =~ wonderful|won|good ]]; then guess=positive; fi
label_of sentiment "${SENTIMENT_SERVING_URL:-http://127.0.0.1:5002}" "positive negative neutral" "$guess"
