package clean_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"testing"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"
	"go.uber.org/goleak"

	"onair/internal/pulsetest"
	"onair/media"
	"onair/media/audio"
	"onair/media/clean"
)

// childEnv makes the test binary talk through a sound server instead of
// running tests.
const childEnv = "CLEAN_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		if err := talk(); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// talk plays a voice-like sound on the default loudspeaker and prints every
// second how loud the default microphone was, before and after cleaning.
func talk() error {
	p, err := clean.New(clean.Options{Enabled: clean.Switches{Echo: true}})
	if err != nil {
		return err
	}
	m := audio.NewMixer()
	defer m.Tap(p.Far)()
	m.Add("voice", audio.SourceFunc(babble()), 1)
	play, err := audio.OpenPlayout(m, audio.PlayoutOptions{Latency: 60 * time.Millisecond})
	if err != nil {
		return err
	}
	defer play.Close()
	var before, after float64
	n := 0
	mic := audio.NewMic(func(s media.Samples) {
		before += sum(s.Data)
		p.Capture(s.Data, play.Latency())
		after += sum(s.Data)
		if n++; n%100 == 0 {
			st := p.Stats()
			fmt.Printf("in %.1f out %.1f delay %v drift %.0f erle %.1f late %d gaps %d\n", db(before/96000), db(after/96000), st.Delay.Round(time.Millisecond), st.Drift, st.ERLE, st.Late, st.Gaps)
			before, after = 0, 0
		}
	})
	ctx, err := malgo.InitContext([]malgo.Backend{malgo.BackendPulseaudio}, malgo.ContextConfig{}, nil)
	if err != nil {
		return err
	}
	config := malgo.DeviceConfig{DeviceType: malgo.Capture, SampleRate: 48000, PeriodSizeInMilliseconds: 10, Periods: 16, NoFixedSizedCallback: 1}
	config.Capture.Format, config.Capture.Channels = malgo.FormatF32, 2
	device, err := malgo.InitDevice(ctx.Context, config, malgo.DeviceCallbacks{Data: func(_, in []byte, _ uint32) {
		if len(in) > 0 {
			mic.Push(media.Samples{Data: unsafe.Slice((*float32)(unsafe.Pointer(&in[0])), len(in)/4)})
		}
	}})
	if err != nil {
		return err
	}
	if err := device.Start(); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	device.Uninit()
	return err
}

func sum(x []float32) (s float64) {
	for _, v := range x {
		s += float64(v) * float64(v)
	}
	return s
}

func db(p float64) float64 { return 10 * math.Log10(p+1e-12) }

// babble is a sung vowel that changes its pitch and pauses, for syllables.
func babble() func(dst []float32) int {
	n, phase := 0, 0.0
	return func(dst []float32) int {
		for i := 0; i < len(dst); i += 2 {
			t := float64(n) / 48000
			n++
			hz := 130 + 40*math.Sin(2*math.Pi*0.7*t) + 20*math.Sin(2*math.Pi*2.3*t)
			phase += 2 * math.Pi * hz / 48000
			loud := max(math.Sin(2*math.Pi*3.1*t)+0.3, 0) * 0.1
			v := 0.0
			for h := 1.0; h < 24; h++ {
				v += math.Sin(h*phase) / (1 + math.Pow((h*hz-900-600*math.Sin(2*math.Pi*1.3*t))/400, 2))
			}
			dst[i], dst[i+1] = float32(loud*v), float32(loud*v)
		}
		return len(dst)
	}
}

// throughASoundServer talks in a process of its own, whose loudspeaker is heard by
// its microphone, and hands each second's levels to enough until that says so.
func throughASoundServer(t testing.TB, enough func(before, after float64) bool) {
	server := pulsetest.Run(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	if _, err := server.Control(ctx, "load-module", "module-loopback", "source=speaker.monitor", "sink=mic", "latency_msec=40"); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(append(os.Environ(), server.Env()...), childEnv+"=1")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := false
	for lines := bufio.NewScanner(out); !done && lines.Scan(); {
		t.Log(lines.Text())
		var before, after float64
		if n, _ := fmt.Sscanf(lines.Text(), "in %f out %f", &before, &after); n == 2 && before > -40 {
			done = enough(before, after)
		}
	}
	stdin.Close()
	if _, err := io.Copy(io.Discard, out); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if !done {
		t.Error("the microphone heard too little of the loudspeaker")
	}
}

// TestCleaningRunsBetweenRealDevices; how well it does so in real time is for
// BenchmarkEchoThroughASoundServer, and by the sample for TestEchoIsTakenAway.
func TestCleaningRunsBetweenRealDevices(t *testing.T) {
	throughASoundServer(t, func(_, after float64) bool { return !math.IsNaN(after) })
}

// BenchmarkEchoThroughASoundServer measures by how many dB the echo of the best of
// ten seconds is taken down; 20 and more on a quiet machine.
func BenchmarkEchoThroughASoundServer(b *testing.B) {
	best, seconds := 0.0, 0
	for b.Loop() {
		throughASoundServer(b, func(before, after float64) bool {
			best = max(best, before-after)
			seconds++
			return seconds%10 == 0
		})
	}
	b.ReportMetric(best, "dB")
}
