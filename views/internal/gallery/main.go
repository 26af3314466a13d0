// Command gallery opens the window on made-up states, to look at every screen
// without a server, a camera or a second person:
//
//	go run ./views/internal/gallery -screen watching -lang zh -size 960x600
//
// With -list it prints the names of the states.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"onair/app/model"
	"onair/views"
	"onair/views/internal/scenes"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run() error {
	name := flag.String("screen", "lobby", "state to show, see -list")
	list := flag.Bool("list", false, "list the states")
	lang := flag.String("lang", "en", "language: en, zh or empty for the system's")
	theme := flag.String("theme", "dark", "dark, light or system")
	size := flag.String("size", "1280x800", "size of the window")
	picture := flag.String("picture", "", "JPEG or PNG to show as the live picture")
	flag.Parse()
	all := scenes.All()
	if *list {
		fmt.Println(strings.Join(slices.Sorted(keys(all)), "\n"))
		return nil
	}
	build, ok := all[*name]
	if !ok {
		return fmt.Errorf("no state %q, see -list", *name)
	}
	var w, h float32
	if _, err := fmt.Sscanf(*size, "%fx%f", &w, &h); err != nil {
		return fmt.Errorf("size %q: %w", *size, err)
	}
	s := scenes.Base()
	s.Settings.Language, s.Settings.Theme = *lang, model.Theme(*theme)
	build(&s)
	store := model.NewStore(s)
	cam, err := newCamera(*picture)
	if err != nil {
		return err
	}
	defer cam.close()
	return views.Run(views.Config{Store: store, Actions: &actions{store: store}, AttachVideo: cam.attach, Width: w, Height: h})
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
