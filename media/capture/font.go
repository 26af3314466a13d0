package capture

import "onair/media"

// glyphs is a 5x7 font with just the characters of the clock. Each row is five
// bits, the leftmost pixel highest.
var glyphs = map[byte][7]byte{
	'0': {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110},
	'1': {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
	'2': {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111},
	'3': {0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110},
	'4': {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010},
	'5': {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
	'6': {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110},
	'7': {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000},
	'8': {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110},
	'9': {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100},
	':': {0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000},
	'.': {0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b01100},
	'#': {0b01010, 0b01010, 0b11111, 0b01010, 0b11111, 0b01010, 0b01010},
	' ': {},
}

const (
	glyphWidth  = 6 // with the gap to the next
	glyphHeight = 7
	inkLuma     = 235
	paperLuma   = 16
)

// textSize is the room that text takes at scale, with a margin of one dot.
func textSize(n, scale int) (w, h int) {
	return (n*glyphWidth + 1) * scale, (glyphHeight + 2) * scale
}

// drawText writes light text on a dark ground at x, y; both must be even and
// the whole of it inside the picture. It writes luma only.
func drawText(f *media.Frame, text []byte, x, y, scale int) {
	w, h := textSize(len(text), scale)
	for row := range h {
		line := f.Y[(y+row)*f.YStride+x:][:w]
		if row%scale != 0 {
			copy(line, f.Y[(y+row-1)*f.YStride+x:][:w])
			continue
		}
		fill(line, paperLuma)
		dot := row/scale - 1
		if dot < 0 || dot >= glyphHeight {
			continue
		}
		for i, c := range text {
			bits := glyphs[c][dot]
			for b := range 5 {
				if bits>>(4-b)&1 == 1 {
					at := (i*glyphWidth + b + 1) * scale
					fill(line[at:at+scale], inkLuma)
				}
			}
		}
	}
}
