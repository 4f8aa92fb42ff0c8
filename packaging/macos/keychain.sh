#!/bin/sh
# Put the signing certificate into a keychain of its own, before packaging/build.sh signs with it.
#
#   sh packaging/macos/keychain.sh
#
# Takes $MACOS_CERTIFICATE (a .p12 file, base64) and $MACOS_CERTIFICATE_PASSWORD, and prints the certificate's name: the
# value of $LEUKDESK_CODESIGN_IDENTITY. Made for a machine that is thrown away afterwards.
# Not run by the project's own tests, which have no macOS; the workflow build.yml runs it where the secrets exist.
set -eu
FOLDER=$(mktemp -d)
trap 'rm -rf "$FOLDER"' EXIT
KEYCHAIN=$HOME/Library/Keychains/leukdesk-build.keychain-db
PASSWORD=$(openssl rand -hex 24)
printf %s "$MACOS_CERTIFICATE" | base64 --decode >"$FOLDER/certificate.p12"
{
    security create-keychain -p "$PASSWORD" "$KEYCHAIN"
    # It stays open for the build, which takes longer than the five minutes of a fresh one.
    security set-keychain-settings -lut 21600 "$KEYCHAIN"
    security unlock-keychain -p "$PASSWORD" "$KEYCHAIN"
    security import "$FOLDER/certificate.p12" -k "$KEYCHAIN" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
    # Without this, codesign would ask a person who is not there.
    security set-key-partition-list -S apple-tool:,apple: -s -k "$PASSWORD" "$KEYCHAIN"
    security list-keychains -d user -s "$KEYCHAIN" login.keychain-db
} >&2
NAME=$(security find-identity -v -p codesigning "$KEYCHAIN" | sed -n 's/.*"\(Developer ID Application: .*\)"/\1/p' | head -n 1)
if [ -z "$NAME" ]; then
    echo "MACOS_CERTIFICATE holds no valid Developer ID Application certificate with its key." >&2
    exit 1
fi
echo "$NAME"
