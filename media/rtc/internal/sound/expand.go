package sound

import "time"

const (
	// expandBy is how much is made up at once, in pairs, while a packet is late.
	expandBy = rate / 100
	// expandFull is how many times at full loudness, and expandMost how many at all.
	expandFull, expandMost = 2, int(maxUnderrun / (10 * time.Millisecond))
	// joint is over how many pairs made-up and decoded sound are joined.
	joint = rate * 4 / 1000
	// past is how much of what was played is kept, to go on from.
	past = 2*periodMost + 1
)

// expand goes on with the last period of the sound while the next packet is late; false where too little of it is known. The
// decoder is not asked: what it conceals is soft after some milliseconds, and so is what it decodes for two packets more.
func (b *Buffer) expand() bool {
	end := len(b.in) / channels
	if end < past {
		return false
	}
	from := len(b.in)
	b.in = b.goOn(b.in, expandBy)
	switch b.made++; {
	case b.made >= expandMost:
		soften(b.in[from:], 0)
	case b.made > expandFull:
		soften(b.in[from:], 0.8)
	}
	return true
}

// goOn appends n pairs of what the end of in would go on with to in.
func (b *Buffer) goOn(in []float32, n int) []float32 {
	tail := in[len(in)-past*channels:]
	period, ok := findPeriod(tail)
	if !ok || period == 0 {
		period = periodMost
	}
	from := len(in) - period*channels
	for i := range n {
		k := i % period
		soft := max(0, 1-float32(k)/joint)
		for c := range channels {
			step := in[from+(period-1)*channels+c] - in[from-channels+c] // where the period begins again
			in = append(in, in[from+k*channels+c]+soft*step)
		}
	}
	return in
}

// soften lets a stretch of sound become softer, to a share of its loudness at the end.
func soften(x []float32, share float32) {
	for i := range x {
		x[i] *= 1 - (1-share)*float32(i)/float32(len(x))
	}
}

// join lets made-up sound end in pcm, which comes after it: where they are most alike within a period.
func (b *Buffer) join(pcm []float32) {
	b.made = 0
	if len(pcm) < joint*channels || len(b.in)/channels < past {
		return
	}
	end := len(b.in)
	b.in = b.goOn(b.in, periodMost+joint)
	more := b.in[end:]
	best, at := float32(0), 0
	for k := 0; k < periodMost; k += coarse {
		if c := likeness(pcm[:joint*channels], more[k*channels:]); c > best {
			best, at = c, k
		}
	}
	from := more[at*channels:]
	for i := range joint * channels {
		w := (float32(i/channels) + 0.5) / joint
		pcm[i] = from[i] + w*(pcm[i]-from[i])
	}
	b.in = b.in[:end+at*channels]
}
