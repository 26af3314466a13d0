package pulsetest

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// Names of the server's devices.
const (
	Speaker        = "speaker"         // sink: what programs play
	SpeakerMonitor = "speaker.monitor" // source: what was played
	MicFeed        = "mic"             // sink: what the microphone shall hear
	Microphone     = "microphone"      // source: the default microphone
)

const (
	rate       = 48000
	frameBytes = 8
)

var format = []string{"--raw", "--format=float32le", "--rate=48000", "--channels=2"}

// Record captures from a source, normally SpeakerMonitor, for d: 48 kHz
// interleaved stereo.
func (s *Server) Record(ctx context.Context, source string, d time.Duration) ([]float32, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	args := append([]string{"--record", "-d", source, "--latency-msec=10"}, format...)
	cmd := s.command(ctx, "pacat", args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("record %s: %w", source, err)
	}
	raw := make([]byte, int(d.Seconds()*rate)*frameBytes)
	n, err := io.ReadFull(out, raw)
	cancel()
	_ = cmd.Wait() // killed by cancel
	if err != nil {
		return nil, fmt.Errorf("record %s: %d of %d bytes: %w: %s", source, n, len(raw), err, complaint.String())
	}
	return decode(raw), nil
}

// Play plays interleaved stereo at 48 kHz on a sink, normally MicFeed, and
// returns when it has been played.
func (s *Server) Play(ctx context.Context, sink string, samples []float32) error {
	args := append([]string{"--playback", "-d", sink, "--latency-msec=50"}, format...)
	cmd := s.command(ctx, "pacat", args...)
	cmd.Stdin = bytes.NewReader(encode(samples))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("play on %s: %w: %s", sink, err, out)
	}
	return nil
}

// Control has the server do what pactl can: load and unload modules, choose
// the default devices. It returns what pactl says.
func (s *Server) Control(ctx context.Context, args ...string) (string, error) {
	out, err := s.command(ctx, "pactl", args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("pactl %v: %w: %s", args, err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

func decode(raw []byte) []float32 {
	samples := make([]float32, len(raw)/4)
	for i := range samples {
		samples[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return samples
}

func encode(samples []float32) []byte {
	raw := make([]byte, 4*len(samples))
	for i, v := range samples {
		binary.LittleEndian.PutUint32(raw[4*i:], math.Float32bits(v))
	}
	return raw
}
