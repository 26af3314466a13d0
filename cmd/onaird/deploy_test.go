package main

import (
	"net"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func readYAML(t *testing.T, path string, out any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(b, out)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var variable = regexp.MustCompile(`\$\{\w+:-([^}]*)\}`)

// TestTheComposeFile: what its nodes are given is understood, they are three different
// ones, and what they listen on is let out.
func TestTheComposeFile(t *testing.T) {
	var f struct {
		Services map[string]struct {
			Command  []string
			Ports    []string
			Networks yaml.Node
		}
	}
	readYAML(t, "../../deploy/compose.yaml", &f)
	nodes, addrs := 0, map[string]bool{}
	for name, c := range f.Services {
		if len(c.Command) == 0 || c.Command[0] != "serve" {
			continue
		}
		nodes++
		var args []string
		for _, a := range c.Command[1:] {
			args = append(args, variable.ReplaceAllString(a, "$1"))
		}
		var s settings
		if err := parse(s.serveFlags(), args, noEnv); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := s.complete(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.completeServe(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if s.cluster.Name != name || addrs[s.cluster.Addr] {
			t.Errorf("%s is node %q at %s", name, s.cluster.Name, s.cluster.Addr)
		}
		addrs[s.cluster.Addr] = true
		var at map[string]struct {
			IP string `yaml:"ipv4_address"`
		}
		if err := c.Networks.Decode(&at); err != nil || !strings.HasPrefix(s.cluster.Addr, at["inside"].IP+":") {
			t.Errorf("%s is at %v, and says %s: %v", name, at, s.cluster.Addr, err)
		}
		for _, listens := range []struct{ addr, proto string }{{s.ListenAddr, ""}, {s.MediaAddr, ""}, {s.MediaAddr, "/udp"}} {
			_, port, _ := net.SplitHostPort(listens.addr)
			if want := port + ":" + port + listens.proto; !slices.Contains(c.Ports, want) {
				t.Errorf("%s lets out %v, not %s", name, c.Ports, want)
			}
		}
		for _, u := range s.cluster.URLs {
			host, _, _ := net.SplitHostPort(strings.TrimPrefix(u, "nats://"))
			if _, ok := f.Services[host]; !ok {
				t.Errorf("%s asks %s, which is no service", name, u)
			}
		}
	}
	if nodes != 3 {
		t.Errorf("%d nodes", nodes)
	}
}

// TestTheAlertsNameMetricsThatThereAre, as the paper lists them.
func TestTheAlertsNameMetricsThatThereAre(t *testing.T) {
	var f struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Annotations map[string]string
			}
		}
	}
	readYAML(t, "../../deploy/alerts.yaml", &f)
	var code strings.Builder
	for _, path := range []string{"../../server/metrics.go", "../../server/health.go"} {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(b)
	}
	rules := 0
	for _, r := range f.Groups[0].Rules {
		rules++
		if r.Alert == "" || r.Annotations["summary"] == "" {
			t.Errorf("%+v says nothing", r)
		}
		for _, name := range regexp.MustCompile(`onair_\w+`).FindAllString(r.Expr, -1) {
			if !strings.Contains(code.String(), `"`+name+`"`) {
				t.Errorf("%s asks for %s, which nobody counts", r.Alert, name)
			}
		}
	}
	if rules < 5 {
		t.Errorf("%d rules", rules)
	}
}
