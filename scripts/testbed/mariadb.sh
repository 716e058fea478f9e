#!/usr/bin/env bash
# A real MariaDB on loopback that keeps its data in a folder.
#   mariadb.sh run FOLDER       starts it on any free port, prints its URI, and stops it when standard input ends
#   mariadb.sh restart FOLDER   kills it and starts it again on its port
# The user `mlflow` owns the database `mlflow`, and its password has letters that URIs must escape. As root it brings
# the Debian package when that is missing.
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C DEBIAN_FRONTEND=noninteractive
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usage="usage: mariadb.sh run|restart FOLDER"
command=${1:?$usage} folder=$(realpath -m "${2:?$usage}")
as() { if [ "$(id -u)" = 0 ]; then runuser -u mysql -- "$@"; else "$@"; fi; }

install() (
  exec 9>"${TMPDIR:-/tmp}/switchyard-apt.lock" # several tests may find it missing at once
  if type flock >/dev/null 2>&1; then flock 9; fi
  if type mariadbd >/dev/null 2>&1; then exit; fi
  log=$(mktemp)
  if [ "$(id -u)" != 0 ]; then echo "testbed: MariaDB is missing; install the package mariadb-server" >&2 && exit 1; fi
  echo "testbed: apt-get install mariadb-server" >&2
  # A container has nothing that would start a service; elsewhere it is stopped again.
  { apt-get update -q && apt-get install -y -q --no-install-recommends mariadb-server; } >"$log" 2>&1 ||
    { cat "$log" >&2 && exit 1; }
  { ! type systemctl || systemctl disable --now mariadb; } >/dev/null 2>&1 || true
  rm -f "$log"
)

start() {
  port=$(cat "$folder/port")
  as mariadbd --no-defaults --datadir="$folder/data" --socket="$folder/socket" --pid-file="$folder/pid" \
    --bind-address=127.0.0.1 --port="$port" --log-error="$folder/log" --innodb-flush-log-at-trx-commit=0 \
    >/dev/null 2>&1 </dev/null &
  for _ in $(seq 300); do
    if [ -s "$folder/pid" ] && mariadb-admin --no-defaults --socket="$folder/socket" --user=root ping >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  cat "$folder/log" >&2
  return 1
}

stop() {
  local process
  process=$(cat "$folder/pid") || return 0
  kill -KILL "$process" && while kill -0 "$process" 2>/dev/null; do sleep 0.1; done
  rm -f "$folder/pid"
}

type mariadbd >/dev/null 2>&1 || install
case $command in
run)
  mkdir -p "$folder/data"
  if [ "$(id -u)" = 0 ]; then chown mysql "$folder" "$folder/data"; fi
  (cd "$folder" && as mariadb-install-db --no-defaults --datadir="$folder/data" --auth-root-authentication-method=normal --skip-test-db) >&2
  python3 "$here/free_port.py" >"$folder/port"
  trap stop EXIT
  trap 'exit 143' INT TERM HUP
  start
  mariadb --no-defaults --socket="$folder/socket" --user=root --execute="
    CREATE DATABASE mlflow CHARACTER SET utf8mb4;
    CREATE USER mlflow@'127.0.0.1' IDENTIFIED BY 'p@ss/w:rd %1';
    GRANT ALL ON mlflow.* TO mlflow@'127.0.0.1';"
  echo "mysql+pymysql://mlflow:p%40ss%2Fw%3Ard%20%251@127.0.0.1:$port/mlflow"
  cat >/dev/null
  ;;
restart) stop && start ;;
*) echo "$usage" >&2 && exit 1 ;;
esac
