// Package web drives the pages of a real server with the Chromium that the system has,
// next to people of package roomtest who use the SDK.
package web

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"onair/internal/chrometest"
	"onair/internal/roomtest"
)

// fake is whose colour and tone the browser's camera and microphone have.
const fake = "erin"

// chrome is the one browser of all tests.
var chrome struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if chrome.stop != nil {
		chrome.stop()
	}
	os.Exit(code)
}

// browser starts it when a test needs it first.
func browser(t *testing.T) context.Context {
	t.Helper()
	chrome.once.Do(func() { chrome.ctx, chrome.stop, chrome.err = launch() })
	if errors.Is(chrome.err, chrometest.ErrMissing) {
		t.Skip(chrome.err)
	}
	if chrome.err != nil {
		t.Fatal(chrome.err)
	}
	return chrome.ctx
}

func launch(opts ...chromedp.ExecAllocatorOption) (context.Context, func(), error) {
	dir, err := os.MkdirTemp("", "onair-web-")
	if err != nil {
		return nil, nil, err
	}
	look := roomtest.LookOf(fake)
	camera, microphone := filepath.Join(dir, "camera.y4m"), filepath.Join(dir, "microphone.wav")
	if err = os.WriteFile(camera, film(look.Color), 0o600); err == nil {
		err = os.WriteFile(microphone, beeps(look.Hz), 0o600)
	}
	if err != nil {
		return nil, nil, err
	}
	ctx, stop, err := chrometest.Launch(camera, microphone, opts...)
	if err != nil {
		return nil, nil, err
	}
	return ctx, func() { stop(); os.RemoveAll(dir) }, nil
}

// film is a picture of one colour as a file of pictures, which the camera repeats.
func film(c color.RGBA) []byte {
	const w, h = 320, 180
	_, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
	limited := func(v uint8, range_ float64) byte { return byte(math.Round(128 + (float64(v)-128)*range_/255)) }
	y, _, _ := color.RGBToYCbCr(c.R, c.G, c.B)
	out := []byte(fmt.Sprintf("YUV4MPEG2 W%d H%d F15:1 Ip A1:1 C420mpeg2\n", w, h))
	for range 2 {
		out = append(out, "FRAME\n"...)
		for range w * h {
			out = append(out, byte(16+int(y)*219/255))
		}
		for _, plane := range []byte{limited(cb, 224), limited(cr, 224)} {
			for range w * h / 4 {
				out = append(out, plane)
			}
		}
	}
	return out
}

// beeps are short tones with pauses, which noise suppression takes for a voice rather
// than for a fan.
func beeps(hz float64) []byte {
	const rate, seconds = 48000, 2
	data := make([]byte, 0, 2*rate*seconds)
	for i := range rate * seconds {
		v := 0.0
		if i%(rate/2) < rate/3 {
			v = 0.5 * math.Sin(2*math.Pi*hz*float64(i)/rate)
		}
		data = binary.LittleEndian.AppendUint16(data, uint16(int16(v*32767)))
	}
	head := []byte("RIFF")
	head = binary.LittleEndian.AppendUint32(head, uint32(36+len(data)))
	head = append(head, "WAVEfmt "...)
	head = binary.LittleEndian.AppendUint32(head, 16)
	for _, v := range []uint16{1, 1} {
		head = binary.LittleEndian.AppendUint16(head, v)
	}
	head = binary.LittleEndian.AppendUint32(head, rate)
	head = binary.LittleEndian.AppendUint32(head, 2*rate)
	for _, v := range []uint16{2, 16} {
		head = binary.LittleEndian.AppendUint16(head, v)
	}
	head = append(head, "data"...)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(data)))
	return append(head, data...)
}
