#!/usr/bin/env bash
# A Docker engine of our own (Debian's packages docker.io and docker-compose) on a socket of its own, with what our
# images stand on. Leaves the firewall and any other engine of the machine alone; needs root.
#   docker.sh up      starts it and prints what `env` prints
#   docker.sh env     prints how to reach it, and its images, as shell exports
#   docker.sh down    ends it with all its containers; only its images stay
#   docker.sh serve   as `up`, until standard input ends; the last of several ends it, unless `up` started it
#   SWITCHYARD_TESTBED   its data lie there under docker/ (default: .cache/testbed in the repository)
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C DEBIAN_FRONTEND=noninteractive
usage="usage: docker.sh up|env|down|serve"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { echo "docker.sh: $*" >&2; }

if [ "$(id -u)" != 0 ]; then say "an engine of its own needs root, and this runs as user $(id -u)" && exit 1; fi
testbed=${SWITCHYARD_TESTBED:-$(cd "$here/../.." && pwd)/.cache/testbed}
mkdir -p "$testbed/docker"
data=$(cd "$testbed/docker" && pwd)
# Paths of sockets are short.
state=/run/switchyard-docker-$(cksum <<<"$data" | cut -d' ' -f1)
export DOCKER_HOST=unix://$state/docker.sock

# Debian's client builds with BuildKit; others found first may lack it. A folder of its own hides no other program.
programs() {
  mkdir -p "$data/bin"
  ln -sf /usr/bin/docker /usr/bin/docker-compose "$data/bin"
  export PATH=$data/bin:$PATH
}

bring_engine() {
  [ -x /usr/bin/docker ] && [ -x /usr/sbin/dockerd ] && [ -x /usr/bin/docker-compose ] && return
  type apt-get >/dev/null 2>&1 || { say "Docker is missing, and there is no apt to bring it"; return 1; }
  say "apt-get install docker.io docker-compose"
  exec 8>"${TMPDIR:-/tmp}/switchyard-apt.lock"
  flock 8
  # Debian would start an engine of the system's.
  printf '#!/bin/sh\nexit 101\n' >"$data/policy-rc.d"
  if [ ! -e /usr/sbin/policy-rc.d ]; then install -m755 "$data/policy-rc.d" /usr/sbin/policy-rc.d && made=1; fi
  { apt-get update -q && apt-get install -y -q --no-install-recommends docker.io docker-compose iptables; } >"$data/apt.log" 2>&1 ||
    { tail -15 "$data/apt.log" >&2 && return 1; }
  if [ -n "${made:-}" ]; then rm /usr/sbin/policy-rc.d; fi
  exec 8>&-
}

answers() { docker version >/dev/null 2>&1; }
is_up() { [ -s "$state/pid" ] && [ "$(cat "/proc/$(cat "$state/pid")/comm" 2>/dev/null)" = dockerd ]; }

start() {
  is_up && answers && return
  mkdir -p "$state"
  # Published ports go through its proxy, so no rule of the firewall is needed, nor a route to the outside.
  setsid dockerd --data-root "$data/data" --exec-root "$state/exec" --pidfile "$state/pid" --host "$DOCKER_HOST" --group root \
    --iptables=false --ip6tables=false --ip-forward=false </dev/null >"$data/log" 2>&1 7>&- 9>&- &
  for ((wait = 0; wait < 300; wait++)); do
    answers && clean && return
    sleep 0.1
  done
  tail -15 "$data/log" >&2
  return 1
}

# What an engine left that was killed with its containers would start again.
clean() {
  docker ps -aq | xargs -r docker rm -fv
  docker system prune --force --volumes
} >/dev/null

up() {
  exec 9>"$data/lock"
  flock 9
  bring_engine
  programs
  start
  "$here/docker-images.sh" "$data" >"$data/images"
  exec 9>&-
}

down() {
  local networks name
  programs
  if is_up; then
    docker ps -q | xargs -r docker kill >/dev/null || true
    networks=$(docker network ls -q --no-trunc -f driver=bridge -f type=custom | cut -c1-12)
    kill "$(cat "$state/pid")"
    for ((wait = 0; wait < 200; wait++)); do is_up && sleep 0.1 || break; done
    for name in $networks; do ip link delete "br-$name" 2>/dev/null || true; done
    if ! pgrep -r D,R,S -x dockerd >/dev/null; then ip link delete docker0 2>/dev/null || true; fi
  fi
  rm -rf "$state"
}

# Others may be about to use what is up.
leave() {
  exec 9>"$data/lock"
  flock 9
  if flock -n -x 7 && [ ! -e "$state/keep" ]; then down; fi
}

env_() {
  is_up || { say "it is not up"; return 1; }
  echo "export DOCKER_HOST=$DOCKER_HOST DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1"
  echo "export PATH=$data/bin:\$PATH"
  cat "$data/images"
}

case ${1:?$usage} in
up)
  up
  touch "$state/keep"
  env_ ;;
env) env_ ;;
down) down ;;
serve)
  exec 7>"$data/users"
  flock -s 7
  trap leave EXIT
  trap 'exit 1' TERM INT HUP
  up
  env_
  cat >/dev/null ;;
*) say "$usage" && exit 2 ;;
esac
