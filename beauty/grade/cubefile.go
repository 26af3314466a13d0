package grade

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"onair/beauty/pixel"
)

// Limits of a .cube file.
const (
	maxCubeBytes = 32 << 20
	maxCube1D    = 65536
	maxCube3D    = 65
)

var errNoTable = fmt.Errorf("%w: neither a PNG picture nor a .cube file with LUT_1D_SIZE or LUT_3D_SIZE", ErrLUT)

// cubeFile is a colour table as .cube files have it: a curve for each channel,
// a cube, or one after the other.
type cubeFile struct {
	curve  [][3]float32
	cube   cube
	inputs [2]domain // of the curve, of the cube
}

// domain is the range of each channel that a table is for.
type domain struct{ min, max [3]float32 }

// place moves a colour to 0..1 of the domain.
func (d domain) place(rgb [3]float32) [3]float32 {
	for i, v := range rgb {
		rgb[i] = pixel.Unit((v - d.min[i]) / (d.max[i] - d.min[i]))
	}
	return rgb
}

func (c *cubeFile) at(rgb [3]float32) [3]float32 {
	if n := len(c.curve); n > 0 {
		rgb = c.inputs[0].place(rgb)
		for i, v := range rgb {
			p := v * float32(n-1)
			lo := min(int(p), n-2)
			f := p - float32(lo)
			rgb[i] = c.curve[lo][i]*(1-f) + c.curve[lo+1][i]*f
		}
	}
	if c.cube.n > 0 {
		rgb = c.cube.at(c.inputs[1].place(rgb))
	}
	return [3]float32{pixel.Unit(rgb[0]), pixel.Unit(rgb[1]), pixel.Unit(rgb[2])}
}

// cubeReader reads a .cube file line by line.
type cubeReader struct {
	line   int
	n1, n3 int
	domain domain
	ranges [2]*[2]float32 // LUT_1D_INPUT_RANGE and LUT_3D_INPUT_RANGE
	rows   [][3]float32
}

func (r *cubeReader) fail(format string, args ...any) error {
	return fmt.Errorf("%w: line %d: %s", ErrLUT, r.line, fmt.Sprintf(format, args...))
}

// readCube reads the text of a .cube file.
func readCube(text []byte) (*cubeFile, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, errNoTable
	}
	r := &cubeReader{domain: domain{max: [3]float32{1, 1, 1}}}
	for len(text) > 0 {
		end := bytes.IndexAny(text, "\r\n")
		line, rest := text, []byte(nil)
		if end >= 0 {
			line, rest = text[:end], text[end+1:]
			if text[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
				rest = rest[1:]
			}
		}
		text = rest
		r.line++
		fields := strings.Fields(string(line[:min(len(line), maxCubeLine)]))
		if len(fields) == 0 || fields[0][0] == '#' {
			continue
		}
		if err := r.take(fields); err != nil {
			return nil, err
		}
	}
	return r.finish()
}

// maxCubeLine is far more than a row of numbers needs.
const maxCubeLine = 1024

func (r *cubeReader) take(fields []string) error {
	word := strings.ToUpper(fields[0])
	if word == "TITLE" {
		return nil
	}
	if c := word[0]; c < 'A' || c > 'Z' || word == "NAN" || word == "INF" {
		return r.row(fields)
	}
	if len(r.rows) > 0 {
		return r.fail("%s belongs before the numbers", word)
	}
	switch word {
	case "LUT_1D_SIZE":
		return r.size(&r.n1, word, fields, maxCube1D)
	case "LUT_3D_SIZE":
		return r.size(&r.n3, word, fields, maxCube3D)
	case "DOMAIN_MIN":
		return r.triple(&r.domain.min, fields[1:], "after "+word)
	case "DOMAIN_MAX":
		return r.triple(&r.domain.max, fields[1:], "after "+word)
	case "LUT_1D_INPUT_RANGE":
		return r.inputRange(0, word, fields)
	case "LUT_3D_INPUT_RANGE":
		return r.inputRange(1, word, fields)
	}
	return r.fail("%.40q is not a word of a .cube file", fields[0])
}

func (r *cubeReader) size(to *int, word string, fields []string, most int) error {
	if *to != 0 {
		return r.fail("%s stands there twice", word)
	}
	if len(fields) != 2 {
		return r.fail("%s needs one number", word)
	}
	n, err := strconv.Atoi(fields[1])
	if err != nil || n < 2 || n > most {
		return r.fail("%s is %.20q, not 2 to %d", word, fields[1], most)
	}
	*to = n
	return nil
}

func (r *cubeReader) triple(to *[3]float32, fields []string, where string) error {
	if len(fields) != 3 {
		return r.fail("three numbers belong %s, not %d", where, len(fields))
	}
	for i := range to {
		v, err := r.number(fields[i])
		if err != nil {
			return err
		}
		to[i] = v
	}
	return nil
}

func (r *cubeReader) number(text string) (float32, error) {
	v, err := strconv.ParseFloat(text, 32)
	if err != nil || math.IsNaN(v) || math.Abs(v) > maxCubeValue {
		return 0, r.fail("%.20q is not a number that fits", text)
	}
	return float32(v), nil
}

// maxCubeValue keeps what is computed finite.
const maxCubeValue = 1e9

func (r *cubeReader) inputRange(which int, word string, fields []string) error {
	if len(fields) != 3 {
		return r.fail("%s needs two numbers", word)
	}
	low, err := r.number(fields[1])
	if err != nil {
		return err
	}
	high, err := r.number(fields[2])
	if err != nil {
		return err
	}
	if low >= high {
		return r.fail("%s goes down", word)
	}
	r.ranges[which] = &[2]float32{low, high}
	return nil
}

func (r *cubeReader) row(fields []string) error {
	switch want := r.n1 + r.n3*r.n3*r.n3; {
	case want == 0:
		return r.fail("LUT_1D_SIZE or LUT_3D_SIZE belongs before the numbers")
	case len(r.rows) == want:
		return r.fail("more than the %d colours that the size says", want)
	}
	var v [3]float32
	if err := r.triple(&v, fields, "in a line"); err != nil {
		return err
	}
	r.rows = append(r.rows, v)
	return nil
}

func (r *cubeReader) finish() (*cubeFile, error) {
	want := r.n1 + r.n3*r.n3*r.n3
	switch {
	case want == 0:
		return nil, errNoTable
	case len(r.rows) < want:
		return nil, r.fail("the file ends after %d of %d colours", len(r.rows), want)
	}
	c := &cubeFile{curve: r.rows[:r.n1], cube: cube{n: r.n3, rgb: r.rows[r.n1:]}}
	for i := range c.inputs {
		c.inputs[i] = r.domain
		if own := r.ranges[i]; own != nil {
			c.inputs[i] = domain{[3]float32{own[0], own[0], own[0]}, [3]float32{own[1], own[1], own[1]}}
		}
		// What comes out of the curve is 0..1 unless the file says otherwise.
		if i == 1 && r.n1 > 0 && r.ranges[1] == nil {
			c.inputs[1] = domain{max: [3]float32{1, 1, 1}}
		}
	}
	for i := range r.domain.min {
		if !(r.domain.min[i] < r.domain.max[i]) {
			return nil, fmt.Errorf("%w: DOMAIN_MIN %v is not below DOMAIN_MAX %v", ErrLUT, r.domain.min, r.domain.max)
		}
	}
	return c, nil
}
