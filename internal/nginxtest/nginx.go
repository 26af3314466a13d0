// Package nginxtest puts nginx in front of a server for tests, set up as docs/operations.md says.
package nginxtest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/internal/porttest"
)

// Start starts one as a CDN in front of a server with the lines of the paper,
// docs/operations.md of the checkout at root, and returns its address. Without nginx it
// skips the test.
func Start(t testing.TB, root, origin string) string {
	t.Helper()
	return start(t, root, "## A CDN", map[string]string{"127.0.0.1:7880": origin})
}

// Balance starts one as a load balancer before three nodes in the same way.
func Balance(t testing.TB, root string, nodes [3]string) string {
	t.Helper()
	return start(t, root, "**A load balancer**", map[string]string{"127.0.0.1:7880": nodes[0], "127.0.0.1:7980": nodes[1], "127.0.0.1:8080": nodes[2]})
}

// start has the lines that follow a heading, other addresses in them.
func start(t testing.TB, root, after string, addresses map[string]string) string {
	t.Helper()
	bin, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed (scripts/deps.sh test installs it)")
	}
	paper, err := os.ReadFile(filepath.Join(root, "docs", "operations.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := strings.Cut(string(paper), after)
	_, lines, _ = strings.Cut(lines, "```nginx\n")
	lines, _, ok := strings.Cut(lines, "```")
	if !ok {
		t.Fatal("docs/operations.md has no lines for nginx")
	}
	dir, addr := t.TempDir(), porttest.Reserve(t)
	addresses["listen 80;"] = "listen " + addr + ";"
	for from, to := range addresses {
		if !strings.Contains(lines, from) {
			t.Fatalf("the lines have no %q", from)
		}
		lines = strings.ReplaceAll(lines, from, to)
	}
	lines = strings.ReplaceAll(lines, "/var/cache/nginx/hls", dir+"/cache")
	conf := filepath.Join(dir, "nginx.conf")
	head := fmt.Sprintf("daemon off; worker_processes 1; pid %[1]s/pid; error_log %[1]s/error.log;\nevents { worker_connections 4096; }\nhttp {\naccess_log off;\n", dir)
	if os.Getuid() == 0 {
		head = "user root;\n" + head // the test's folder is nobody else's
	}
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		head += fmt.Sprintf("%s_temp_path %s/%s;\n", kind, dir, kind)
	}
	if err := os.WriteFile(conf, []byte(head+lines+"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, "-p", dir, "-e", dir+"/error.log", "-c", conf)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	await.Good(t, func() string {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			return err.Error()
		}
		c.Close()
		return ""
	})
	return addr
}
