// Package picture reads picture files the one way that every door uses: files and
// pictures as a camera, backgrounds, covers, avatars, stickers. What comes out
// stands upright, has square pixels and its whole canvas.
//
// It is pure Go, imports nothing of ours, and its functions may be called from
// any goroutine.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	_ "image/jpeg" // formats Decode reads
	_ "image/png"  //

	_ "golang.org/x/image/bmp" //
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff" //
	_ "golang.org/x/image/webp" //
)

// ErrPicture is wrapped by every error of this package.
var ErrPicture = errors.New("picture: not a picture that can be read")

// MaxPixels bounds what a file can make us allocate.
const MaxPixels = 100_000_000

// Info is what a file says of its picture before that is decoded.
type Info struct {
	// Format is its name, such as "jpeg".
	Format string
	// Size is that of the picture as it is shown.
	Size image.Point
	// Animated: more pictures follow the first.
	Animated bool

	lying  image.Point // the size as stored
	layout layout
}

// Inspect reads a file's head. Errors wrap ErrPicture.
func Inspect(data []byte) (Info, error) {
	i := Info{layout: readLayout(data)}
	if w := parseWebP(data); w.animated() {
		i.Format, i.lying, i.Animated = "webp", w.canvas, true
	} else {
		c, form, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return Info{}, fmt.Errorf("%w: %w", ErrPicture, err)
		}
		i.Format, i.lying = form, image.Pt(c.Width, c.Height)
		i.Animated = form == "png" && bytes.Contains(data[:min(len(data), 4096)], []byte("acTL")) || form == "gif" && gifFrames(data) > 1
	}
	if i.lying.X < 1 || i.lying.Y < 1 || i.lying.X > MaxPixels/i.lying.Y {
		return Info{}, fmt.Errorf("%w: %d by %d pixels", ErrPicture, i.lying.X, i.lying.Y)
	}
	i.Size = i.layout.shown(i.lying)
	return i, nil
}

// Decode reads the picture, of an animation the first. Errors wrap ErrPicture.
func Decode(data []byte) (image.Image, error) {
	i, err := Inspect(data)
	if err != nil {
		return nil, err
	}
	var img image.Image
	switch {
	case i.Format == "webp" && i.Animated:
		a, aerr := NewAnimation(data)
		if aerr != nil {
			return nil, aerr
		}
		img, _, err = a.Next()
	case i.Format == "gif":
		img, err = firstOfGIF(data, i.lying)
	default:
		img, _, err = image.Decode(bytes.NewReader(data))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: damaged %s: %w", ErrPicture, i.Format, err)
	}
	return i.layout.apply(img), nil
}

// gifFrames is 2 for more than one.
func gifFrames(data []byte) int {
	// An image descriptor follows a graphic control extension of fixed shape.
	n := bytes.Count(data, []byte{0x21, 0xF9, 0x04})
	return min(max(n, 1), 2)
}

// firstOfGIF puts the first picture on the canvas, of which it may be a part.
func firstOfGIF(data []byte, canvas image.Point) (image.Image, error) {
	first, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	whole := image.Rectangle{Max: canvas}
	if first.Bounds() == whole {
		return first, nil
	}
	img := image.NewNRGBA(whole)
	draw.Draw(img, first.Bounds(), first, first.Bounds().Min, draw.Src)
	return img, nil
}
