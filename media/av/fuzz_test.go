package av

import (
	"os"
	"path/filepath"
	"testing"

	"onair/media"
)

// FuzzVideoDecoder puts a packet from outside between good ones.
func FuzzVideoDecoder(f *testing.F) {
	codecs := []Codec{H264, VP8, VP9, AV1}
	real := map[Codec][][]byte{}
	for i, c := range codecs {
		real[c] = realPackets(f, c)
		for _, p := range real[c][:4] {
			f.Add(byte(i), p)
			f.Add(byte(i), p[:len(p)/2])
		}
	}
	var pool media.FramePool
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		c := codecs[int(which)%len(codecs)]
		d, err := NewVideoDecoder(c)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		for _, p := range [][]byte{real[c][0], data, real[c][1], data} {
			g, err := d.Decode(p, &pool)
			if g != nil && err != nil {
				t.Fatal("a picture and an error")
			}
			if g != nil {
				g.Release()
			}
		}
	})
}

// FuzzOpusDecoder decodes a packet, conceals, and digs for FEC in it.
func FuzzOpusDecoder(f *testing.F) {
	for _, p := range opusPackets(f, OpusConfig{BitRate: 24000, ExpectedLoss: 30}, voice(8*OpusFrame)) {
		f.Add(p)
	}
	d, err := NewOpusDecoder()
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { d.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		d.DecodeFEC(data, nil)
		out, err := d.Decode(data, nil)
		if err == nil && (len(out) == 0 || len(out) > 2*opusMaxFrame) {
			t.Errorf("%d samples", len(out))
		}
		d.Conceal(nil)
	})
}

// FuzzReader reads a file made by a stranger.
func FuzzReader(f *testing.F) {
	files, err := filepath.Glob("testdata/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			f.Fatal(err)
		}
		if info.IsDir() || info.Size() > 20_000 {
			continue
		}
		b := mustRead(f, name)
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	file := filepath.Join(f.TempDir(), "stranger")
	var pool media.FramePool
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(t.Context(), file, OpenOptions{Pool: &pool})
		if err != nil {
			return
		}
		defer r.Close()
		for i := range 100 {
			u, err := r.Next()
			if err != nil {
				break
			}
			if u.Frame != nil {
				u.Frame.Release()
			}
			if i == 20 {
				if r.SeekStart() != nil {
					break
				}
			}
		}
	})
}
