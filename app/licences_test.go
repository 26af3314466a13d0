package app

import (
	"os"
	"os/exec"
	"sort"
	"strings"
	"testing"
)

// TestEveryLinkedModuleHasItsLicence keeps the table behind "About" and
// THIRD_PARTY.md in step with what is linked into onair and onaird.
func TestEveryLinkedModuleHasItsLicence(t *testing.T) {
	linked := linkedModules(t)
	paper, err := os.ReadFile("../THIRD_PARTY.md")
	if err != nil {
		t.Fatal(err)
	}
	for path, version := range linked {
		licence := licences[path]
		if licence == "" {
			t.Errorf("app/licences.go has no licence for %s %s", path, version)
			continue
		}
		if row := "| " + path + " | " + version + " | " + licence + " |"; !strings.Contains(string(paper), row) {
			t.Errorf("THIRD_PARTY.md has no row that begins %q", row)
		}
	}
	var gone []string
	for path := range licences {
		if linked[path] == "" {
			gone = append(gone, path)
		}
	}
	sort.Strings(gone)
	if len(gone) > 0 {
		t.Errorf("app/licences.go names what is not linked any more: %v", gone)
	}
}

func linkedModules(t *testing.T) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", ".", "./cmd/onaird")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	linked := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, version, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			linked[path] = version
		}
	}
	if len(linked) < 20 {
		t.Fatalf("only %d modules are linked?", len(linked))
	}
	return linked
}
