package web

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"

	"onair/liveroom"
	"onair/server"
)

// inside says to a test's process that it has a network of its own.
const inside = "ONAIR_TEST_NETWORK"

// The computers of the network: who watches, a router with a firewall, the server.
const (
	viewerAddr, gateAddr   = "10.9.1.2", "10.9.1.1"
	uplinkAddr, studioAddr = "10.9.2.2", "10.9.2.1"
)

// patient has the page wait for WebRTC for as long as that takes, instead of 9 s: a busy
// machine must not be taken for a network that lets nothing through.
const patient = `(() => { const set = setTimeout; globalThis.setTimeout = (f, ms, ...rest) => set(f, ms === 9000 ? 2 ** 30 : ms, ...rest); })()`

// TestBehindAFirewall: between Chromium and the server is a router that throws packets
// away without a word. Without UDP the media come over TCP, without either by HTTP.
func TestBehindAFirewall(t *testing.T) {
	if os.Getenv(inside) == "" {
		again(t)
		return
	}
	n := newLan(t)
	n.launch()
	s := studio(t, func(c *server.Config) { c.ListenAddr, c.MediaAddr = studioAddr+":0", studioAddr+":0" })
	goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Behind a firewall"})
	_, media, err := net.SplitHostPort(s.Server().MediaAddr())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		at   int
		hook string
		rule string
		via  string
	}{
		{"UDP gets lost", n.router, "forward", "meta l4proto udp drop", "tcp"},
		{"UDP is refused", n.router, "forward", "meta l4proto udp reject", "tcp"},
		{"UDP may not be sent", n.viewer, "output", "meta l4proto udp drop", "tcp"},
		{"all media get lost", n.router, "forward", "meta l4proto udp drop; tcp dport " + media + " drop", "hls"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n.wall(t, c.at, c.hook, c.rule)
			var scripts []string
			if c.via != "hls" {
				scripts = append(scripts, patient)
			}
			b := open(t, 820, 1180, scripts...)
			b.expected("Cross-Origin-Opener-Policy") // not by https
			b.visit(pageOf(t, s, 7, "bob"))
			b.sees("anna")
			b.until("no word of how the media come", "document.querySelector('[data-user=anna]').dataset.via")
			via, after := js[string](b, "document.querySelector('[data-user=anna]').dataset.via"), js[float64](b, "performance.now() / 1000")
			if t.Logf("seen by %s, %.1f s after the page began", via, after); via != c.via {
				t.Errorf("%s should be the way", c.via)
			}
		})
	}
}

// again runs the test in a process that has a network of its own.
func again(t *testing.T) {
	for _, name := range []string{"unshare", "nsenter", "ip", "nft"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("no %s in the path; scripts/deps.sh installs it", name)
		}
	}
	if out, err := exec.Command("unshare", "-n", "nft", "add", "table", "inet", "t").CombinedOutput(); err != nil {
		t.Skipf("no network and firewall of one's own without being root: %v %s", err, bytes.TrimSpace(out))
	}
	cmd := exec.CommandContext(t.Context(), "unshare", "-n", os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), inside+"=yes")
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil || !bytes.Contains(out, []byte("--- PASS: "+t.Name()+" ")) {
		t.Errorf("in a network of its own: %v", err)
	}
}

// lan is the viewer's and the router's computers; the test's own is the server's.
type lan struct {
	t              *testing.T
	viewer, router int // processes whose networks they are
}

func newLan(t *testing.T) *lan {
	n := &lan{t: t}
	n.viewer, n.router = n.computer(), n.computer()
	n.run(0, "ip", "link", "set", "lo", "up")
	n.run(n.viewer, "ip", "link", "set", "lo", "up")
	n.cable(n.viewer, viewerAddr, n.router, gateAddr, "near")
	n.cable(n.router, uplinkAddr, 0, studioAddr, "far")
	n.run(n.viewer, "ip", "route", "add", "default", "via", gateAddr)
	n.run(0, "ip", "route", "add", "10.9.1.0/24", "via", uplinkAddr)
	n.run(n.router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
	return n
}

// computer is another network, which a process keeps that ends with the test's.
func (n *lan) computer() int {
	n.t.Helper()
	cmd := exec.Command("unshare", "-n", "sh", "-c", "echo; exec sleep infinity")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	said, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if _, err := said.Read(make([]byte, 1)); err != nil {
		n.t.Fatal(err)
	}
	return cmd.Process.Pid
}

// command is a program at a computer; 0 is the test's own.
func command(at int, name string, args ...string) *exec.Cmd {
	if at == 0 {
		return exec.Command(name, args...)
	}
	return exec.Command("nsenter", append([]string{"-t", fmt.Sprint(at), "-n", name}, args...)...)
}

func (n *lan) run(at int, name string, args ...string) {
	n.t.Helper()
	if out, err := command(at, name, args...).CombinedOutput(); err != nil {
		n.t.Fatalf("%s %s: %v %s", name, strings.Join(args, " "), err, out)
	}
}

// cable joins two computers.
func (n *lan) cable(a int, addrA string, b int, addrB, name string) {
	n.t.Helper()
	n.run(0, "ip", "link", "add", name+"0", "type", "veth", "peer", "name", name+"1")
	for i, end := range []struct {
		at   int
		addr string
	}{{a, addrA}, {b, addrB}} {
		dev := fmt.Sprint(name, i)
		if end.at != 0 {
			n.run(0, "ip", "link", "set", dev, "netns", fmt.Sprint(end.at))
		}
		n.run(end.at, "ip", "addr", "add", end.addr+"/24", "dev", dev)
		n.run(end.at, "ip", "link", "set", dev, "up")
	}
}

// wall has a computer throw packets away until the test ends.
func (n *lan) wall(t *testing.T, at int, hook, rule string) {
	n.run(at, "nft", "table inet wall { chain "+hook+" { type filter hook "+hook+" priority 0; "+rule+"; }; }")
	t.Cleanup(func() { n.run(at, "nft", "delete table inet wall") })
}

// launch starts the viewer's Chromium for the tests.
func (n *lan) launch() {
	there := command(n.viewer, "")
	chrome.once.Do(func() {
		chrome.ctx, chrome.stop, chrome.err = launch(chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) {
			cmd.Args = append(there.Args[:len(there.Args)-1], append([]string{cmd.Path}, cmd.Args[1:]...)...)
			cmd.Path, cmd.SysProcAttr = there.Path, &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		}))
	})
}
