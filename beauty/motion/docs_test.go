package motion

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"onair/beauty/gesture"
)

// TestTheFormatIsDescribed loads the template that docs/stickers.md shows, and
// looks for every anchor and limit there.
func TestTheFormatIsDescribed(t *testing.T) {
	data, err := os.ReadFile("../../docs/stickers.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	_, rest, _ := strings.Cut(text, "## A template\n\n")
	example, _, found := strings.Cut(rest, "\n\n| field")
	if !found {
		t.Fatal("no template in the description")
	}
	fsys := fstest.MapFS{FileName: {Data: []byte(example)}, "meow.wav": {Data: []byte("RIFF")}}
	for _, name := range regexp.MustCompile(`[a-z]+\.png`).FindAllString(example, -1) {
		fsys[name] = &fstest.MapFile{Data: pngFile(t, 4, 4)}
	}
	for _, n := range "12345678" {
		fsys["meow0"+string(n)+".png"] = &fstest.MapFile{Data: pngFile(t, 4, 4)}
	}
	tmpl, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(tmpl.Layers) != 3 || !tmpl.Layers[0].Behind || tmpl.Layers[2].Sound == nil {
		t.Errorf("read as %+v", tmpl)
	}
	for _, name := range anchorNames() {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("anchor %s is not described", name)
		}
	}
	for _, name := range gesture.Names() {
		if !strings.Contains(text, "`"+string(name)+"`") {
			t.Errorf("gesture %s is not described", name)
		}
	}
	for _, field := range []string{
		"kind", "pictures", "fps", "loop", "opacity", "when", "sound", "soundLoop", "anchor", "pivot", "by", "width", "offset",
		"rotate", "turn", "bend", "to", "depth", "hands", "fit", "from", "rate", "life", "size", "speed", "sway", "spin", "tumble", "spread",
	} {
		if !strings.Contains(text, "`"+field+"`") {
			t.Errorf("field %s is not described", field)
		}
	}
}
