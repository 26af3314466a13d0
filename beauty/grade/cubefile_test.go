package grade

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// cubeText writes a cube of n levels whose input runs from low to high.
func cubeText(n int, low, high float64, grade func(r, g, b float64) (float64, float64, float64)) string {
	var s strings.Builder
	fmt.Fprintf(&s, "LUT_3D_SIZE %d\nDOMAIN_MIN %g %g %g\nDOMAIN_MAX %g %g %g\n", n, low, low, low, high, high, high)
	at := func(i int) float64 { return low + (high-low)*float64(i)/float64(n-1) }
	for b := range n {
		for g := range n {
			for r := range n {
				x, y, z := grade(at(r), at(g), at(b))
				fmt.Fprintf(&s, "%.6f %.6f %.6f\n", x, y, z)
			}
		}
	}
	return s.String()
}

func TestCubeFiles(t *testing.T) {
	turned := func(r, g, b float64) (float64, float64, float64) { return b, r, 1 - g }
	halved := func(r, g, b float64) (float64, float64, float64) { return r / 2, g / 2, b / 2 }
	small := cubeText(2, 0, 1, turned)
	curve := "LUT_1D_SIZE 2\n0 0 0\n.5 .5 .5\n"
	for name, c := range map[string]struct {
		text  string
		grade func(r, g, b float64) (float64, float64, float64)
	}{
		"2 levels":            {small, turned},
		"33 levels":           {cubeText(33, 0, 1, swapped), swapped},
		"65 levels":           {cubeText(65, 0, 1, swapped), swapped},
		"wide domain":         {cubeText(5, -1, 3, turned), turned},
		"no domain":           {"LUT_3D_SIZE 2\n" + small[strings.LastIndex(small, "1 1 1")+6:], turned},
		"BOM, CRLF and tabs":  {"\ufeff" + strings.NewReplacer("\n", "\r\n", " ", "\t ").Replace(small), turned},
		"CR alone":            {strings.ReplaceAll(small, "\n", "\r"), turned},
		"no end of line":      {strings.TrimSpace(small), turned},
		"comments and title":  {"# by hand\n\nTITLE \"1 2 3\"\n" + strings.Replace(small, "\n0", "\n# rows\n \n0", 1), turned},
		"small letters":       {strings.ToLower(small), turned},
		"1D":                  {curve, halved},
		"1D of its own range": {"LUT_1D_SIZE 3\nLUT_1D_INPUT_RANGE 0 2\n0 0 0\n.5 .5 .5\n1 1 1\n", halved},
		"curve then cube": {"LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n0 0 0\n.5 .5 .5\n" + small[strings.LastIndex(small, "1 1 1")+6:],
			func(r, g, b float64) (float64, float64, float64) { return turned(r/2, g/2, b/2) }},
		"beyond 0 to 1": {"LUT_1D_SIZE 2\n-1 -1 -1\n2e0 2 2\n", func(r, g, b float64) (float64, float64, float64) {
			cut := func(v float64) float64 { return min(max(3*v-1, 0), 1) }
			return cut(r), cut(g), cut(b)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := Load(strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if name != "beyond 0 to 1" { // its corners are sharper than the grid
				checkGrade(t, l, c.grade)
			}
		})
	}
}

func TestCubeFilesAreRefusedWithTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"LUT_3D_SIZE 66\n":                              "line 1:",
		"LUT_3D_SIZE 1\n":                               "line 1:",
		"LUT_1D_SIZE 65537\n":                           "line 1:",
		"# x\nLUT_3D_SIZE two\n":                        "line 2:",
		"LUT_3D_SIZE\n":                                 "line 1:",
		"LUT_3D_SIZE 2\r\n\r\nLUT_3D_SIZE 2\r\n":        "line 3:",
		"0 0 0\nLUT_1D_SIZE 2\n":                        "line 1:",
		"LUT_1D_SIZE 2\n0 0 0\n1 1\n":                   "line 3:",
		"LUT_1D_SIZE 2\n0 0 0\n1 1 1 1\n":               "line 3:",
		"LUT_1D_SIZE 2\n0 0 0\n1 1 one\n":               "line 3:",
		"LUT_1D_SIZE 2\n0 0 0\n1 1 nan\n":               "line 3:",
		"LUT_1D_SIZE 2\n0 0 0\nInf 1 1\n":               "line 3:",
		"LUT_1D_SIZE 2\n0 0 0\n0,5 1 1\n":               "line 3:",
		"LUT_1D_SIZE 2\n0 0 0\n":                        "line 2:",
		"LUT_1D_SIZE 2\n0 0 0\n1 1 1\n\n1 1 1\n":        "line 5:",
		"LUT_1D_SIZE 2\n0 0 0\nDOMAIN_MIN 0 0 0\n1 1 1": "line 3:",
		"LUT_1D_SIZE 2\nDOMAIN_MIN 0 0\n":               "line 2:",
		"LUT_1D_SIZE 2\nDOMIAN_MIN 0 0 0\n":             "line 2:",
		"LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE 1 0\n":       "line 2:",
		"LUT_1D_SIZE 2\nDOMAIN_MIN 1 0 0\n0 0 0\n1 1 1": "DOMAIN_MIN",
		"TITLE nothing\n":                               "LUT_3D_SIZE",
	} {
		_, err := Load(strings.NewReader(text))
		if !errors.Is(err, ErrLUT) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestATablesAlphaIsIgnored takes a table that changes nothing and is
// transparent everywhere.
func TestATablesAlphaIsIgnored(t *testing.T) {
	l, err := Load(bytes.NewReader(mustRead(t, "../testdata/id512_alpha0.png")))
	if err != nil {
		t.Fatal(err)
	}
	checkGrade(t, l, identity)
}

func FuzzReadCube(f *testing.F) {
	f.Add([]byte("LUT_1D_SIZE 2\nLUT_3D_SIZE 2\nDOMAIN_MAX 2 2 2\n0 0 0\n1 1 1\n" + strings.Repeat("0 .5 1e0\n", 8)))
	f.Add([]byte("\ufeffTITLE \"x\"\r\nLUT_3D_SIZE 2\r\nLUT_3D_INPUT_RANGE -1 1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := readCube(data)
		if err != nil {
			if !errors.Is(err, ErrLUT) {
				t.Fatal(err)
			}
			return
		}
		for _, in := range [][3]float32{{}, {1, 1, 1}, {0.3, 0.9, 0}} {
			for _, v := range c.at(in) {
				if !(v >= 0 && v <= 1) {
					t.Fatalf("%v becomes %v", in, v)
				}
			}
		}
	})
}
