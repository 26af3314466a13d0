package motion

import (
	"errors"
	"fmt"

	"onair/media/picture"
)

// MaxTextureBytes is how large the file of a texture may be, MaxTextureSide how many pixels a
// side; MinTextureSide is how many it needs.
const (
	MaxTextureBytes = 8 << 20
	MaxTextureSide  = 2048
	MinTextureSide  = 64
)

// ErrOpaque: a texture has no place that is clear, so that it would paint a whole face over.
var ErrOpaque = errors.New("it has no transparent parts; save it as a PNG with transparency")

// ReadTexture reads a PNG with transparency that is to be laid on faces: a square in the layout of
// face.Canonical's flat map. The errors say what to do.
func ReadTexture(data []byte) (*Picture, error) {
	if len(data) > MaxTextureBytes {
		return nil, fmt.Errorf("the file is larger than %d MB", MaxTextureBytes>>20)
	}
	info, err := picture.Inspect(data)
	if err != nil || info.Format != "png" {
		return nil, errors.New("this is not a PNG picture")
	}
	if w, h := info.Size.X, info.Size.Y; min(w, h) < MinTextureSide || max(w, h) > MaxTextureSide {
		return nil, fmt.Errorf("the picture is %dx%d; it must have %d to %d pixels a side", w, h, MinTextureSide, MaxTextureSide)
	} else if 8*max(w, h) > 9*min(w, h) {
		return nil, fmt.Errorf("the picture is %dx%d; it must be square, as the template is", w, h)
	}
	img, err := picture.Decode(data)
	if err != nil || img.Bounds().Size() != info.Size {
		return nil, errors.New("the picture is damaged")
	}
	p := newPicture(img)
	clear, l := 0, &p.Levels[0]
	for y := range l.H {
		row := l.row(y)
		for x := 3; x < len(row); x += 4 {
			if row[x] < 8 {
				clear++
			}
		}
	}
	if clear < l.W*l.H/50 {
		return nil, ErrOpaque
	}
	return p, nil
}
