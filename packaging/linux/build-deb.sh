#!/bin/sh
# Build the Debian package from the folder build: dist/leukdesk_VERSION_ARCHITECTURE.deb.
#
#   sh packaging/linux/build-deb.sh              from what packaging/build.sh left in dist/
#
# Needs Debian's own tools (dpkg-dev) and no root. What the folder does not carry becomes a dependency, found by
# dpkg-shlibdeps; so it is to be built on the oldest system that it is meant for.
# $LEUKDESK_MAINTAINER ("Name <address>") names who answers for the package; who passes it on sets it.
set -eu
cd "$(dirname "$0")/../.."
BUILT=dist/leukdesk-folder
HERE=packaging/linux
STAGE=build/deb/root
MAINTAINER=${LEUKDESK_MAINTAINER:-The Leukdesk authors <authors@leukdesk.invalid>}

for file in "$BUILT/leukdesk" dist/THIRD-PARTY-NOTICES.txt dist/leukdesk.cdx.json; do
    if [ ! -f "$file" ]; then
        echo "$file is missing. Run first: sh packaging/build.sh" >&2
        exit 1
    fi
done
if ! command -v dpkg-shlibdeps >/dev/null; then
    echo "dpkg-shlibdeps is missing. On Debian or Ubuntu: sudo apt-get install dpkg-dev" >&2
    exit 1
fi
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' leukdesk/__init__.py)
ARCHITECTURE=$(dpkg --print-architecture)
# The time of the sources, so that the same commit gives the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

rm -rf build/deb
mkdir -p "$STAGE/DEBIAN" "$STAGE/usr/lib" "$STAGE/usr/bin" build/deb/debian
cp -a "$BUILT" "$STAGE/usr/lib/leukdesk"
ln -s ../lib/leukdesk/leukdesk "$STAGE/usr/bin/leukdesk"

# install FILE PLACE: a file of data, with the folders above it.
put() { install -D -m 644 "$1" "$STAGE/$2"; }
put "$HERE/leukdesk.desktop" usr/share/applications/leukdesk.desktop
put resources/icons/leukdesk.svg usr/share/icons/hicolor/scalable/apps/leukdesk.svg
put "$HERE/leukdesk.1" usr/share/man/man1/leukdesk.1
put "$HERE/copyright" usr/share/doc/leukdesk/copyright
put CHANGELOG.md usr/share/doc/leukdesk/NEWS
put dist/THIRD-PARTY-NOTICES.txt usr/share/doc/leukdesk/THIRD-PARTY-NOTICES.txt
put dist/leukdesk.cdx.json usr/share/doc/leukdesk/leukdesk.cdx.json
put "$HERE/lintian-overrides" usr/share/lintian/overrides/leukdesk
DAY=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
mkdir -p "$STAGE/usr/share/metainfo"
sed -e "s/@VERSION@/$VERSION/" -e "s/@DAY@/$DAY/" "$HERE/org.leukdesk.leukdesk.metainfo.xml.in" \
    >"$STAGE/usr/share/metainfo/org.leukdesk.leukdesk.metainfo.xml"
cat >"$STAGE/usr/share/doc/leukdesk/changelog" <<EOF
leukdesk ($VERSION) unstable; urgency=medium

  * What changed is told in NEWS.gz beside this file.

 -- $MAINTAINER  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
EOF
for file in doc/leukdesk/changelog doc/leukdesk/NEWS doc/leukdesk/THIRD-PARTY-NOTICES.txt doc/leukdesk/leukdesk.cdx.json man/man1/leukdesk.1; do
    gzip -9n "$STAGE/usr/share/$file"
done

# Only the launcher is started; libraries are read.
find "$STAGE" -type d -exec chmod 755 {} +
find "$STAGE" -type f -exec chmod 644 {} +
chmod 755 "$STAGE/usr/lib/leukdesk/leukdesk"

# dpkg-shlibdeps reads who asks from debian/control.
cat >build/deb/debian/control <<EOF
Source: leukdesk
Maintainer: $MAINTAINER

Package: leukdesk
Architecture: $ARCHITECTURE
EOF
# It would ask for the system's package of each library that the folder carries as well: those are excluded.
find "$STAGE/usr/lib/leukdesk" -name '*.so*' -printf '*/%f\n' | xargs dpkg-query --search 2>/dev/null |
    sed 's/[:,].*//; s/^/-x/' | sort -u >build/deb/carried || true
find "$STAGE/usr/lib/leukdesk" -type f \( -name '*.so' -o -name '*.so.*' -o -name leukdesk \) |
    sed 's,^build/deb/,-e,' >build/deb/binaries
(
    cd build/deb
    {
        cat carried
        grep -v /printsupport/ binaries
        # The plugin for printing asks for CUPS, which a station may lack: then no printer is offered.
        echo -dRecommends
        grep /printsupport/ binaries || true
    } | xargs dpkg-shlibdeps -Tsubstvars --ignore-missing-info -lroot/usr/lib/leukdesk/_internal 2>messages || {
        grep -v warning messages >&2
        exit 1
    }
)
# field NAME: what dpkg-shlibdeps found for it.
field() { sed -n "s/^shlibs:$1=//p" build/deb/substvars; }

# A field without a value is none.
sed '/^Recommends: $/d' >"$STAGE/DEBIAN/control" <<EOF
Package: leukdesk
Version: $VERSION
Architecture: $ARCHITECTURE
Maintainer: $MAINTAINER
Installed-Size: $(du -sk "$STAGE/usr" | cut -f1)
Depends: $(field Depends), fonts-dejavu-core
Recommends: $(field Recommends)
Section: science
Priority: optional
Description: classify blood-smear pictures on a microscope station
 Leukdesk shows a blood smear live through a USB camera, or opens picture
 files, lets a bundled network classify what is seen, and keeps every result
 with its picture in a local log. It works offline.
 .
 For research use only. Not for use in diagnostic procedures.
EOF
(cd "$STAGE" && find usr -type f -exec md5sum {} + | LC_ALL=C sort -k2) >"$STAGE/DEBIAN/md5sums"
chmod 644 "$STAGE/DEBIAN"/*
dpkg-deb --root-owner-group -Zxz --build "$STAGE" "dist/leukdesk_${VERSION}_$ARCHITECTURE.deb"
