#!/usr/bin/env bash
# Builds the image of Switchyard: the programs are put together here, the image only copies them.
#   build.sh [TAG]       the image (default tag: switchyard)
#   BASE                 what it stands on (default: a distroless image with Node 24)
#   ARCH                 amd64 or arm64 (default: this machine's); either is built on either
# Needs Node 20 or newer, npm and Docker.
set -euo pipefail
tag=${1:-switchyard}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
arch=${ARCH:-$(uname -m | sed 's/x86_64/amd64/;s/aarch64/arm64/')}
case $arch in
amd64) cpu=x64 ;;
arm64) cpu=arm64 ;;
*) echo "build.sh: there is no image for $arch; ARCH is amd64 or arm64" >&2 && exit 2 ;;
esac
context=$root/.cache/image/$arch
app=$context/app

mkdir -p "$context"
exec 9>"$context/lock"
if type flock >/dev/null 2>&1; then flock 9; fi
node "$root/scripts/up.mjs" build
rm -rf "$app" "$context/cache"
mkdir -p "$app" "$context/cache"

# The layout of the repository, so that every program finds its neighbours where it has them there.
cd "$root"
cp pnpm-lock.yaml pnpm-workspace.yaml package.json LICENSE deploy/docker/health.mjs "$app"
for each in packages/* apps/*; do
  [ -f "$each/package.json" ] || continue
  mkdir -p "$app/$each"
  cp "$each/package.json" "$app/$each"
  for part in dist python; do
    if [ -d "$each/$part" ]; then cp -R "$each/$part" "$app/$each"; fi
  done
done
mkdir -p "$app/examples"
cp -R examples/registry examples/images "$app/examples"

cd "$app"
export PATH=$root/.toolchain/node_modules/.bin:$PATH ONNXRUNTIME_NODE_INSTALL=skip CI=true
pnpm install --silent --frozen-lockfile --prefer-offline --prod --package-import-method=copy \
  --os=linux --cpu="$cpu" --libc=glibc --filter '@switchyard/cli...' --filter '@switchyard/model-server...'

# What runs nowhere but in tests and compilers, and what other machines would load.
find apps packages \( -name testing -o -name integration -o -name parity -o -name tests -o -name __pycache__ \) \
  -not -path '*/node_modules/*' -type d -prune -exec rm -rf {} +
find . \( -name '*.test.js' -o -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.tsbuildinfo' \) -type f -delete
find node_modules/.pnpm/onnxruntime-node@*/node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -not -path "*/linux/$cpu" -exec rm -rf {} +
find node_modules/.pnpm/onnxruntime-node@* \( -name '*_cuda*' -o -name '*_tensorrt*' -o -name '*_webgpu*' \) -delete
find node_modules/.pnpm/swagger-ui-dist@* \( -name '*es-bundle*' -o -name 'log.*' -o -name swagger-ui.js \) -delete
rm -f pnpm-lock.yaml pnpm-workspace.yaml
chmod -R a+rX .

docker build --quiet --network=none --platform "linux/$arch" ${BASE:+--build-arg "BASE=$BASE"} \
  --build-arg "VERSION=$(node -p 'require("./package.json").version')" \
  --build-arg "REVISION=$(git -C "$root" rev-parse HEAD 2>/dev/null || true)" \
  --tag "$tag" --file "$root/deploy/docker/Dockerfile" "$context" >/dev/null
size=$(docker image inspect --format '{{.Size}}' "$tag")
echo "$tag: $((size / 1000000)) MB"
