// Command backgen draws the backgrounds of assets/backgrounds: 1280x720 JPEGs
// made of gradients, soft shapes and blur, and each small in the folder thumbs. What is random in them comes from
// fixed seeds, so it draws the same each time.
package main

import (
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"
)

const (
	width   = 1280
	height  = 720
	quality = 88

	thumbWidth  = 184
	thumbHeight = thumbWidth * height / width
)

func main() {
	out := flag.String("out", ".", "folder to write the pictures to")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "backgen:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, "thumbs"), 0o755); err != nil {
		return err
	}
	for name, draw := range scenes() {
		picture := draw().image()
		if err := write(filepath.Join(dir, name+".jpg"), picture); err != nil {
			return err
		}
		if err := write(filepath.Join(dir, "thumbs", name+".jpg"), thumb(picture)); err != nil {
			return err
		}
	}
	return nil
}

// thumb is a picture as the strip of a panel shows it.
func thumb(picture image.Image) image.Image {
	small := image.NewRGBA(image.Rect(0, 0, thumbWidth, thumbHeight))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), picture, picture.Bounds(), draw.Src, nil)
	return small
}

func write(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := jpeg.Encode(f, img, &jpeg.Options{Quality: quality}); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
