#!/usr/bin/env bash
# Kills a run of bertlab-cli pretrain at random moments (kill -9), resumes it each time, and compares the model with
# that of a run that was never disturbed: tests/training/kill_and_resume.sh PROGRAM [TIMES]. Not a part of ctest: it
# depends on time, on purpose.
set -euo pipefail
program=$(realpath "$1")
times=${2:-50}
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
world=resources/corpora/classroom
options=(--corpus "$world/heldout.txt" --vocabulary "$world/vocab.txt" --held-out 0 --sequence 32 --batch-size 8
  --steps 400 --save-every 3)

"$program" pretrain "${options[@]}" --out "$folder/whole" >/dev/null
kills=0
"$program" pretrain "${options[@]}" --out "$folder/killed" >/dev/null 2>&1 &
while [ $kills -lt "$times" ]; do
  sleep "0.$(printf '%03d' $((RANDOM % 250 + 20)))"
  if kill -9 $! 2>/dev/null; then
    kills=$((kills + 1))
  elif [ "$(wc -l <"$folder/killed/metrics.jsonl")" -ge 400 ]; then
    break # the run came to its end between two kills
  fi
  wait $! 2>/dev/null || true
  if [ -e "$folder/killed/training.json" ]; then
    "$program" pretrain --resume --out "$folder/killed" >/dev/null 2>&1 &
  else # it was killed before the run had begun
    "$program" pretrain "${options[@]}" --out "$folder/killed" >/dev/null 2>&1 &
  fi
done
wait $! 2>/dev/null || true
"$program" pretrain --resume --out "$folder/killed" >/dev/null
cmp "$folder/whole/model.safetensors" "$folder/killed/model.safetensors"
[ "$(wc -l <"$folder/killed/metrics.jsonl")" = 400 ]
echo "killed $kills times; the model is that of the undisturbed run, bit by bit"
