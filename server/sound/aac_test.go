package sound

import (
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestWhatIsNotTaken(t *testing.T) {
	o := NewToOpus(func([]byte, time.Duration) {})
	for name, c := range map[string]struct {
		config string
		want   Unsupported
	}{
		"HE-AAC":                            {"2b920800", Unsupported{Kind: "HE-AAC"}},
		"HE-AAC v2":                         {"eb8a0800", Unsupported{Kind: "HE-AAC v2"}},
		"HE-AAC by its end":                 {"131056e598", Unsupported{Kind: "HE-AAC"}},
		"AAC Main":                          {"0a10", Unsupported{Kind: "AAC Main"}},
		"xHE-AAC":                           {"f9468000", Unsupported{Kind: "xHE-AAC"}},
		"six channels":                      {"1230", Unsupported{Channels: 6}},
		"eight channels":                    {"11b8", Unsupported{Channels: 8}},
		"channels in a layout of their own": {"1180", Unsupported{Channels: -1}},
		"37 kHz":                            {"1780484408", Unsupported{Rate: 37000}},
	} {
		config, _ := hex.DecodeString(c.config)
		for range 2 {
			err, got := o.AAC(config, []byte{1, 2, 3}, 0), (*Unsupported)(nil)
			if !errors.Is(err, ErrUnsupported) || !errors.As(err, &got) || got.Kind != c.want.Kind || got.Channels != c.want.Channels || got.Rate != c.want.Rate {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if err := o.AAC(nil, []byte{1, 2, 3}, 0); !errors.Is(err, ErrDamaged) {
		t.Errorf("no configuration: %v", err)
	}
	config, aus := units(t, 48000, 2, time.Second, later)
	got := 0
	o = NewToOpus(func([]byte, time.Duration) { got++ })
	for i, au := range aus {
		if i%5 == 4 {
			au = au[:len(au)/2]
		}
		if err := o.AAC(config, au, samples(int64(i*1024), 48000)); (i%5 == 4) != errors.Is(err, ErrDamaged) {
			t.Errorf("unit %d: %v", i, err)
		}
	}
	if want := len(aus) * 1024 / perPacket; got != want {
		t.Errorf("%d packets, not %d", got, want)
	}
}

// TestFFmpegsAAC reads what the most used encoder makes.
func TestFFmpegsAAC(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("no ffmpeg: scripts/deps.sh installs it")
	}
	adts := t.TempDir() + "/tone.aac"
	if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=1000:r=32000:d=3", "-af", "volume=12dB", "-ac", "1", "-c:a", "aac", "-f", "adts", adts).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := os.ReadFile(adts)
	if err != nil {
		t.Fatal(err)
	}
	h := listen(t)
	o := NewToOpus(h.take)
	for i := 0; len(b) > 7; i++ {
		n := int(b[3]&3)<<11 | int(b[4])<<3 | int(b[5])>>5
		if err := o.AAC([]byte{0x12, 0x88}, b[7:n], samples(int64(i*1024), 32000)); err != nil {
			t.Fatal(i, err)
		}
		b = b[n:]
	}
	if a := h.tone(1000, 0.5, 2.5); a < 0.3 || a > 0.7 {
		t.Errorf("strength %.3f", a)
	}
}

func FuzzAAC(f *testing.F) {
	config, aus := units(f, 44100, 2, 100*time.Millisecond, later)
	for _, au := range aus {
		f.Add(config, au)
	}
	f.Add([]byte{0x12, 0x88}, []byte{0x21, 0x10, 0x05})
	f.Fuzz(func(t *testing.T, config, unit []byte) {
		o := NewToOpus(func(p []byte, _ time.Duration) {
			if len(p) == 0 || len(p) > maxPacket {
				t.Errorf("a packet of %d bytes", len(p))
			}
		})
		for i := range 3 {
			err := o.AAC(config, unit, time.Duration(i)*50*time.Millisecond)
			if err != nil && !errors.Is(err, ErrUnsupported) && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrTimes) {
				t.Error(err)
			}
		}
		o.Close()
	})
}

// BenchmarkAAC is a second of stereo at 44.1 kHz.
func BenchmarkAAC(b *testing.B) {
	config, aus := units(b, 44100, 2, time.Second, func(s float64) float64 { return later(s + 1) })
	o := NewToOpus(func([]byte, time.Duration) {})
	var at int64
	b.ReportAllocs()
	for b.Loop() {
		for _, au := range aus {
			if err := o.AAC(config, au, samples(at, 44100)); err != nil {
				b.Fatal(err)
			}
			at += 1024
		}
	}
}
