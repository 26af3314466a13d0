package capture

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// spec is a parsed source description.
type spec struct {
	scheme string // "default", "none", or what stands before the colon
	rest   string // what stands behind it
}

func parseSpec(s string) (spec, error) {
	switch s {
	case "", "default":
		return spec{scheme: "default"}, nil
	case "none":
		return spec{scheme: "none"}, nil
	}
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok {
		return spec{}, badSpec(s, "it has no colon")
	}
	switch scheme {
	case "camera", "mic", "file", "picture":
		if rest == "" {
			return spec{}, badSpec(s, "nothing follows the colon")
		}
	case "screen", "test", "tone", "silence":
	default:
		return spec{}, badSpec(s, "unknown kind of source "+strconv.Quote(scheme))
	}
	return spec{scheme, rest}, nil
}

// ErrSpec is in the chain of errors of a spec that names no source, whatever is
// plugged in.
var ErrSpec = errors.New("not a source")

func badSpec(s, why string) *Error {
	return &Error{Code: NoDevice, Device: s, Err: fmt.Errorf("%w: %s", ErrSpec, why)}
}

// testSpec is what "test:" can be told.
type testSpec struct {
	width, height int
	rate          float64
	flat          bool
	color         color.RGBA
}

// parseTest reads "640x360@15,color=RRGGBB", each part optional, over d.
func parseTest(rest string, d testSpec) (testSpec, error) {
	for part := range strings.SplitSeq(rest, ",") {
		if part == "" {
			continue
		}
		if hex, ok := strings.CutPrefix(part, "color="); ok {
			v, err := strconv.ParseUint(hex, 16, 24)
			if err != nil || len(hex) != 6 {
				return d, fmt.Errorf("color must be six hexadecimal digits, not %q", hex)
			}
			d.flat, d.color = true, color.RGBA{R: byte(v >> 16), G: byte(v >> 8), B: byte(v), A: 255}
			continue
		}
		size, rate, hasRate := strings.Cut(part, "@")
		if size != "" {
			w, h, err := parseSize(size)
			if err != nil {
				return d, err
			}
			d.width, d.height = w, h
		}
		if hasRate {
			r, err := strconv.ParseFloat(rate, 64)
			if err != nil || !(r >= minRate && r <= maxRate) {
				return d, fmt.Errorf("the rate must be 1 to 240 frames a second, not %q", rate)
			}
			d.rate = r
		}
	}
	return d, nil
}

func parseSize(s string) (w, h int, err error) {
	a, b, ok := strings.Cut(s, "x")
	w, errW := strconv.Atoi(a)
	h, errH := strconv.Atoi(b)
	if !ok || errW != nil || errH != nil || w < minSide || h < minSide || w > maxSide || h > maxSide {
		return 0, 0, fmt.Errorf("the size must be like 1280x720, not %q", s)
	}
	return w, h, nil
}

// parseTone reads the frequency of "tone:HZ"; nothing means 440.
func parseTone(rest string) (float64, error) {
	if rest == "" {
		return 440, nil
	}
	hz, err := strconv.ParseFloat(rest, 64)
	if err != nil || math.IsNaN(hz) || hz < 1 || hz > 24000 {
		return 0, fmt.Errorf("the tone must be 1 to 24000 Hz, not %q", rest)
	}
	return hz, nil
}

// cutLoop takes "?loop=0" or "?loop=1" off a file's path. Other question
// marks belong to the path or URL.
func cutLoop(path string) (rest string, loop bool) {
	if p, ok := strings.CutSuffix(path, "?loop=0"); ok {
		return p, false
	}
	p, _ := strings.CutSuffix(path, "?loop=1")
	return p, true
}

func parseScreen(rest string) (int, error) {
	if rest == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("screens are numbered from 0, not %q", rest)
	}
	return n, nil
}
