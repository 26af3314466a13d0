// Command beautysheet writes before-and-after sheets of the filters: the faces of
// beauty/testdata, each effect at half and at full level. It needs no models: the
// points of those faces are in files beside the pictures.
//
//	go run ./tools/beautysheet [-out docs/beauty] [-data beauty/testdata] [sheet...]
//
// With -photos it takes the faces of the photographs in a folder instead, which it
// finds by the models, and writes a picture for each effect: every face at levels 0,
// 3, 6 and 9.
//
// With -template docs/beauty/face-template.png it draws the layout of makeup pictures.
//
// With -thumbs assets/looks it draws what the panel shows of the complete looks.
package main

import (
	"onair/tools/internal/photo"

	"flag"
	"log"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	out := flag.String("out", "docs/beauty", "folder for the sheets")
	data := flag.String("data", "beauty/testdata", "folder with the pictures")
	photos := flag.String("photos", "", "folder of photographs to take faces from instead")
	thumbs := flag.String("thumbs", "", "folder for small pictures of the complete looks, which is all that is drawn then")
	template := flag.String("template", "", "file for the flat map of a face, which is all that is drawn then")
	flag.Parse()
	log.SetFlags(0)
	if *template != "" {
		if err := drawTemplate(*template); err != nil {
			log.Fatal("beautysheet: ", err)
		}
		return
	}
	if *thumbs != "" {
		if err := drawThumbs(*data, *thumbs); err != nil {
			log.Fatal("beautysheet: ", err)
		}
		return
	}
	if err := run(*data, *photos, *out, flag.Args()); err != nil {
		log.Fatal("beautysheet: ", err)
	}
}

func run(data, photos, out string, only []string) error {
	find := func() ([]subject, error) { return loadFaces(data) }
	if photos != "" {
		find = func() ([]subject, error) { return findFaces(photos) }
	}
	faces, err := find()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, s := range sheets() {
		if len(only) > 0 && !slices.Contains(only, s.name) {
			continue
		}
		if photos != "" {
			if err := s.lines(faces, out); err != nil {
				return err
			}
			continue
		}
		if err := photo.WriteJPEG(filepath.Join(out, s.name+".jpg"), s.draw(faces)); err != nil {
			return err
		}
	}
	return nil
}
