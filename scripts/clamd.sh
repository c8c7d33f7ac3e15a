#!/usr/bin/env bash
# clamd.sh COMMAND...: runs it with TEST_CLAMD naming a temporary clamd that knows one virus, the
# EICAR test string; the real virus lists are too large for a test. If the variable already names a
# clamd, that one is used. If clamd is not installed, the command runs without it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if [ -n "${TEST_CLAMD:-}" ]; then
  exec "$@"
fi

clamd="$(PATH="$PATH:/usr/sbin" command -v clamd || true)"
if [ -z "$clamd" ]; then
  say "clamd is missing: the virus scan is not tested ('scripts/setup.sh test' brings it)"
  exec "$@"
fi

port="$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')"
folder="$(mktemp -d "${TMPDIR:-/tmp}/portevoix-clamd.XXXXXX")"
pid=
stop() {
  trap - EXIT
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The string is written in hexadecimal, so that virus scanners do not react to this file.
mkdir "$folder/lists"
echo "Eicar-Test:0:*:58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d414e544956495255532d54455354" >"$folder/lists/test.ndb"
cat >"$folder/clamd.conf" <<CONF
TCPSocket $port
TCPAddr 127.0.0.1
DatabaseDirectory $folder/lists
TemporaryDirectory $folder
LogFile $folder/log
StreamMaxLength 30M
Foreground yes
CONF

say "Starting a temporary clamd on port $port (seconds)"
"$clamd" --config-file="$folder/clamd.conf" >/dev/null 2>&1 &
pid=$!
for _ in $(seq 100); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    export TEST_CLAMD="127.0.0.1:$port"
    break
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.1
done
[ -n "${TEST_CLAMD:-}" ] || fail "clamd did not start: $(tail -3 "$folder/log" 2>/dev/null)"

"$@"
