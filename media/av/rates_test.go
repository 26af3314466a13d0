package av

import (
	"testing"
)

func TestRateExperiment(t *testing.T) {
	frames := faceFrames(t)
	for _, codec := range []Codec{H264, VP8} {
		e, _ := NewVideoEncoder(VideoEncoderConfig{Codec: codec, Width: 1280, Height: 720, BitRate: 2000000, KeyframeInterval: -1})
		sum := 0
		for i := range 30 * 14 {
			if i == 120 {
				e.SetBitRate(300000)
			}
			if i == 240 {
				e.SetBitRate(2000000)
			}
			j := i % (2*len(frames) - 2)
			if j >= len(frames) {
				j = 2*len(frames) - 2 - j
			}
			p, err := e.Encode(frames[j], false)
			if err != nil {
				t.Fatal(err)
			}
			sum += len(p.Data) * 8
			if i%15 == 14 {
				t.Log(codec, (i+1)/15, sum*2/1000, "kbit/s")
				sum = 0
			}
		}
		e.Close()
	}
}
