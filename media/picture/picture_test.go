package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// exif is a block of metadata with an orientation.
func exif(order binary.AppendByteOrder, orientation int) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	b = append(order.AppendUint16(order.AppendUint16(b, 0x0100), 3), 0, 0, 0, 1, 0, 1, 0, 0) // another tag
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 0x0112), 3), 1)
	return order.AppendUint32(order.AppendUint16(order.AppendUint16(b, uint16(orientation)), 0), 0)
}

func withExifJPEG(data, block []byte) []byte {
	seg := append([]byte("Exif\x00\x00"), block...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(seg)+2))
	return append(append(head, seg...), data[2:]...)
}

func withChunkPNG(data []byte, kind string, body []byte) []byte {
	const head = 8 + 25 // the signature and IHDR
	chunk := append([]byte(kind), body...)
	out := append(bytes.Clone(data[:head]), binary.BigEndian.AppendUint32(nil, uint32(len(body)))...)
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, data[head:]...)
}

// corner is black with the first 16 by 16 pixels white.
func corner(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8(0)
			if x < 16 && y < 16 {
				v = 255
			}
			img.SetNRGBA(x, y, color.NRGBA{v, v, v, 255})
		}
	}
	return img
}

func encoded(t testing.TB, img image.Image, kind string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	if kind == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesStandUpright(t *testing.T) {
	pic := corner(64, 32)
	for o, want := range map[int]struct{ right, bottom bool }{
		1: {}, 2: {true, false}, 3: {true, true}, 4: {false, true},
		5: {}, 6: {true, false}, 7: {true, true}, 8: {false, true},
	} {
		for name, data := range map[string][]byte{
			"jpeg": withExifJPEG(encoded(t, pic, "jpeg"), exif(binary.BigEndian, o)),
			"png":  withChunkPNG(encoded(t, pic, "png"), "eXIf", exif(binary.LittleEndian, o)),
		} {
			img, err := Decode(data)
			if err != nil {
				t.Fatalf("%s %d: %v", name, o, err)
			}
			w, h := 64, 32
			if o >= 5 {
				w, h = 32, 64
			}
			if info, err := Inspect(data); err != nil || info.Size != image.Pt(w, h) || img.Bounds().Size() != info.Size {
				t.Errorf("%s %d: %v, %v, %v", name, o, info.Size, img.Bounds(), err)
			}
			x, y := 5, 5
			if want.right {
				x = w - 6
			}
			if want.bottom {
				y = h - 6
			}
			if v, _, _, _ := img.At(x, y).RGBA(); v < 0xe000 {
				t.Errorf("%s %d: the corner is not at %d,%d", name, o, x, y)
			}
		}
	}
	data, err := os.ReadFile("testdata/orientation6.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := Inspect(data); err != nil || info.Size != image.Pt(16, 32) {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestBrokenMetadataIsAsIfItWereNotThere(t *testing.T) {
	plain := encoded(t, corner(64, 32), "jpeg")
	good := exif(binary.BigEndian, 6)
	for name, block := range map[string][]byte{
		"cut": good[:20], "far": append([]byte("MM\x00*\xff\xff\xff\xff"), good[8:]...),
		"nine": exif(binary.BigEndian, 9), "none": nil,
	} {
		if img, err := Decode(withExifJPEG(plain, block)); err != nil || img.Bounds().Size() != image.Pt(64, 32) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPixelsBecomeSquare(t *testing.T) {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 1), 2) // one across on two down
	data := withChunkPNG(encoded(t, corner(64, 32), "png"), "pHYs", append(body, 0))
	if img, err := Decode(data); err != nil || img.Bounds().Size() != image.Pt(128, 32) {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
}

// TestASmallFirstPictureLeavesTheCanvas has a GIF begin with a part of it.
func TestASmallFirstPictureLeavesTheCanvas(t *testing.T) {
	small := image.NewPaletted(image.Rect(10, 8, 20, 16), color.Palette{color.NRGBA{255, 0, 0, 255}})
	var b bytes.Buffer
	g := &gif.GIF{Image: []*image.Paletted{small, small}, Delay: []int{5, 5},
		Config: image.Config{Width: 64, Height: 48, ColorModel: small.Palette}}
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	img, err := Decode(b.Bytes())
	if err != nil || img.Bounds() != image.Rect(0, 0, 64, 48) {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	if r, _, _, _ := img.At(15, 12).RGBA(); r != 0xffff {
		t.Error("the part is not in its place")
	}
	if info, err := Inspect(b.Bytes()); err != nil || !info.Animated {
		t.Errorf("%+v, %v", info, err)
	}
}

// animatedWebP has two red pictures of 2x2, side by side on 4x4; each is cleared.
func animatedWebP(t testing.TB) []byte {
	t.Helper()
	one := filepath.Join(t.TempDir(), "one.webp")
	if out, err := exec.Command("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=red:s=2x2,format=bgra",
		"-frames:v", "1", "-c:v", "libwebp", "-lossless", "1", one).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	data, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	frame := data[12:]
	var body bytes.Buffer
	body.WriteString("WEBPVP8X\x0a\x00\x00\x00\x12\x00\x00\x00\x03\x00\x00\x03\x00\x00")
	for i := range 2 {
		body.WriteString("ANMF")
		body.Write(binary.LittleEndian.AppendUint32(nil, uint32(16+len(frame))))
		body.Write([]byte{byte(i), 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 100, 0, 0, 1})
		body.Write(frame)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(body.Len())), body.Bytes()...)
}

func TestAnimatedWebP(t *testing.T) {
	data := animatedWebP(t)
	a, err := NewAnimation(data)
	if err != nil {
		t.Fatal(err)
	}
	for pass := range 2 {
		for i := range 2 {
			img, stay, err := a.Next()
			if err != nil || stay != 100*time.Millisecond || img.Rect != image.Rect(0, 0, 4, 4) {
				t.Fatalf("pass %d, picture %d: %v, %v", pass, i, stay, err)
			}
			if img.NRGBAAt(2*i, 0).A == 0 || img.NRGBAAt(2-2*i, 0).A != 0 {
				t.Errorf("pass %d: picture %d is not in its place, or the one before stays", pass, i)
			}
		}
		a.Rewind()
	}
	if info, err := Inspect(data); err != nil || !info.Animated || info.Size != image.Pt(4, 4) {
		t.Errorf("%+v, %v", info, err)
	}
}

func FuzzDecode(f *testing.F) {
	pic := corner(24, 17)
	f.Add(withExifJPEG(encoded(f, pic, "jpeg"), exif(binary.LittleEndian, 7)))
	f.Add(withChunkPNG(encoded(f, pic, "png"), "eXIf", exif(binary.BigEndian, 8)))
	f.Add(animatedWebP(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Inspect(data)
		if err == nil && info.Size.X*info.Size.Y > 1<<20 {
			return
		}
		img, err := Decode(data)
		if err != nil {
			if !errors.Is(err, ErrPicture) {
				t.Fatal(err)
			}
			return
		}
		_ = img.At(img.Bounds().Min.X, img.Bounds().Min.Y)
	})
}
