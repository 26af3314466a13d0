// Command lutgen draws the colour tables of assets/luts. Each table is a short
// formula, evaluated at the nodes of a 16-level cube and written as a 64x64 PNG
// (4x4 tiles). Nothing in it is random, so it draws the same each time.
package main

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
)

const (
	levels = 16
	across = 4
)

func main() {
	out := flag.String("out", ".", "folder to write the tables to")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "lutgen:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	for name, grade := range grades() {
		if err := write(filepath.Join(dir, name+".png"), draw(grade)); err != nil {
			return err
		}
	}
	return nil
}

func write(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// draw lays the cube out: red to the right, green down, blue from tile to tile.
func draw(grade func(rgb) rgb) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, levels*across, levels*across))
	for b := range levels {
		for g := range levels {
			for r := range levels {
				const top = levels - 1
				c := grade(rgb{float64(r) / top, float64(g) / top, float64(b) / top})
				img.SetNRGBA(b%across*levels+r, b/across*levels+g,
					color.NRGBA{level(c[0]), level(c[1]), level(c[2]), 255})
			}
		}
	}
	return img
}

func level(v float64) uint8 { return uint8(math.Round(min(max(v, 0), 1) * 255)) }
