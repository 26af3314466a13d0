package motion

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func pngFile(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{200, 40, 60, uint8(255 - x%2*100)})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func folder(t testing.TB, description string) fstest.MapFS {
	return fstest.MapFS{
		FileName:     {Data: []byte(description)},
		"a.png":      {Data: pngFile(t, 8, 6)},
		"b.png":      {Data: pngFile(t, 5, 3)},
		"s/01.png":   {Data: pngFile(t, 4, 4)},
		"s/02.png":   {Data: pngFile(t, 4, 4)},
		"s/03.png":   {Data: pngFile(t, 4, 4)},
		"pop.wav":    {Data: []byte("RIFF....")},
		"broken.png": {Data: []byte("\x89PNG\r\n\x1a\nnothing more")},
		"cut.png":    {Data: pngFile(t, 64, 64)[:120]},
		"text.txt":   {Data: []byte("hello")},
		"dir.png/x":  {Data: nil},
	}
}

// whole is a template that uses every field.
const whole = `{
	"format": "onair-motion/1",
	"name": "Everything", "author": "a", "licence": "CC0", "faces": 2,
	"layers": [
		{"id": "ears", "pictures": {"files": "s/#.png", "first": 1, "count": 3}, "fps": 10, "loop": "pingpong",
		 "anchor": "headTop", "pivot": [0.5, 1], "by": "faceWidth", "width": 1.4, "offset": [0.1, -0.2], "depth": "behind", "bend": 0.5, "to": "leftEar"},
		{"kind": "face", "pictures": "a.png", "anchor": [33, 263], "rotate": false, "opacity": 0.5,
		 "when": {"on": "blink", "for": 0.5}, "sound": "pop.wav", "soundLoop": true},
		{"kind": "frame", "pictures": ["a.png", "b.png"], "fit": "cover", "loop": "once", "when": "mouthOpen"},
		{"kind": "rain", "pictures": "b.png", "from": "anchor", "anchor": 13, "rate": 5, "life": 4, "size": [0.02, 0.05],
		 "speed": [0.1, 0.2], "sway": 0.05, "spin": 1, "tumble": true, "spread": 0.3, "when": {"on": "gesture", "name": "heart"}}
	]
}`

func TestLoadReadsEveryField(t *testing.T) {
	tmpl, err := Load(folder(t, whole))
	if err != nil {
		t.Fatal(err)
	}
	if tmpl.Name != "Everything" || tmpl.Faces != 2 || len(tmpl.Layers) != 4 || !tmpl.NeedsFace() || !tmpl.NeedsGesture() {
		t.Errorf("read as %+v", tmpl)
	}
	ears, wink, frame, rain := tmpl.Layers[0], tmpl.Layers[1], tmpl.Layers[2], tmpl.Layers[3]
	if ears.Kind != OnFace || len(ears.Pictures) != 3 || ears.Loop != PingPong || !ears.Behind || ears.FPS != 10 ||
		ears.Place.Anchor.Name != "headTop" || ears.Place.Pivot != [2]float32{0.5, 1} || !ears.Place.Turn ||
		ears.Place.Width != 1.4 || ears.Place.Offset != [2]float32{0.1, -0.2} {
		t.Errorf("ears read as %+v", ears)
	}
	if wink.When.On != Blink || wink.When.For != time.Second/2 || wink.Sound == nil || !wink.SoundLoop ||
		wink.Place.Rotate || wink.Place.Turn || len(wink.Place.Anchor.Landmarks) != 2 || wink.Opacity != 0.5 {
		t.Errorf("wink read as %+v", wink)
	}
	if ears.Hands || ears.Place.Bend != 0.5 || ears.Place.To == nil || ears.Place.To.Landmarks[0] != 454 || !wink.Hands || !tmpl.NeedsTouch() {
		t.Errorf("ears read as %+v, wink as %+v", ears, wink)
	}
	if frame.Kind != OnFrame || frame.Fit != Cover || frame.Loop != Once || frame.When.On != MouthOpen {
		t.Errorf("frame read as %+v", frame)
	}
	p := rain.Particles
	if rain.Kind != Rain || rain.When != (Trigger{On: Gesture, Name: "heart", For: defaultGesture}) || p.From != FromAnchor ||
		p.Rate != 5 || p.Life != 4*time.Second || !p.Tumble || p.Anchor.Landmarks[0] != 13 {
		t.Errorf("rain read as %+v", rain)
	}
	if wink.Pictures[0] != frame.Pictures[0] {
		t.Error("a picture used twice is decoded twice")
	}
}

func layer(fields string) string {
	return "{\"format\": \"onair-motion/1\",\n \"layers\": [\n  {" + fields + "}\n ]\n}"
}

var badTemplates = []struct {
	name, description string
	file              string
	line              int
	says              string
}{
	{"empty", "", FileName, 1, "too early"},
	{"cut off", "{\n\"format\": \"onair-motion/1\",\n", FileName, 3, "too early"},
	{"no JSON", "{\n  \"format\": oops\n}", FileName, 2, "not JSON"},
	{"a list", "[]", FileName, 1, "one JSON object"},
	{"more behind", "{}\n{}", FileName, 2, "more after"},
	{"binary", "{\"name\": \"\xff\xfe\"}", FileName, 0, "UTF-8"},
	{"no format", "{\"layers\": []}", FileName, 1, `needs "format"`},
	{"other format", "{\n\"format\": \"onair-motion/2\",\n\"layers\": []}", FileName, 2, "must be"},
	{"no layers", `{"format": "onair-motion/1"}`, FileName, 1, `needs "layers"`},
	{"empty layers", "{\"format\": \"onair-motion/1\",\n\n\"layers\": []}", FileName, 3, "1 to 32"},
	{"unknown field", "{\"format\": \"onair-motion/1\",\n\"layer\": [],\n\"layers\": [{}]}", FileName, 2, `no field "layer"`},
	{"given twice", "{\"format\": \"onair-motion/1\",\n\"name\": \"a\",\n\"name\": \"b\"}", FileName, 3, "given twice, first in line 2"},
	{"too deep", `{"a":` + strings.Repeat("[", 50), FileName, 1, "deep"},
	{"too many faces", "{\"format\": \"onair-motion/1\",\n\"faces\": 7, \"layers\": [{}]}", FileName, 2, "1 to 6"},
	{"half a face", "{\"format\": \"onair-motion/1\",\n\"faces\": 1.5, \"layers\": [{}]}", FileName, 2, "whole"},
	{"solid and flat", layer(`"pictures": "a.png", "turn": false, "depth": "solid"`), FileName, 3, `"solid" needs "turn"`},
	{"bent and flat", layer(`"pictures": "a.png", "rotate": false, "bend": 1`), FileName, 3, `need "turn"`},
	{"bent too far", layer(`"pictures": "a.png", "bend": 4.5`), FileName, 3, `"bend" is 4.5`},
	{"to nowhere", layer(`"pictures": "a.png", "to": "tail"`), FileName, 3, `no anchor "tail"`},
	{"hands of a frame", layer(`"kind": "frame", "pictures": "a.png", "hands": true`), FileName, 3, `no field "hands"`},
	{"a layer of text", "{\"format\": \"onair-motion/1\", \"layers\": [\n\"ears\"]}", FileName, 2, "is an object"},
	{"no picture", layer(``), FileName, 3, `needs "pictures"`},
	{"no pictures", layer("\n\"pictures\": []"), FileName, 4, "at least one"},
	{"kind", layer(`"pictures": "a.png", "kind": "hat"`), FileName, 3, "face, frame, rain"},
	{"anchor", layer("\"pictures\": \"a.png\",\n\"anchor\": \"elbow\""), FileName, 4, `no anchor "elbow"`},
	{"landmark", layer(`"pictures": "a.png", "anchor": 478`), FileName, 3, "0 to 477"},
	{"landmarks", layer("\"pictures\": \"a.png\", \"anchor\": [1,\n-1]"), FileName, 4, "0 to 477"},
	{"half a landmark", layer(`"pictures": "a.png", "anchor": 1.5`), FileName, 3, "whole"},
	{"pivot", layer(`"pictures": "a.png", "pivot": [0.5]`), FileName, 3, "two numbers"},
	{"width", layer(`"pictures": "a.png", "width": "wide"`), FileName, 3, "a number"},
	{"opacity", layer(`"pictures": "a.png", "opacity": 2`), FileName, 3, "0 to 1"},
	{"turn", layer(`"pictures": "a.png", "rotate": false, "turn": true`), FileName, 3, "needs"},
	{"depth of a frame", layer(`"pictures": "a.png", "kind": "frame", "depth": "behind"`), FileName, 3, "a frame layer has no"},
	{"fps", layer(`"pictures": "a.png", "fps": 0`), FileName, 3, "0.1 to 60"},
	{"when", layer(`"pictures": "a.png", "when": "nod"`), FileName, 3, "always, mouthOpen"},
	{"when of numbers", layer(`"pictures": "a.png", "when": [1]`), FileName, 3, "word or an object"},
	{"gesture without a name", layer(`"pictures": "a.png", "when": "gesture"`), FileName, 3, "name"},
	{"gesture without its name", layer(`"pictures": "a.png", "when": {"on": "gesture"}`), FileName, 3, "name"},
	{"other gesture", layer("\"pictures\": \"a.png\", \"when\": {\"on\": \"gesture\",\n\"name\": \"bow\"}"), FileName, 4, `no gesture "bow"; the gestures are [thumbUp`},
	{"always for a while", layer(`"pictures": "a.png", "when": {"on": "always", "for": 2}`), FileName, 3, "no sense"},
	{"misspelt", layer("\"pictures\": \"a.png\", \"when\": {\"on\": \"blink\",\n\"four\": 2}"), FileName, 4, `no field "four"`},
	{"rain too thick", layer(`"pictures": "a.png", "kind": "rain", "rate": 100, "life": 10`), FileName, 3, "200 particles"},
	{"sizes", layer(`"pictures": "a.png", "kind": "rain", "size": [0.5, 0.1]`), FileName, 3, "must not fall"},
	{"not there", layer("\"pictures\":\n\"c.png\""), FileName, 4, "cannot be read"},
	{"no file", layer(`"pictures": "dir.png"`), FileName, 3, "cannot be read"},
	{"up and away", layer(`"pictures": "../a.png"`), FileName, 3, "not the name of a file"},
	{"from the root", layer(`"pictures": "/a.png"`), FileName, 3, "not the name of a file"},
	{"drive", layer(`"pictures": "c:a.png"`), FileName, 3, "not the name of a file"},
	{"backslash", layer(`"pictures": "..\\a.png"`), FileName, 3, "not the name of a file"},
	{"other type", layer(`"pictures": "text.txt"`), FileName, 3, "must end in .png"},
	{"a number for a picture", layer(`"pictures": 5`), FileName, 3, "name of a PNG"},
	{"numbers for pictures", layer(`"pictures": ["a.png", 5]`), FileName, 3, "name of a PNG"},
	{"sequence without #", layer(`"pictures": {"files": "a.png", "count": 2}`), FileName, 3, "one #"},
	{"sequence too long", layer(`"pictures": {"files": "#.png", "count": 301}`), FileName, 3, "1 to 300"},
	{"gap in a sequence", layer(`"pictures": {"files": "s/#.png", "first": 1, "count": 4}`), FileName, 3, "s/04.png"},
	{"no PNG", layer(`"pictures": "broken.png"`), "broken.png", 0, "not a PNG"},
	{"half a PNG", layer(`"pictures": "cut.png"`), "cut.png", 0, "damaged"},
	{"sound type", layer("\"pictures\": \"a.png\",\n\"sound\": \"text.txt\""), FileName, 4, "must end in"},
	{"sound away", layer(`"pictures": "a.png", "sound": "boo.wav"`), FileName, 3, "cannot be read"},
	{"loop of nothing", layer(`"pictures": "a.png", "soundLoop": true`), FileName, 3, "without"},
}

func TestBadTemplatesAreRefusedWithTheirLine(t *testing.T) {
	for _, tc := range badTemplates {
		t.Run(tc.name, func(t *testing.T) { refused(t, folder(t, tc.description), tc.file, tc.line, tc.says) })
	}
}

func refused(t *testing.T, fsys fs.FS, file string, line int, says string) {
	t.Helper()
	tmpl, err := Load(fsys)
	var te *TemplateError
	if tmpl != nil || !errors.As(err, &te) {
		t.Fatalf("gave %v, %v", tmpl, err)
	}
	if te.File != file || te.Line != line || !strings.Contains(err.Error(), says) {
		t.Errorf("refused with %q (%s:%d), want %s:%d and %q", err, te.File, te.Line, file, line, says)
	}
}

func TestLimits(t *testing.T) {
	large := folder(t, layer(`"pictures": "large.png"`))
	large["large.png"] = &fstest.MapFile{Data: pngFile(t, 2049, 2048)}
	refused(t, large, "large.png", 0, "too large")
	wide := folder(t, layer(`"pictures": "wide.png"`))
	wide["wide.png"] = &fstest.MapFile{Data: pngFile(t, 4097, 1)}
	refused(t, wide, "wide.png", 0, "too large")

	many := folder(t, layer(`"pictures": ["1.png","2.png","3.png","4.png"]`))
	for _, n := range []string{"1", "2", "3", "4"} {
		many[n+".png"] = &fstest.MapFile{Data: pngFile(t, 2048, 2048)}
	}
	refused(t, many, FileName, 3, "64 MB")

	long := folder(t, layer(`"pictures": ["a.png"`+strings.Repeat(`,"a.png"`, 300)+`]`))
	refused(t, long, FileName, 3, "300 pictures")

	wordy := folder(t, strings.Repeat(" ", MaxTemplateBytes+1))
	refused(t, wordy, FileName, 0, "too large")

	loud := folder(t, layer(`"pictures": "a.png", "sound": "loud.ogg"`))
	loud["loud.ogg"] = &fstest.MapFile{Data: make([]byte, MaxSoundBytes+1)}
	refused(t, loud, "loud.ogg", 0, "too large")
	refused(t, fstest.MapFS{}, FileName, 0, "cannot be read")
}

func TestLoadDirStaysInItsFolder(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	write := func(path string, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "a.png"), pngFile(t, 4, 4))
	write(filepath.Join(dir, FileName), []byte(layer(`"pictures": "a.png"`)))
	if err := os.Symlink(filepath.Join(outside, "a.png"), filepath.Join(dir, "a.png")); err != nil {
		t.Fatal(err)
	}
	var te *TemplateError
	if _, err := LoadDir(dir); !errors.As(err, &te) {
		t.Errorf("a link out of the folder: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "a.png")); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "a.png"), pngFile(t, 4, 4))
	if _, err := LoadDir(dir); err != nil {
		t.Error(err)
	}
	if _, err := LoadDir(filepath.Join(dir, "none")); !errors.As(err, &te) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(layer(`"pictures": {"files": "s/#.png", "first": 1, "count": 3}, "when": "blink"`)))
	f.Add([]byte(layer(`"pictures": "a.png", "anchor": [1, 2], "offset": [1e300, -1]`)))
	files := folder(f, "")
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{FileName: {Data: data}}
		for n, file := range files {
			if n != FileName {
				fsys[n] = file
			}
		}
		tmpl, err := Load(fsys)
		if err != nil {
			var te *TemplateError
			if !errors.As(err, &te) || te.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		for _, l := range tmpl.Layers {
			if len(l.Pictures) == 0 || l.FPS <= 0 || len(l.Place.Anchor.Landmarks) == 0 && l.Kind == OnFace {
				t.Fatalf("accepted %+v", l)
			}
		}
	})
}

func TestATemplateSavedWithAByteOrderMark(t *testing.T) {
	if _, err := Load(folder(t, "\ufeff"+whole)); err != nil {
		t.Error(err)
	}
	_, err := Load(folder(t, "\ufeff{\n\"format\":\n\"other\"}"))
	var te *TemplateError
	if !errors.As(err, &te) || te.Line != 3 {
		t.Errorf("an error in line 3: %v", err)
	}
}
