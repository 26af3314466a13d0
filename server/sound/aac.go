package sound

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	aac "github.com/tphakala/go-aac/pcm"
)

const (
	frameSamples = 1024
	maxUnit      = 4096 // bytes; the standard allows two channels 1536
)

// decoder takes AAC apart, unit by unit.
type decoder struct {
	config []byte
	units  unitReader
	dec    *aac.Decoder
	rate   int
	pcm    []byte
	out    [2][]float32
}

func newDecoder(config []byte) (d *decoder, err error) {
	defer caught(&err)
	d = &decoder{config: config}
	if d.dec, err = aac.NewDecoder(&d.units, aac.WithRawStream(config)); err != nil {
		return nil, wrapped(config, err)
	}
	info := d.dec.Info()
	if info.SampleRate < 7350 || info.SampleRate > 96000 {
		return nil, &Unsupported{Rate: info.SampleRate}
	}
	d.rate = info.SampleRate
	d.pcm = make([]byte, 2*frameSamples*info.Channels)
	d.out[0], d.out[1] = make([]float32, frameSamples), make([]float32, frameSamples)
	if info.Channels == 1 {
		d.out[1] = d.out[0]
	}
	return d, nil
}

// decode returns the samples of a unit, left and right, which are good until the next.
func (d *decoder) decode(unit []byte) (l, r []float32, err error) {
	if len(unit) == 0 || len(unit) > maxUnit {
		return nil, nil, fmt.Errorf("%w: a unit of %d bytes", ErrDamaged, len(unit))
	}
	if err := d.read(unit); err != nil {
		if again := d.restart(); again != nil {
			return nil, nil, again
		}
		return nil, nil, wrapped(d.config, err)
	}
	step := len(d.pcm) / frameSamples
	for i := range frameSamples {
		for c := 0; 2*c < step; c++ {
			d.out[c][i] = float32(int16(binary.LittleEndian.Uint16(d.pcm[i*step+2*c:]))) / (1 << 15)
		}
	}
	return d.out[0], d.out[1], nil
}

func (d *decoder) read(unit []byte) (err error) {
	defer caught(&err)
	d.units.set(unit)
	n, err := d.dec.Read(d.pcm)
	if err == nil && n != len(d.pcm) {
		err = fmt.Errorf("%w: %d bytes of sound", ErrDamaged, n)
	}
	return err
}

// restart makes the decoder usable after an error, which it keeps.
func (d *decoder) restart() (err error) {
	defer caught(&err)
	d.units.set(nil)
	if err := d.dec.Reset(&d.units, aac.WithRawStream(d.config)); err != nil {
		return wrapped(d.config, err)
	}
	return nil
}

// caught makes a decoder's panic an error: anybody's bytes get there.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, p)
	}
}

// wrapped gives a decoder's error its kind. What a configuration says is refused for what it says.
func wrapped(config []byte, err error) error {
	switch {
	case errors.Is(err, ErrDamaged):
		return err
	case errors.Is(err, aac.ErrUnsupported):
		err = fmt.Errorf("%w: %w", ErrUnsupported, err)
	default:
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if u := refused(config, err); u != nil {
		return u
	}
	return err
}

// unitReader hands the decoder one unit at a time, its length before it.
type unitReader struct {
	buf  [2 + maxUnit]byte
	left []byte
}

func (u *unitReader) set(unit []byte) {
	binary.BigEndian.PutUint16(u.buf[:], uint16(len(unit)))
	u.left = u.buf[:2+copy(u.buf[2:], unit)]
	if len(unit) == 0 {
		u.left = nil
	}
}

func (u *unitReader) Read(p []byte) (int, error) {
	if len(u.left) == 0 {
		return 0, io.EOF
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}
