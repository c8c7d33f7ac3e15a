#!/usr/bin/env bash
# commits.sh: checks the subjects of the commits that are not on the trunk yet. Each starts with a
# verb in the imperative, is about one topic and has at most 72 characters. COMMITS_SINCE sets
# another starting point than the trunk.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

LIMIT=72
# Words that start a description, where a verb should say what the commit does.
NOT_A_VERB='A|An|The|This|That|These|Those|It|Its|There|What|Which|Who|Whose|How|Why|When|Where|While|After|Before|Until|If|In|On|Of|For|From|With|Without|No|Not|Nothing|Each|Every|All|Some|One|Two|More|And|But|Now|Also|So'

trunk() {
  local name
  for name in "${COMMITS_SINCE:-}" origin/main main; do
    if [ -n "$name" ] && git rev-parse --verify --quiet "$name^{commit}" >/dev/null; then
      echo "$name"
      return
    fi
  done
  return 1
}

# Prints what is wrong with a subject, or nothing.
complaint() {
  local subject="$1" first="${1%% *}"
  if [ "${#subject}" -gt "$LIMIT" ]; then
    echo "${#subject} characters, more than $LIMIT"
  elif [[ ! "$first" =~ ^[A-Z][a-z-]+$ || "$first" =~ ^($NOT_A_VERB)$ ]]; then
    echo "'$first' is no verb with a capital: 'Add …', 'Move …', 'Refuse …'"
  elif [[ "$first" =~ (ed|ing)$ || "$first" =~ [^s]s$ ]] && [[ ! "$first" =~ ^(Need|Embed|Feed|Speed|Shed|Bring|Ring|String|Focus)$ ]]; then
    echo "'$first' is not in the imperative: 'Add …', not 'Added …', 'Adds …' or 'Adding …'"
  elif [[ "$subject" == *';'* ]]; then
    echo "two topics: make two commits of it"
  elif [[ "$subject" == *. ]]; then
    echo "a full stop at its end"
  fi
}

if ! since="$(trunk 2>/dev/null)"; then
  say "Commit subjects: NOT CHECKED, there is no trunk to compare with"
  exit 0
fi

failed=0
while IFS= read -r subject; do
  wrong="$(complaint "$subject")"
  [ -z "$wrong" ] || { printf 'commit "%s": %s\n' "$subject" "$wrong" >&2; failed=1; }
done < <(git log --no-merges --format=%s "$since..HEAD")
[ "$failed" = 0 ] || fail "commit subjects: reword them ('git rebase --interactive $since')"
