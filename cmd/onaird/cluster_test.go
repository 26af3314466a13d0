package main

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/signaling"

	natsd "github.com/nats-io/nats-server/v2/server"
)

const sharedSecret = "a secret that all nodes have in common"

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

// member is a node as a process.
type member struct {
	*program
	name string
	dir  string
	args []string
	says chan string
}

func startNode(t testing.TB, name string, args ...string) *member {
	t.Helper()
	m := &member{name: name, dir: t.TempDir()}
	m.args = append([]string{"--node-name", name, "--node-addr", porttest.Reserve(t), "--secret-key", sharedSecret, "--announce=false"}, args...)
	m.start(t)
	return m
}

func (m *member) start(t testing.TB) {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"serve", "--data-dir", m.dir, "--listen", "127.0.0.1:0", "--media", "127.0.0.1:0"}, m.args...)...)
	cmd.Env = append(os.Environ(), "ONAIRD_AS_PROGRAM=1")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{cmd: cmd, done: make(chan error, 1)}
	m.program, m.says = p, make(chan string, 1000)
	ready := make(chan string, 1)
	go func() {
		address := regexp.MustCompile(`node ready.* http=(\S+)`)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			t.Log(m.name, lines.Text())
			if a := address.FindStringSubmatch(lines.Text()); a != nil {
				ready <- a[1]
			}
			m.says <- lines.Text()
		}
		p.done <- cmd.Wait()
	}()
	t.Cleanup(func() { p.end(t, syscall.SIGKILL) })
	select {
	case p.addr = <-ready:
	case err := <-p.done:
		t.Fatalf("node ended: %v", err)
	case <-time.After(60 * time.Second):
		t.Fatal("the node is not ready")
	}
}

// hears waits until one of the nodes says something, and tells which.
func hears(t testing.TB, text string, nodes ...*member) *member {
	t.Helper()
	for limit := time.After(patience); ; {
		for _, m := range nodes {
			for more := true; more; {
				select {
				case line := <-m.says:
					if strings.Contains(line, text) {
						return m
					}
				default:
					more = false
				}
			}
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-limit:
			t.Fatalf("no node ever says %q", text)
		}
	}
}

// come signs a user in at a node.
func (m *member) come(t testing.TB, user string, opt signaling.Options) *signaling.Client {
	t.Helper()
	sig, err := do(t, noEnv, "usersig", "--user", user, "--secret-key", sharedSecret)
	if err != nil {
		t.Fatal(err)
	}
	opt.URL = "ws://" + m.addr
	opt.Login = signaling.LoginRequest{SDKAppID: 1400000000, UserID: user, UserSig: strings.TrimSpace(sig)}
	opt.MaxBackOff = 200 * time.Millisecond
	c, err := signaling.Dial(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func must(t testing.TB, c *signaling.Client, typ string, in, out any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := c.Call(ctx, typ, in, out); err != nil {
		t.Fatalf("%s: %v", typ, err)
	}
}

// TestNodesAreOneServer: people at three nodes are in one room; when the node that
// leads is killed, they stay in it, with all that was said; a node that was stopped
// meanwhile and goes on takes its place behind the new one.
func TestNodesAreOneServer(t *testing.T) {
	url := startNATS(t)
	a := startNode(t, "a", "--nats", url)
	hears(t, "server ready", a)
	b, c := startNode(t, "b", "--nats", url), startNode(t, "c", "--nats", url)

	heard, back := make(chan string, 100), make(chan signaling.LoginReply, 10)
	anna := b.come(t, "anna", signaling.Options{})
	ben := c.come(t, "ben", signaling.Options{
		OnEvent: func(e signaling.Envelope) {
			if e.Type == signaling.EventRecvRoomTextMsg {
				var m signaling.MessageEvent
				if e.Decode(&m) == nil {
					heard <- m.Message.Text
				}
			}
		},
		OnSession: func(r signaling.LoginReply) { back <- r },
	})
	must(t, anna, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 8, RoomParam: signaling.RoomParam{RoomName: "late show"}}, nil)
	must(t, ben, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 8}, nil)
	say := func(text string) {
		t.Helper()
		must(t, anna, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Key: text, Text: text}, nil)
		select {
		case got := <-heard:
			if got != text {
				t.Fatalf("ben heard %q, not %q", got, text)
			}
		case <-time.After(patience):
			t.Fatalf("ben does not hear %q", text)
		}
	}
	say("hello")

	again := func() { // what is said meanwhile is in the room's history, not an event
		t.Helper()
		for in := false; !in; {
			select {
			case r := <-back:
				in = r.RoomID == 8
			case <-time.After(patience):
				t.Fatal("ben does not come back to the room")
			}
		}
	}
	killed := time.Now()
	a.end(t, syscall.SIGKILL)
	again()
	t.Logf("ben is back in the room %v after the leader was killed", time.Since(killed))
	say("still here")

	// Whoever leads now is stopped, long enough for another to take over.
	leader := hears(t, "server ready", b, c)
	other := b
	if leader == b {
		other = c
	}
	_ = leader.cmd.Process.Signal(syscall.SIGSTOP)
	hears(t, "server ready", other)
	_ = leader.cmd.Process.Signal(syscall.SIGCONT)
	hears(t, "this node leads no more", leader)
	again()
	say("and again")
}
