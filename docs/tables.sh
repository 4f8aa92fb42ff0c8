#!/bin/sh
# Measure every bundled model again and write the README's tables: sh docs/tables.sh ../shared/data
# The station's own models stay out: its data folder is an empty one.
set -eu
cd "$(dirname "$0")/.."
own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
compare() {
    data=$1
    shift
    python -m leukdesk --data-dir "$own" compare --into README.md --data "$data" "$@"
}
compare "$1/taleqani" --group-by block --card taleqani-all4
compare "$1/taleqani" --group-by block --card taleqani-benign2
compare "$1/cnmc" --group-by group --card cnmc2
compare "$1/pbc" --card pbc8
compare "$1/blood-cells-2class" --card bloodcells2
