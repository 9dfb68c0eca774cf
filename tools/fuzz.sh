#!/usr/bin/env bash
# Gives every reader of what comes from outside broken input for so many minutes each: tools/fuzz.sh [MINUTES] [SEED].
# An input that breaks something is left in target/fuzz/<reader>: shrink it, keep it in checks/corpus/<reader>, mend.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

minutes=${1:-10}
export METODSET_FUZZ_SECONDS=$((minutes * 60)) METODSET_FUZZ_SEED=${2:-$RANDOM}
printf 'seed %s\n' "$METODSET_FUZZ_SEED"
cargo test --quiet --release --package checks --lib --no-run

failed=0
# One process a group: a reader that takes its process with it leaves the others alone.
# Not niced: a process that gets no turn for five seconds would look like a reader that hangs.
for group in addresses_and_headers forms_and_their_files json_of_the_api kinds_of_documents lists_of_units_and_structures packs_as_files seals staff_lists tables; do
  cargo test --quiet --release --package checks --lib -- "fuzz::$group" --exact --nocapture || failed=1
done
exit "$failed"
