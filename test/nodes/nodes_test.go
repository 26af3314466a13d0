// Package nodes tries several servers that are one, as programs, with people of the SDK
// at all of them.
package nodes

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server/usersig"

	natsd "github.com/nats-io/nats-server/v2/server"
)

const (
	secret = "a secret that all nodes have in common"
	app    = 1400000000
)

// onaird is built once.
var onaird = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "onair-nodes-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "onaird")
	cmd := exec.Command("go", "build", "-o", path, "onair/cmd/onaird")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := onaird(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// startNATS runs a NATS server, as an operator has one.
func startNATS(t testing.TB) string {
	t.Helper()
	ns, err := natsd.NewServer(&natsd.Options{ServerName: "nats", Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, MaxPayload: 9 << 20})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("NATS does not start")
	}
	return ns.ClientURL()
}

// node is an onaird as a process.
type node struct {
	t    testing.TB
	name string
	addr string
	cmd  *exec.Cmd
	done chan struct{}

	mu    sync.Mutex
	lines []string
	more  chan struct{} // closed with the next line
}

func start(t testing.TB, name string, args ...string) *node {
	t.Helper()
	path, err := onaird()
	if err != nil {
		t.Fatal(err)
	}
	n := &node{t: t, name: name, addr: porttest.Reserve(t), done: make(chan struct{}), more: make(chan struct{})}
	n.cmd = exec.Command(path, append([]string{"serve", "--data-dir", t.TempDir(), "--listen", n.addr, "--media", "127.0.0.1:0", "--announce=false",
		"--secret-key", secret, "--node-url", "http://" + n.addr, "--node-name", name, "--node-addr", porttest.Reserve(t)}, args...)...)
	stderr, err := n.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := n.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go n.listen(stderr)
	t.Cleanup(func() { n.signal(syscall.SIGKILL); <-n.done })
	n.says("node ready")
	return n
}

func (n *node) listen(r io.Reader) {
	defer close(n.done)
	for s := bufio.NewScanner(r); s.Scan(); {
		n.t.Log(n.name, s.Text())
		n.mu.Lock()
		n.lines = append(n.lines, s.Text())
		close(n.more)
		n.more = make(chan struct{})
		n.mu.Unlock()
	}
	_ = n.cmd.Wait()
}

func (n *node) signal(sig syscall.Signal) { _ = n.cmd.Process.Signal(sig) }

// said reports whether the log has a text.
func (n *node) said(text string) (bool, <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, l := range n.lines {
		if strings.Contains(l, text) {
			return true, n.more
		}
	}
	return false, n.more
}

// says waits until the log has a text.
func (n *node) says(text string) {
	n.t.Helper()
	limit := time.After(time.Minute)
	for {
		ok, more := n.said(text)
		if ok {
			return
		}
		select {
		case <-more:
		case <-n.done:
			n.t.Fatalf("%s has ended", n.name)
		case <-limit:
			n.t.Fatalf("%s never says %q", n.name, text)
		}
	}
}

// login signs a person in at a node.
func (n *node) login(name string) (*liveroom.LiveRoom, *roomtest.Senses) {
	n.t.Helper()
	look := roomtest.LookOf(name)
	room := liveroom.New(liveroom.Options{Server: "http://" + n.addr, Camera: look.Camera(), Microphone: look.Microphone(), NoPlayout: true})
	senses := roomtest.Open(room)
	n.t.Cleanup(func() { room.Close() })
	sig, err := usersig.Sign(secret, usersig.Claims{UserID: name, SDKAppID: app, Time: time.Now(), Expire: time.Hour})
	if err != nil {
		n.t.Fatal(err)
	}
	ctx, cancel := roomtest.Patience(n.t)
	defer cancel()
	if err := room.Login(ctx, app, name, sig, liveroom.Config{}); err != nil {
		n.t.Fatal(err)
	}
	if err := room.SetVideoEncoderParam(liveroom.VideoEncoderParam{Width: 320, Height: 180, FPS: 15}); err != nil {
		n.t.Fatal(err)
	}
	return room, senses
}
