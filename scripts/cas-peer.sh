#!/usr/bin/env bash
# cas-peer.sh: prints the folder of django-mama-cas, the CAS server of the browser tests, and fetches it the first time.
# Prints nothing where PyPI does not answer; the tests then say so and use their own small server.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

packages="$TARGET/cas-peer"
wheels=scripts/tools/cas-requirements.txt
source=scripts/tools/cas-source.txt
key="$(cat "$wheels" "$source" | sha256sum)"

fetch() {
  say "Fetching a CAS server for the browser tests (about 10 s, once)"
  has python3 || apt_install "python3 python3-pip" || return 1
  python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip || return 1
  # A folder of its own: this works without the module venv, and changes no other Python program.
  rm -rf "$packages"
  local install=(python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --retries 1
    --timeout 10 --target "$packages")
  "${install[@]}" --only-binary :all: --requirement "$wheels" </dev/null >&2 || return 1
  # Without isolation, pip builds it with the setuptools above and fetches no other one.
  PYTHONPATH="$packages" "${install[@]}" --no-build-isolation --requirement "$source" </dev/null >&2 || return 1
  printf '%s\n' "$key" >"$packages/.key"
}

# Two workers of the tests may ask at the same time.
mkdir -p "$TARGET"
exec 9>"$TARGET/cas-peer.lock"
flock 9
if [ "$(cat "$packages/.key" 2>/dev/null)" = "$key" ] || fetch; then
  printf '%s\n' "$packages"
else
  say "django-mama-cas: NOT USED, PyPI does not answer here; the tests use their own CAS server"
fi
