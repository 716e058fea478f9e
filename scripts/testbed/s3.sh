#!/usr/bin/env bash
# A real S3 store (MinIO) on loopback, built once from its Go module.
#   s3.sh install        prints the program, and builds it when it is not there yet (about five minutes)
#   s3.sh up FOLDER      starts it on a free port with its data in FOLDER, and prints what `env` prints
#   s3.sh env FOLDER     prints how to reach the one that runs there, as shell exports
#   s3.sh down FOLDER    ends it, and leaves the data
#   s3.sh serve FOLDER   as `up`, until standard input ends
# Folders in FOLDER/data are buckets; there is one named `models`.
#   SWITCHYARD_TESTBED_BIN   where the program is kept (default: switchyard-testbed/bin in the user's cache folder)
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/go/bin" LC_ALL=C
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)} DEBIAN_FRONTEND=noninteractive
usage="usage: s3.sh install, or s3.sh up|env|down|serve FOLDER"
version=v0.0.0-20260212201848-7aac2a2c5b7c
programs=${SWITCHYARD_TESTBED_BIN:-${XDG_CACHE_HOME:-$HOME/.cache}/switchyard-testbed/bin}
key=testbed secret=testbed-secret

say() { echo "s3.sh: $*" >&2; }

# Go is new enough when it can read the module's own file.
has_go() { type go >/dev/null 2>&1 && [ "$(printf '%s\n' go1.24 "$(GOTOOLCHAIN=local go env GOVERSION)" | sort -V | head -1)" = go1.24 ]; }

bring_go() {
  has_go && return
  if [ "$(id -u)" = 0 ] && type apt-get >/dev/null 2>&1; then
    say "apt-get install golang-go"
    { apt-get update -q && apt-get install -y -q --no-install-recommends golang-go; } >"$programs/apt.log" 2>&1 || true
    hash -r
    has_go && return
  fi
  say "MinIO is built with Go 1.24 or newer, and there is none: install it (https://go.dev/dl), or put a minio program into $programs"
  return 1
}

install() {
  mkdir -p "$programs"
  if [ ! -x "$programs/minio" ]; then
    exec 9>"$programs/lock"
    if type flock >/dev/null 2>&1; then flock 9; fi
  fi
  if [ ! -x "$programs/minio" ]; then build; fi
  echo "$programs/minio"
}

build() {
  local made
  bring_go
  say "building MinIO (once, about five minutes)"
  made=$(mktemp -d "$programs/build.XXXXXX")
  if ! GOBIN=$made GOTOOLCHAIN=${GOTOOLCHAIN:-local} GOFLAGS=-mod=mod go install -trimpath -ldflags '-s -w' \
    "github.com/minio/minio@$version" >"$programs/build.log" 2>&1 9>&-; then
    tail -5 "$programs/build.log" >&2
    rm -rf "$made"
    return 1
  fi
  mv "$made/minio" "$programs/minio"
  rm -rf "$made"
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
is_ready() {
  local status=
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /minio/health/ready HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
  read -r -t 2 _ status _ <&3 || true
  exec 3>&-
  [ "$status" = 200 ]
}
free_port() {
  local port
  while port=$((RANDOM % 20000 + 12000)); answers "$port"; do :; done
  echo "$port"
}

is_up() { [ -s "$folder/pid" ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null; }

up() {
  local program attempt port
  is_up && return
  program=$(install)
  mkdir -p "$folder/data/models"
  for attempt in 1 2 3; do
    port=${SWITCHYARD_S3_PORT:-$(free_port)}
    MINIO_ROOT_USER=$key MINIO_ROOT_PASSWORD=$secret MINIO_BROWSER=off MINIO_UPDATE=off MINIO_CI_CD=1 HOME=$folder \
      setsid "$program" server --quiet --address "127.0.0.1:$port" "$folder/data" </dev/null >"$folder/log" 2>&1 &
    echo $! >"$folder/pid"
    echo "$port" >"$folder/port"
    for ((wait = 0; wait < 300; wait++)); do
      is_ready "$port" && return
      is_up || break
      sleep 0.1
    done
    down
  done
  tail -15 "$folder/log" >&2
  return 1
}

down() {
  is_up && kill "$(cat "$folder/pid")"
  for ((wait = 0; wait < 100; wait++)); do is_up && sleep 0.1 || break; done
  is_up && kill -KILL "$(cat "$folder/pid")"
  rm -f "$folder/pid"
}

env_() {
  is_up || { say "none runs in $folder"; return 1; }
  echo "export MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:$(cat "$folder/port") AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_DEFAULT_REGION=us-east-1"
}

command=${1:?$usage}
if [ "$command" = install ]; then install; exit; fi
folder=$(realpath -m "${2:?$usage}")
case $command in
up) up && env_ ;;
env) env_ ;;
down) down ;;
serve)
  trap down EXIT
  trap 'exit 1' TERM INT HUP
  up && env_
  cat >/dev/null ;;
*) say "$usage"; exit 2 ;;
esac
