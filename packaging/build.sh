#!/bin/sh
# Build the single executable dist/leukdesk in a clean environment that never saw the training packages.
set -eu
cd "$(dirname "$0")/.."
ENVIRONMENT=${LEUKDESK_BUILD_VENV:-build/venv}
rm -rf "$ENVIRONMENT"
"${PYTHON:-python3}" -m venv "$ENVIRONMENT"
"$ENVIRONMENT/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt ".[package]"
if "$ENVIRONMENT/bin/python" -c "import tensorflow" 2>/dev/null; then
    echo "TensorFlow is in the build environment $ENVIRONMENT: the executable would carry all of it." >&2
    exit 1
fi
"$ENVIRONMENT/bin/python" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/work packaging/leukdesk.spec
ls -l dist/leukdesk*
