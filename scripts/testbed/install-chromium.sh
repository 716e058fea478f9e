#!/usr/bin/env bash
# Brings the Debian package of Chromium when there is none, with a font; prints the path of the program.
#   CHROMIUM   another program to use
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" DEBIAN_FRONTEND=noninteractive

program() { type -p "${CHROMIUM:-chromium}" google-chrome chromium-browser | head -n 1 || true; }

# Several tests may find it missing at once.
exec 9>"${TMPDIR:-/tmp}/switchyard-apt.lock"
if [ -z "$(program)" ] && type flock >/dev/null 2>&1; then flock 9; fi
if [ -z "$(program)" ]; then
  if [ "$(id -u)" != 0 ]; then echo "testbed: Chromium is missing; install the package chromium" >&2 && exit 1; fi
  echo "testbed: apt-get install chromium" >&2
  log=$(mktemp)
  { apt-get update -q && apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core; } >"$log" 2>&1 ||
    { cat "$log" >&2 && exit 1; }
  rm -f "$log"
fi
program
