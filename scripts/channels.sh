#!/usr/bin/env bash
# Each channel has a file on each floor. Only the lists of these files and the words of each language
# may check for a particular channel; all other code may not. The right to create news is also what
# lets somebody write in a space.
set -euo pipefail
cd "$(dirname "$0")/.."

lists=(
  domain/src/channel.rs
  domain/src/communications/input.rs
  app/src/marks.rs
  backend/src/access/spaces.rs
)
skip=(':!*/channels/*' ':!*/tests/*' ':!testing' ':!bench' ':!words' ':!*/compose/content/*/*')
for list in "${lists[@]}"; do
  skip+=(":!$list")
done

found=$(git grep -nE '(Channel|Content|ContentDetail|ContentFacts|SentContent)::(Announcement|Message|News)\b' \
  -- '*.rs' "${skip[@]}" || true)
if [ -n "$found" ]; then
  echo "Only the lists of channels name a channel; put this into the channel's own file:" >&2
  echo "$found" >&2
  exit 1
fi
