package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

var checked = []Layout{{"plain", nil}, {"packed", []Option{Packed}}, {"strict", []Option{Strict}}}

func check(t *testing.T, dir string, repair bool) map[string]Report {
	t.Helper()
	list, kept, err := Check(t.Context(), dir, checked, repair, testLog())
	if err != nil || (kept != "") != repair {
		t.Fatal(kept, err)
	}
	by := map[string]Report{}
	for _, r := range list {
		by[r.Bucket] = r
	}
	return by
}

func TestCheckReportsAndRepairs(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "strict")
	if r := check(t, dir, false)["strict"]; !r.Sound() || r.There != 36 {
		t.Errorf("a sound folder: %+v", r)
	}
	block := filepath.Join(dir, "nats", "jetstream", "$G", "streams", "B_strict", "msgs", "1.blk")
	if err := harms["emptied"](block); err != nil {
		t.Fatal(err)
	}
	for range 2 { // looking changes nothing
		if r := check(t, dir, false)["strict"]; r.Sound() || r.Entries != 36 || r.There != 0 || !r.Refusing {
			t.Errorf("an emptied block: %+v", r)
		}
	}
	s := open(t, dir)
	if _, _, err := Check(t.Context(), dir, checked, true, testLog()); !errors.Is(err, ErrInUse) {
		t.Errorf("while in use: %v", err)
	}
	if _, err := kindOf(t, s, "strict").Update(t.Context(), "k5", []byte("anew"), 0); !errors.Is(err, ErrDamaged) {
		t.Errorf("before the repair: %v", err)
	}
	s.Close()
	if r := check(t, dir, true)["strict"]; r.Entries != 36 {
		t.Errorf("what the repair gives up: %+v", r)
	}
	if r := check(t, dir, false)["strict"]; !r.Sound() {
		t.Errorf("after the repair: %+v", r)
	}
	if _, err := kindOf(t, open(t, dir), "strict").Update(t.Context(), "k5", []byte("anew"), 0); err != nil {
		t.Errorf("after the repair: %v", err)
	}
}

func TestCheckRepairsEveryDamage(t *testing.T) {
	for _, file := range []string{"nats/jetstream/$G/streams/B_strict/msgs/1.blk", "marks/strict"} {
		for how, harm := range harms {
			dir := t.TempDir()
			fill(t, dir, "strict")
			if err := harm(filepath.Join(dir, file)); err != nil {
				t.Fatal(err)
			}
			check(t, dir, true)
			if r := check(t, dir, false)["strict"]; !r.Sound() {
				t.Errorf("%s %s, repaired: %+v", file, how, r)
			}
		}
	}
}

func TestCheckOfAFolderWithoutData(t *testing.T) {
	if _, _, err := Check(t.Context(), t.TempDir(), checked, false, testLog()); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
