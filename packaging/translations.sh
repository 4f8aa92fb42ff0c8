#!/bin/sh
# Bring the translation files up to the texts in the code, by Qt's lupdate: new texts come in as unfinished, and texts
# that are gone go out. Then translate them with Qt Linguist (pyside6-linguist resources/translations/leukdesk_fr.ts).
#
#   sh packaging/translations.sh
set -eu
cd "$(dirname "$0")/.."
bin=${LEUKDESK_VENV:-.venv}/bin
[ -x "$bin/pyside6-lupdate" ] || bin=$(dirname "$(command -v pyside6-lupdate)")
# The workbench and the command line speak English.
files=$(git ls-files 'leukdesk/*.py' ':!leukdesk/training' ':!leukdesk/commands' ':!leukdesk/options')
# shellcheck disable=SC2086
"$bin/pyside6-lupdate" -silent -no-obsolete -locations none \
    -tr-function-alias QT_TR_NOOP+=marked,tr+=marked_number \
    $files -ts resources/translations/leukdesk_*.ts
