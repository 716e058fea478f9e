#!/usr/bin/env bash
# Brings the programs of Debian's package of Prometheus, without the service that it would start; prints their folder.
#   SWITCHYARD_TESTBED   where everything goes (default: .cache/testbed in the repository)
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" DEBIAN_FRONTEND=noninteractive
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
testbed=${SWITCHYARD_TESTBED:-$(cd "$here/../.." && pwd)/.cache/testbed}
mkdir -p "$testbed"
folder=$(cd "$testbed" && pwd)/prometheus
programs=$folder/usr/bin

exec 9>"${TMPDIR:-/tmp}/switchyard-apt.lock" # several tests may ask for packages at once
if type flock >/dev/null 2>&1; then flock 9; fi
if [ -x "$programs/prometheus" ] && [ -x "$programs/promtool" ]; then echo "$programs" && exit; fi
# One of the system's serves as well.
if type prometheus promtool >/dev/null 2>&1; then dirname "$(type -p prometheus)" && exit; fi
if ! type apt-get dpkg-deb >/dev/null 2>&1; then
  echo "testbed: Prometheus is missing; install its programs prometheus and promtool" >&2 && exit 1
fi

echo "testbed: bringing Prometheus (once)" >&2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
cd "$scratch"
download() { apt-get download -q prometheus >>"$scratch/log" 2>&1; }
# A machine that has never asked its mirrors knows of no package.
download || { apt-get update -q >>"$scratch/log" 2>&1 && download; } || { cat "$scratch/log" >&2 && exit 1; }
dpkg-deb --extract prometheus_*.deb "$scratch/files"
rm -rf "$folder"
mkdir -p "$programs"
mv "$scratch"/files/usr/bin/prometheus "$scratch"/files/usr/bin/promtool "$programs/"
echo "$programs"
