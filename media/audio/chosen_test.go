package audio

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/internal/pulsetest"
)

// playChosen plays a tone on the devices that standard input names, a line
// each, and prints the devices there are.
func playChosen() error {
	list, err := Devices(context.Background())
	if err != nil {
		return err
	}
	for _, d := range list {
		fmt.Printf("device %q default %v\n", d.Label, d.Default)
	}
	p, err := tonePlayout()
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		p.SetDevice(lines.Text())
		fmt.Println("chosen", p.Device())
	}
	if err := p.Close(); err != nil {
		return err
	}
	return goleak.Find(
		// miniaudio does not return from a PulseAudio device that was unplugged.
		goleak.IgnoreAnyFunction("github.com/gen2brain/malgo._Cfunc_ma_device_uninit"),
		goleak.IgnoreAnyFunction("github.com/hajimehoshi/oto/v2/internal/mux.(*Mux).loop"),
		goleak.IgnoreAnyFunction("github.com/hajimehoshi/oto/v2.(*context).readAndWrite"))
}

func (c *child) say(line string) {
	c.t.Helper()
	if _, err := fmt.Fprintln(c.stdin, line); err != nil {
		c.t.Fatal(err)
	}
}

// plug adds a loudspeaker to the server and returns what takes it away.
func plug(t *testing.T, s *pulsetest.Server, sink, label string) (unplug func()) {
	t.Helper()
	module, err := s.Control(t.Context(), "load-module", "module-null-sink", "sink_name="+sink,
		"format=float32le", "rate=48000", "channels=2", "sink_properties=device.description="+label)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := s.Control(t.Context(), "unload-module", module); err != nil {
			t.Error(err)
		}
	}
}

func TestPlayoutOnAChosenDevice(t *testing.T) {
	server := pulsetest.Run(t)
	unplug := plug(t, server, "second", "Second")
	c := startChild(t, "choose", append(server.Env(), latencyEnv+"=120ms")...)
	if line := c.expect("device"); line != `device "Speaker" default true` {
		t.Errorf("first: %s", line)
	}
	c.expect(`device "Second" default false`)
	expectToneOn(t, server, "speaker")
	c.say("Second")
	c.expect("chosen")
	expectToneOn(t, server, "second")
	if err := isTone(record(t, server, time.Second)); err == nil {
		t.Error("the tone plays on the default as well")
	}

	unplug()
	c.expect(fmt.Sprint("warning ", WarningSpeakerLost))
	c.expect(fmt.Sprintf("outlet %q %d", "Second", OutletDefault))
	expectToneOn(t, server, "speaker")
	unplug = plug(t, server, "second", "Second")
	c.expect(fmt.Sprintf("outlet %q %d", "Second", OutletWanted))
	expectToneOn(t, server, "second")

	c.say("")
	expectToneOn(t, server, "speaker")
	c.say("Nobody")
	c.expect(fmt.Sprint("warning ", WarningSpeakerLost))
	expectToneOn(t, server, "speaker")
	unplug()
	lines, stderr := c.end()
	t.Log(strings.Join(lines, "\n"))
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

func TestPlayoutFollowsTheDefaultDevice(t *testing.T) {
	server := pulsetest.Run(t)
	plug(t, server, "second", "Second")
	c := startChild(t, "choose", append(server.Env(), latencyEnv+"=120ms")...)
	expectToneOn(t, server, "speaker")
	if _, err := server.Control(t.Context(), "set-default-sink", "second"); err != nil {
		t.Fatal(err)
	}
	expectToneOn(t, server, "second")
	c.end()
}
