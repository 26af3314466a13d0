#!/usr/bin/env bash
# Makes dist/onair_VERSION_ARCH.deb from build/ and FyneApp.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

toml() { sed -n "s/^ *$1 *= *\"\(.*\)\" *\$/\1/p" FyneApp.toml | head -1; }
name=$(toml Name) id=$(toml ID) version=$(toml Version) icon=$(toml Icon)
package=$(echo "$name" | tr '[:upper:]' '[:lower:]')
arch=$(dpkg --print-architecture)
[ -n "$id" ] && [ -n "$version" ] && [ -f "$icon" ] || { echo "package: FyneApp.toml lacks ID, Version or an icon that exists" >&2; exit 1; }

make --no-print-directory build
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

install -Dm755 build/onair "$root/usr/bin/onair"
install -Dm755 build/onaird "$root/usr/bin/onaird"
strip --strip-unneeded "$root/usr/bin/onair" "$root/usr/bin/onaird"
# ONNX Runtime, which OnAir looks for here.
library=usr/lib/$package/libonnxruntime.so.1
if runtime=$(scripts/onnxruntime.sh path); then
  install -Dm644 "$runtime" "$root/$library"
  install -Dm644 assets/licences/onnxruntime.txt "$root/usr/share/doc/$package/onnxruntime.LICENSE"
else
  library=
  echo "package: ONNX Runtime is missing; the package will be without anything that finds faces" >&2
fi
for size in 16 24 32 48 64 128 256 512; do
  mkdir -p "$root/usr/share/icons/hicolor/${size}x${size}/apps"
  convert "$icon" -resize "${size}x${size}" "$root/usr/share/icons/hicolor/${size}x${size}/apps/$id.png"
done
install -Dm644 assets/icons/app.svg "$root/usr/share/icons/hicolor/scalable/apps/$id.svg"
mkdir -p "$root/usr/share/applications"
cat >"$root/usr/share/applications/$id.desktop" <<END
[Desktop Entry]
Type=Application
Version=1.4
Name=$name
GenericName=Live streaming
GenericName[zh_CN]=直播
Comment=Go live from the desktop and watch others, with your own server
Comment[zh_CN]=在桌面上直播和观看，用自己的服务器
Exec=onair %u
Icon=$id
Terminal=false
Categories=AudioVideo;Video;
Keywords=live;stream;broadcast;camera;beauty;
MimeType=x-scheme-handler/onair;
StartupNotify=true
StartupWMClass=$name
END
mkdir -p "$root/usr/share/doc/$package"
{
  cat <<'END'
OnAir is licensed under the Apache License, Version 2.0 (below). This package
links at run time with the system's FFmpeg, which Debian builds with parts under
the GNU General Public License (x264 among them): the combination, when it is
passed on, is under the terms of the GPL, version 3 or later
(/usr/share/common-licenses/GPL-3). THIRD_PARTY.md, beside this file, lists
every part with its licence and the notices that go with them.

END
  cat LICENSE
} >"$root/usr/share/doc/$package/copyright"
install -Dm644 THIRD_PARTY.md "$root/usr/share/doc/$package/THIRD_PARTY.md"
install -Dm644 README.md "$root/usr/share/doc/$package/README.md"
if command -v desktop-file-validate >/dev/null; then
  desktop-file-validate "$root/usr/share/applications/$id.desktop"
fi

# The libraries that the program is linked with, as the system names them.
mkdir -p "$root/debian"
printf 'Source: %s\n' "$package" >"$root/debian/control"
depends=$(cd "$root" && dpkg-shlibdeps -O --ignore-missing-info usr/bin/onair ${library:+$library} 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
rm -rf "$root/debian"
[ -n "$depends" ] || { echo "package: the program's libraries could not be found" >&2; exit 1; }

mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: $package
Version: $version
Architecture: $arch
Maintainer: OnAir developers <onair@users.noreply.invalid>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends, libgl1, libgl1-mesa-dri
Recommends: libyuv0, libasound2-plugins, xdg-desktop-portal
Section: video
Priority: optional
Description: live streaming from the desktop, with your own server
 Go live with camera, beauty filters and sound, watch others within half a
 second. The room server is inside the app, and comes as a program of its own
 (onaird) too.
END
cat >"$root/DEBIAN/postinst" <<'END'
#!/bin/sh
set -e
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t /usr/share/icons/hicolor || true; fi
END
sed 's/^set -e$/set -e\n[ "$1" != purge ] || exit 0/' "$root/DEBIAN/postinst" >"$root/DEBIAN/postrm"
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/postrm"

mkdir -p dist
deb=dist/${package}_${version}_${arch}.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >/dev/null
echo "package: $deb ($(du -h "$deb" | cut -f1))"
