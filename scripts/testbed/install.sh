#!/usr/bin/env bash
# Brings the Python side of the integration tests: uv, and a virtual environment with MLflow and what the sample
# models pin. Prints that environment's folder. Does nothing when it is there already; needs neither HOME nor PATH.
#   SWITCHYARD_TESTBED   where everything goes (default: .cache/testbed in the repository)
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
examples=$here/../../examples
testbed=${SWITCHYARD_TESTBED:-$(cd "$here/../.." && pwd)/.cache/testbed}
mkdir -p "$testbed"
testbed=$(cd "$testbed" && pwd)
export UV_CACHE_DIR=$testbed/uv-cache UV_PYTHON_INSTALL_DIR=$testbed/python UV_SYSTEM_CERTS=true UV_NO_PROGRESS=1
export PIP_CACHE_DIR=$testbed/pip-cache PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
export HOME=${HOME:-$testbed} DEBIAN_FRONTEND=noninteractive

say() { echo "testbed: $*" >&2; }

# The first Python that starts and is new enough for the pinned packages; a version manager's shim may not start.
find_python() {
  local home each
  home=$(getent passwd "$(id -u)" | cut -d: -f6)
  for each in $(type -ap python3.11 python3.12 python3.13 python3) "${home:-/nowhere}"/.pyenv/versions/3.1[123]*/bin/python3; do
    "$each" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || continue
    "$each" -c 'import sys; print(sys.executable)'
    return
  done
  return 1
}

install_by_apt() {
  if [ "$(id -u)" != 0 ] || ! type apt-get >/dev/null 2>&1; then return 1; fi
  say "apt-get install $*"
  { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; } >"$testbed/apt.log" 2>&1
}

pip_uv() {
  { "$1" -m venv "$testbed/uv" && "$testbed/uv/bin/python" -m pip install -q uv; } >"$testbed/uv.log" 2>&1 && return
  rm -rf "$testbed/uv"
  "$1" -m pip install -q --target "$testbed/uv" uv >>"$testbed/uv.log" 2>&1
}

bring_uv() {
  uv=$testbed/uv/bin/uv
  if [ -x "$uv" ]; then return; fi
  say "bringing uv (once)"
  pip_uv "$python" && return
  install_by_apt python3-venv python3-pip && pip_uv "$python" && return
  cat "$testbed"/uv.log >&2
  return 1
}

exec 9>"$testbed/lock"
if type flock >/dev/null 2>&1; then flock 9; fi

# What a server needs beside MLflow itself: clients of S3, PostgreSQL and MySQL, and what its basic authentication uses.
servers=$'boto3==1.44.5\nFlask-WTF==1.3.0\npsycopg2-binary==2.9.13\nPyMySQL==1.2.4'
# The client that asks for tensors; later ones and the models need different versions of ml-dtypes.
clients='tritonclient[http]==2.69.0'
requirements=$({ find "$examples/registry/artifacts" -name requirements.txt -exec awk 1 {} +; echo "$servers"; echo "$clients"; } | sort -u)
stamp=$(cat "$examples/training/uv.lock" - <<<"$requirements" | cksum)
venv=$testbed/venv
if [ "$(cat "$venv/stamp" 2>/dev/null)" = "$stamp" ]; then echo "$venv"; exit; fi

python=$(find_python) || { install_by_apt python3 python3-venv && python=$(find_python); } ||
  { say "no Python 3.11, 3.12 or 3.13 found"; exit 1; }
bring_uv
say "installing MLflow and the sample models' packages (once)"
# What the models do not pin comes in the versions that they were trained beside.
"$uv" export -q --frozen --no-hashes --no-emit-project --no-dev --project "$examples/training" >"$testbed/constraints.txt"
echo "$requirements" >"$testbed/requirements.txt"
rm -rf "$venv"
"$uv" venv -q --python "$python" "$venv"
"$uv" pip install -q --compile-bytecode --python "$venv/bin/python" -r "$testbed/requirements.txt" -c "$testbed/constraints.txt"
echo "$stamp" >"$venv/stamp"
echo "$venv"
