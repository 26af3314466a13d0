package store

import (
	"errors"
	"fmt"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

// oldFolder makes a folder as earlier versions did: key-value streams with a
// marker for each entry that was deleted.
func oldFolder(t *testing.T, dir string) {
	t.Helper()
	eng, err := startEngine(dir, testLog())
	if err != nil {
		t.Fatal(err)
	}
	defer eng.close()
	for _, name := range []string{"plain", "packed", "strict"} {
		kv, err := eng.js.CreateKeyValue(t.Context(), jetstream.KeyValueConfig{Bucket: name, History: 1, Storage: jetstream.FileStorage})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 50 {
			key := fmt.Sprint("k", i)
			if _, err := kv.PutString(t.Context(), key, "old "+key); err != nil {
				t.Fatal(err)
			}
			if i%2 == 0 {
				if err := kv.Purge(t.Context(), key); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestAnEarlierVersionsFolderIsMoved(t *testing.T) {
	dir := t.TempDir()
	oldFolder(t, dir)
	for start := range 2 {
		s := open(t, dir)
		for _, name := range kinds {
			b := kindOf(t, s, name)
			for i := range 50 {
				key := fmt.Sprint("k", i)
				e, err := b.Get(t.Context(), key)
				if gone := i%2 == 0; gone != errors.Is(err, ErrNotFound) || !gone && string(e.Value) != "old "+key {
					t.Errorf("start %d: %s of %s: %q, %v", start, key, name, e.Value, err)
				}
			}
			e, err := b.Get(t.Context(), "k1")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Update(t.Context(), "k1", e.Value, e.Revision); err != nil {
				t.Errorf("%s: the revision moved is not the one to write against: %v", name, err)
			}
		}
		if l := s.Losses(); len(l) > 0 {
			t.Error(l)
		}
		if _, err := s.eng.js.Stream(t.Context(), "KV_plain"); !errors.Is(err, jetstream.ErrStreamNotFound) {
			t.Errorf("the old stream: %v", err)
		}
		s.Close()
	}
}

// TestWhatIsDeletedLeavesNothing: a bucket does not grow with what there was.
func TestWhatIsDeletedLeavesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	for name, most := range map[string]int{"plain": 0, "packed": 0} {
		b := kindOf(t, s, name)
		for i := range 300 {
			key := fmt.Sprint("k", i)
			if err := errors.Join(b.Put(t.Context(), key, []byte("x")), b.Delete(t.Context(), key)); err != nil {
				t.Fatal(err)
			}
		}
		keys, _, err := b.list(t.Context())
		if rows, _ := b.marks.summary(); err != nil || len(keys) > most || rows > most {
			t.Errorf("%s: %d records and %d marks of nothing, %v", name, len(keys), rows, err)
		}
	}
	b := kindOf(t, s, "plain")
	var puts []Entry
	var names []string
	for i := range 1500 {
		puts, names = append(puts, Entry{Key: fmt.Sprint("a.", i), Value: []byte("x")}), append(names, fmt.Sprint("a.", i))
	}
	if err := b.Batch(t.Context(), puts, nil); err != nil {
		t.Fatal(err)
	}
	if keys, _, _ := b.list(t.Context()); len(keys) != 1500 {
		t.Errorf("%d of 1500 written together", len(keys))
	}
	if err := b.DeleteTree(t.Context(), "a", names); err != nil {
		t.Fatal(err)
	}
	if keys, _, _ := b.list(t.Context()); len(keys) != 0 {
		t.Errorf("%d left of a tree", len(keys))
	}
}
