package liveroom

import (
	"encoding/json"
	"fmt"
	"image"
	_ "image/png" // the test picture
	"os"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/makeup"
	"onair/media"
	"onair/media/av"
)

// sitter is a Finder that sees one face, always at the same place.
type sitter struct{ f face.Face }

func (s sitter) Want(face.Want)                                 {}
func (s sitter) Submit(*media.Frame)                            {}
func (s sitter) Faces(_ time.Time, dst []face.Face) []face.Face { return append(dst, s.f) }
func (s sitter) Hands(_ time.Time, dst []face.Hand) []face.Hand { return dst }
func (s sitter) Person(*face.Mask) bool                         { return false }

// sit loads the test picture and the points of its face.
func sit(t *testing.T) (*media.Frame, face.Face) {
	t.Helper()
	file, err := os.Open("../beauty/testdata/astronaut.png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	scaler := av.NewScaler()
	defer scaler.Close()
	f := media.NewFrame(img.Bounds().Dx(), img.Bounds().Dy())
	if err := scaler.FromImage(f, img); err != nil {
		t.Fatal(err)
	}
	f.Time = time.Now()
	data, err := os.ReadFile("../beauty/testdata/astronaut.landmarks.json")
	if err != nil {
		t.Fatal(err)
	}
	var marks struct {
		Width, Height int
		Face          [][3]float32
	}
	if err := json.Unmarshal(data, &marks); err != nil {
		t.Fatal(err)
	}
	if marks.Width != f.Width() || marks.Height != f.Height() || len(marks.Face) != face.Points {
		t.Fatalf("the points are for a picture of %dx%d", marks.Width, marks.Height)
	}
	who := face.Face{ID: 1, Score: 1}
	for i, p := range marks.Face {
		who.Points[i] = face.Point{X: p[0], Y: p[1], Z: p[2]}
	}
	return f, who
}

// around is the box of some points of the face, grown by a share of its width.
func around(f *face.Face, grow float32, points ...int) image.Rectangle {
	var r image.Rectangle
	for _, i := range points {
		p := f.Points[i]
		r = r.Union(image.Rect(int(p.X), int(p.Y), int(p.X)+1, int(p.Y)+1))
	}
	return r.Inset(-int(grow * f.Width()))
}

// TestEveryMethodChangesItsPlaceAndNoOther sets each level to its top and looks
// where the picture changes.
func TestEveryMethodChangesItsPlaceAndNoOther(t *testing.T) {
	bare, who := sit(t)
	head := []int{10, 152, 234, 454}
	eyes := []int{33, 133, 362, 263, 159, 386, 145, 374}
	mouth := []int{61, 291, 0, 17}
	nose := []int{6, 4, 2, 48, 278}
	room := New(Options{})
	defer room.Close()
	b := room.BeautyManager()
	chain := room.camera.Chain
	chain.SetFinder(sitter{who})
	for _, c := range []struct {
		name  string
		set   func()
		where image.Rectangle // everything that may change
	}{
		{"eyeScale", func() { b.SetEyeScaleLevel(9) }, around(&who, .25, eyes...)},
		{"faceSlim", func() { b.SetFaceSlimLevel(9) }, around(&who, .5, head...)},
		{"faceV", func() { b.SetFaceVLevel(9) }, around(&who, .5, head...)},
		{"faceNarrow", func() { b.SetFaceNarrowLevel(9) }, around(&who, .5, head...)},
		{"faceShort", func() { b.SetFaceShortLevel(9) }, around(&who, .5, head...)},
		{"chin", func() { b.SetChinLevel(9) }, around(&who, .5, head...)},
		{"forehead", func() { b.SetForeheadLevel(9) }, around(&who, .6, head...)},
		{"eyeDistance", func() { b.SetEyeDistanceLevel(9) }, around(&who, .3, eyes...)},
		{"eyeAngle", func() { b.SetEyeAngleLevel(9) }, around(&who, .3, eyes...)},
		{"mouthShape", func() { b.SetMouthShapeLevel(9) }, around(&who, .3, mouth...)},
		{"noseSlim", func() { b.SetNoseSlimLevel(9) }, around(&who, .3, nose...)},
		{"noseWing", func() { b.SetNoseWingLevel(9) }, around(&who, .3, nose...)},
		{"nosePosition", func() { b.SetNosePositionLevel(9) }, around(&who, .35, nose...)},
		{"lipsThickness", func() { b.SetLipsThicknessLevel(9) }, around(&who, .3, mouth...)},
		{"faceBeauty", func() { b.SetFaceBeautyLevel(9) }, around(&who, .6, head...)},
		{"eyeLighten", func() { b.SetEyeLightenLevel(9) }, around(&who, .1, eyes...)},
		{"toothWhiten", func() { b.SetToothWhitenLevel(9) }, around(&who, .08, mouth...)},
		{"wrinkleRemove", func() { b.SetWrinkleRemoveLevel(9) }, around(&who, .25, head...)},
		{"pouchRemove", func() { b.SetPounchRemoveLevel(9) }, around(&who, .3, eyes...)},
		{"smileLinesRemove", func() { b.SetSmileLinesRemoveLevel(9) }, around(&who, .3, append(mouth, nose...)...)},
		{"lipstick", func() { b.SetMakeup(makeup.Lips, makeup.Look{}, 1) }, around(&who, .1, mouth...)},
		{"blush", func() { b.SetMakeup(makeup.Blush, makeup.Look{}, 1) }, around(&who, .1, head...)},
		{"shadow", func() { b.SetMakeup(makeup.Shadow, makeup.Look{}, 1) }, around(&who, .25, eyes...)},
		{"liner", func() { b.SetMakeup(makeup.Liner, makeup.Look{}, 1) }, around(&who, .2, eyes...)},
		{"brows", func() { b.SetMakeup(makeup.Brows, makeup.Look{}, 1) }, around(&who, .35, eyes...)},
		{"lenses", func() { b.SetMakeup(makeup.Lenses, makeup.Look{}, 1) }, around(&who, .08, eyes...)},
		{"whiteness", func() { b.SetWhitenessLevel(9) }, bare.Rect},
		{"ruddy", func() { b.SetRuddyLevel(9) }, bare.Rect},
		{"smooth", func() { b.SetBeautyLevel(9) }, bare.Rect},
	} {
		t.Run(c.name, func(t *testing.T) {
			chain.Reset()
			c.set()
			f := media.NewFrame(bare.Width(), bare.Height())
			f.CopyFrom(bare)
			chain.Process(f)
			in, out, worst := changes(bare, f, c.where)
			if in < 20 {
				t.Errorf("%d pixels change where it should", in)
			}
			if out > 0 {
				t.Errorf("%d pixels change elsewhere, such as %v; it belongs into %v", out, worst, c.where)
			}
		})
	}
	chain.Reset()
	f := media.NewFrame(bare.Width(), bare.Height())
	f.CopyFrom(bare)
	chain.Process(f)
	if in, out, _ := changes(bare, f, bare.Rect); in+out != 0 {
		t.Errorf("with everything off %d pixels change", in+out)
	}
}

// changes counts the pixels that differ in luma or chroma, inside of where and
// outside of it.
func changes(a, b *media.Frame, where image.Rectangle) (in, out int, at string) {
	for y := range a.Height() {
		for x := range a.Width() {
			same := a.Y[y*a.YStride+x] == b.Y[y*b.YStride+x] && a.Cb[y/2*a.CStride+x/2] == b.Cb[y/2*b.CStride+x/2] &&
				a.Cr[y/2*a.CStride+x/2] == b.Cr[y/2*b.CStride+x/2]
			switch {
			case same:
			case image.Pt(x, y).In(where):
				in++
			default:
				out++
				at = fmt.Sprint(x, ",", y)
			}
		}
	}
	return in, out, at
}
