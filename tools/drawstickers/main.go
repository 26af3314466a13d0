// Drawstickers draws the pictures of the motion templates that come with OnAir,
// from shapes of its own, and writes them with the templates' sounds and thumbs
// into a folder. The template.json files are written by hand.
//
//	go run onair/tools/drawstickers -out assets/stickers
package main

import (
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
)

// file is one picture of a template.
type file struct {
	name string
	img  image.Image
}

func main() {
	out := flag.String("out", ".", "folder to write to")
	flag.Parse()
	for _, t := range []struct {
		name string
		draw func() []file
	}{
		{"glasses", glasses}, {"cat", cat}, {"crown", crown},
		{"hearts", hearts}, {"petals", petals}, {"frame", frame},
	} {
		for _, f := range t.draw() {
			if err := save(filepath.Join(*out, t.name, f.name), f.img); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(*out, "hearts", "chime.wav"), chime(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
