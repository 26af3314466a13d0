// Package grade reads colour tables (PNG and .cube) and lays them over frames.
package grade

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
)

// LUT is a colour table, ready to be put over frames. It is never changed, so
// any number of chains and goroutines may share one.
type LUT struct {
	// luma holds what the table adds to Y, in 1/64 of a level, at the knots of a
	// grid over (Cb, Cr, Y): for each cell of Cb and Cr, for each knot of Y, at the four
	// corners, those of Cr side by side. chroma likewise: four for Cb, four for Cr.
	// A table that changes nothing is all zero.
	luma   []int16
	chroma []int16
}

// Limits of a PNG LoadLUT reads.
const (
	maxLUTLevels = 64
	minLUTLevels = 4
	maxLUTBytes  = 8 << 20
)

// ErrLUT is wrapped by every error of LoadLUT about the file itself.
var ErrLUT = errors.New("beauty: bad colour table")

// Load reads a colour table, from a PNG or a .cube file.
//
// A PNG has n tiles of n x n pixels, row by row, n = 4..64, in any rectangle they
// fill. In a tile red grows to the right and green downwards; blue grows from tile
// to tile. That takes in 512x512 (8x8 tiles, 64 levels, as
// TXBeautyManager.setFilter does), 64x64 (4x4 tiles, 16 levels) and strips such as
// 256x16 and 1024x32. Transparency is ignored.
//
// A .cube file has LUT_1D_SIZE (2..65536), LUT_3D_SIZE (2..65) or both, the curve
// first; DOMAIN_MIN, DOMAIN_MAX and the input ranges count. TITLE and comments are
// passed over.
//
// What is neither, has another size or is too long (PNG 8 MiB, .cube 32 MiB) is
// refused with an error that wraps ErrLUT and names the line of a .cube file; a
// reader's own error is wrapped too.
func Load(r io.Reader) (*LUT, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCubeBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%w: it cannot be read: %w", ErrLUT, err)
	}
	isPNG := bytes.HasPrefix(data, []byte("\x89PNG"))
	if limit := map[bool]int{true: maxLUTBytes, false: maxCubeBytes}[isPNG]; len(data) > limit {
		return nil, fmt.Errorf("%w: longer than %d MiB", ErrLUT, limit>>20)
	}
	if isPNG {
		return loadPNG(data)
	}
	c, err := readCube(data)
	if err != nil {
		return nil, err
	}
	return bake(c.at), nil
}

func loadPNG(data []byte) (*LUT, error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: not a PNG picture: %w", ErrLUT, err)
	}
	n, ok := lutLevels(cfg.Width, cfg.Height)
	if !ok {
		return nil, fmt.Errorf("%w: %dx%d pixels are not n tiles of n x n, n = %d..%d (such as 512x512)",
			ErrLUT, cfg.Width, cfg.Height, minLUTLevels, maxLUTLevels)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: damaged PNG: %w", ErrLUT, err)
	}
	return bake(newCube(img, n).at), nil
}

// lutLevels finds n for a picture of w x h pixels.
func lutLevels(w, h int) (int, bool) {
	for n := minLUTLevels; n <= maxLUTLevels; n++ {
		if w > 0 && h > 0 && w <= n*n*n && h <= n*n*n && w*h == n*n*n && w%n == 0 && h%n == 0 {
			return n, true
		}
	}
	return 0, false
}

// cube is a table in RGB: n levels a channel, entries 0..1.
type cube struct {
	n   int
	rgb [][3]float32 // index (b*n+g)*n+r
}

func newCube(img image.Image, n int) *cube {
	c := &cube{n: n, rgb: make([][3]float32, n*n*n)}
	at := img.Bounds().Min
	across := img.Bounds().Dx() / n
	for b := range n {
		tile := at.Add(image.Pt(b%across*n, b/across*n))
		for g := range n {
			for r := range n {
				c.rgb[(b*n+g)*n+r] = opaque(img, tile.X+r, tile.Y+g)
			}
		}
	}
	return c
}
