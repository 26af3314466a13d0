package capture

import (
	"image"
	"testing"
	"time"

	"github.com/pion/mediadevices/pkg/frame"
	"github.com/pion/mediadevices/pkg/prop"

	"onair/media"
)

// gradient is a picture whose chroma lines differ.
func gradient(w, h int, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	for i := range img.Y {
		img.Y[i] = byte(i)
	}
	for i := range img.Cb {
		line := i / img.CStride
		img.Cb[i], img.Cr[i] = byte(100+10*(line%2)), byte(40+line)
	}
	return img
}

func TestCameraPicturesAreCopied(t *testing.T) {
	for _, size := range []image.Point{{64, 48}, {63, 47}} {
		for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio422} {
			src := gradient(size.X, size.Y, ratio)
			f := media.NewFrame(size.X, size.Y)
			if !copyImage(f, src) {
				t.Fatalf("%v %v was not taken", size, ratio)
			}
			for y := range size.Y {
				for x := range size.X {
					if f.Y[y*f.YStride+x] != src.Y[src.YOffset(x, y)] {
						t.Fatalf("%v %v: luma at %d,%d", size, ratio, x, y)
					}
				}
			}
			// Chroma rows 0 and 1 of 4:2:2 become their mean.
			wantCb, wantCr := byte(100), byte(40)
			if ratio == image.YCbCrSubsampleRatio422 {
				wantCb, wantCr = 105, 41
			}
			if f.Cb[0] != wantCb || f.Cr[0] != wantCr {
				t.Errorf("%v %v: chroma %d %d, want %d %d", size, ratio, f.Cb[0], f.Cr[0], wantCb, wantCr)
			}
		}
	}
}

func TestDamagedPicturesDoNotPanic(t *testing.T) {
	src := gradient(64, 48, image.YCbCrSubsampleRatio422)
	src.Cb, src.Cr, src.Y = src.Cb[:100], src.Cr[:0], src.Y[:1000]
	if !copyImage(media.NewFrame(64, 48), src) {
		t.Error("refused")
	}
}

func TestOtherPicturesAreConverted(t *testing.T) {
	red := image.NewRGBA(image.Rect(0, 0, 200, 100))
	for i := 0; i < len(red.Pix); i += 4 {
		red.Pix[i], red.Pix[i+3] = 255, 255
	}
	jpeg := image.NewYCbCr(image.Rect(0, 0, 64, 48), image.YCbCrSubsampleRatio420)
	fill(jpeg.Y, 255)
	fill(jpeg.Cb, 128)
	fill(jpeg.Cr, 128)
	grey := image.NewYCbCr(image.Rect(0, 0, 64, 48), image.YCbCrSubsampleRatio444)
	fill(grey.Cb, 128)
	fill(grey.Cr, 128)
	for _, c := range []struct {
		name      string
		img       image.Image
		full      bool
		w, h      int
		luma, red byte
	}{
		{"RGBA", red, false, 100, 50, 81, 240},
		{"4:4:4", grey, false, 64, 48, 16, 128},
		{"JPEG white", jpeg, true, 64, 48, 235, 128},
		{"large 4:2:0", image.NewYCbCr(image.Rect(0, 0, 200, 200), image.YCbCrSubsampleRatio420), false, 100, 100, 0, 0},
	} {
		conv := &converter{options: VideoOptions{Width: 100, Height: 100}.withDefaults(), fullRange: c.full}
		f, err := conv.frame(c.img, epoch)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		near := func(a, b byte) bool { return a-b < 3 || b-a < 3 }
		at := f.YStride*f.Height()/2 + 10
		if f.Width() != c.w || f.Height() != c.h || !near(f.Y[at], c.luma) || !f.Time.Equal(epoch) {
			t.Errorf("%s: %v, luma %d, %v", c.name, f.Rect, f.Y[at], f.Time)
		}
		if c.red > 0 && !near(f.Cr[f.CStride*10+10], c.red) {
			t.Errorf("%s: Cr %d", c.name, f.Cr[f.CStride*10+10])
		}
		conv.close()
	}
}

func TestConvertingACameraPictureDoesNotAllocate(t *testing.T) {
	for _, box := range []int{640, 100} {
		conv := &converter{options: VideoOptions{Width: box, Height: box}.withDefaults()}
		var src image.Image = gradient(320, 240, image.YCbCrSubsampleRatio422)
		do := func() {
			f, err := conv.frame(src, epoch)
			if err != nil {
				t.Fatal(err)
			}
			f.Release()
		}
		do()
		if n := testing.AllocsPerRun(50, do); n > 2 {
			t.Errorf("box %d: %v allocations a picture", box, n)
		}
		conv.close()
	}
}

func TestFit(t *testing.T) {
	for _, c := range [][6]int{
		{640, 480, 1280, 720, 640, 480},
		{1920, 1080, 1280, 720, 1280, 720},
		{1024, 768, 640, 480, 640, 480},
		{1280, 1024, 1280, 720, 900, 720},
		{4000, 100, 1000, 1000, 1000, 24},
		{1, 9000, 100, 100, 2, 100},
	} {
		if w, h := fit(c[0], c[1], c[2], c[3]); w != c[4] || h != c[5] {
			t.Errorf("%v: %dx%d", c, w, h)
		}
	}
}

func offer(format frame.Format, w, h int, rate float32) prop.Media {
	return prop.Media{Video: prop.Video{Width: w, Height: h, FrameRate: rate, FrameFormat: format}}
}

func TestChooseFormat(t *testing.T) {
	webcam := []prop.Media{
		offer(frame.FormatYUYV, 640, 480, 30), offer(frame.FormatYUYV, 1280, 720, 10), offer(frame.FormatYUYV, 1920, 1080, 5),
		offer(frame.FormatMJPEG, 640, 480, 30), offer(frame.FormatMJPEG, 1280, 720, 30), offer(frame.FormatMJPEG, 1280, 720, 60),
		offer(frame.FormatMJPEG, 1920, 1080, 30), offer(frame.FormatZ16, 1280, 720, 30),
	}
	for _, c := range []struct {
		name   string
		offers []prop.Media
		asked  VideoOptions
		want   prop.Media
	}{
		{"raw where the bus allows it", webcam, VideoOptions{Width: 640, Height: 480}, offer(frame.FormatYUYV, 640, 480, 30)},
		{"MJPEG for large and fast", webcam, VideoOptions{}, offer(frame.FormatMJPEG, 1280, 720, 30)},
		{"raw again when slow will do", webcam, VideoOptions{FrameRate: 10}, offer(frame.FormatYUYV, 1280, 720, 10)},
		{"larger rather than smaller", webcam, VideoOptions{Width: 1600, Height: 900}, offer(frame.FormatMJPEG, 1920, 1080, 30)},
		{"the largest when none is large enough", webcam, VideoOptions{Width: 3840, Height: 2160}, offer(frame.FormatMJPEG, 1920, 1080, 30)},
		{"one layout only", webcam, VideoOptions{Pixels: "YUYV"}, offer(frame.FormatYUYV, 1280, 720, 10)},
		{"unknown rates", []prop.Media{offer(frame.FormatNV12, 1280, 720, 0), offer(frame.FormatNV12, 640, 480, 30)}, VideoOptions{}, offer(frame.FormatNV12, 1280, 720, 0)},
		{"I420 is cheapest", []prop.Media{offer(frame.FormatNV12, 640, 480, 30), offer(frame.FormatI420, 640, 480, 30)}, VideoOptions{}, offer(frame.FormatI420, 640, 480, 30)},
	} {
		if got, ok := choose(c.offers, c.asked.withDefaults()); !ok || got != c.want {
			t.Errorf("%s: %+v", c.name, got.Video)
		}
	}
	if got, ok := choose([]prop.Media{offer(frame.FormatZ16, 640, 480, 30), {}}, VideoOptions{}.withDefaults()); ok {
		t.Errorf("chose %+v of nothing usable", got.Video)
	}
}

func BenchmarkConvert(b *testing.B) {
	for _, c := range []struct {
		name string
		img  *image.YCbCr
		box  int
	}{
		{"720p-420", gradient(1280, 720, image.YCbCrSubsampleRatio420), 1280},
		{"720p-422", gradient(1280, 720, image.YCbCrSubsampleRatio422), 1280},
		{"1080p-422-to-720p", gradient(1920, 1080, image.YCbCrSubsampleRatio422), 1280},
	} {
		b.Run(c.name, func(b *testing.B) {
			conv := &converter{options: VideoOptions{Width: c.box, Height: c.box}.withDefaults()}
			defer conv.close()
			b.ReportAllocs()
			for b.Loop() {
				f, err := conv.frame(c.img, time.Time{})
				if err != nil {
					b.Fatal(err)
				}
				f.Release()
			}
		})
	}
}
