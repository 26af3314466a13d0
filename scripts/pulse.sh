#!/bin/sh
# Sound without hardware for end-to-end runs: a private PulseAudio with two
# virtual devices, speaker and mic (see internal/pulsetest/server.pa).
#
#   pulse.sh start DIR   start it; its files live in DIR
#   pulse.sh env DIR     print the variables that make a program use it
#   pulse.sh stop DIR    stop it
#
#   eval "$(scripts/pulse.sh env DIR)"; parec -d speaker.monitor ...
set -eu

usage() { sed -n '2,9p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
mkdir -p "$2"
dir=$(cd "$2" && pwd)
src=$(cd "$(dirname "$0")/../internal/pulsetest" && pwd)
pidfile=$dir/pulse.sh.pid

running() { [ -f "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null; }

start() {
	if running; then return; fi
	command -v pulseaudio >/dev/null || { echo "pulse.sh: pulseaudio is not installed" >&2; exit 1; }
	chmod 700 "$dir"
	sed "s|@DIR@|$dir|" "$src/server.pa" >"$dir/server.pa"
	cp "$src/alsa.conf" "$src/client.conf" "$dir/"
	# A realtime thread that catches up after the machine stood still must not
	# cost the server its life (SIGXCPU, then SIGKILL).
	echo "rlimit-rttime = -1" >"$dir/daemon.conf"
	rm -f "$dir/native"
	PULSE_CONFIG=$dir/daemon.conf HOME=$dir XDG_RUNTIME_DIR=$dir XDG_CONFIG_HOME=$dir PULSE_RUNTIME_PATH=$dir PULSE_STATE_PATH=$dir \
		DBUS_SESSION_BUS_ADDRESS=disabled: \
		setsid pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
		--disable-shm=yes --realtime=yes --high-priority=yes --log-target=stderr -F "$dir/server.pa" \
		</dev/null >"$dir/server.log" 2>&1 &
	echo $! >"$pidfile"
	i=0
	until PULSE_RUNTIME_PATH=$dir PULSE_COOKIE=$dir/cookie PULSE_SERVER=unix:$dir/native PULSE_CLIENTCONFIG=$dir/client.conf pactl info >/dev/null 2>&1; do
		i=$((i + 1))
		if [ $i -gt 200 ] || ! running; then
			cat "$dir/server.log" >&2
			echo "pulse.sh: the server did not start" >&2
			exit 1
		fi
		sleep 0.05
	done
}

case $1 in
start) start ;;
env)
	echo "export PULSE_SERVER='unix:$dir/native'"
	echo "export PULSE_CLIENTCONFIG='$dir/client.conf'"
	echo "export PULSE_RUNTIME_PATH='$dir'"
	echo "export PULSE_COOKIE='$dir/cookie'"
	echo "export ALSA_CONFIG_PATH='$dir/alsa.conf'"
	;;
stop)
	if running; then
		pid=$(cat "$pidfile")
		kill "$pid"
		while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
	fi
	rm -f "$pidfile" "$dir/native"
	;;
*) usage ;;
esac
