package app

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSettingsSavedWithAByteOrderMark reads a profile that somebody edited.
func TestSettingsSavedWithAByteOrderMark(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "profile.json"), []byte("\ufeff{\"nickname\": \"Anna\"}"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := openProfile(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.unlock()
	if p.Nickname != "Anna" {
		t.Errorf("%q", p.Nickname)
	}
}
