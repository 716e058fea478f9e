#!/usr/bin/env bash
# A real PostgreSQL on loopback that keeps its data in a folder.
#   postgres.sh run FOLDER       starts it, prints its URI, and stops it when standard input ends
#   postgres.sh up FOLDER        starts it and prints its URI
#   postgres.sh env FOLDER       prints the URI of the one that runs there
#   postgres.sh restart FOLDER   stops it at once, as a crash would, and starts it again on its port
#   postgres.sh down FOLDER      stops it at once, and leaves the data
# With server.crt and server.key in the folder it takes TLS too.
# It listens on $SWITCHYARD_POSTGRES_PORT or any free port. The role `mlflow` owns the database `mlflow`, and its
# password has letters that URIs must escape. As root it brings the Debian package when that is missing, and runs as
# another user, because PostgreSQL refuses root.
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
usage="usage: postgres.sh run|up|env|restart|down FOLDER"
command=${1:?$usage} folder=$(realpath -m "${2:?$usage}")
user=mlflow password='p@ss/w:rd %1' encoded=p%40ss%2Fw%3Ard%20%251

uri() {
  local port
  port=$(sed -n 4p "$folder/data/postmaster.pid" 2>/dev/null) ||
    { echo "postgres.sh: none runs in $folder" >&2 && return 1; }
  echo "postgresql+psycopg2://$user:$encoded@127.0.0.1:$port/mlflow"
}

# PostgreSQL refuses to run as root.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- env LC_ALL=C "$@"; else "$@"; fi; }

control() { (cd / && as "$programs/pg_ctl" -D "$folder/data" -s -w "$@" >&2); }

initialise() {
  local secret
  secret=$(mktemp)
  printf '%s\n' "$password" >"$secret"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder" "$secret"; fi
  (cd / && as "$programs/initdb" -D "$folder/data" -U "$user" -A scram-sha-256 --pwfile="$secret" -E UTF8 --no-sync) >&2
  rm -f "$secret"
}

make_database() {
  local known
  export PGPASSWORD=$password PGHOST=127.0.0.1 PGPORT=$port PGUSER=$user PGDATABASE=postgres
  known=$("$programs/psql" -Atc "SELECT 1 FROM pg_database WHERE datname = 'mlflow'")
  if [ "$known" != 1 ]; then "$programs/psql" -qc "CREATE DATABASE mlflow" >&2; fi
}

tls() {
  if [ ! -e "$folder/server.key" ]; then return; fi
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder/server.key"; fi
  chmod 600 "$folder/server.key"
  echo " -c ssl=on -c ssl_cert_file=$folder/server.crt -c ssl_key_file=$folder/server.key"
}

up() {
  mkdir -p "$folder"
  if [ ! -s "$folder/data/PG_VERSION" ]; then initialise; fi
  port=${SWITCHYARD_POSTGRES_PORT:-$(python3 "$here/free_port.py")}
  control -l "$folder/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off$(tls)" start
  make_database
  uri
}

down() { control -m immediate stop; }

programs=$("$here/install-postgres.sh")
case $command in
run)
  trap down EXIT
  trap 'exit 143' INT TERM HUP
  up
  cat >/dev/null
  ;;
up) up ;;
env) uri ;;
restart) control -m immediate -l "$folder/log" restart ;;
down) down ;;
*) echo "$usage" >&2 && exit 1 ;;
esac
