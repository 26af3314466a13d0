package av

import (
	"errors"
	"math"
	"testing"

	"onair/media"
)

// voice is a gliding tone with a beat in it, different on the two sides.
func voice(n int) []float32 {
	out := make([]float32, 2*n)
	for i := range n {
		t := float64(i) / media.SampleRate
		env := 0.3 * (0.6 + 0.4*math.Sin(2*math.Pi*3*t))
		out[2*i] = float32(env * math.Sin(2*math.Pi*(200+40*t)*t))
		out[2*i+1] = float32(env * math.Sin(2*math.Pi*(300+40*t)*t))
	}
	return out
}

// correlation is the best of b against a, with b up to 20 ms late.
func correlation(a, b []float32) float64 {
	best := 0.0
	for lag := 0; lag < 2*OpusFrame && lag < len(b); lag += 2 {
		var ab, aa, bb float64
		for i := 0; i+lag < len(b) && i < len(a); i++ {
			x, y := float64(a[i]), float64(b[i+lag])
			ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
		}
		if aa > 0 && bb > 0 {
			best = max(best, ab/math.Sqrt(aa*bb))
		}
	}
	return best
}

func energy(s []float32) (e float64) {
	for _, v := range s {
		e += float64(v) * float64(v)
	}
	return e / float64(len(s))
}

func opusPackets(t testing.TB, cfg OpusConfig, pcm []float32) (packets [][]byte) {
	t.Helper()
	e, err := NewOpusEncoder(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for len(pcm) >= 2*OpusFrame {
		p, err := e.Encode(pcm[:2*OpusFrame], nil)
		if err != nil {
			t.Fatal(err)
		}
		packets = append(packets, p)
		pcm = pcm[2*OpusFrame:]
	}
	return packets
}

func newOpusDecoder(t testing.TB) *OpusDecoder {
	t.Helper()
	d, err := NewOpusDecoder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestOpusRoundTrip(t *testing.T) {
	for _, test := range []struct {
		cfg   OpusConfig
		least float64
	}{
		{OpusConfig{}, 0.9},
		{OpusConfig{Music: true, BitRate: 128000}, 0.95},
		{OpusConfig{BitRate: 24000, ExpectedLoss: 20}, 0.6},
	} {
		pcm := voice(50 * OpusFrame)
		d := newOpusDecoder(t)
		var out, block []float32
		for _, p := range opusPackets(t, test.cfg, pcm) {
			var err error
			if block, err = d.Decode(p, block); err != nil {
				t.Fatal(err)
			}
			if len(block) != 2*OpusFrame {
				t.Fatalf("%d samples of a 20 ms packet", len(block))
			}
			out = append(out, block...)
		}
		if c := correlation(pcm[20000:60000], out[20000:]); c < test.least {
			t.Errorf("%+v: correlation %.2f", test.cfg, c)
		}
	}
}

// TestOpusLostPacket compares, for a lost packet, what its successor's copy
// and concealment make of it with what it would have been.
func TestOpusLostPacket(t *testing.T) {
	pcm := voice(60 * OpusFrame)
	packets := opusPackets(t, OpusConfig{BitRate: 32000, ExpectedLoss: 25}, pcm)
	whole, fec, plc := newOpusDecoder(t), newOpusDecoder(t), newOpusDecoder(t)
	var fecSum, plcSum float64
	n := 0
	for i := 0; i+1 < len(packets); i++ {
		want, err := whole.Decode(packets[i], nil)
		if err != nil {
			t.Fatal(err)
		}
		if i < 10 || i%5 != 0 {
			if _, err := fec.Decode(packets[i], nil); err != nil {
				t.Fatal(err)
			}
			if _, err := plc.Decode(packets[i], nil); err != nil {
				t.Fatal(err)
			}
			continue
		}
		a, err := fec.DecodeFEC(packets[i+1], nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := plc.Decode(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(a) != len(want) || len(b) != len(want) {
			t.Fatalf("lengths %d, %d, want %d", len(a), len(b), len(want))
		}
		if energy(b) == 0 {
			t.Error("a single loss became silence")
		}
		fecSum += correlation(want, a)
		plcSum += correlation(want, b)
		n++
	}
	t.Logf("correlation with the lost sound: from the next packet %.3f, concealed %.3f", fecSum/float64(n), plcSum/float64(n))
	if fecSum/float64(n) < 0.85 {
		t.Errorf("in-band FEC: correlation %.2f", fecSum/float64(n))
	}
}

func TestOpusConcealmentFades(t *testing.T) {
	d := newOpusDecoder(t)
	for _, p := range opusPackets(t, OpusConfig{}, voice(20*OpusFrame)) {
		if _, err := d.Decode(p, nil); err != nil {
			t.Fatal(err)
		}
	}
	first, err := d.Conceal(nil)
	if err != nil {
		t.Fatal(err)
	}
	start := energy(first)
	var last []float32
	for range 50 {
		if last, err = d.Conceal(last); err != nil {
			t.Fatal(err)
		}
	}
	if energy(last) > start/10 {
		t.Errorf("energy %g after a second without packets, %g at first", energy(last), start)
	}
}

func TestOpusBitRateChangesWhileRunning(t *testing.T) {
	e, err := NewOpusEncoder(OpusConfig{BitRate: 96000})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	pcm := voice(OpusFrame * 100)
	size := func() (n int) {
		for i := range 100 {
			p, err := e.Encode(pcm[2*OpusFrame*i:2*OpusFrame*(i+1)], nil)
			if err != nil {
				t.Fatal(err)
			}
			n += len(p)
		}
		return n
	}
	high := size()
	if err := e.SetBitRate(16000); err != nil {
		t.Fatal(err)
	}
	if low := size(); low*2 > high {
		t.Errorf("%d bytes at 96 kbit/s, %d at 16", high, low)
	}
	if e.SetBitRate(1) == nil || e.SetExpectedLoss(101) == nil {
		t.Error("values out of range were accepted")
	}
}

func TestOpusRefuses(t *testing.T) {
	e, err := NewOpusEncoder(OpusConfig{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Encode(make([]float32, 100), nil); err == nil {
		t.Error("a block of 50 sample pairs was coded")
	}
	e.Close()
	e.Close()
	if _, err := e.Encode(make([]float32, 2*OpusFrame), nil); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	d := newOpusDecoder(t)
	if _, err := d.Decode([]byte{0xff, 0xff}, nil); !errors.Is(err, ErrBadData) {
		t.Errorf("a broken packet: %v", err)
	}
	if _, err := d.Decode([]byte{0xff, 0xff}, nil); errors.Is(err, errors.ErrUnsupported) {
		t.Error("libopus's codes pass for system errors")
	}
	d.Close()
	d.Close()
	for _, p := range [][]byte{nil, {1, 2, 3}} {
		if _, err := d.Decode(p, nil); !errors.Is(err, ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	}
}
