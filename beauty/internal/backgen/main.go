// Command backgen draws the backgrounds of assets/backgrounds: 1280x720 JPEGs
// made of gradients, soft shapes and blur. What is random in them comes from
// fixed seeds, so it draws the same each time.
package main

import (
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
)

const (
	width   = 1280
	height  = 720
	quality = 88
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
	for name, draw := range scenes() {
		if err := write(filepath.Join(dir, name+".jpg"), draw().image()); err != nil {
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
	if err := jpeg.Encode(f, img, &jpeg.Options{Quality: quality}); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
