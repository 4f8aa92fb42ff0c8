#!/bin/sh
# Build the program in a clean environment that never saw the training packages: the single file dist/leukdesk, and the
# folder dist/leukdesk-folder that the installers take.
#
#   sh packaging/build.sh                        with the models of at most 25 MB
#   LEUKDESK_MODELS=full sh packaging/build.sh   with all models
set -eu
cd "$(dirname "$0")/.."
# PyInstaller looks into libraries with objdump; trim.py also strips some.
if [ "$(uname)" = Linux ] && ! command -v objdump >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends binutils >/dev/null
    else
        echo "PyInstaller needs objdump. On Debian or Ubuntu: sudo apt-get install binutils" >&2
        exit 1
    fi
fi
ENVIRONMENT=${LEUKDESK_BUILD_VENV:-build/venv}
rm -rf "$ENVIRONMENT"
"${PYTHON:-python3}" -m venv "$ENVIRONMENT"
# Git Bash on Windows; there the programs of an environment lie in another folder.
case $(uname) in MINGW* | MSYS*) BUILDER=$ENVIRONMENT/Scripts/python ;; *) BUILDER=$ENVIRONMENT/bin/python ;; esac
"$BUILDER" -m pip install --quiet --disable-pip-version-check -c constraints.txt ".[package]"
if "$BUILDER" -c "import tensorflow" 2>/dev/null; then
    echo "TensorFlow is in the build environment $ENVIRONMENT: the executable would carry all of it." >&2
    exit 1
fi
rm -rf dist
"$BUILDER" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/work packaging/leukdesk.spec
# The executable carries them too; who only receives it can read them here.
cp build/work/leukdesk/THIRD-PARTY-NOTICES.txt build/work/leukdesk/leukdesk.cdx.json dist/
ls -l dist
