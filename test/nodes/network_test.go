package nodes

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// inside says to a test's process that it has a network of its own.
const inside = "ONAIR_TEST_NETWORK"

// network is a computer for each node, joined to the test's own, where people and NATS are.
type network struct {
	t    *testing.T
	pids []int
	last int // port that was given
}

// alone runs the test again in a network of its own and reports how that went; false:
// there can be none.
func alone(t *testing.T) bool {
	t.Helper()
	if out, err := exec.Command("unshare", "-n", "nft", "add", "table", "inet", "t").CombinedOutput(); err != nil {
		t.Logf("no network of one's own (it takes root, unshare, ip and nft): no node is cut off: %v %s", err, bytes.TrimSpace(out))
		return false
	}
	cmd := exec.CommandContext(t.Context(), "unshare", append([]string{"-n", os.Args[0], "-test.run=^" + t.Name() + "$"}, os.Args[1:]...)...)
	cmd.Env = append(os.Environ(), inside+"=yes")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Run(); err != nil {
		t.Errorf("in a network of its own: %v", err)
	}
	return true
}

const natsHost = "10.8.9.1"

func nodeHost(i int) string { return fmt.Sprintf("10.8.%d.2", i+1) }

func newNetwork(t *testing.T, nodes int) *network {
	n := &network{t: t, last: 20000}
	n.run("ip", "link", "set", "lo", "up")
	n.run("ip", "addr", "add", natsHost+"/32", "dev", "lo")
	n.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
	for i := range nodes {
		pid := n.computer()
		n.pids = append(n.pids, pid)
		gate, here, there := fmt.Sprintf("10.8.%d.1", i+1), fmt.Sprint("n", i), fmt.Sprint("m", i)
		n.run("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", fmt.Sprint(pid))
		n.run("ip", "addr", "add", gate+"/24", "dev", here)
		n.run("ip", "link", "set", here, "up")
		for _, line := range []string{"link set lo up", "addr add " + nodeHost(i) + "/24 dev " + there, "link set " + there + " up", "route add default via " + gate} {
			n.run(n.enter(i)[0], append(n.enter(i)[1:], append([]string{"ip"}, strings.Fields(line)...)...)...)
		}
	}
	return n
}

// computer is another network, which a process keeps that ends with the test's.
func (n *network) computer() int {
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

func (n *network) enter(i int) []string {
	return []string{"nsenter", "-t", fmt.Sprint(n.pids[i]), "-n"}
}

func (n *network) run(name string, args ...string) {
	n.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		n.t.Fatalf("%s %s: %v %s", name, strings.Join(args, " "), err, out)
	}
}

// port is an address at a node's computer; -1 is that of NATS.
func (n *network) port(i int) string {
	n.last++
	if i < 0 {
		return fmt.Sprintf("%s:%d", natsHost, n.last)
	}
	return fmt.Sprintf("%s:%d", nodeHost(i), n.last)
}

// cut loses all between a node and the other nodes and NATS; clients still reach it.
func (n *network) cut(i int) {
	n.run("nft", fmt.Sprintf(`table inet cut {
		chain f { type filter hook forward priority 0; ip saddr %[1]s drop; ip daddr %[1]s drop; }
		chain i { type filter hook input priority 0; ip saddr %[1]s ip daddr %[2]s drop; }
		chain o { type filter hook output priority 0; ip saddr %[2]s ip daddr %[1]s drop; }
	}`, nodeHost(i), natsHost))
}

func (n *network) heal() { n.run("nft", "delete", "table", "inet", "cut") }
