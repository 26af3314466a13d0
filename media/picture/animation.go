package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"io"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// webpFile is an animated WebP: its canvas and its frames, still packed.
type webpFile struct {
	canvas image.Point
	frames []webpFrame
}

type webpFrame struct {
	at             image.Point
	size           image.Point
	length         time.Duration
	blend, dispose bool // over what is there; cleared afterwards
	data           []byte
}

// maxFrames bounds what is kept of a file.
const maxFrames = 10000

func (w webpFile) animated() bool { return len(w.frames) > 0 }

// parseWebP reads the container (RFC 9649, 2.7); what is no animation, or
// broken, has no frames.
func parseWebP(data []byte) webpFile {
	var w webpFile
	if len(data) < 30 || string(data[:4]) != "RIFF" || string(data[8:16]) != "WEBPVP8X" || data[20]&2 == 0 {
		return w
	}
	w.canvas = image.Pt(1+int24(data[24:]), 1+int24(data[27:]))
	for rest := data[12:]; len(rest) >= 8 && len(w.frames) < maxFrames; {
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		if n > int64(len(rest)-8) {
			break
		}
		body := rest[8 : 8+n]
		if string(rest[:4]) == "ANMF" && n > 16 {
			w.frames = append(w.frames, webpFrame{
				at: image.Pt(2*int24(body), 2*int24(body[3:])), size: image.Pt(1+int24(body[6:]), 1+int24(body[9:])),
				length: time.Duration(int24(body[12:])) * time.Millisecond,
				blend:  body[15]&2 == 0, dispose: body[15]&1 != 0, data: body[16:],
			})
		}
		rest = rest[min(8+n+n&1, int64(len(rest))):]
	}
	return w
}

func int24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// Animation plays an animated WebP, which neither FFmpeg nor Go's decoder does.
// It belongs to one goroutine.
type Animation struct {
	file   webpFile
	canvas *image.NRGBA
	next   int
	clear  image.Rectangle // of the frame before, to be emptied
}

// NewAnimation reads the container. Errors wrap ErrPicture; a picture that does
// not move is one.
func NewAnimation(data []byte) (*Animation, error) {
	a := &Animation{file: parseWebP(data)}
	c := a.file.canvas
	if !a.file.animated() || c.X > MaxPixels/c.Y {
		return nil, fmt.Errorf("%w: no animated WebP", ErrPicture)
	}
	a.canvas = image.NewNRGBA(image.Rectangle{Max: c})
	return a, nil
}

// Next is the next picture, valid until the next call, and how long it stays;
// io.EOF at the end.
func (a *Animation) Next() (*image.NRGBA, time.Duration, error) {
	if a.next == len(a.file.frames) {
		return nil, 0, io.EOF
	}
	f := a.file.frames[a.next]
	img, err := f.decode()
	if err != nil {
		return nil, 0, fmt.Errorf("%w: picture %d: %w", ErrPicture, a.next+1, err)
	}
	a.next++
	draw.Draw(a.canvas, a.clear, image.NewUniform(color.Transparent), image.Point{}, draw.Src)
	place := image.Rectangle{Min: f.at, Max: f.at.Add(f.size)}
	op := draw.Src
	if f.blend {
		op = draw.Over
	}
	draw.Draw(a.canvas, place, img, img.Bounds().Min, op)
	a.clear = image.Rectangle{}
	if f.dispose {
		a.clear = place
	}
	return a.canvas, max(f.length, shortest), nil
}

// shortest is what players give frames that ask for less.
const shortest = 10 * time.Millisecond

// Rewind goes back to the first picture.
func (a *Animation) Rewind() {
	a.next, a.clear = 0, image.Rectangle{}
	clear(a.canvas.Pix)
}

// decode makes a file of its own of the frame.
func (f webpFrame) decode() (image.Image, error) {
	if f.size.X > MaxPixels/f.size.Y {
		return nil, fmt.Errorf("%v pixels", f.size)
	}
	var body bytes.Buffer
	if alpha := riffChunk(f.data, "ALPH"); alpha != nil {
		var head [18]byte
		copy(head[:], "VP8X\x0a\x00\x00\x00\x10")
		put24(head[12:], f.size.X-1)
		put24(head[15:], f.size.Y-1)
		body.Write(head[:])
	}
	body.Write(f.data)
	file := make([]byte, 0, 12+body.Len())
	file = append(file, "RIFF"...)
	file = binary.LittleEndian.AppendUint32(file, uint32(4+body.Len()))
	file = append(append(file, "WEBP"...), body.Bytes()...)
	c, err := webp.DecodeConfig(bytes.NewReader(file))
	if err == nil && (image.Point{X: c.Width, Y: c.Height}) != f.size {
		err = fmt.Errorf("%dx%d, not %v", c.Width, c.Height, f.size)
	}
	if err != nil {
		return nil, err
	}
	return webp.Decode(bytes.NewReader(file))
}

func put24(b []byte, v int) { b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16) }
