#!/usr/bin/env bash
# Uploads pictures to the template's service in one request, and prints what it sees on each: client.sh [PICTURE ...]
set -euo pipefail
url=${TEMPLATE_URL:-http://127.0.0.1:${PORT:-8080}}
images=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../images" && pwd)
if [ $# = 0 ]; then set -- "$images/cat-tabby.jpg" "$images/dog.jpg"; fi

files=()
for picture in "$@"; do files+=(-F "image_file=@$picture"); done
answer=$(curl -sS --fail-with-body "${files[@]}" "$url/api/v1/model/predict") || { echo "$answer" >&2; exit 1; }
echo "$answer"
for picture in "$@"; do
  grep -qE "\"image_filename\":\"$(basename "$picture")\",\"prediction\":\"[^\"]+\"" <<<"$answer"
done
