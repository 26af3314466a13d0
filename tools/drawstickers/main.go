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

// lean takes the lowest bits out of the pictures, which files are smaller without and nobody
// sees.
func lean(draw func() []file) func() []file {
	return func() []file {
		list := draw()
		for _, f := range list {
			img := f.img.(*image.NRGBA)
			for i, v := range img.Pix {
				if i%4 == 3 && v < 252 || i%4 != 3 {
					img.Pix[i] = uint8(min((int(v)+2)&^3, 255))
				}
				if i%4 == 3 && img.Pix[i] == 0 {
					copy(img.Pix[i-3:i], []uint8{0, 0, 0})
				}
			}
		}
		return list
	}
}

func main() {
	out := flag.String("out", ".", "folder to write to")
	only := flag.String("only", "", "the one template to draw")
	flag.Parse()
	for _, t := range []struct {
		name string
		draw func() []file
	}{
		{"glasses", lean(glasses)}, {"cat", lean(cat)}, {"crown", lean(crown)},
		{"hearts", hearts}, {"petals", petals}, {"frame", lean(frame)},
		{"sunglasses", lean(sunglasses)}, {"loveglasses", lean(loveGlasses)}, {"pixels", lean(pixelGlasses)}, {"masquerade", lean(masquerade)},
		{"bunny", lean(bunny)}, {"dog", lean(dog)}, {"fox", lean(fox)}, {"bear", lean(bear)},
		{"tophat", lean(topHat)}, {"santa", lean(santa)}, {"party", lean(party)}, {"flowers", lean(flowers)},
		{"headphones", lean(headphones)}, {"horns", lean(horns)}, {"halo", lean(halo)}, {"space", lean(space)},
		{"moustache", lean(moustache)}, {"blush", lean(blush)}, {"rainbow", lean(rainbow)}, {"butterflies", lean(butterflies)},
		{"confetti", lean(confetti)}, {"snow", lean(snow)}, {"neon", lean(neon)},
	} {
		if *only != "" && *only != t.name {
			continue
		}
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
