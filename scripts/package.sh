#!/usr/bin/env bash
# Makes dist/onair_VERSION_ARCH.deb from build/ and FyneApp.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

toml() { sed -n "s/^ *$1 *= *\"\(.*\)\" *\$/\1/p" FyneApp.toml | head -1; }
name=$(toml Name) id=$(toml ID) version=$(toml Version) icon=$(toml Icon)
package=$(echo "$name" | tr '[:upper:]' '[:lower:]')
arch=$(dpkg --print-architecture)
maintainer="OnAir developers <onair@example.org>"
[ -n "$id" ] && [ -n "$version" ] && [ -f "$icon" ] || { echo "package: FyneApp.toml lacks ID, Version or an icon that exists" >&2; exit 1; }

# Position-independent, as Debian wants it; all C parts are built anew for that once.
GOFLAGS="${GOFLAGS:-} -buildmode=pie" make --no-print-directory build
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
  strip --strip-unneeded "$root/$library"
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
MimeType=x-scheme-handler/onair;x-scheme-handler/onairs;
StartupNotify=true
StartupWMClass=$name
END
mkdir -p "$root/usr/share/lintian/overrides"
cat >"$root/usr/share/lintian/overrides/$package" <<END
# A program of Go without C: position-independent, and it needs no shared library.
$package: shared-library-lacks-prerequisites [usr/bin/onaird]
END
doc=$root/usr/share/doc/$package
date=$(git log -1 --format=%cI 2>/dev/null || date -Iseconds)
mkdir -p "$doc"
{ cat packaging/copyright; sed '/^$/s/^$/./; s/^/ /' assets/licences/onnxruntime.txt; } >"$doc/copyright"
install -m644 THIRD_PARTY.md README.md docs/user-guide*.md docs/operations.md docs/stickers.md "$doc/"
gzip -9n >"$doc/changelog.gz" <<END
$package ($version) unstable; urgency=medium

  * Version $version, made from revision $(git rev-parse --short HEAD 2>/dev/null || echo unknown).

 -- $maintainer  $(date -R -d "$date")
END

# Manual pages and completions come from the programs' own tables.
for program in onair:1 onaird:8; do
  tool=${program%:*} section=${program#*:}
  mkdir -p "$root/usr/share/man/man$section" "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions" "$root/usr/share/fish/vendor_completions.d"
  "build/$tool" man | gzip -9n >"$root/usr/share/man/man$section/$tool.$section.gz"
  "build/$tool" completion bash >"$root/usr/share/bash-completion/completions/$tool"
  "build/$tool" completion zsh >"$root/usr/share/zsh/vendor-completions/_$tool"
  "build/$tool" completion fish >"$root/usr/share/fish/vendor_completions.d/$tool.fish"
done
install -Dm644 packaging/onaird.service "$root/lib/systemd/system/onaird.service"
mkdir -p "$root/usr/share/metainfo"
sed "s/@ID@/$id/; s/@VERSION@/$version/; s/@DATE@/${date%%T*}/" packaging/metainfo.xml >"$root/usr/share/metainfo/$id.metainfo.xml"
appstreamcli validate --no-net "$root/usr/share/metainfo/$id.metainfo.xml" >/dev/null ||
  { appstreamcli validate --no-net "$root/usr/share/metainfo/$id.metainfo.xml" >&2; exit 1; }
if command -v desktop-file-validate >/dev/null; then
  desktop-file-validate "$root/usr/share/applications/$id.desktop"
fi

# The libraries that the program is linked with, as the system names them.
mkdir -p "$root/debian"
printf 'Source: %s\n' "$package" >"$root/debian/control"
depends=$(cd "$root" && dpkg-shlibdeps -O --ignore-missing-info usr/bin/onair usr/bin/onaird ${library:+$library} 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
rm -rf "$root/debian"
[ -n "$depends" ] || { echo "package: the program's libraries could not be found" >&2; exit 1; }

# GLFW opens these while it runs, so that no linker knows of them.
opened="libgl1, libgl1-mesa-dri, libegl1, libx11-6, libx11-xcb1, libxcursor1, libxrandr2, libxinerama1, libxi6, libxxf86vm1, libxext6, libxrender1"
opened="$opened, libxkbcommon0, libwayland-client0, libwayland-cursor0, libwayland-egl1, libdecor-0-0"

mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: $package
Version: $version
Architecture: $arch
Maintainer: $maintainer
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $(printf '%s, %s' "$depends" "$opened" | sed 's/, */\n/g' | sort -u -t' ' -k1,1 | paste -sd, | sed 's/,/, /g')
Recommends: libyuv0, libasound2-plugins, xdg-desktop-portal
Section: video
Priority: optional
Description: live streaming from the desktop, with your own server
 Go live with camera, beauty filters and sound, watch others within half a
 second. The room server is inside the app, and comes as a program of its own
 (onaird) too.
END
mkdir -p dist
deb=dist/${package}_${version}_${arch}.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >/dev/null
echo "package: $deb ($(du -h "$deb" | cut -f1))"
# What Debian's own checker says about it.
if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on error,warning "$deb"
fi
