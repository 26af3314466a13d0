package luts_test

import (
	"errors"
	"io/fs"
	"testing"

	"onair/assets/luts"
	"onair/beauty"
)

func TestEveryTableLoads(t *testing.T) {
	for _, name := range luts.Names() {
		f, err := luts.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := beauty.LoadLUT(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		f.Close()
	}
}

func TestUnknownTable(t *testing.T) {
	for _, name := range []string{"", "nope", "../luts", "luts.go"} {
		if _, err := luts.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
