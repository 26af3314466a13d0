package av

import (
	"errors"
	"math"
	"os"
	"testing"
)

func TestAACIsDecoded(t *testing.T) {
	path := ffmpegFile(t, "tone.aac", "-f", "lavfi", "-i", "sine=1000:sample_rate=44100:duration=1", "-ac", "1", "-c:a", "aac", "-f", "adts")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewAACDecoder([]byte{0x12, 0x08}) // AAC-LC, 44.1 kHz, mono (ISO 14496-3, 1.6.2.1)
	if err != nil {
		t.Fatal(err)
	}
	var pcm, block []float32
	for len(raw) > 7 {
		n := int(raw[3]&3)<<11 | int(raw[4])<<3 | int(raw[5])>>5 // ADTS frame length
		if block, err = d.Decode(raw[7:n], block); err != nil {
			t.Fatal(err)
		}
		pcm = append(pcm, block...)
		raw = raw[n:]
	}
	if n := len(pcm) / 2; n < 47000 || n > 51000 {
		t.Errorf("%d sample pairs of a second", n)
	}
	var re, im, all float64
	for i := 9600; i < 9600+19200; i += 2 {
		if pcm[i] != pcm[i+1] {
			t.Fatal("the two sides differ")
		}
		v, a := float64(pcm[i]), 2*math.Pi*1000*float64(i/2)/48000
		re, im, all = re+v*math.Cos(a), im+v*math.Sin(a), all+v*v
	}
	if share := (re*re + im*im) / (9600 * all / 2); share < 0.95 {
		t.Errorf("%.2f of the sound is the tone", share)
	}
	if _, err := d.Decode([]byte{1, 2, 3, 4, 5}, nil); err == nil {
		t.Error("damage is no error")
	}
	if out, err := d.Decode(nil, block); err != nil || len(out) != 0 {
		t.Errorf("nothing gives %d samples, %v", len(out), err)
	}
	d.Close()
	d.Close()
	if _, err := d.Decode([]byte{1}, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	for _, config := range [][]byte{nil, {0xff}, make([]byte, maxConfig+1)} {
		if d, err := NewAACDecoder(config); err == nil {
			d.Close()
			t.Errorf("a configuration of %d bytes is taken", len(config))
		}
	}
}
