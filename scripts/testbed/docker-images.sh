#!/usr/bin/env bash
# Makes what our images stand on, without an image registry: Debian's packages unpacked into a tar file, with Node 24,
# PyPI's packages, or MinIO. Each bears the name of what it is made of and is made once. Prints the variables that
# build.sh and the compose files read, as shell exports. For docker.sh, which sets DOCKER_HOST.
#   docker-images.sh FOLDER   keeps the downloaded packages in FOLDER
set -euo pipefail
folder=${1:?usage: docker-images.sh FOLDER}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
testbed=${SWITCHYARD_TESTBED:-$root/.cache/testbed}
requirements=$root/deploy/docker/requirements
debs=$folder/debs
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

say() { echo "docker.sh: $*" >&2; }
mark() { cat "$0" "$@" | cksum | cut -d' ' -f1; }

# The packages and all that they depend on, but for what PostgreSQL compiles queries with.
closure() { # closure PACKAGE...
  : >"$work/status"
  apt-get -s -q --no-install-recommends -o "Dir::State::status=$work/status" install "$@" |
    awk '$1 == "Inst" && $2 !~ /^(libllvm|postgresql-client-common$|postgresql-common$|ssl-cert$)/ { print $2 }'
}

# Fails also where the lists of packages are missing or have grown old.
fetch() { # fetch PACKAGE...
  local names each missing=()
  names=$(closure "$@") || return 1
  for each in $names; do compgen -G "$debs/${each}_*.deb" >/dev/null || missing+=("$each"); done
  if [ ${#missing[@]} -gt 0 ]; then
    (cd "$debs" && apt-get -q -o APT::Sandbox::User=root download "${missing[@]}" >/dev/null) || return 1
  fi
  for each in $names; do compgen -G "$debs/${each}_*.deb"; done
}

download() { # download PACKAGE...
  mkdir -p "$debs"
  fetch "$@" 2>/dev/null && return
  apt-get update -q >/dev/null
  fetch "$@"
}

# A tree that holds the packages' files; none of their scripts is run, but for what these would have made.
unpack() { # unpack TREE PACKAGE...
  local tree=$1 deb each
  shift
  mkdir -p "$tree"/usr/{bin,sbin,lib,lib64} "$tree"/{tmp,app}
  for each in bin sbin lib lib64; do ln -s "usr/$each" "$tree/$each"; done
  for deb in $(download "$@"); do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$tree" --keep-directory-symlink --exclude='./usr/share/doc/*' \
      --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='*/llvmjit*' --exclude='*/bitcode/*'
  done
  chmod 1777 "$tree/tmp"
  mkdir -p "$tree/etc/ssl/certs" "$tree/home/nonroot"
  cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/" 2>/dev/null || true
  chown 65532:65532 "$tree/home/nonroot"
  printf '%s\n' root:x:0:0::/root:/bin/sh postgres:x:999:999::/var/lib/postgresql:/bin/sh \
    nonroot:x:65532:65532::/home/nonroot:/bin/sh >"$tree/etc/passwd"
  printf '%s\n' root:x:0: postgres:x:999: nonroot:x:65532: >"$tree/etc/group"
  if [ -e "$tree/bin/dash" ]; then ln -sf dash "$tree/bin/sh"; fi
  ldconfig -r "$tree"
}

import_tree() { # import_tree TREE IMAGE CHANGE...
  local tree=$1 image=$2 changes=() each old
  shift 2
  for each in "$@"; do changes+=(-c "$each"); done
  old=$(docker image ls -q "${image%:*}")
  tar --numeric-owner -C "$tree" -c . | docker import "${changes[@]}" - "$image" >/dev/null
  rm -rf "$tree"
  if [ -n "$old" ]; then docker image rm -f $old >/dev/null 2>&1 || true; fi
}

exists() { docker image inspect "$1" >/dev/null 2>&1; }

make_node() {
  node=switchyard-testbed/node:$(mark "$root/.toolchain/stamp")
  exists "$node" && return
  say "making an image with Node 24"
  unpack "$work/node" base-files netbase libc6 libgcc-s1 libstdc++6
  install -D "$(readlink -f "$root/.toolchain/node_modules/.bin/node")" "$work/node/nodejs/bin/node"
  import_tree "$work/node" "$node" 'USER 65532' 'ENTRYPOINT ["/nodejs/bin/node"]'
}

# With the packages that the Dockerfiles ask for, which then find them there.
make_python() {
  python=switchyard-testbed/python:$(mark "$requirements"/*.txt)
  exists "$python" && return
  say "making an image with Python, MLflow and scikit-learn"
  local tree=$work/python packages version
  unpack "$tree" base-files netbase bash dash coreutils sed grep findutils python3 python3-pip libgomp1 libstdc++6
  version=$(basename "$(readlink "$tree/usr/bin/python3")")
  packages=$tree/usr/local/lib/$version/dist-packages
  mkdir -p "$packages"
  cat "$requirements"/*.txt | sort -u >"$work/requirements.txt"
  "$here/install.sh" >/dev/null
  UV_CACHE_DIR=$testbed/uv-cache UV_SYSTEM_CERTS=true "$testbed/uv/bin/uv" pip install -q --python-version "${version#python}" \
    --only-binary :all: --target "$packages" -r "$work/requirements.txt" -c "$testbed/constraints.txt"
  mkdir -p "$tree/usr/local/bin"
  mv "$packages"/bin/* "$tree/usr/local/bin"
  sed -i '1s|^#!.*|#!/usr/bin/python3|' "$tree"/usr/local/bin/*
  ln -s /usr/bin/python3 "$tree/usr/local/bin/python"
  rm -f "$tree/usr/lib/$version/EXTERNALLY-MANAGED"
  # Its user may write no bytecode, and without it each start takes long.
  mkdir -p -m 1777 "$tree/dev/shm"
  chroot "$tree" /usr/bin/python3 -m compileall -q -j 0 "/usr/lib/$version" "/usr/local/lib/$version" >/dev/null || true
  import_tree "$tree" "$python" 'CMD ["/usr/bin/python3"]'
}

make_postgres() {
  postgres=switchyard-testbed/postgres:$(mark "$here/docker-postgres.sh")
  exists "$postgres" && return
  say "making an image with PostgreSQL"
  local tree=$work/postgres each
  unpack "$tree" base-files bash dash coreutils sed grep findutils tzdata postgresql
  install -D "$here/docker-postgres.sh" "$tree/usr/local/bin/docker-entrypoint.sh"
  for each in "$tree"/usr/lib/postgresql/*/bin/*; do ln -sf "${each#"$tree"}" "$tree/usr/local/bin/"; done
  install -d -o 999 -g 999 "$tree/var/lib/postgresql/data"
  install -d -o 999 -g 999 -m 3777 "$tree/var/run/postgresql"
  import_tree "$tree" "$postgres" 'USER 999' 'ENV PGDATA=/var/lib/postgresql/data' \
    'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]' 'CMD ["postgres"]'
}

make_minio() {
  local program
  minio=switchyard-testbed/minio:$(mark "$here/s3.sh")
  exists "$minio" && return
  program=$("$here/s3.sh" install)
  say "making an image with MinIO"
  unpack "$work/minio" base-files netbase bash coreutils
  install -D "$program" "$work/minio/usr/bin/minio"
  install -d -o 1000 -g 1000 "$work/minio/data"
  import_tree "$work/minio" "$minio" 'ENTRYPOINT ["/usr/bin/minio"]'
}

make_node
make_python
make_postgres
make_minio
cat <<END
export BASE=$node PYTHON_BASE=$python POSTGRES_IMAGE=$postgres S3_IMAGE=$minio
END
