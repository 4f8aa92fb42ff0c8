#!/bin/sh
# Set Leukdesk up from a checkout and use it. Works on a bare Linux or macOS machine with Python 3.11 to 3.13.
#
#   sh packaging/from-source.sh window [ARGUMENT...]   open the window (on the virtual microscope when no argument is given)
#   sh packaging/from-source.sh test   [ARGUMENT...]   run the tests; arguments go to pytest
#
# The virtual environment is .venv in the checkout, or $LEUKDESK_VENV.
set -eu
cd "$(dirname "$0")/.."
VENV=${LEUKDESK_VENV:-.venv}

find_python() {
    for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "Leukdesk needs Python 3.11, 3.12 or 3.13; set PYTHON to one of them." >&2
    exit 1
}

# Install missing system libraries where that needs no password; else say which.
install_qt_libraries() {
    [ "$(uname)" = Linux ] || return 0
    missing=$("$VENV/bin/python" -m leukdesk.gui.display) || return 1
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "Qt misses libraries of the system. On Debian or Ubuntu: sudo apt-get install $missing" >&2
    fi
}

set_up() {
    # Where Debian's python3-venv is missing, an environment without pip is left behind; it is made again.
    if [ ! -x "$VENV/bin/pip" ]; then
        python=$(find_python)
        "$python" -m venv "$VENV"
    fi
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$1"
    install_qt_libraries || echo "Some libraries of the system could not be installed; the window may not open." >&2
}

task=${1:-}
[ $# -eq 0 ] || shift
case $task in
window)
    set_up .
    [ $# -gt 0 ] || set -- --camera virtual
    exec "$VENV/bin/python" main.py "$@"
    ;;
test)
    set_up ".[all]"
    # A process a core, up to four (each loads models); a file's tests stay together, for they share what is dear to make.
    exec "$VENV/bin/python" -m pytest -n auto --maxprocesses 4 --dist loadfile "$@"
    ;;
*)
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
