package voice

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/golden.json anew")

// TestTypesSoundAsTheyDid compares every type's spectrum with the one that was
// kept, so that a change of one part does not change a voice unnoticed.
func TestTypesSoundAsTheyDid(t *testing.T) {
	path := filepath.Join("testdata", "golden.json")
	got := make(map[string][]float64)
	for name, x := range renders(speech()) {
		s := spectrum(left(x))
		for i := range s {
			s[i] = math.Round(10*s[i]) / 10
		}
		got[name] = s
	}
	if *update {
		b, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string][]float64
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != len(got) {
		t.Errorf("%d types kept, %d here", len(want), len(got))
	}
	for name, w := range want {
		if len(got[name]) != len(w) {
			t.Errorf("%s is gone", name)
			continue
		}
		if d := distance(got[name], w); d > 1 {
			t.Errorf("%s is %.1f dB from how it sounded", name, d)
		}
	}
}
