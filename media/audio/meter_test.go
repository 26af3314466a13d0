package audio

import (
	"math"
	"testing"
)

func TestLevelOf(t *testing.T) {
	for db, want := range map[float64]float64{
		math.Inf(-1): 0, -90: 0, -60: 0, -30: 50, -6: 90, 0: 100, 3: 100,
	} {
		near(t, "level", levelOf(db), want, 1e-9)
	}
}

func TestMeterMeasuresASine(t *testing.T) {
	for amplitude, db := range map[float32]float64{1: 0, 0.5: -6.02, 0.01: -40} {
		var m Meter
		src, block := sine(1000, amplitude), make([]float32, blockLen)
		for range 40 {
			src.ReadAudio(block)
			m.Write(block)
		}
		near(t, "RMS dBFS", m.rmsdB(), db, 0.05)
		near(t, "peak dBFS", m.peakdB(), db, 0.05)
		near(t, "RMS", m.RMS(), levelOf(db), 0.1)
		near(t, "peak", m.Peak(), levelOf(db), 0.1)
	}
}

func TestMeterForgetsAfterItsWindow(t *testing.T) {
	var m Meter
	if m.RMS() != 0 || m.Peak() != 0 || !math.IsInf(m.rmsdB(), -1) {
		t.Error("a new meter is not silent")
	}
	block := make([]float32, blockLen)
	constant(0.5).ReadAudio(block)
	m.Write(block)
	first := m.RMS()
	clear(block)
	for range meterBlocks - 1 {
		m.Write(block)
	}
	if m.RMS() == 0 || m.RMS() >= first {
		t.Errorf("%v at first, %v within the window", first, m.RMS())
	}
	m.Write(block)
	if m.RMS() != 0 || m.Peak() != 0 {
		t.Errorf("RMS %v, peak %v after the window", m.RMS(), m.Peak())
	}
	block[3] = float32(math.NaN())
	m.Write(block)
	m.Write(nil)
	if m.RMS() != 0 {
		t.Errorf("RMS %v of nothing", m.RMS())
	}
}
