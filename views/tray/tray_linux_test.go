package tray

import (
	"bufio"
	"bytes"
	"image"
	"image/png"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"go.uber.org/goleak"
)

const patience = 20 * time.Second

var shown atomic.Bool

// watcher is what a desktop's panel offers to programs that want to be in its tray.
type watcher struct{ came chan dbus.Sender }

// RegisterStatusNotifierItem is called over the bus.
func (w watcher) RegisterStatusNotifierItem(_ string, from dbus.Sender) *dbus.Error {
	w.came <- from
	return nil
}

// TestAPanelShowsTheIconAndItsMenuWorks on a bus of its own, where the icon is first
// asked for when everything runs already.
func TestAPanelShowsTheIconAndItsMenuWorks(t *testing.T) {
	if shown.Swap(true) {
		t.Skip("a process can have one icon, and this one had it")
	}
	panel, w := desktopBus(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 16, 16))); err != nil {
		t.Fatal(err)
	}
	clicked := make(chan string, 100)
	do := func(name string) func() {
		return func() {
			select {
			case clicked <- name:
			default:
			}
		}
	}
	icon := Show("OnAir", picture.Bytes(), Item{"Open", do("open")}, Item{"End", do("end")})
	defer icon.Close()
	var name dbus.Sender
	select {
	case name = <-w.came:
	case <-time.After(patience):
		t.Fatal("no icon came into the tray")
	}
	item := panel.Object(string(name), "/StatusNotifierItem")
	if title, err := item.GetProperty("org.kde.StatusNotifierItem.Title"); err != nil || title.Value() != "OnAir" {
		t.Errorf("title %v, %v", title, err)
	}

	menu := panel.Object(string(name), "/StatusNotifierItem/menu")
	var revision uint32
	var layout struct {
		ID       int32
		Values   map[string]dbus.Variant
		Children []dbus.Variant
	}
	if err := menu.Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &layout); err != nil {
		t.Fatal(err)
	}
	if len(layout.Children) != 2 {
		t.Fatalf("menu: %v", layout)
	}
	for i, want := range []string{"open", "end"} {
		line := layout.Children[i].Value().([]any)
		// A click while nobody listens yet is nobody's: people click again.
		for got := ""; got != want; {
			if err := menu.Call("com.canonical.dbusmenu.Event", 0, line[0].(int32), "clicked", dbus.MakeVariant(""), uint32(0)).Err; err != nil {
				t.Fatal(err)
			}
			select {
			case got = <-clicked:
			case <-time.After(50 * time.Millisecond):
			}
		}
	}

	icon.Close()
	icon.Close()
	if err := item.Call("org.freedesktop.DBus.Peer.Ping", 0).Err; err == nil {
		t.Error("the icon is still there after Close")
	}
}

// desktopBus is a session bus with a panel on it.
func desktopBus(t *testing.T) (*dbus.Conn, watcher) {
	t.Helper()
	t.Cleanup(func() { goleak.VerifyNone(t) })
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		daemon.Process.Kill()
		daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	panel, err := dbus.Connect(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { panel.Close() })
	w := watcher{make(chan dbus.Sender, 10)}
	if err := panel.Export(w, "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher"); err != nil {
		t.Fatal(err)
	}
	if _, err := panel.RequestName("org.kde.StatusNotifierWatcher", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return panel, w
}
