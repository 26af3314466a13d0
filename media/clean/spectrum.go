package clean

import "gonum.org/v1/gonum/dsp/fourier"

// spectrum is a real Fourier transform with memory of its own.
type spectrum struct {
	fft  *fourier.FFT
	size int
	time []float64
	freq []complex128
}

func newSpectrum(size int) *spectrum {
	return &spectrum{
		fft: fourier.NewFFT(size), size: size,
		time: make([]float64, size), freq: make([]complex128, size/2+1),
	}
}

// forward transforms s.time into dst, of size/2+1 bins.
func (s *spectrum) forward(dst []complex128) { s.fft.Coefficients(dst, s.time) }

// inverse transforms src, whose missing upper bins are 0, into s.time, scaled
// so that it undoes forward.
func (s *spectrum) inverse(src []complex128) {
	n := copy(s.freq, src)
	clear(s.freq[n:])
	s.fft.Sequence(s.time, s.freq)
	for i := range s.time {
		s.time[i] /= float64(s.size)
	}
}

func power(c complex128) float64 { return real(c)*real(c) + imag(c)*imag(c) }
