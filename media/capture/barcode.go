package capture

import (
	"time"

	"onair/media"
)

// The bar code is three rows of blocks along the bottom edge. Each row is 20
// blocks wide and a fifteenth of the picture high, so at 1280x720 and its
// relatives a block covers whole macroblocks and costs an encoder little. A
// row starts with a light and ends with a dark reference block; the 54 blocks
// between carry, most significant bit first, a 6-bit mark, the time in
// microseconds modulo 2^40, and an 8-bit check sum.
const (
	codeRows    = 3
	codeColumns = 20
	codeRowPart = 15 // rows are 1/15 of the height
	codeBits    = codeRows * (codeColumns - 2)
	codeMark    = 0b101101
	timeBits    = 40
	timeMask    = 1<<timeBits - 1
	codeLight   = 210
	codeDark    = 32
	// minContrast between the reference blocks; less is no bar code.
	minContrast = 60
)

// codeTop is the first line of the bar code in a picture h high.
func codeTop(h int) int { return h - codeRows*h/codeRowPart }

// codeWord packs the time of a picture.
func codeWord(t time.Time) uint64 {
	us := uint64(t.UnixMicro()) & timeMask
	return uint64(codeMark)<<(timeBits+8) | us<<8 | uint64(checkSum(us))
}

// checkSum is the CRC-8 with polynomial 0x07 of the 40 bits.
func checkSum(us uint64) byte {
	crc := byte(0x5a)
	for shift := timeBits - 8; shift >= 0; shift -= 8 {
		crc ^= byte(us >> shift)
		for range 8 {
			high := crc & 0x80
			crc <<= 1
			if high != 0 {
				crc ^= 0x07
			}
		}
	}
	return crc
}

// block is the rectangle of a block in a picture w by h.
func block(w, h, row, col int) (x0, y0, x1, y1 int) {
	top := codeTop(h)
	return col * w / codeColumns, top + row*(h-top)/codeRows,
		(col + 1) * w / codeColumns, top + (row+1)*(h-top)/codeRows
}

// drawCode writes t's bar code into the luma of f; chroma there must be grey.
func drawCode(f *media.Frame, t time.Time) {
	w, h, word := f.Width(), f.Height(), codeWord(t)
	for row := range codeRows {
		_, y0, _, y1 := block(w, h, row, 0)
		line := f.Y[y0*f.YStride : y0*f.YStride+w]
		for col := range codeColumns {
			v := byte(codeDark)
			switch {
			case col == 0:
				v = codeLight
			case col < codeColumns-1:
				bit := codeBits - 1 - (row*(codeColumns-2) + col - 1)
				if word>>bit&1 == 1 {
					v = codeLight
				}
			}
			x0, _, x1, _ := block(w, h, row, col)
			fill(line[x0:x1], v)
		}
		for y := y0 + 1; y < y1; y++ {
			copy(f.Y[y*f.YStride:y*f.YStride+w], line)
		}
	}
}

func fill(b []byte, v byte) {
	for i := range b {
		b[i] = v
	}
}

// ReadClock reads the capture time that the test pattern wrote into the
// picture, also after encoding and scaling (not cropping or mirroring). It
// returns false when there is no sound bar code. The code holds microseconds
// modulo 2^40 (12.7 days); the answer is the moment nearest to now, with
// now's monotonic part, so that it can be subtracted from time.Now().
func ReadClock(f *media.Frame) (time.Time, bool) {
	return readClock(f, time.Now())
}

func readClock(f *media.Frame, now time.Time) (time.Time, bool) {
	w, h := f.Width(), f.Height()
	if w < codeColumns*2 || h < codeRowPart*2 {
		return time.Time{}, false
	}
	var word uint64
	for row := range codeRows {
		light, dark := blockLuma(f, row, 0), blockLuma(f, row, codeColumns-1)
		if light-dark < minContrast {
			return time.Time{}, false
		}
		middle := (light + dark) / 2
		for col := 1; col < codeColumns-1; col++ {
			word <<= 1
			if blockLuma(f, row, col) > middle {
				word |= 1
			}
		}
	}
	us := word >> 8 & timeMask
	if word>>(timeBits+8) != codeMark || byte(word) != checkSum(us) {
		return time.Time{}, false
	}
	// The signed distance modulo 2^40 from now.
	ahead := int64((us-uint64(now.UnixMicro())&timeMask)<<(64-timeBits)) >> (64 - timeBits)
	nowWhole := now.Add(-time.Duration(now.Nanosecond() % 1000))
	return nowWhole.Add(time.Duration(ahead) * time.Microsecond), true
}

// blockLuma is the mean luma of the inner half of a block.
func blockLuma(f *media.Frame, row, col int) int {
	x0, y0, x1, y1 := block(f.Width(), f.Height(), row, col)
	dx, dy := (x1-x0)/4, (y1-y0)/4
	return meanLuma(f, x0+dx, y0+dy, x1-dx, y1-dy)
}

// meanLuma is the mean of the luma in [x0,x1) by [y0,y1).
func meanLuma(f *media.Frame, x0, y0, x1, y1 int) int {
	sum, n := 0, (x1-x0)*(y1-y0)
	for y := y0; y < y1; y++ {
		for _, v := range f.Y[y*f.YStride+x0 : y*f.YStride+x1] {
			sum += int(v)
		}
	}
	if n <= 0 {
		return 0
	}
	return sum / n
}
