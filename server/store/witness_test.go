package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// putBack replaces parts of a folder by those of another.
func putBack(t *testing.T, from, to string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		target := filepath.Join(to, part)
		if err := os.RemoveAll(target); err != nil {
			t.Fatal(err)
		}
		src := filepath.Join(from, part)
		info, err := os.Stat(src)
		if err != nil {
			t.Fatal(err)
		}
		if info.IsDir() {
			err = os.CopyFS(target, os.DirFS(src))
		} else {
			var b []byte
			b, err = os.ReadFile(src)
			err = errors.Join(err, os.WriteFile(target, b, 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnOlderCopyPutBackIsTold(t *testing.T) {
	for _, kind := range kinds {
		dir, copied := t.TempDir(), t.TempDir()
		fill(t, dir, kind)
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		if err := kindOf(t, s, kind).Put(t.Context(), "later", []byte("x")); err != nil || len(s.Losses()) > 0 {
			t.Fatal(err, s.Losses())
		}
		s.Close()
		putBack(t, copied, dir, "nats", "marks")
		for range 2 { // until somebody says so
			if r := check(t, dir, false)[kind]; r.Sound() || !r.Older || r.There != 36 || r.Refusing {
				t.Errorf("%s: %+v", kind, r)
			}
			s = open(t, dir)
			b := kindOf(t, s, kind)
			if l := s.Losses(); len(l) != 1 || !l[0].Older || l[0].Bucket != kind {
				t.Errorf("%s: %+v", kind, l)
			}
			if err := b.Put(t.Context(), "more", []byte("x")); err != nil { // life goes on
				t.Errorf("%s: %v", kind, err)
			}
			s.Close()
			putBack(t, copied, dir, "nats", "marks")
		}
		check(t, dir, true)
		if r := check(t, dir, false)[kind]; !r.Sound() {
			t.Errorf("%s, repaired: %+v", kind, r)
		}
		putBack(t, copied, dir, "nats", "marks", witnessFile) // a backup, whole
		if r := check(t, dir, false)[kind]; !r.Sound() || r.There != 36 {
			t.Errorf("%s, a whole backup: %+v", kind, r)
		}
	}
}

func TestABucketDeletedWithItsMarksIsTold(t *testing.T) {
	for _, kind := range kinds {
		dir := t.TempDir()
		fill(t, dir, kind)
		if err := errors.Join(os.RemoveAll(filepath.Join(dir, "nats", "jetstream", "$G", "streams", "B_"+kind)), os.Remove(filepath.Join(dir, "marks", kind))); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		b := kindOf(t, s, kind)
		if l := s.Losses(); len(l) != 1 || !l[0].Unknown || l[0].Bucket != kind {
			t.Errorf("%s: %+v", kind, l)
		}
		if _, err := b.Update(t.Context(), "k5", []byte("anew"), 0); (kind == "strict") != errors.Is(err, ErrDamaged) {
			t.Errorf("%s, written anew: %v", kind, err)
		}
		s.Close()
		check(t, dir, true)
		if r := check(t, dir, false)[kind]; !r.Sound() {
			t.Errorf("%s, repaired: %+v", kind, r)
		}
	}
}

// TestAWitnessThatKnowsLessIsNoLoss: a process that dies between looks like
// nothing; so does a witness that is lost, or is no witness.
func TestAWitnessThatKnowsLessIsNoLoss(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "strict")
	file := filepath.Join(dir, witnessFile)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(before), "", "{", `{"opened":null}`} {
		s := open(t, dir)
		kindOf(t, s, "strict")
		s.Close()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := check(t, dir, false)["strict"]; !r.Sound() {
			t.Errorf("witness %q: %+v", text, r)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if r := check(t, dir, false)["strict"]; !r.Sound() {
		t.Errorf("no witness: %+v", r)
	}
}
