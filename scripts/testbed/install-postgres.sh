#!/usr/bin/env bash
# Brings the Debian package of PostgreSQL when it is missing, without a service of the system's; prints the folder
# of its programs.
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" DEBIAN_FRONTEND=noninteractive

programs() { find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }

# Several tests may find it missing at once.
exec 9>"${TMPDIR:-/tmp}/switchyard-apt.lock"
if [ -z "$(programs)" ] && type flock >/dev/null 2>&1; then flock 9; fi
if [ -z "$(programs)" ]; then
  if [ "$(id -u)" != 0 ]; then echo "testbed: PostgreSQL is missing; install the package postgresql" >&2 && exit 1; fi
  echo "testbed: apt-get install postgresql" >&2
  log=$(mktemp)
  # Debian would make a cluster and a service of its own.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  { apt-get update -q && apt-get install -y -q --no-install-recommends postgresql; } >"$log" 2>&1 ||
    { cat "$log" >&2 && exit 1; }
  rm -f "$log"
fi
programs
