package beauty

import (
	"image"
	"image/draw"
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/retouch"
	"onair/beauty/shape"
)

// TestFeaturesKeepTheirEdges smooths a face with and without knowing where it is.
func TestFeaturesKeepTheirEdges(t *testing.T) {
	s := pixeltest.Sitters(t, 1280, 720)["astronaut"]
	var features []int
	for _, part := range [][]int{face.LeftEye, face.RightEye, face.LeftBrow, face.RightBrow, face.LipsOuter, face.LipsInner} {
		features = append(features, part...)
	}
	loss := func(c *Chain) float64 {
		c.SetSmooth(9)
		c.SetSharpness(false)
		f := pixeltest.Clone(s.Frame)
		c.Process(f)
		var sum float64
		for _, k := range features {
			p := s.Face.Points[k]
			i := int(p.Y)*f.YStride + int(p.X)
			sum += math.Abs(float64(f.Y[i]) - float64(s.Frame.Y[i]))
		}
		return sum / float64(len(features))
	}
	known, unknown := loss(seen(s.Face)), loss(NewChain())
	t.Logf("change at eyes, brows and lips: %.2f levels where the face is known, %.2f where not", known, unknown)
	if known > 0.5*unknown {
		t.Errorf("features change by %.2f levels, %.2f without a face", known, unknown)
	}
}

// TestGoldenRetouchAndShape compares with pictures that were looked at.
func TestGoldenRetouchAndShape(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 640, 480) {
		m := outline.Measure(&s.Face)
		half := int(0.75 * m.High)
		at := image.Pt(int(s.Face.Points[5].X), int(s.Face.Points[5].Y))
		box := image.Rect(at.X-half*3/4, at.Y-half, at.X+half*3/4, at.Y+half).Intersect(image.Rect(0, 0, 640, 480))
		for id, set := range map[string]func(c *Chain){
			"retouch6": func(c *Chain) {
				for _, id := range retouch.IDs {
					c.Set(id, 6)
				}
			},
			"shape6": func(c *Chain) {
				for _, id := range []string{"faceSlim", "faceV", "eyeScale", "noseSlim", "chin"} {
					c.Set(id, 6)
				}
			},
			"goddess9": func(c *Chain) { c.SetFaceShape(shape.FaceGoddess); c.Set("faceBeauty", 9) },
			"skin6":    func(c *Chain) { c.SetSmooth(6); c.SetWhiteness(4); c.SetRuddy(3) },
		} {
			c := seen(s.Face)
			set(c)
			f := pixeltest.Clone(s.Frame)
			c.Process(f)
			got := image.NewNRGBA(image.Rectangle{Max: box.Size()})
			draw.Draw(got, got.Rect, pixeltest.ToImage(f), box.Min, draw.Src)
			compareGolden(t, "testdata/golden-face-"+name+"-"+id+".png", got)
		}
	}
}
