package backdrop

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"time"

	"golang.org/x/image/draw"

	"onair/beauty/pixel"
	"onair/media"
	"onair/media/picture"
)

// Still is a Backdrop of one picture.
type Still struct{ picture *media.Frame }

// Limits of a picture LoadStill reads, and the size it is kept at.
const (
	maxStillBytes  = 64 << 20
	maxStillPixels = 64 << 20
	stillLong      = 1920
	stillShort     = 1080
	stillShape     = 4 // longer side to shorter, at most
)

// ErrStill is wrapped by every error of LoadStill about the picture itself.
var ErrStill = errors.New("beauty: bad background picture")

// LoadStill reads a picture: JPEG, PNG, GIF or WebP (of animations the first),
// BMP or TIFF, up to 64 megapixels and 64 MiB, upright as its metadata says. Others
// are refused with an error that wraps ErrStill; a reader's own error is wrapped
// too. Large pictures are kept at the size of a 1080p frame, and of very long ones
// the middle.
func LoadStill(r io.Reader) (*Still, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxStillBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%w: it cannot be read: %w", ErrStill, err)
	}
	if len(data) > maxStillBytes {
		return nil, fmt.Errorf("%w: longer than %d MiB", ErrStill, maxStillBytes>>20)
	}
	info, err := picture.Inspect(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStill, err)
	}
	if info.Size.X > maxStillPixels/info.Size.Y {
		return nil, fmt.Errorf("%w: %dx%d pixels", ErrStill, info.Size.X, info.Size.Y)
	}
	img, err := picture.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStill, err)
	}
	return NewStill(img), nil
}

// NewStill makes a backdrop of a picture, which is copied. What is transparent
// becomes black. An empty picture becomes one black pixel.
func NewStill(img image.Image) *Still {
	b := shorten(img.Bounds())
	w, h := max(b.Dx(), 1), max(b.Dy(), 1)
	// No more than covers the largest frame.
	k := max(stillLong/float64(max(w, h)), stillShort/float64(min(w, h)))
	if k < 1 {
		w = max(int(math.Round(float64(w)*k)), 1)
		h = max(int(math.Round(float64(h)*k)), 1)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(small, small.Rect, image.NewUniform(color.Black), image.Point{}, draw.Src)
	switch {
	case b.Empty():
	case k < 1:
		draw.CatmullRom.Scale(small, small.Rect, img, b, draw.Over, nil)
	default:
		draw.Draw(small, small.Rect, img, b.Min, draw.Over)
	}
	f := media.NewFrame(w, h)
	fromRGBA(f, small)
	return &Still{f}
}

// shorten cuts off what no frame shows of a very long picture.
func shorten(b image.Rectangle) image.Rectangle {
	if over := b.Dx() - stillShape*b.Dy(); over > 0 {
		b.Min.X, b.Max.X = b.Min.X+over/2, b.Max.X-(over-over/2)
	}
	if over := b.Dy() - stillShape*b.Dx(); over > 0 {
		b.Min.Y, b.Max.Y = b.Min.Y+over/2, b.Max.Y-(over-over/2)
	}
	return b
}

// Frame implements Backdrop.
func (s *Still) Frame(time.Time) *media.Frame { return s.picture.Retain() }

// fromRGBA fills f, of the same size, with a picture.
func fromRGBA(f *media.Frame, img *image.RGBA) {
	w, h := f.Width(), f.Height()
	for cy := range (h + 1) / 2 {
		for cx := range (w + 1) / 2 {
			var cb, cr float32
			for d := range 4 {
				x, y := min(2*cx+d&1, w-1), min(2*cy+d>>1, h-1)
				p := img.Pix[y*img.Stride+4*x:]
				c := pixel.ToYCC([3]float32{float32(p[0]) / 255, float32(p[1]) / 255, float32(p[2]) / 255})
				f.Y[y*f.YStride+x] = byte(c[0] + 0.5)
				cb, cr = cb+c[1], cr+c[2]
			}
			f.Cb[cy*f.CStride+cx], f.Cr[cy*f.CStride+cx] = byte(cb/4+0.5), byte(cr/4+0.5)
		}
	}
}
