package models_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"strings"
	"testing"

	"onair/assets/models"
)

// TestTheFilesAreTheConvertedOnes keeps SHA256SUMS, which "make models" writes,
// in step with what is embedded.
func TestTheFilesAreTheConvertedOnes(t *testing.T) {
	sums, err := os.Open("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	defer sums.Close()
	want := map[string]string{}
	for lines := bufio.NewScanner(sums); lines.Scan(); {
		if hash, name, ok := strings.Cut(lines.Text(), "  "); ok {
			want[name] = hash
		}
	}
	names, err := fs.Glob(models.FS(), "*.onnx")
	if err != nil || len(names) != len(want) || len(names) == 0 {
		t.Fatalf("%d files are embedded, %d are listed (%v)", len(names), len(want), err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(models.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if got := hex.EncodeToString(sum[:]); got != want[name] {
			t.Errorf("%s has the hash %s, not %s", name, got, want[name])
		}
	}
}
