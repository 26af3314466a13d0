package filmtest

import (
	"image"
	"testing"

	"onair/media"
)

func frame(i420 []byte) *media.Frame {
	f := (&media.FramePool{}).Get(Width, Height)
	for y := range Height {
		copy(f.Y[y*f.YStride:], i420[y*Width:(y+1)*Width])
	}
	return f
}

func TestPicturesAndSoundAreKnownAgain(t *testing.T) {
	film := Open(t, "../../media/av/testdata/face720p.mp4")
	eye, ear := film.Eye(), film.Ear()
	numbers := []int{0, 1, 2, 299, 4095, 40000, 65535}
	for _, n := range numbers {
		eye.Render(frame(film.Picture(n, nil)))
	}
	for i, s := range eye.Seen() {
		if s.Number != numbers[i] || s.PSNR < 60 {
			t.Errorf("%+v is not picture %d as it was", s, numbers[i])
		}
	}
	if why := eye.Like(len(numbers), 60); why != "" {
		t.Error(why)
	}
	if why := eye.Back(1 << 17); why != "" {
		t.Error(why)
	}
	eye.Render(frame(film.Picture(60000, nil)))
	if eye.Back(1<<17) == "" {
		t.Error("a picture out of order is not found")
	}
	eye.Forget()
	eye.Render(frame(film.faces[0]))
	if why := eye.Like(1, 0); why != "0 of the film's pictures, and 1 others" {
		t.Error(why)
	}

	for i, v := range film.sound[2*media.SampleRate : 6*media.SampleRate] {
		ear.Hear([]float32{v, float32(i % 3)})
	}
	if why := ear.Like(0.95); why != "" {
		t.Error(why)
	}
	for i := range 4 * media.SampleRate {
		ear.Hear([]float32{float32(i%109) / 109, 0})
	}
	if l := ear.Likeness(); l > 0.4 {
		t.Errorf("noise is taken for the film's sound: %.2f", l)
	}
	if image.Rect(0, 0, Width, Height).Dx()/block != bits+sumBits {
		t.Error("the blocks do not fill the row")
	}
}
