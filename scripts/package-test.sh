#!/usr/bin/env bash
# Installs dist/*.deb into a clean Debian system (debootstrap), starts OnAir from
# its desktop entry on a virtual display, looks that window and embedded server
# are there, boots the system with systemd, which runs onaird, and removes it again.
# Needs root.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "package-test: needs root, for debootstrap and chroot" >&2; exit 1; }
deb=$(ls -t dist/onair_*.deb | head -1)
mkdir -p out/package
out=$PWD/out/package
root=$(mktemp -d "${TMPDIR:-/tmp}/onair-root.XXXXXX")
chmod 755 "$root"

cleanup() {
  for pid in $(ls -d /proc/[0-9]* 2>/dev/null); do
    [ "$(readlink "$pid/root" 2>/dev/null)" = "$root" ] && kill "${pid#/proc/}" 2>/dev/null || true
  done
  sleep 1
  unmount_in_root 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap cleanup EXIT

# The mirror and suite that this machine itself uses.
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
  sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' | head -1)
# shellcheck disable=SC1091
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
echo "package-test: making a clean $suite"
debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$out/debootstrap.log" 2>&1 || { tail -5 "$out/debootstrap.log"; exit 1; }
cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
rm -f "$root"/etc/apt/apt.conf.d/*packagekit "$root"/etc/apt/apt.conf.d/*appstream
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
mount_in_root() {
  mount --bind /dev "$root/dev"
  mount --bind /dev/pts "$root/dev/pts"
  mount -t tmpfs shm "$root/dev/shm"
  mount -t proc proc "$root/proc"
}
unmount_in_root() { umount -l "$root/proc" "$root/dev/shm" "$root/dev/pts" "$root/dev"; }
mount_in_root
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

cp "$deb" "$root/tmp/onair.deb"
echo "package-test: installing $(basename "$deb") with apt, which brings what it depends on"
in_root apt-get -q update >"$out/install.log" 2>&1
in_root apt-get -q install -y --no-install-recommends /tmp/onair.deb >>"$out/install.log" 2>&1 || { tail -20 "$out/install.log"; exit 1; }
in_root onair version
in_root onaird version

echo "package-test: starting it from its desktop entry"
in_root apt-get -q install -y --no-install-recommends xvfb xdotool imagemagick openbox dbus libglib2.0-bin curl systemd systemd-sysv >>"$out/install.log" 2>&1
in_root useradd -m viewer
cat >"$root/tmp/start.sh" <<'END'
set -e
export HOME=/home/viewer XDG_RUNTIME_DIR=/tmp/run-viewer LIBGL_ALWAYS_SOFTWARE=1
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
cd "$HOME"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>/tmp/run-viewer/display 2>/dev/null &
for i in $(seq 100); do [ -s /tmp/run-viewer/display ] && break; sleep 0.1; done
export DISPLAY=:$(cat /tmp/run-viewer/display)
openbox 2>/dev/null &
# end_window ends the process that the window says it belongs to.
end_window() {
  window=$(xdotool search --onlyvisible --name '^(LIVE - )?OnAir' | head -1)
  pid=$(xdotool getwindowpid "$window")
  kill "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}
gio launch /usr/share/applications/org.onair.app.desktop
for i in $(seq 300); do
  window=$(xdotool search --onlyvisible --name '^(LIVE - )?OnAir' 2>/dev/null | head -1) && [ -n "$window" ] && break
  sleep 0.1
done
[ -n "$window" ] || { echo "no window came up"; exit 1; }
echo "window: $(xdotool getwindowname "$window")"
sleep 2
import -window root /tmp/welcome.png
end_window
# A link starts it by its handler: it signs in to the embedded server.
gio launch /usr/share/applications/org.onair.app.desktop onair://4711
for i in $(seq 300); do curl -fs http://127.0.0.1:7880/healthz >/tmp/health.json && break; sleep 0.1; done
grep ready /tmp/health.json || { echo "the embedded server did not start"; exit 1; }
sleep 4
import -window root /tmp/lobby.png
end_window
END
in_root su viewer -c 'dbus-run-session -- sh /tmp/start.sh'
cp "$root/tmp/welcome.png" "$root/tmp/lobby.png" "$out/"

echo "package-test: booting that system; systemd runs onaird"
cat >"$root/root/unit.sh" <<'END'
set -e
unit() { systemctl show onaird -p "$1" --value; }
# ready PID waits until onaird answers and is not that process.
ready() {
  for i in $(seq 300); do
    [ "$(unit MainPID)" != "$1" ] && curl -fs http://127.0.0.1:7880/healthz && return
    sleep 0.1
  done
  systemctl status onaird
  return 1
}
ready 0
pid=$(unit MainPID)
grep -q '^CapEff:.*[1-9a-f]' "/proc/$pid/status" && { echo "it may do what root may"; exit 1; }
[ "$(stat -c %u "/proc/$pid")" != 0 ] || { echo "it runs as root"; exit 1; }
[ "$(stat -Lc %a /var/lib/onaird)" = 700 ] || { echo "its folder is open to others"; exit 1; }
kill -9 "$pid"
ready "$pid"
systemctl stop onaird
[ "$(unit Result)" = success ] || { echo "it does not stop in order"; exit 1; }
echo ONAIRD_LISTEN=nonsense >/etc/default/onaird
systemctl start onaird
for i in $(seq 300); do [ "$(unit ActiveState)" = failed ] && break; sleep 0.1; done
[ "$(unit ActiveState) $(unit NRestarts)" = "failed 0" ] || { echo "a wrong option is tried again and again"; exit 1; }
rm /etc/default/onaird
touch /root/unit.passed
END
cat >"$root/etc/systemd/system/unit-test.service" <<'END'
[Unit]
After=onaird.service
[Service]
Type=oneshot
ExecStart=/bin/sh -x /root/unit.sh
StandardOutput=file:/root/unit.log
StandardError=file:/root/unit.log
ExecStopPost=/bin/systemctl --no-block poweroff
END
in_root systemctl -q enable onaird
in_root systemctl -q add-wants multi-user.target unit-test.service
unmount_in_root
timeout 300 systemd-nspawn -q -D "$root" --boot --register=no --keep-unit --console=passive --private-network >"$out/boot.log" 2>&1 </dev/null || true
cp "$root/root/unit.log" "$out/" || true
[ -e "$root/root/unit.passed" ] || { echo "package-test: onaird's unit failed; see out/package/unit.log and boot.log" >&2; exit 1; }
mount_in_root

echo "package-test: removing it"
in_root systemctl -q disable onaird
in_root apt-get -q purge -y onair >>"$out/install.log" 2>&1
left=$(find "$root/usr" "$root/etc" -iname '*onair*' | head)
[ -z "$left" ] || { echo "package-test: left behind: $left" >&2; exit 1; }
echo "package-test: passed; pictures in out/package"
