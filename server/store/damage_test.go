package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var kinds = []string{"plain", "packed", "strict"}

// fill makes a folder with a bucket of one kind.
func fill(t *testing.T, dir, kind string) {
	t.Helper()
	s := open(t, dir)
	b := kindOf(t, s, kind)
	for i := range 40 {
		if err := b.Put(t.Context(), fmt.Sprint("k", i), make([]byte, 300)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 4 { // newer versions, and entries deleted
		if err := b.Put(t.Context(), fmt.Sprint("k", i*7), []byte("newer")); err != nil {
			t.Fatal(err)
		}
		if err := b.Delete(t.Context(), fmt.Sprint("k", i*7+1)); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
}

func kindOf(t *testing.T, s *Store, name string) *Bucket {
	t.Helper()
	var opts []Option
	switch name {
	case "packed":
		opts = append(opts, Packed)
	case "strict":
		opts = append(opts, Strict)
	}
	b, err := s.Bucket(t.Context(), name, opts...)
	if err != nil {
		t.Fatal(name, err)
	}
	return b
}

var harms = map[string]func(string) error{
	"cut":     func(f string) error { i, err := os.Stat(f); return errors.Join(err, os.Truncate(f, i.Size()/2)) },
	"emptied": func(f string) error { return os.Truncate(f, 0) },
	"deleted": os.Remove,
	"flipped": func(f string) error {
		b, err := os.ReadFile(f)
		if err == nil {
			b[len(b)-min(40, len(b)/2)] ^= 0x10 // near the end: older records may be dead
			err = os.WriteFile(f, b, 0o600)
		}
		return err
	},
}

// TestEveryDamageIsNoticed harms each file of each kind of bucket in each way.
// What is then lost, or older than it was, is told; what the engine can do without
// is made anew without a loss.
func TestEveryDamageIsNoticed(t *testing.T) {
	for _, kind := range kinds {
		whole := t.TempDir()
		fill(t, whole, kind)
		_ = filepath.WalkDir(whole, func(p string, d fs.DirEntry, err error) error {
			file, _ := filepath.Rel(whole, p)
			if err != nil || d.IsDir() || file == "lock" {
				return err
			}
			for how, harm := range harms {
				t.Run(file+" "+how, func(t *testing.T) { harmOne(t, whole, file, kind, harm) })
			}
			return nil
		})
	}
}

func harmOne(t *testing.T, whole, file, kind string, harm func(string) error) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
		t.Fatal(err)
	}
	if err := harm(filepath.Join(dir, file)); err != nil {
		t.Fatal(err)
	}
	missing, told := afterDamage(t, dir, kind)
	if missing > told {
		t.Errorf("%d entries are not what they were, %d are told of", missing, told)
	}
	if needed := strings.HasSuffix(file, ".blk") || strings.HasPrefix(file, "marks"); needed && told == 0 {
		t.Error("not a word")
	}
}

// afterDamage opens a folder of fill, twice, since opening may do harm of its own,
// and compares.
func afterDamage(t *testing.T, dir, kind string) (missing, told int) {
	s := open(t, dir)
	kindOf(t, s, kind)
	s.Close()
	s = open(t, dir)
	defer s.Close()
	b := kindOf(t, s, kind)
	for i := range 40 {
		e, err := b.Get(t.Context(), fmt.Sprint("k", i))
		gone, newer := i%7 == 1 && i < 28, i%7 == 0 && i < 28
		switch {
		case gone && (errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged)):
		case gone || err != nil || newer != (string(e.Value) == "newer"):
			missing++
			if kind == "strict" && !errors.Is(err, ErrDamaged) {
				t.Errorf("strict: k%d is read as %q, %v", i, e.Value, err)
			}
		}
		if kind == "strict" && errors.Is(err, ErrDamaged) {
			if _, err := b.Update(t.Context(), fmt.Sprint("k", i), []byte("anew"), 0); !errors.Is(err, ErrDamaged) {
				t.Errorf("k%d made anew: %v", i, err)
			}
		}
	}
	for _, l := range s.Losses() {
		if told += l.Entries; l.Unknown {
			told += 1000
		}
	}
	return missing, told
}

// TestACrashIsNoDamage stops without a clean end, in the middle of writing.
func TestACrashIsNoDamage(t *testing.T) {
	dir, after := t.TempDir(), t.TempDir()
	s := open(t, dir)
	for _, name := range kinds {
		b := kindOf(t, s, name)
		for i := range 50 {
			if err := b.Put(t.Context(), fmt.Sprint("k", i%20), []byte(fmt.Sprint(i))); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Delete(t.Context(), "k3"); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(after, os.DirFS(dir)); err != nil { // as after kill -9: what was written is there
		t.Fatal(err)
	}
	s2 := open(t, after)
	for _, name := range kinds {
		b := kindOf(t, s2, name)
		n := 0
		if err := b.Each(context.Background(), func(Entry) error { n++; return nil }); err != nil || n != 19 {
			t.Errorf("%s: %d entries, %v", name, n, err)
		}
	}
	if l := s2.Losses(); len(l) > 0 {
		t.Error(l)
	}
}
