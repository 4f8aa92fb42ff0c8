#!/bin/sh
# Build the installer for Windows from the folder build: dist/leukdesk-VERSION-setup.exe. Runs under Git Bash.
#
#   sh packaging/windows/build-installer.sh      from what packaging/build.sh left in dist/
#
# Not run by the project's own tests, which have no Windows; the workflow build.yml runs it on GitHub's machines.
set -eu
cd "$(dirname "$0")/../.."
for file in dist/leukdesk-folder/leukdesk.exe dist/THIRD-PARTY-NOTICES.txt dist/leukdesk.cdx.json; do
    if [ ! -f "$file" ]; then
        echo "$file is missing. Run first: sh packaging/build.sh" >&2
        exit 1
    fi
done
COMPILER=${ISCC:-/c/Program Files (x86)/Inno Setup 6/ISCC.exe}
if [ ! -f "$COMPILER" ]; then
    echo "$COMPILER is missing. Install Inno Setup 6.3 or later, or set ISCC to its ISCC.exe." >&2
    exit 1
fi
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' leukdesk/__init__.py)
# Git Bash would take /D for a folder.
MSYS2_ARG_CONV_EXCL='*' "$COMPILER" /Qp "/DAppVersion=$VERSION" packaging/windows/leukdesk.iss
