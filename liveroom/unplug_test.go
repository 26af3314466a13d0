package liveroom_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// cables are the microphones of a sound server, each hearing a person's tone.
type cables struct {
	t      *testing.T
	server *pulsetest.Server
	lines  chan string // of the anchor
}

// plug adds a microphone that hears what is played on sink.
func (c *cables) plug(name, sink, label string) (unplug func()) {
	c.t.Helper()
	module := c.control("load-module", "module-remap-source", "source_name="+name, "master="+sink+".monitor", "source_properties=device.description="+label)
	return func() {
		c.t.Helper()
		c.control("unload-module", module)
	}
}

func (c *cables) control(args ...string) string {
	c.t.Helper()
	out, err := c.server.Control(c.t.Context(), args...)
	if err != nil {
		c.t.Fatal(err)
	}
	return out
}

// sing plays a person's tone on a sink until the test ends.
func (c *cables) sing(sink, who string) {
	tone := measure.Stereo(measure.Tone(roomtest.LookOf(who).Hz, 0.4, 48000, 20*48000))
	var wg sync.WaitGroup
	ctx := c.t.Context()
	wg.Go(func() {
		for ctx.Err() == nil {
			_ = c.server.Play(ctx, sink, tone) // cut short at the end
		}
	})
	c.t.Cleanup(wg.Wait)
}

// anchor starts an anchor on these microphones in a process of its own, for the
// sound system is found by a process's environment.
func (c *cables) anchor(h *house, user string, room uint32, microphone string) {
	c.t.Helper()
	sig, err := h.srv.SignUserSig(user)
	if err != nil {
		c.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), c.server.Env()...), fmt.Sprintf("%s=%s %d %s %s %d %s", anchorEnv, h.url(), h.srv.SDKAppID(), user, sig, room, microphone))
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.lines = make(chan string, 100)
	go func() {
		defer close(c.lines)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			c.lines <- lines.Text()
		}
	}()
	c.t.Cleanup(func() {
		cmd.Process.Kill()
		for range c.lines {
		}
		cmd.Wait()
	})
	c.says("live")
}

func (c *cables) says(want string) {
	c.t.Helper()
	if got := receive(c.t, want, c.lines); got != want {
		c.t.Fatalf("the anchor says %q, want %q", got, want)
	}
}

func audioIs(user string, available bool) func(liveroom.Event) bool {
	return func(e liveroom.Event) bool {
		a, ok := e.(liveroom.OnUserAudioAvailable)
		return ok && a.UserID == user && a.Available == available
	}
}

// TestTheChosenMicrophoneIsUnplugged while live: the default takes over, then
// nothing is left; both come back.
func TestTheChosenMicrophoneIsUnplugged(t *testing.T) {
	h := startHouse(t)
	c := &cables{t: t, server: pulsetest.Run(t)}
	c.control("load-module", "module-null-sink", "sink_name=mic2", "format=float32le", "rate=48000", "channels=2")
	unplug := c.plug("second", "mic2", "Second")
	c.sing(pulsetest.MicFeed, "carol")
	c.sing("mic2", "dora")
	c.anchor(h, "anna", 461, "mic:Second")
	bob := h.publisher("bob").open()
	bob.must(bob.EnterRoom(bob.ctx(), 461))
	bob.must(bob.StartPlay("anna", bob.View("anna")))
	bob.hears("dora")

	unplug()
	c.says(`microphone "Second" "Microphone"`)
	bob.hears("carol")
	unplug = c.plug("second", "mic2", "Second")
	c.says(`microphone "Second" "Second"`)
	bob.hears("dora")

	for line := range strings.Lines(c.control("list", "short", "modules")) {
		if f := strings.Fields(line); len(f) > 2 && f[1] == "module-remap-source" && strings.Contains(line, "source_name="+pulsetest.Microphone) {
			c.control("unload-module", f[0])
		}
	}
	bob.forget()
	unplug()
	c.says(`microphone "Second" ""`)
	bob.await("the end of anna's sound", audioIs("anna", false))
	bob.hears()
	bob.forget()
	c.plug("third", pulsetest.MicFeed, "Third")
	c.control("set-default-source", "third")
	c.says(`microphone "Second" "Third"`)
	bob.await("anna's sound", audioIs("anna", true))
	bob.hears("carol")
	c.plug("second", "mic2", "Second")
	c.says(`microphone "Second" "Second"`)
	bob.hears("dora")
}

// TestViewersAreToldThatThereIsNoPicture when the camera stops, here a file that
// is played once, and when another one gives pictures.
func TestViewersAreToldThatThereIsNoPicture(t *testing.T) {
	clip := t.TempDir() + "/clip.mkv"
	if text, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=320x180:r=15:d=4", "-c:v", "libx264", clip).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, text)
	}
	h := startHouse(t)
	anna := h.login("anna", func(o *liveroom.Options) { o.Camera, o.Microphone = "file:"+clip+"?loop=0", "silence:" })
	bob := h.login("bob")
	anna.goLive(462)
	bob.must(bob.EnterRoom(bob.ctx(), 462))
	bob.await("the picture", videoIs("anna", true))
	bob.await("the end of the picture", videoIs("anna", false))
	bob.forget()
	anna.must(anna.SetCamera(anna.ctx(), "test:320x180@15"))
	bob.await("another picture", videoIs("anna", true))
}
