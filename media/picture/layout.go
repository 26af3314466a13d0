package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"

	"golang.org/x/image/draw"
)

// layout is how the stored pixels are to be laid down.
type layout struct {
	orientation int     // as EXIF counts, 1 to 8; 0: as they are
	aspect      float64 // width of a pixel by its height; 0: square
}

// readLayout looks for an orientation and the shape of pixels in a file's
// metadata; what is broken is as if it were not there.
func readLayout(data []byte) layout {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return jpegLayout(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return pngLayout(data[8:])
	case bytes.HasPrefix(data, []byte("RIFF")) && len(data) > 12:
		return layout{orientation: exifOrientation(riffChunk(data[12:], "EXIF"))}
	case bytes.HasPrefix(data, []byte("II")), bytes.HasPrefix(data, []byte("MM")):
		return layout{orientation: exifOrientation(data)}
	}
	return layout{}
}

// jpegLayout walks the segments before the picture.
func jpegLayout(data []byte) layout {
	var l layout
	for p := 2; p+4 <= len(data) && data[p] == 0xff; {
		marker := data[p+1]
		if marker == 0xff { // fill
			p++
			continue
		}
		if marker == 0xda || marker == 0xd9 {
			break
		}
		end := p + 2 + int(binary.BigEndian.Uint16(data[p+2:]))
		if end > len(data) || end < p+4 {
			break
		}
		body := data[p+4 : end]
		switch {
		case marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00")) && len(body) > 6 && l.orientation == 0:
			l.orientation = exifOrientation(body[6:])
		case marker == 0xe0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 12:
			// Densities: more dots across make narrower pixels; without a unit
			// they are the pixels' shape itself.
			x, y := float64(binary.BigEndian.Uint16(body[8:])), float64(binary.BigEndian.Uint16(body[10:]))
			if body[7] == 0 {
				l.aspect = shape(x, y)
			} else {
				l.aspect = shape(y, x)
			}
		}
		p = end
	}
	return l
}

func pngLayout(data []byte) layout {
	var l layout
	for len(data) >= 12 {
		n := int(binary.BigEndian.Uint32(data))
		if n < 0 || n > len(data)-12 {
			break
		}
		body := data[8 : 8+n]
		switch kind := string(data[4:8]); {
		case kind == "eXIf":
			l.orientation = exifOrientation(body)
		case kind == "pHYs" && n == 9: // pixels a unit, so more make them narrower
			l.aspect = shape(float64(binary.BigEndian.Uint32(body[4:])), float64(binary.BigEndian.Uint32(body)))
		}
		data = data[12+n:]
	}
	return l
}

// riffChunk is a chunk's body, nil if there is none.
func riffChunk(data []byte, kind string) []byte {
	for len(data) >= 8 {
		n := int64(binary.LittleEndian.Uint32(data[4:]))
		body := data[8:]
		if n > int64(len(body)) {
			return nil
		}
		if string(data[:4]) == kind {
			return body[:n]
		}
		data = body[min(n+n&1, int64(len(body))):]
	}
	return nil
}

// exifOrientation finds tag 0x0112 in the first directory.
func exifOrientation(b []byte) int {
	b = bytes.TrimPrefix(b, []byte("Exif\x00\x00"))
	if len(b) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(b[:2]) == "MM" {
		order = binary.BigEndian
	} else if string(b[:2]) != "II" {
		return 0
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 0
	}
	entries := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(entries) < 12 {
			return 0
		}
		if order.Uint16(entries) == 0x0112 {
			v := int(order.Uint16(entries[8:]))
			if order.Uint16(entries[2:]) == 4 { // some write a long
				v = int(order.Uint32(entries[8:]))
			}
			if v < 1 || v > 8 {
				return 0
			}
			return v
		}
		entries = entries[12:]
	}
	return 0
}

// shape is w by h if both are there and pixels are not absurdly long.
func shape(w, h float64) float64 {
	if w <= 0 || h <= 0 || w == h || w > 4*h || h > 4*w {
		return 0
	}
	return w / h
}

// square is the size of a stored picture with square pixels.
func (l layout) square(p image.Point) image.Point {
	switch {
	case l.aspect > 1:
		p.X = max(int(math.Round(float64(p.X)*l.aspect)), 1)
	case l.aspect > 0:
		p.Y = max(int(math.Round(float64(p.Y)/l.aspect)), 1)
	}
	return p
}

// shown is the size at which a stored picture is shown.
func (l layout) shown(p image.Point) image.Point {
	p = l.square(p)
	if l.orientation >= 5 {
		p.X, p.Y = p.Y, p.X
	}
	return p
}

// apply lays a decoded picture down.
func (l layout) apply(img image.Image) image.Image {
	if size := l.square(img.Bounds().Size()); size != img.Bounds().Size() && size.X <= MaxPixels/size.Y {
		out := image.NewRGBA(image.Rectangle{Max: size})
		draw.ApproxBiLinear.Scale(out, out.Rect, img, img.Bounds(), draw.Src, nil)
		img = out
	}
	return upright(img, l.orientation)
}
