#!/usr/bin/env bash
# Installs the system packages that OnAir needs and that are missing.
#
#   scripts/deps.sh [build] [test] [package]     (default: build test)
#
# Uses apt, dnf, pacman or brew, whichever is there, with sudo only if needed.
# Says what it installs; does nothing, quickly, when nothing is missing.
set -euo pipefail

# One row a package: group, then its name for apt, dnf, pacman and brew.
# "-" means that system has it already or does not need it; "," joins several.
list() {
  cat <<'END'
build    gcc                    gcc                        gcc                 -
build    g++                    gcc-c++                    -                   -
build    make                   make                       make                -
build    pkg-config             pkgconf-pkg-config         pkgconf             pkg-config
build    libgl1-mesa-dev        mesa-libGL-devel           mesa                -
build    xorg-dev               libX11-devel,libXcursor-devel,libXrandr-devel,libXinerama-devel,libXi-devel,libXxf86vm-devel libx11,libxcursor,libxrandr,libxinerama,libxi,libxxf86vm -
build    libxtst-dev            libXtst-devel              libxtst             -
build    libwayland-dev         wayland-devel              wayland             -
build    libxkbcommon-dev       libxkbcommon-devel         libxkbcommon        -
build    libasound2-dev         alsa-lib-devel             alsa-lib            -
build    libavcodec-dev         ffmpeg-free-devel          ffmpeg              ffmpeg
build    libavformat-dev        -                          -                   -
build    libavutil-dev          -                          -                   -
build    libswscale-dev         -                          -                   -
build    libswresample-dev      -                          -                   -
build    libopus-dev            opus-devel                 opus                opus
build    libspeexdsp-dev        speexdsp-devel             speexdsp            speexdsp
build    libsoundtouch-dev      soundtouch-devel           soundtouch          sound-touch
build    libyuv0                libyuv                     libyuv              -
test     xvfb                   xorg-x11-server-Xvfb       xorg-server-xvfb    -
test     xauth                  xorg-x11-xauth             xorg-xauth          -
test     openbox                openbox                    openbox             -
test     dbus                   dbus-daemon                dbus                -
test     dbus-x11               dbus-x11                   -                   -
test     x11-utils              xwininfo                   xorg-xwininfo       -
test     x11-xserver-utils      xrandr                     xorg-xrandr         -
test     libgl1-mesa-dri        mesa-dri-drivers           -                   -
test     xdotool                xdotool                    xdotool             -
test     chromium               chromium                   chromium            -
test     nftables               nftables                   nftables            -
test     iproute2               iproute                    iproute2            -
test     fonts-droid-fallback   google-droid-sans-fonts    ttf-droid           -
test     imagemagick            ImageMagick                imagemagick         imagemagick
test     ffmpeg                 ffmpeg-free                -                   -
test     pulseaudio             pulseaudio                 pulseaudio          -
test     pulseaudio-utils       pulseaudio-utils           -                   -
test     libasound2-plugins     alsa-plugins-pulseaudio    alsa-plugins        -
test     nginx                  nginx                      nginx               nginx
test     obs-studio             obs-studio                 obs-studio          -
test     gstreamer1.0-tools     gstreamer1                 gstreamer           gstreamer
test     gstreamer1.0-libav     gstreamer1-plugin-libav    gst-libav           -
test     gstreamer1.0-plugins-bad gstreamer1-plugins-bad-free gst-plugins-bad  -
test     gstreamer1.0-plugins-base gstreamer1-plugins-base gst-plugins-base    -
test     gstreamer1.0-plugins-good gstreamer1-plugins-good gst-plugins-good    -
test     gstreamer1.0-plugins-ugly gstreamer1-plugins-ugly-free gst-plugins-ugly -
package  dpkg-dev               dpkg-dev                   dpkg                dpkg
package  debootstrap            debootstrap                debootstrap         -
package  systemd-container      systemd-container          -                   -
package  fakeroot               fakeroot                   fakeroot            -
package  lintian                -                          -                   -
package  appstream              appstream                  appstream           -
package  desktop-file-utils     desktop-file-utils         desktop-file-utils  -
END
}

groups=${*:-build test}
if command -v apt-get >/dev/null; then
  column=2
elif command -v dnf >/dev/null; then
  column=3
elif command -v pacman >/dev/null; then
  column=4
elif command -v brew >/dev/null; then
  column=5
else
  echo "deps: no apt, dnf, pacman or brew here. Install these yourself (Debian's names):" >&2
  list | awk '{print "  " $2}' >&2
  exit 1
fi

wanted=$(list | awk -v groups=" $groups " -v c=$column 'index(groups, " " $1 " ") && $c != "-" {gsub(/,/, "\n", $c); print $c}')

present() {
  case $column in
    2) dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -q '^installed$' ;;
    3) rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
    4) pacman -Qq "$1" >/dev/null 2>&1 ;;
    5) brew list --versions "$1" >/dev/null 2>&1 ;;
  esac
}

missing=()
for p in $wanted; do
  present "$p" || missing+=("$p")
done

# ONNX Runtime is no package of these systems: npm fetches it, and anything that
# is called npm will do. Without it OnAir builds and runs, so failing is no end.
library=$(dirname "$0")/onnxruntime.sh
npm=
if [ "$(uname -s)" = Linux ] && ! "$library" path >/dev/null && ! command -v npm >/dev/null; then
  npm=npm
fi
[ ${#missing[@]} -gt 0 ] || [ -n "$npm" ] || { "$library" || true; exit 0; }

sudo=
if [ $column != 5 ] && [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || {
    [ ${#missing[@]} -gt 0 ] || { "$library" || true; exit 0; }
    echo "deps: these packages are missing and neither root nor sudo is at hand:" >&2
    echo "  ${missing[*]}" >&2
    exit 1
  }
  sudo=sudo
fi
install() {
  echo "deps: installing $*"
  case $column in
    2)
      $sudo apt-get -o DPkg::Lock::Timeout=300 -q update >/dev/null ||
        echo "deps: the package lists could not be refreshed; trying with the old ones" >&2
      $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=300 -q install -y --no-install-recommends "$@" >/dev/null
      ;;
    3) $sudo dnf install -y -q "$@" ;;
    4) $sudo pacman -S --needed --noconfirm --quiet "$@" ;;
    5) brew install --quiet "$@" ;;
  esac
}
[ ${#missing[@]} = 0 ] || install "${missing[@]}"
[ -z "$npm" ] || install "$npm" || echo "deps: $npm could not be installed" >&2
"$library" || true
echo "deps: done"
