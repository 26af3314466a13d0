package voice

import "math"

const bands = 18

// vocoder lets a machine's hum speak: the loudness of a voice in each of 18
// bands is given to the same band of a carrier (Dudley, 1939). The carrier is a
// sawtooth with some noise, so that s and t stay clear.
type vocoder struct {
	voice, carrier [bands]*filter
	envelope       [bands]float32
	step, saw      float32
	noise          uint32
	mix            float32 // of noise
	wet            float32
}

func newVocoder(hz float64, noise, wet float32) *vocoder {
	v := &vocoder{step: float32(hz / rate), noise: 1, mix: noise, wet: wet}
	for i := range bands {
		f := 120 * math.Pow(8000./120, float64(i)/(bands-1))
		v.voice[i], v.carrier[i] = bandPass(f, 5), bandPass(f, 5)
	}
	return v
}

func (v *vocoder) process(block []float32) {
	const up, down = 0.02, 0.0015
	for i := 0; i+1 < len(block); i += 2 {
		x := (block[i] + block[i+1]) / 2
		if v.saw += v.step; v.saw >= 1 {
			v.saw -= 2
		}
		v.noise = v.noise*1664525 + 1013904223
		c := v.saw + v.mix*float32(int32(v.noise))/(1<<31)
		sum := float32(0)
		for k := range bands {
			e := v.voice[k].one(0, x)
			e = max(e, -e)
			if e > v.envelope[k] {
				v.envelope[k] += (e - v.envelope[k]) * up
			} else {
				v.envelope[k] += (e - v.envelope[k]) * down
			}
			sum += v.carrier[k].one(0, c) * v.envelope[k]
		}
		sum *= 8 * v.wet
		block[i] = block[i]*(1-v.wet) + sum
		block[i+1] = block[i+1]*(1-v.wet) + sum
	}
}
