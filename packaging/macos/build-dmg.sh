#!/bin/sh
# Build the disk image from the application bundle: dist/leukdesk-VERSION-ARCHITECTURE.dmg.
#
#   sh packaging/macos/build-dmg.sh              from what packaging/build.sh left in dist/
#
# It is signed where $LEUKDESK_CODESIGN_IDENTITY names a certificate, the one that packaging/build.sh signed the bundle
# with, and given to Apple's notary where $APPLE_ID, $APPLE_TEAM_ID and $APPLE_APP_PASSWORD are set as well.
# Not run by the project's own tests, which have no macOS; the workflow build.yml runs it on GitHub's machines.
set -eu
cd "$(dirname "$0")/../.."
BUNDLE=dist/Leukdesk.app
if [ ! -d "$BUNDLE" ]; then
    echo "$BUNDLE is missing. Run first, on macOS: sh packaging/build.sh" >&2
    exit 1
fi
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' leukdesk/__init__.py)
IMAGE=dist/leukdesk-$VERSION-$(uname -m).dmg
IDENTITY=${LEUKDESK_CODESIGN_IDENTITY:-}

# The bundle beside a link to the programs' folder: dragged from one to the other, it is installed.
rm -rf build/dmg "$IMAGE"
mkdir -p build/dmg
ditto "$BUNDLE" build/dmg/Leukdesk.app
ln -s /Applications build/dmg/Applications
cp LICENSE dist/THIRD-PARTY-NOTICES.txt dist/leukdesk.cdx.json build/dmg/
if [ -n "$IDENTITY" ]; then
    codesign --verify --deep --strict --verbose=2 "$BUNDLE"
fi
hdiutil create -volname Leukdesk -srcfolder build/dmg -fs HFS+ -format UDZO -ov "$IMAGE"
if [ -z "$IDENTITY" ]; then
    echo "Not signed: LEUKDESK_CODESIGN_IDENTITY is not set." >&2
    exit 0
fi
codesign --sign "$IDENTITY" --timestamp "$IMAGE"
if [ -z "${APPLE_ID:-}" ] || [ -z "${APPLE_TEAM_ID:-}" ] || [ -z "${APPLE_APP_PASSWORD:-}" ]; then
    echo "Not notarised: APPLE_ID, APPLE_TEAM_ID or APPLE_APP_PASSWORD is not set." >&2
    exit 0
fi
xcrun notarytool submit "$IMAGE" --wait --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM_ID" --password "$APPLE_APP_PASSWORD"
# Stations are offline: they find Apple's answer in the image itself.
xcrun stapler staple "$IMAGE"
xcrun stapler validate "$IMAGE"
