package sound

import "time"

// fill decodes or makes up the next stretch of sound; false once the network
// has been silent for too long.
func (b *Buffer) fill() bool {
	if s := b.at(b.next); s != nil {
		return b.fillFrom(s)
	}
	if b.highest > b.next { // lost: something later is here
		b.counts.Lost++
		b.lostHere = b.next
		var pcm []float32
		var err error
		if s := b.at(b.next + 1); s != nil {
			pcm, err = b.dec.DecodeFEC(s.payload, b.scratch)
			b.counts.Recovered++
		} else {
			pcm, err = b.dec.Conceal(b.scratch)
			b.counts.Concealed++
		}
		b.next++
		b.append(pcm, err)
		return true
	}
	// Late: play on with what is made up; the lag grows by as much.
	if b.dry >= maxUnderrun {
		return false
	}
	if b.expand() {
		b.dry += expandBy * time.Second / rate
		return true
	}
	ts := b.nextTS
	pcm, err := b.dec.Conceal(b.scratch)
	b.append(pcm, err)
	b.dry += time.Duration(b.nextTS-ts) * time.Second / rate
	b.nextTS = ts
	return true
}

func (b *Buffer) fillFrom(s *slot) bool {
	switch gap := s.ts - b.nextTS; {
	case gap > 0 && gap <= maxGap:
		b.append(nil, nil) // the sender skipped a little: make it up
		if b.nextTS < s.ts {
			return true
		}
	case gap != 0:
		b.dry = 0
	}
	b.nextTS = s.ts
	pcm, err := b.dec.Decode(s.payload, b.scratch)
	if err != nil {
		pcm, err = b.dec.Conceal(b.scratch)
	}
	b.next++
	b.dry = 0
	b.append(pcm, err)
	return true
}

// append adds decoded samples and moves nextTS on; silence stands in for what
// could not be decoded.
func (b *Buffer) append(pcm []float32, err error) {
	if err != nil || len(pcm) < channels {
		const pairs = rate / 50
		for range pairs * channels {
			b.in = append(b.in, 0)
		}
		b.nextTS += pairs
		return
	}
	if cap(pcm) > cap(b.scratch) {
		b.scratch = pcm[:0]
	}
	if b.made > 0 {
		b.join(pcm)
	}
	b.in = append(b.in, pcm...)
	b.nextTS += int64(len(pcm) / channels)
}

// resample writes what the decoded samples allow and returns how much it wrote.
// Between samples it draws a cubic (Catmull-Rom); at whole positions and step 1
// the samples pass unchanged.
func (b *Buffer) resample(dst []float32, step float64) (n int) {
	pairs := len(b.in) / channels
	if step == 1 && b.pos == float64(int(b.pos)) {
		i := int(b.pos)
		n = copy(dst, b.in[i*channels:])
		b.pos += float64(n / channels)
		return n
	}
	for n < len(dst) {
		i := int(b.pos)
		if i < 1 || i+2 >= pairs {
			break
		}
		t := float32(b.pos - float64(i))
		for c := range channels {
			p0, p1 := b.in[(i-1)*channels+c], b.in[i*channels+c]
			p2, p3 := b.in[(i+1)*channels+c], b.in[(i+2)*channels+c]
			dst[n+c] = p1 + 0.5*t*(p2-p0+t*(2*p0-5*p1+4*p2-p3+t*(3*(p1-p2)+p3-p0)))
		}
		n += channels
		b.pos += step
	}
	return n
}

// compact drops what was played long ago.
func (b *Buffer) compact() {
	drop := min(int(b.pos), len(b.in)/channels) - past
	if drop <= 0 {
		return
	}
	b.in = b.in[:copy(b.in, b.in[drop*channels:])]
	b.pos -= float64(drop)
}
