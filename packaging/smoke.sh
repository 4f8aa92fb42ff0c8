#!/bin/sh
# Try an executable as a station would, from a folder whose name has a space and letters of another script: its version,
# its own selftest, the sample pictures classified and logged, its window opened on the virtual microscope and closed.
#
#   sh packaging/smoke.sh EXECUTABLE             on Linux without a screen: xvfb-run -a sh packaging/smoke.sh EXECUTABLE
set -eu
PROGRAM=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
SAMPLES=$(cd "$(dirname "$0")/.." && pwd)/resources/samples
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
# By a relative name: Git Bash and Windows write an absolute one differently.
export LEUKDESK_DATA_DIR="a station δ/data"
mkdir -p "$LEUKDESK_DATA_DIR"
cp -R "$SAMPLES" "a station δ/pictures"

"$PROGRAM" --version
"$PROGRAM" selftest
"$PROGRAM" classify "a station δ/pictures" --json >answers
PICTURES=$(find "a station δ/pictures" -name '*.png' | wc -l)
# It ends with an error where it counts none; that is told below.
LOGGED=$("$PROGRAM" history list --json | grep -c '"label"' || true)
if [ "$LOGGED" -ne "$PICTURES" ]; then
    cat answers
    echo "$PROGRAM logged $LOGGED of $PICTURES pictures." >&2
    exit 1
fi
LEUKDESK_QUIT_AFTER=5 "$PROGRAM" --camera virtual 2>messages || {
    cat messages >&2
    echo "The window of $PROGRAM ended with an error." >&2
    exit 1
}
LOG="$LEUKDESK_DATA_DIR/logs/leukdesk.log"
if ! grep -q "The window is open." "$LOG" || grep -E "Traceback|ERROR" messages "$LOG"; then
    echo "The window of $PROGRAM did not open cleanly; its log:" >&2
    cat "$LOG" messages >&2
    exit 1
fi
echo "$PROGRAM: $LOGGED pictures classified and logged, the window opened and closed."
