#!/usr/bin/env bash
# Brings a virtual environment with Schemathesis, beside the one that install.sh brings (and with its uv and its Python).
# Prints that environment's folder. Does nothing when it is there already.
#   SWITCHYARD_TESTBED   where everything goes (default: .cache/testbed in the repository)
set -euo pipefail
export PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
testbed=${SWITCHYARD_TESTBED:-$(cd "$here/../.." && pwd)/.cache/testbed}
mkdir -p "$testbed"
testbed=$(cd "$testbed" && pwd)
export UV_CACHE_DIR=$testbed/uv-cache UV_PYTHON_INSTALL_DIR=$testbed/python UV_SYSTEM_CERTS=true UV_NO_PROGRESS=1
export HOME=${HOME:-$testbed}

exec 9>"$testbed/schemathesis.lock"
if type flock >/dev/null 2>&1; then flock 9; fi

requirements=$here/schemathesis/requirements.txt
stamp=$(cksum <"$requirements")
venv=$testbed/schemathesis
if [ "$(cat "$venv/stamp" 2>/dev/null)" = "$stamp" ]; then echo "$venv"; exit; fi

base=$(SWITCHYARD_TESTBED=$testbed bash "$here/install.sh")
echo "testbed: installing Schemathesis (once)" >&2
rm -rf "$venv"
"$testbed/uv/bin/uv" venv -q --python "$base/bin/python" "$venv"
"$testbed/uv/bin/uv" pip install -q --compile-bytecode --python "$venv/bin/python" -r "$requirements"
echo "$stamp" >"$venv/stamp"
echo "$venv"
