#!/usr/bin/env bash
# Trains the built-in models as they were trained. classroom: one run of a minute or two. reference: four runs of
# bertlab-cli pretrain, each going on from the one before with its own learning rate, about two hours on one thread.
# usage: resources/models/train.sh FOLDER [build/release/bin/bertlab-cli]
# BERTLAB_TRIAL_STEPS=N takes only so many steps in each run: that shows within minutes whether it goes through from
# beginning to end, and makes models that know nothing.
set -euo pipefail
folder=$(mkdir -p "${1:?folder for the runs}" && cd "$1" && pwd)
program=$(realpath "${2:-build/release/bin/bertlab-cli}")
here=$(cd "$(dirname "$0")" && pwd)
corpora=$here/../corpora

"$program" pretrain --out "$folder/classroom" --corpus "$corpora/classroom/train.txt" --vocabulary \
  "$corpora/classroom/vocab.txt" --held-out "$corpora/classroom/heldout.txt" --sequence 48 --seed 1 --half \
  --steps "${BERTLAB_TRIAL_STEPS:-4000}"

settings() { # STEPS WARMUP: the options of a run, or of a trial
  local steps=${BERTLAB_TRIAL_STEPS:-$1}
  echo --steps "$steps" --warmup-steps $(($2 < steps ? $2 : steps - 1))
}

# The small world stands in the text three times; held-out text is one file.
train=("$corpora"/{stories,tales}/train.txt)
for copy in 1 2 3; do
  cp "$corpora/world/train.txt" "$folder/world-$copy.txt"
  train+=("$folder/world-$copy.txt")
done
for corpus in stories tales world; do cat "$corpora/$corpus/heldout.txt"; echo; done >"$folder/heldout.txt"

run() { # NAME OPTIONS…
  local name=$1
  shift
  "$program" pretrain --out "$folder/$name" --corpus "${train[@]}" --held-out "$folder/heldout.txt" --batch-size 32 \
    --dropout 0 --beta2 0.98 --evaluate-every 250 --save-every 1000 --threads 1 "$@"
}
# The vocabulary of a model for the next run, one piece exchanged for another.
exchange() { # NAME PIECE OTHER
  mkdir -p "$folder/$1-exchanged"
  cp "$folder/$1"/{config.json,tokenizer_config.json,model.safetensors} "$folder/$1-exchanged"
  sed "s/^$2\$/$3/" "$folder/$1/vocab.txt" >"$folder/$1-exchanged/vocab.txt"
}

# As it was at first: "pretraining" was one piece.
sed "s/^##train$/pretraining/; s/^##trained$/pret/" "$here/reference/vocab.txt" >"$folder/vocab.txt"
run 1 --shape mini --vocabulary "$folder/vocab.txt" --sequence 64 $(settings 7147 500) \
  --learning-rate 0.001 --seed 1
exchange 1 pretraining '##train'
run 2 --model "$folder/1-exchanged" --sequence 64 $(settings 11000 300) --learning-rate 0.001 --seed 2
exchange 2 pret '##trained'
run 3 --model "$folder/2-exchanged" --sequence 128 $(settings 3000 200) --learning-rate 0.0005 --seed 3
run 4 --model "$folder/3" --sequence 64 $(settings 4000 100) --learning-rate 0.0004 --seed 4 --half

if ! cmp -s "$folder/4/vocab.txt" "$here/reference/vocab.txt"; then
  echo "The vocabulary of the last run is not that of resources/models/reference." >&2
  exit 1
fi
for model in classroom 4; do # what becomes a built-in model: 4 is called reference there
  ls -l "$folder/$model"/{config.json,vocab.txt,model.safetensors}
done
