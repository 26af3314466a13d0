package natstest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/porttest"
	"onair/internal/proctest"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Size is how many servers a cluster has.
const Size = 3

// program is the NATS server of the version that go.mod names.
var program = proctest.Build{Package: "github.com/nats-io/nats-server/v2"}

// Remove takes away what StartCluster built, at the end of TestMain.
func Remove() { program.Remove() }

// Cluster is three NATS servers as processes.
type Cluster struct {
	t       testing.TB
	urls    []string
	servers []*proctest.Process
}

// StartCluster runs them until the test ends; ports gives addresses for them, nil for
// loopback's.
func StartCluster(t testing.TB, ports func() string) *Cluster {
	t.Helper()
	return startCluster(t, ports, "")
}

// StartSmallCluster is StartCluster with servers that keep so much at most, such as 64MB.
func StartSmallCluster(t testing.TB, files string) *Cluster {
	t.Helper()
	return startCluster(t, nil, ", max_file_store: "+files)
}

func startCluster(t testing.TB, ports func() string, limit string) *Cluster {
	t.Helper()
	if ports == nil {
		ports = func() string { return porttest.Reserve(t) }
	}
	dir, path := t.TempDir(), program.Path(t)
	var clients, routes []string
	for range Size {
		clients, routes = append(clients, ports()), append(routes, ports())
	}
	c := &Cluster{t: t}
	for i := range Size {
		c.urls = append(c.urls, "nats://"+clients[i])
		var others []string
		for j, r := range routes {
			if j != i {
				others = append(others, "nats://"+r)
			}
		}
		conf := filepath.Join(dir, fmt.Sprintf("n%d.conf", i))
		text := fmt.Sprintf("server_name: n%d\nlisten: %q\nmax_payload: %d\njetstream {store_dir: %q%s}\ncluster {name: test, listen: %q, no_advertise: true, routes: [%s]}\n",
			i, clients[i], maxPayload, filepath.Join(dir, fmt.Sprint("n", i)), limit, routes[i], strings.Join(others, ", "))
		if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c.servers = append(c.servers, proctest.Start(t, proctest.Program{Name: fmt.Sprint("nats", i),
			Command: func() *exec.Cmd { return exec.Command(path, "-c", conf) }, Show: worth}))
	}
	for i := range Size {
		c.ready(i)
	}
	return c
}

// worth reports whether a line of NATS's log says more than who came and went.
func worth(line string) bool {
	return strings.Contains(line, "leader") || strings.Contains(line, "[ERR]") && !strings.Contains(line, "connect to route")
}

// URLs are the servers' addresses, as --nats takes them.
func (c *Cluster) URLs() string { return strings.Join(c.urls, ",") }

// ready waits until a server has the others, and they can decide.
func (c *Cluster) ready(i int) {
	c.t.Helper()
	await.Good(c.t, func() string {
		err := c.ask(i, func(ctx context.Context, js jetstream.JetStream) error { _, err := js.AccountInfo(ctx); return err })
		if err != nil {
			return fmt.Sprintf("NATS %d: %v", i, err)
		}
		return ""
	})
}

func (c *Cluster) ask(i int, what func(context.Context, jetstream.JetStream) error) error {
	nc, err := nats.Connect(c.urls[i], nats.Timeout(time.Second))
	if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.t.Context(), time.Second)
	defer cancel()
	return what(ctx, js)
}

// Leader is the server that leads a stream, -1 if none does.
func (c *Cluster) Leader(stream string) int {
	leads := -1
	for i := range Size {
		_ = c.ask(i, func(ctx context.Context, js jetstream.JetStream) error {
			s, err := js.Stream(ctx, stream)
			if err != nil {
				return err
			}
			if in := s.CachedInfo().Cluster; in != nil {
				_, err = fmt.Sscanf(in.Leader, "n%d", &leads)
			}
			return err
		})
		if leads >= 0 {
			break
		}
	}
	return leads
}

// Connect is a connection to one of the servers until the test ends.
func (c *Cluster) Connect() *nats.Conn { c.t.Helper(); return c.connect(c.URLs()) }

// ConnectTo is a connection to one server until the test ends.
func (c *Cluster) ConnectTo(i int) *nats.Conn { c.t.Helper(); return c.connect(c.urls[i]) }

func (c *Cluster) connect(urls string) *nats.Conn {
	c.t.Helper()
	nc, err := nats.Connect(urls, nats.MaxReconnects(-1))
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(nc.Close)
	return nc
}

// Kill ends a server at once.
func (c *Cluster) Kill(i int) { c.t.Helper(); _ = c.servers[i].End(syscall.SIGKILL) }

// Pause stops a server as it is, GoOn has it go on.
func (c *Cluster) Pause(i int) { c.servers[i].Signal(syscall.SIGSTOP) }

// GoOn has a paused server go on.
func (c *Cluster) GoOn(i int) { c.servers[i].Signal(syscall.SIGCONT) }

// Lead has a server lead a stream, which waits until it has all of it.
func (c *Cluster) Lead(stream string, i int) {
	c.t.Helper()
	order := fmt.Appendf(nil, `{"placement": {"preferred": "n%d"}}`, i)
	await.Good(c.t, func() string {
		leads := c.Leader(stream)
		if leads == i {
			return ""
		}
		if leads >= 0 {
			_ = c.ask(leads, func(ctx context.Context, js jetstream.JetStream) error {
				_, err := js.Conn().RequestWithContext(ctx, "$JS.API.STREAM.LEADER.STEPDOWN."+stream, order)
				return err
			})
		}
		return fmt.Sprintf("NATS %d leads %s", leads, stream)
	})
}

// Restart runs a server again that was killed, and waits until it takes part.
func (c *Cluster) Restart(i int) { c.t.Helper(); c.servers[i].Again(); c.ready(i) }

// Memory is what all servers together have in memory, in bytes.
func (c *Cluster) Memory() (n int64) {
	for _, s := range c.servers {
		n += s.Memory()
	}
	return n
}
