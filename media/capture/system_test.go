package capture

import (
	"bufio"
	"bytes"
	"context"
	"math"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/media"
)

// child runs this test binary as a child and returns what it printed.
func child(t *testing.T, name string, env ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(append(os.Environ(), env...), childEnv+"="+name)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s%s", name, err, out, complaint.String())
	}
	return string(out)
}

// TestMicrophoneHearsWhatIsPlayed captures from the default microphone of a
// private sound server into which a tone is played.
func TestMicrophoneHearsWhatIsPlayed(t *testing.T) {
	server := pulsetest.Run(t)
	list := child(t, "devices", server.Env()...)
	if !strings.Contains(list, "microphone ") || !strings.Contains(list, "default=true") {
		t.Errorf("devices:\n%s", list)
	}
	tone := make([]float32, 25*media.SampleRate*media.Channels)
	for i := range len(tone) / 2 {
		v := float32(0.5 * math.Sin(2*math.Pi*440*float64(i)/media.SampleRate))
		tone[2*i], tone[2*i+1] = v, v
	}
	ctx, cancel := context.WithCancel(context.Background())
	played := make(chan struct{})
	go func() {
		defer close(played)
		_ = server.Play(ctx, pulsetest.MicFeed, tone) // cut short by cancel
	}()
	out := child(t, "mic", server.Env()...)
	cancel()
	<-played
	m := regexp.MustCompile(`^heard hz=(\d+) late=false`).FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("no half a second of the tone came through undamaged: %q", out)
	}
	t.Log(strings.TrimSpace(out))
	if hz, _ := strconv.Atoi(m[1]); hz < 436 || hz > 444 {
		t.Errorf("heard %d Hz", hz)
	}
}

// TestToneCheckLeavesOutSilence begins the tone in the middle of a block.
func TestToneCheckLeavesOutSilence(t *testing.T) {
	var c toneCheck
	block := media.Samples{Data: make([]float32, 960)}
	for n := range 60 {
		for i := range 480 {
			v := float32(0)
			if k := n*480 + i - 400; k > 0 {
				v = float32(0.5 * math.Sin(2*math.Pi*440*float64(k)/media.SampleRate))
			}
			block.Data[2*i], block.Data[2*i+1] = v, v
		}
		c.add(block)
	}
	if hz := c.hz(); hz < 439 || hz > 441 || c.damaged != 0 {
		t.Errorf("%.1f Hz, %d times damaged", hz, c.damaged)
	}
}

// TestScreenIsCaptured captures a virtual screen with a white ground.
func TestScreenIsCaptured(t *testing.T) {
	if _, err := exec.LookPath("Xvfb"); err != nil {
		t.Skip("no test without a virtual display: Xvfb is not installed")
	}
	display := startXvfb(t)
	out := child(t, "screen", "DISPLAY="+display)
	if want := regexp.MustCompile(`^saw 320x240 luma=23[3-6] label="Screen 1"\n$`); !want.MatchString(out) {
		t.Errorf("%q does not match %v", out, want)
	}
}

// startXvfb starts a display of a free number and returns its name.
func startXvfb(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1024x768x24", "-wr", "-noreset", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	w.Close()
	_ = r.SetReadDeadline(time.Now().Add(30 * time.Second))
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb told no display number: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}

// TestScreenMayChangeItsSize makes the captured screen smaller, which must not
// end the program, and larger again.
func TestScreenMayChangeItsSize(t *testing.T) {
	for _, name := range []string{"Xvfb", "xrandr"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("no test with a screen that changes: %s is not installed", name)
		}
	}
	display := startXvfb(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"=resize", "DISPLAY="+display)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	lines := bufio.NewScanner(out)
	for _, size := range []string{"1024x768", "640x480", "1024x768"} {
		if !lines.Scan() || lines.Text() != size {
			t.Fatalf("the screen is seen as %q (%v), want %s", lines.Text(), lines.Err(), size)
		}
		next := map[string]string{"1024x768": "640x480", "640x480": "1024x768"}[size]
		xrandr := exec.Command("xrandr", "--fb", next)
		xrandr.Env = append(os.Environ(), "DISPLAY="+display)
		_ = xrandr.Run() // it complains of the virtual output and does it all the same
	}
}

func TestNoDisplayIsNoDevice(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"=screen", "DISPLAY=")
	out, err := cmd.Output()
	if err == nil || !strings.Contains(string(out), `"Screen 1" was not found`) {
		t.Errorf("%v: %s", err, out)
	}
}
