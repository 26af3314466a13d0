package clean

// kalman is an echo canceller: an adaptive filter in partitions of one block
// each, in the frequency domain, adapted by a Kalman filter of diagonal
// covariance. Its step size is the ratio of what is still unknown of the echo
// path to that plus the near end's sound, so it needs no detector of double
// talk. G. Enzner and P. Vary, "Frequency-domain adaptive Kalman filter for
// acoustic echo control in hands-free telephones", Signal Processing 86, 2006;
// partitioned: F. Kuech, E. Mabande and G. Enzner, ICASSP 2014.
type kalman struct {
	tuning
	fft *spectrum

	past  []float64      // the far end's last size samples
	spec  [][]complex128 // far end's spectra, a ring
	head  int            // the newest
	taps  [][]complex128 // the echo path, a partition a block
	doubt [][]float64    // its variance, a partition a block
	near  []float64      // smoothed power of the error
	echo  []complex128   // estimated echo
	err   []complex128
	sum   []float64 // expected power of what remains of the echo
	next  int       // the partition to be constrained next
	// Sums over the last blocks, and for how many the estimate was useless.
	powMic, powErr, powEcho float64
	useless                 int
	bulk                    int // blocks by which the far end is delayed before the filter
}

// tuning are a kalman's constants.
type tuning struct {
	hop, size int // block and transform length; size >= 2*hop
	bins      int // bins worked on; those above are taken as free of echo
	parts     int
	history   int // blocks of the far end to remember, at least parts
	tidy      int // partitions constrained a block
	forget    float64
	smooth    float64
	decay     float64 // of the expected echo path, a block, in power
}

// firstDoubt is the variance of the echo path at the start: an echo as loud as
// the far end.
const firstDoubt = 1

// firstNear is the power of the near end at the start: carefully high.
const firstNear = 1e-2

func newKalman(t tuning) *kalman {
	k := &kalman{tuning: t, fft: newSpectrum(t.size)}
	k.past = make([]float64, t.size)
	k.spec = matrix[complex128](t.history, t.size/2+1)
	k.taps = matrix[complex128](t.parts, t.bins)
	k.doubt = matrix[float64](t.parts, t.bins)
	k.near, k.sum = make([]float64, t.bins), make([]float64, t.bins)
	k.echo, k.err = make([]complex128, t.bins), make([]complex128, t.size/2+1)
	k.reset()
	return k
}

func matrix[T any](rows, columns int) [][]T {
	m := make([][]T, rows)
	for i := range m {
		m[i] = make([]T, columns)
	}
	return m
}

// reset forgets the echo path.
func (k *kalman) reset() {
	d := float64(firstDoubt)
	for p := range k.taps {
		clear(k.taps[p])
		for i := range k.doubt[p] {
			k.doubt[p][i] = d
		}
		d *= k.decay
	}
	for i := range k.near {
		k.near[i] = firstNear
	}
}

// push takes the next block of the far end.
func (k *kalman) push(block []float64) {
	copy(k.past, k.past[k.hop:])
	copy(k.past[k.size-k.hop:], block)
	k.head = (k.head + 1) % k.history
	copy(k.fft.time, k.past)
	k.fft.forward(k.spec[k.head])
}

// far is the far end's spectrum that belongs to a partition.
func (k *kalman) far(part int) []complex128 {
	return k.spec[(k.head-part-k.bulk+2*k.history)%k.history][:k.bins]
}

// cancel subtracts the estimated echo from mic; both results are blocks. It
// learns from the error.
func (k *kalman) cancel(mic, out, echo []float64) {
	clear(k.echo)
	for p := range k.parts {
		x, w := k.far(p), k.taps[p]
		for i, v := range w {
			k.echo[i] += x[i] * v
		}
	}
	k.fft.inverse(k.echo)
	copy(echo, k.fft.time[k.size-k.hop:])
	clear(k.fft.time[:k.size-k.hop])
	for i := range out {
		out[i] = mic[i] - echo[i]
		k.fft.time[k.size-k.hop+i] = out[i]
	}
	k.fft.forward(k.err)
	k.learn()
	for range k.tidy {
		k.constrain(k.next)
		k.next = (k.next + 1) % k.parts
	}
}

func (k *kalman) learn() {
	share := float64(k.hop) / float64(k.size)
	keep := k.forget * k.forget
	clear(k.sum)
	for p := range k.parts {
		x, w, c := k.far(p), k.taps[p], k.doubt[p]
		for i := range c {
			c[i] = keep*c[i] + (1-keep)*power(w[i])
			k.sum[i] += c[i] * power(x[i])
		}
	}
	for i := range k.sum {
		k.sum[i] *= share
		k.near[i] = k.smooth*k.near[i] + (1-k.smooth)*power(k.err[i])
	}
	for p := range k.parts {
		x, w, c := k.far(p), k.taps[p], k.doubt[p]
		for i := range c {
			step := c[i] / (k.sum[i] + k.near[i] + 1e-9)
			g := complex(step, 0) * k.err[i]
			w[i] += complex(real(x[i]), -imag(x[i])) * g
			c[i] *= 1 - share*step*power(x[i])
		}
	}
}

// constrain cuts a partition's response to the taps that are its own.
func (k *kalman) constrain(p int) {
	k.fft.inverse(k.taps[p])
	clear(k.fft.time[k.hop:])
	k.fft.forward(k.fft.freq)
	copy(k.taps[p], k.fft.freq)
}

// shift moves the echo path by blocks: the echo now comes so much later with
// respect to the far end's blocks.
func (k *kalman) shift(by int) {
	if by >= k.parts || by <= -k.parts {
		k.reset()
		return
	}
	for ; by > 0; by-- {
		last, doubt := k.taps[k.parts-1], k.doubt[k.parts-1]
		copy(k.taps[1:], k.taps)
		copy(k.doubt[1:], k.doubt)
		k.fresh(0, last, doubt)
	}
	for ; by < 0; by++ {
		first, doubt := k.taps[0], k.doubt[0]
		copy(k.taps, k.taps[1:])
		copy(k.doubt, k.doubt[1:])
		k.fresh(k.parts-1, first, doubt)
	}
}

// fresh makes p an unknown partition, in the given memory.
func (k *kalman) fresh(p int, taps []complex128, doubt []float64) {
	clear(taps)
	d := float64(firstDoubt)
	for range p {
		d *= k.decay
	}
	for i := range doubt {
		doubt[i] = d
	}
	k.taps[p], k.doubt[p] = taps, doubt
}

// setBulk delays the far end by blocks before the filter, which is moved along.
func (k *kalman) setBulk(blocks int) {
	blocks = min(max(blocks, 0), k.history-k.parts)
	k.shift(k.bulk - blocks)
	k.bulk = blocks
}

// slip says that the newest block of the far end is so many blocks newer.
func (k *kalman) slip(blocks int) {
	bulk := k.bulk + blocks
	if bulk < 0 || bulk > k.history-k.parts {
		k.shift(blocks)
		return
	}
	k.bulk = bulk
}

// insert puts a block of silence into the far end, so many blocks ago.
func (k *kalman) insert(age int) {
	at := func(age int) int { return (k.head - age + k.history) % k.history }
	for a := k.history - 1; a > age; a-- {
		i, j := at(a), at(a-1)
		k.spec[i], k.spec[j] = k.spec[j], k.spec[i]
	}
	clear(k.spec[at(min(age, k.history-1))])
}

// check forgets an echo path that is not the room's any more: for a while the
// estimate is loud and takes nothing away.
func (k *kalman) check(mic, err, echo []float64) {
	const keep = 0.9
	for i, v := range mic {
		k.powMic += v * v
		k.powErr += err[i] * err[i]
		k.powEcho += echo[i] * echo[i]
	}
	if k.powErr > k.powMic && k.powEcho > 0.5*k.powMic {
		k.useless++
	} else {
		k.useless = 0
	}
	if k.useless > uselessFor {
		k.reset()
		k.useless = 0
	}
	k.powMic, k.powErr, k.powEcho = keep*k.powMic, keep*k.powErr, keep*k.powEcho
}

// uselessFor is the number of blocks after which a path counts as changed.
const uselessFor = 20
