package luts_test

import (
	"errors"
	"io/fs"
	"testing"

	"onair/assets/luts"
	"onair/beauty"
	"onair/beauty/grade"
	"onair/media"
)

func TestEveryTableLoads(t *testing.T) {
	for _, name := range luts.Names() {
		f, err := luts.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := grade.Load(f); err != nil {
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

// TestTablesKeepTheOrderOfGreys puts a grey wedge through every table: no two
// greys change places, and black and white stay dark and light.
func TestTablesKeepTheOrderOfGreys(t *testing.T) {
	for _, name := range luts.Names() {
		file, err := luts.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lut, err := grade.Load(file)
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		f := media.NewFrame(220*2, 2)
		for i := range f.Y {
			f.Y[i] = byte(16 + i%f.YStride/2)
		}
		for i := range f.Cb {
			f.Cb[i], f.Cr[i] = 128, 128
		}
		c := beauty.NewChain()
		c.SetFilter(lut)
		c.SetFilterStrength(1)
		c.Process(f)
		row := f.Y[:f.YStride]
		if first, last := row[0], row[len(row)-1]; first > 40 || last < 215 || (name == luts.Original && (first != 16 || last != 235)) {
			t.Errorf("%s: black becomes %d, white %d", name, first, last)
		}
		for x := 1; x < len(row); x++ {
			if row[x] < row[x-1] {
				t.Errorf("%s: luma falls from %d to %d at %d", name, row[x-1], row[x], 16+x/2)
				break
			}
		}
	}
}
