package sounds

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"
)

func TestEffectsAreThereAndSmall(t *testing.T) {
	list, err := fs.Glob(files, "*")
	if err != nil || len(list) != len(Names()) {
		t.Fatalf("%d files for %d names: %v", len(list), len(Names()), err)
	}
	total := 0
	for _, name := range Names() {
		b, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b, []byte("OggS")) || !bytes.Contains(b[:64], []byte("OpusHead")) {
			t.Errorf("%s is not Ogg/Opus", name)
		}
		total += len(b)
	}
	if total > 600_000 {
		t.Errorf("%d bytes in all", total)
	}
	if _, err := Open("nothing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an unknown name: %v", err)
	}
}
