//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/bmp"

	"onair/views/kit"
)

// patience is how long a step may take.
const patience = 40 * time.Second

// root is the checkout.
const root = "../.."

// desktop is a virtual display with a window manager and a sound server.
type desktop struct {
	t    *testing.T
	dir  string
	env  []string
	home string
	addr string
}

func startDesktop(t *testing.T, size string) *desktop {
	t.Helper()
	d := &desktop{t: t, dir: t.TempDir(), home: t.TempDir()}
	out, err := exec.Command(root+"/scripts/desktop.sh", "start", d.dir, size).CombinedOutput()
	t.Cleanup(func() { exec.Command(root+"/scripts/desktop.sh", "stop", d.dir).Run() })
	if err != nil {
		t.Fatalf("desktop: %v\n%s", err, out)
	}
	all, err := exec.Command("sh", "-c", ". "+d.dir+"/env; env").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range strings.Split(strings.TrimSpace(string(all)), "\n") {
		if !strings.HasPrefix(v, "XDG_") && !strings.HasPrefix(v, "HOME=") && !strings.HasPrefix(v, "LANG") && !strings.HasPrefix(v, "LC_") {
			d.env = append(d.env, v)
		}
	}
	run := filepath.Join(d.home, "run")
	os.MkdirAll(run, 0o700)
	d.env = append(d.env, "HOME="+d.home, "XDG_RUNTIME_DIR="+run, "LANG=C.UTF-8")
	os.MkdirAll(pictures, 0o755)
	return d
}

// pictures is where screenshots go.
const pictures = root + "/out/e2e"

func (d *desktop) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = d.env
	return cmd
}

func (d *desktop) must(name string, args ...string) string {
	d.t.Helper()
	out, err := d.command(name, args...).CombinedOutput()
	if err != nil {
		d.t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// screenshot keeps the whole display as out/e2e/NAME.png.
func (d *desktop) screenshot(name string) {
	d.t.Helper()
	d.must("import", "-window", "root", filepath.Join(pictures, name+".png"))
}

// record returns what the loudspeaker plays, 48 kHz stereo.
func (d *desktop) record(length time.Duration) []byte {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), length+500*time.Millisecond)
	defer cancel()
	cmd := exec.CommandContext(ctx, "parec", "-d", "speaker.monitor", "--raw", "--format=float32le", "--rate=48000", "--channels=2", "--latency-msec=50")
	cmd.Env = d.env
	var out bytes.Buffer
	cmd.Stdout = &out
	cmd.Run() // ends by the timeout
	return out.Bytes()
}

// window is one running program.
type window struct {
	*desktop
	name  string
	cmd   *exec.Cmd
	id    string
	stats string
	log   bytes.Buffer
	done  chan error
}

// start runs the program and puts its window at x, y with the given size.
func (d *desktop) start(name string, x, y, w, h int, args ...string) *window {
	d.t.Helper()
	win := &window{desktop: d, name: name, stats: filepath.Join(pictures, name+".jsonl"), done: make(chan error, 1)}
	os.Remove(win.stats)
	base := []string{"--new", "--ui-map", win.mapFile(), "--stats", win.stats, "--log", "info", "--listen", d.addr, "--media", "127.0.0.1:0",
		"--config", filepath.Join(d.home, "config"), "--data", filepath.Join(d.home, "data")}
	win.cmd = d.command(program(d.t), append(base, args...)...)
	win.cmd.Stdout, win.cmd.Stderr = &win.log, &win.log
	before := d.windows()
	if err := win.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() { win.done <- win.cmd.Wait() }()
	d.t.Cleanup(func() {
		win.cmd.Process.Kill()
		os.WriteFile(filepath.Join(pictures, name+".log"), win.log.Bytes(), 0o644)
		if d.t.Failed() {
			d.t.Logf("%s said:\n%s", name, tail(win.log.String(), 30))
		}
	})
	win.await("its window", func() string {
		for id := range d.windows() {
			if !before[id] {
				win.id = id
				return ""
			}
		}
		return "no window"
	})
	win.await("its size", func() string { // a window that is being drawn for the first time takes its own size once more
		if b := win.picture().Bounds(); b.Dx() == w && b.Dy() == h {
			return ""
		}
		d.must("xdotool", "windowsize", win.id, strconv.Itoa(w), strconv.Itoa(h))
		d.must("xdotool", "windowmove", win.id, strconv.Itoa(x), strconv.Itoa(y), "sleep", "0.2")
		return "it has another size"
	})
	return win
}

func (d *desktop) windows() map[string]bool {
	out, _ := d.command("xdotool", "search", "--onlyvisible", "--name", "^(LIVE - )?OnAir$").Output()
	ids := map[string]bool{}
	for _, id := range strings.Fields(string(out)) {
		ids[id] = true
	}
	return ids
}

func (w *window) mapFile() string { return filepath.Join(w.dir, w.name+".controls.json") }

// await waits until ok returns "".
func (w *window) await(what string, ok func() string) {
	w.t.Helper()
	reason := ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if reason = ok(); reason == "" {
			return
		}
		select {
		case err := <-w.done:
			w.done <- err
			w.t.Fatalf("%s ended (%v) while waiting for %s:\n%s", w.name, err, what, tail(w.log.String(), 30))
		default:
		}
	}
	w.screenshot("failed-" + w.name)
	w.t.Fatalf("%s: waited for %s: %s", w.name, what, reason)
}

// control waits for a control that can be used.
func (w *window) control(what string, ok func(kit.Control) bool) kit.Control {
	w.t.Helper()
	var found kit.Control
	var since time.Time
	w.await(what, func() string {
		data, err := os.ReadFile(w.mapFile())
		if err != nil {
			return err.Error()
		}
		var list []kit.Control
		if err := json.Unmarshal(data, &list); err != nil {
			return err.Error()
		}
		var seen []string
		for _, c := range list {
			if ok(c) && !c.Disabled {
				if c != found { // it must hold still before it is clicked
					found, since = c, time.Now()
				}
				if time.Since(since) < 600*time.Millisecond {
					return "it moves"
				}
				return ""
			}
			seen = append(seen, fmt.Sprintf("%s %q %q disabled=%v", c.Kind, c.Icon, c.Text, c.Disabled))
		}
		return "it is not there, or disabled; there are " + strings.Join(seen, ", ")
	})
	return found
}

// click clicks the middle of a control.
func (w *window) click(what string, ok func(kit.Control) bool) {
	w.t.Helper()
	c := w.control(what, ok)
	w.must("xdotool", "windowactivate", "--sync", w.id)
	w.must("xdotool", "mousemove", "--window", w.id, strconv.Itoa(c.X+c.W/2), strconv.Itoa(c.Y+c.H/2), "sleep", "0.1", "click", "1")
}

func icon(name string) func(kit.Control) bool {
	return func(c kit.Control) bool { return c.Icon == name }
}

func kind(k string) func(kit.Control) bool {
	return func(c kit.Control) bool { return c.Kind == k }
}

// tip finds a control by what its tooltip says.
func tip(text string) func(kit.Control) bool {
	return func(c kit.Control) bool { return c.Tip == text }
}

// clickOver clicks a control that shows only while the mouse moves over a place of
// the window, given as parts of its size.
func (w *window) clickOver(x, y float64, what string, ok func(kit.Control) bool) {
	w.t.Helper()
	size := w.picture().Bounds()
	w.must("xdotool", "windowactivate", "--sync", w.id)
	move := func(x, y int) { w.must("xdotool", "mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y)) }
	turn := 0
	w.await(what, func() string {
		turn++
		move(int(x*float64(size.Dx()))+turn%5, int(y*float64(size.Dy())))
		for _, c := range w.controls() {
			if ok(c) && !c.Disabled {
				move(c.X+c.W/2, c.Y+c.H/2)
				w.must("xdotool", "sleep", "0.1", "click", "1")
				return ""
			}
		}
		return "it is not there, or disabled"
	})
}

// controls is what the window's map has now; none while it is being written.
func (w *window) controls() []kit.Control {
	var list []kit.Control
	if data, err := os.ReadFile(w.mapFile()); err == nil && json.Unmarshal(data, &list) != nil {
		return nil
	}
	return list
}

func labelled(text string) func(kit.Control) bool {
	return func(c kit.Control) bool { return c.Text == text }
}

// typeText types into the control that was clicked last.
func (w *window) typeText(text string) {
	w.t.Helper()
	w.must("xdotool", "type", "--delay", "30", text)
}

// quit closes the window as people do and waits for the program's end.
func (w *window) quit() {
	w.t.Helper()
	w.must("xdotool", "windowactivate", "--sync", w.id, "key", "alt+F4")
	select {
	case <-w.done:
		w.done <- nil
	case <-time.After(patience):
		w.t.Errorf("%s did not end", w.name)
	}
}

// picture takes the window's own picture.
func (w *window) picture() image.Image {
	w.t.Helper()
	out, err := w.command("import", "-window", w.id, "bmp:-").Output() // PNG takes longer to write than all the rest
	if err != nil {
		w.t.Fatal(err)
	}
	img, err := bmp.Decode(bytes.NewReader(out))
	if err != nil {
		w.t.Fatal(err)
	}
	return img
}

// program is the built app.
func program(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(root + "/build/onair")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal("build/onair is missing: run make build")
	}
	return path
}

// control is a control of the window.
type control = kit.Control

func tail(text string, lines int) string {
	all := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
