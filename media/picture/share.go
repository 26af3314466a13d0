package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"
)

// sharedSide is the longer side of a picture made for others.
const sharedSide = 1280

// Shareable is a picture as others may have it: a JPEG or PNG of at most limit
// bytes, upright, without what the file says of the camera and the place. One
// that is so already comes back as it is; any other becomes a JPEG. Errors wrap
// ErrPicture.
func Shareable(data []byte, limit int) ([]byte, error) {
	info, err := Inspect(data)
	if err != nil {
		return nil, err
	}
	plain := info.layout == layout{} && !info.Animated && !bytes.Contains(data, []byte("Exif")) && !bytes.Contains(data, []byte("eXIf"))
	if plain && len(data) <= limit && (info.Format == "jpeg" || info.Format == "png") {
		return data, nil
	}
	img, err := Decode(data)
	if err != nil {
		return nil, err
	}
	for side := sharedSide; side >= 160; side /= 2 {
		small := fitted(img, side)
		for quality := 90; quality >= 50; quality -= 20 {
			var out bytes.Buffer
			if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: quality}); err != nil {
				return nil, fmt.Errorf("%w: %w", ErrPicture, err)
			}
			if out.Len() <= limit {
				return out.Bytes(), nil
			}
		}
	}
	return nil, fmt.Errorf("%w: it does not fit %d bytes", ErrPicture, limit)
}

// fitted is img over black, no longer than side.
func fitted(img image.Image, side int) image.Image {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); long > side {
		w, h = max(w*side/long, 1), max(h*side/long, 1)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Rect, img, b, draw.Src, nil)
	return out
}
