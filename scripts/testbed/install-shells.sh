#!/usr/bin/env bash
# Brings zsh and fish from Debian's packages when they are missing; prints where they are.
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" DEBIAN_FRONTEND=noninteractive

shells() { type -P zsh && type -P fish; }

# Several tests may find them missing at once.
exec 9>"${TMPDIR:-/tmp}/switchyard-apt.lock"
if ! shells >/dev/null && type flock >/dev/null 2>&1; then flock 9; fi
if ! shells >/dev/null; then
  if [ "$(id -u)" != 0 ]; then echo "testbed: shells are missing; install the packages zsh and fish" >&2 && exit 1; fi
  echo "testbed: apt-get install zsh fish" >&2
  log=$(mktemp)
  { apt-get update -q && apt-get install -y -q --no-install-recommends zsh fish; } >"$log" 2>&1 ||
    { cat "$log" >&2 && exit 1; }
  rm -f "$log"
fi
shells
