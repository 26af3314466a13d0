package embedded

import (
	"os"
	"path/filepath"
	"testing"

	"onair/app/failure"
	"onair/app/model"
)

// TestNoFolderForTheServerIsSaid: with no word from the system where the data go,
// and with a folder that cannot be one.
func TestNoFolderForTheServerIsSaid(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", filepath.Join(file, "below")} {
		err := New(Options{Addr: "127.0.0.1:0", Media: "127.0.0.1:0", DataDir: dir}).start()
		if err == nil {
			t.Fatalf("%q: a server without a folder", dir)
		}
		if code := failure.Narrowed(model.FailureServerStart, err); code != model.FailureServerFolder {
			t.Errorf("%q: %s for %v", dir, code, err)
		}
	}
}
