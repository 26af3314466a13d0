package main

import (
	"regexp"
	"strings"
	"testing"
)

func TestAStreamKeyIsPrintedAlone(t *testing.T) {
	dir := t.TempDir()
	out, err := do(t, noEnv, "streamkey", "--data-dir", dir, "--user", "anna", "--room", "7")
	if err != nil || !regexp.MustCompile(`^[a-z2-7]{40}\n$`).MatchString(out) {
		t.Fatalf("%q, %v", out, err)
	}
	key := strings.TrimSpace(out)
	for _, args := range [][]string{{"--user", "anna", "--key", key, "--revoke"}, {"--user", "anna", "--revoke"}} {
		if out, err := do(t, noEnv, append([]string{"streamkey", "--data-dir", dir}, args...)...); err != nil || out != "" {
			t.Errorf("%v: %q, %v", args, out, err)
		}
	}
	for _, wrong := range []string{"--user anna --revoke --key " + key, "--user ../x", "--user anna --revoke --key abcd"} {
		if _, err := do(t, noEnv, append([]string{"streamkey", "--data-dir", dir}, strings.Fields(wrong)...)...); exitCode(err) != 1 {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	for _, wrong := range []string{"", "--user anna --key x", "--user anna --room 4294967296"} {
		if _, err := do(t, noEnv, append([]string{"streamkey", "--data-dir", dir}, strings.Fields(wrong)...)...); exitCode(err) != 2 {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
