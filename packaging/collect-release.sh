#!/bin/sh
# Give what was built the names by which it is passed on, in dist/release.
#
#   sh packaging/collect-release.sh PLATFORM     such as linux-x86_64, windows-x86_64, macos-arm64
set -eu
cd "$(dirname "$0")/.."
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' leukdesk/__init__.py)
NAME=leukdesk-$VERSION-$1
rm -rf dist/release
mkdir -p dist/release
if [ -f dist/leukdesk.exe ]; then
    cp dist/leukdesk.exe "dist/release/$NAME.exe"
else
    cp dist/leukdesk "dist/release/$NAME"
fi
cp dist/THIRD-PARTY-NOTICES.txt "dist/release/$NAME-THIRD-PARTY-NOTICES.txt"
cp dist/leukdesk.cdx.json "dist/release/$NAME.cdx.json"
for installer in dist/*.deb dist/*.dmg dist/*-setup.exe; do
    if [ -f "$installer" ]; then cp "$installer" dist/release/; fi
done
ls -l dist/release
