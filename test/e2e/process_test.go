//go:build e2e

package e2e

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/internal/porttest"
)

// TestWholeProcess measures what an anchor's and a viewer's whole program take.
// It is a benchmark, so it runs only when asked for.
func TestWholeProcess(t *testing.T) {
	if os.Getenv("ONAIR_BENCH") == "" {
		t.Skip("a benchmark: make bench runs it")
	}
	d := startDesktop(t, "1980x760")
	d.addr = porttest.Reserve(t)
	d.findFaces()
	file := clip(t)
	anchor := d.start("bench-anchor", 0, 0, 980, 700, "--user", "anna", "--camera", "file:"+file, "--mic", "file:"+file, "live", "--title", "Bench")
	anchor.control("being on air", icon("end"))
	measureWindow(t, "anchor alone, beauty on", anchor)
	viewer := d.start("bench-viewer", 990, 0, 980, 700, "--user", "bob", "watch", "0")
	viewer.control("watching", icon("leave"))
	time.Sleep(3 * time.Second)
	measureWindow(t, "anchor with one viewer, embedded server", anchor, viewer)
	report(t, anchor, viewer)

	// The same with the windows out of sight: what is left without drawing.
	for _, w := range []*window{anchor, viewer} {
		w.must("xdotool", "windowminimize", w.id)
	}
	time.Sleep(3 * time.Second)
	measureWindow(t, "both windows minimized", anchor, viewer)
}

// TestStaticScreens measures what screens take on which nothing moves. It is a
// benchmark, as TestWholeProcess is.
func TestStaticScreens(t *testing.T) {
	if os.Getenv("ONAIR_BENCH") == "" {
		t.Skip("a benchmark: make bench runs it")
	}
	d := startDesktop(t, "1280x760")
	d.addr = porttest.Reserve(t)
	w := d.start("bench-still", 0, 0, 1280, 760, "--ui-map", "")
	time.Sleep(6 * time.Second)
	measureWindow(t, "the welcome screen", w)
	w.quit()
	w = d.start("bench-lobby", 0, 0, 1280, 760, "--ui-map", "", "--user", "anna")
	time.Sleep(6 * time.Second)
	measureWindow(t, "the lobby, with the server inside", w)
	w.quit()
}

// TestStart measures how long the window takes to come, with everything in the system's
// cache. It is a benchmark, as TestWholeProcess is.
func TestStart(t *testing.T) {
	if os.Getenv("ONAIR_BENCH") == "" {
		t.Skip("a benchmark: make bench runs it")
	}
	d := startDesktop(t, "1280x760")
	d.addr = porttest.Reserve(t)
	for range 6 {
		cmd := d.command(program(t), "--new", "--listen", d.addr, "--media", "127.0.0.1:0", "--config", d.home+"/config", "--data", d.home+"/data")
		begun := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for len(d.windows()) == 0 {
			time.Sleep(10 * time.Millisecond)
		}
		t.Logf("a window after %d ms and %.0f ms of processor time", time.Since(begun).Milliseconds(), 1000*cpuSeconds(t, &window{cmd: cmd}))
		cmd.Process.Kill()
		cmd.Wait()
		for len(d.windows()) > 0 {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// measureWindow prints the share of a core and the memory of each window's
// process over twenty seconds.
func measureWindow(t *testing.T, what string, windows ...*window) {
	t.Helper()
	const span = 20 * time.Second
	before := make([]float64, len(windows))
	for i, w := range windows {
		before[i] = cpuSeconds(t, w)
	}
	start := time.Now()
	time.Sleep(span)
	took := time.Since(start).Seconds()
	for i, w := range windows {
		m := memoryOf(t, w)
		t.Logf("%-40s %-13s %5.1f %% of a core, %4d MiB resident, %4d by shares, %4d its own", what, w.name, (cpuSeconds(t, w)-before[i])/took*100,
			m["Rss"], m["Pss"], m["Private_Dirty"])
	}
}

// memoryOf is what the system says of a process's memory, in MiB (proc_pid_smaps(5)).
func memoryOf(t *testing.T, w *window) map[string]int {
	t.Helper()
	data, err := os.ReadFile("/proc/" + strconv.Itoa(w.cmd.Process.Pid) + "/smaps_rollup")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]int{}
	for line := range strings.Lines(string(data)) {
		if name, rest, ok := strings.Cut(line, ":"); ok && strings.HasSuffix(rest, " kB\n") {
			kib, _ := strconv.Atoi(strings.Fields(rest)[0])
			m[name] = kib >> 10
		}
	}
	return m
}

// cpuSeconds is the user and system time of a window's process (proc(5)).
func cpuSeconds(t *testing.T, w *window) float64 {
	t.Helper()
	data, err := os.ReadFile("/proc/" + strconv.Itoa(w.cmd.Process.Pid) + "/stat")
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(data)[strings.LastIndex(string(data), ")")+1:])
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100
}
