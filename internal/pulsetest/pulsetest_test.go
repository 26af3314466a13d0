package pulsetest

import (
	"context"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"onair/internal/pulsetest/measure"
)

func TestWhatIsPlayedOnMicComesOutOfTheMicrophone(t *testing.T) {
	s := Run(t)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	played := make(chan error, 1)
	go func() {
		played <- s.Play(ctx, MicFeed, measure.Stereo(measure.Tone(700, 0.25, rate, 3*rate)))
	}()
	got, err := s.Record(ctx, Microphone, 2*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-played; err != nil {
		t.Fatal(err)
	}
	for c := range 2 {
		x := measure.Trim(measure.Channel(got, c, 2), 0.01)
		if hz := measure.Frequency(x, rate); math.Abs(hz-700) > 1 {
			t.Errorf("channel %d: %v Hz, want 700", c, hz)
		}
		if db := measure.DBFS(x); math.Abs(db+12) > 1 {
			t.Errorf("channel %d: %.1f dBFS, want -12", c, db)
		}
	}
}

func TestShellScript(t *testing.T) {
	Run(t).Close() // skips if something is missing
	dir, err := os.MkdirTemp("", "pulse")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	sh := func(command string) string {
		t.Helper()
		cmd := exec.Command("sh", "-euc", command, "../../scripts/pulse.sh", dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
		return string(out)
	}
	sh(`$0 start $1`)
	defer sh(`$0 stop $1`)
	sh(`$0 start $1`) // runs already
	if out := sh(`eval "$($0 env $1)"; pactl info`); !strings.Contains(out, "Default Sink: "+Speaker) ||
		!strings.Contains(out, "Default Source: "+Microphone) {
		t.Errorf("the server says:\n%s", out)
	}
	sh(`$0 stop $1`)
	sh(`$0 stop $1`) // stopped already
	sh(`eval "$($0 env $1)"; ! pactl info 2>&1`)
}

func TestCloseTwice(t *testing.T) {
	s := Run(t)
	s.Close()
	s.Close()
	if err := s.Play(context.Background(), MicFeed, make([]float32, 960)); err == nil {
		t.Error("a stopped server still plays")
	}
}
