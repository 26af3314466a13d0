// Package nodetest starts onaird as one of several nodes, as a process, for tests.
package nodetest

import (
	"context"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/internal/proctest"
	"onair/server/usersig"
)

const (
	// Secret signs UserSigs at all nodes, App is the application that they are for.
	Secret = "a secret that all nodes have in common"
	App    = 1400000000
)

var program = proctest.Build{Package: "onair/cmd/onaird"}

// Remove takes away the onaird that Start built, at the end of TestMain.
func Remove() { program.Remove() }

// Config says what a node is.
type Config struct {
	Name string
	// Args are options besides those that every node has.
	Args []string
	// Env, if not empty, has the test's own program be onaird; else it is built.
	Env []string
	// Before is what goes before the program, such as nsenter; ports gives addresses
	// there, nil for loopback's.
	Before []string
	Ports  func() string
	// Hear, if not nil, gets each line of the log on a goroutine of the process's.
	Hear func(line string)
}

// Node is an onaird as a process. It has the same ports and folder in all its runs.
type Node struct {
	*proctest.Process
	// Addr is where clients come to, Link where other nodes do; Dir is its data folder.
	Addr, Link, Dir string

	path string
}

// Tool is another command of the node's program.
func (n *Node) Tool(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, n.path, args...)
}

// Start runs a node and waits until it takes clients in.
func Start(t testing.TB, c Config) *Node {
	t.Helper()
	n := Begin(t, c)
	n.Ready()
	return n
}

// Begin is Start without waiting, for nodes that need each other to be ready.
func Begin(t testing.TB, c Config) *Node {
	t.Helper()
	if c.Ports == nil {
		c.Ports = func() string { return porttest.Reserve(t) }
	}
	n := &Node{Addr: c.Ports(), Link: c.Ports(), Dir: t.TempDir()}
	path := os.Args[0]
	if len(c.Env) == 0 {
		path = program.Path(t)
	}
	n.path = path
	args := append(c.Before, path, "serve", "--data-dir", n.Dir, "--listen", n.Addr, "--media", c.Ports(), "--announce=false",
		"--secret-key", Secret, "--node-url", n.URL(), "--node-name", c.Name, "--node-addr", n.Link)
	args = append(args, c.Args...)
	n.Process = proctest.Start(t, proctest.Program{Name: c.Name, Hear: c.Hear, Command: func() *exec.Cmd {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Env = append(os.Environ(), c.Env...)
		return cmd
	}})
	return n
}

// Ready waits until it takes clients in.
func (n *Node) Ready() { n.Says("node ready") }

// URL is where clients come to.
func (n *Node) URL() string { return "http://" + n.Addr }

// Kill ends it at once.
func (n *Node) Kill() { _ = n.End(syscall.SIGKILL) }

// Restart runs it again after it has ended.
func (n *Node) Restart() { n.Again(); n.Ready() }

// Sign makes a UserSig that all nodes take.
func Sign(t testing.TB, user string) string {
	t.Helper()
	sig, err := usersig.Sign(Secret, usersig.Claims{UserID: user, SDKAppID: App, Time: time.Now(), Expire: 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return sig
}
