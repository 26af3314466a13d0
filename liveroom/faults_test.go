package liveroom_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"onair/internal/await"
	"onair/liveroom"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

// anchorEnv, when set, makes the test binary an anchor instead: SERVER APP USER
// SIG ROOM [MICROPHONE]. Tests kill it as a crash would.
const anchorEnv = "ONAIR_TEST_ANCHOR"

func beAnchor(args string) {
	f := strings.Fields(args)
	var app, room uint32
	fmt.Sscan(f[1], &app)
	fmt.Sscan(f[4], &room)
	ctx := context.Background()
	microphone := "tone:440"
	if len(f) > 5 {
		microphone = f[5]
	}
	r := liveroom.New(liveroom.Options{Server: f[0], Camera: "test:320x180@15", Microphone: microphone, NoPlayout: true})
	r.SetAudioQuality(liveroom.AudioQualityMusic) // a tone is noise to be cleaned away
	r.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if e, ok := e.(liveroom.OnDeviceFallback); ok {
			fmt.Printf("%s %q %q\n", e.Kind, e.Chosen, e.InUse)
		}
	}))
	for _, err := range []error{
		r.Login(ctx, app, f[2], f[3], liveroom.Config{}), r.StartCameraPreview(ctx, true, nil),
		r.CreateRoom(ctx, room, liveroom.RoomParam{RoomName: "crashes"}), r.StartPublish(ctx, ""),
	} {
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	fmt.Println("live")
	select {}
}

// crashingAnchor starts an anchor in a process of its own and waits until it is live.
func (h *house) crashingAnchor(user string, room uint32) *exec.Cmd {
	h.t.Helper()
	sig, err := h.srv.SignUserSig(user)
	if err != nil {
		h.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d %s %s %d", anchorEnv, h.url(), h.srv.SDKAppID(), user, sig, room))
	out, err := cmd.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	lines := make(chan string, 16)
	go func() {
		defer close(lines)
		for sc := bufio.NewScanner(out); sc.Scan(); {
			lines <- sc.Text()
		}
	}()
	for deadline := time.After(patience); ; {
		select {
		case line, ok := <-lines:
			if line == "live" {
				return cmd
			}
			if !ok {
				h.t.Fatal("the anchor's process ended")
			}
		case <-deadline:
			h.t.Fatal("the anchor's process does not get live")
		}
	}
}

// TestAnAnchorCrashes: viewers are told that the picture is interrupted, keep the last
// one, stay in the room, and have it back when the anchor's program is started again.
func TestAnAnchorCrashes(t *testing.T) {
	h := startHouse(t)
	anchor := h.crashingAnchor("anna", 81)
	bob := h.login("bob")
	var seen counter
	bob.must(bob.StartPlay("anna", &seen))
	bob.must(bob.EnterRoom(bob.ctx(), 81))
	awaitEvent[liveroom.OnFirstVideoFrame](bob)
	for range 2 {
		bob.forget()
		killed := time.Now()
		anchor.Process.Kill()
		anchor.Wait()
		bob.await("video gone", videoIs("anna", false))
		t.Logf("the viewer is told %v after the crash", time.Since(killed).Round(time.Millisecond))
		if seen.empty() {
			t.Error("the last picture is gone: it stays until the stream is back or the anchor has left")
		}
		bob.forget()
		anchor = h.crashingAnchor("anna", 81)
		awaitEvent[liveroom.OnFirstVideoFrame](bob)
	}
	if _, _, in := bob.Room(); !in {
		t.Error("the viewer fell out of the room")
	}
}

// TestFiftyVisitsInOneProcess enters and leaves without ever getting tired.
func TestFiftyVisitsInOneProcess(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	anna.goLive(82)
	for i := range 50 {
		bob.must(bob.EnterRoom(bob.ctx(), 82))
		if i%10 == 0 {
			var seen counter
			bob.forget()
			bob.must(bob.StartPlay("anna", &seen))
			awaitEvent[liveroom.OnFirstVideoFrame](bob)
		}
		bob.must(bob.ExitRoom(bob.ctx()))
	}
}

// TestThreeSecondsWithoutANetwork: media and picture come back by themselves.
func TestThreeSecondsWithoutANetwork(t *testing.T) {
	h := startHouse(t)
	net, err := lossy.New(3)
	if err != nil {
		t.Fatal(err)
	}
	anna := h.login("anna")
	bob := h.login("bob", func(o *liveroom.Options) { o.TuneMedia = func(c *rtc.Connection) { c.Net = net } })
	anna.goLive(83)
	s := &spectator{}
	bob.must(bob.StartPlay("anna", liveroom.ViewFunc(s.see)))
	bob.must(bob.EnterRoom(bob.ctx(), 83))
	awaitEvent[liveroom.OnFirstVideoFrame](bob)
	net.Set(lossy.Up, lossy.Link{Loss: 1})
	net.Set(lossy.Down, lossy.Link{Loss: 1})
	<-time.After(3 * time.Second) // that is the outage
	net.Set(lossy.Up, lossy.Link{})
	net.Set(lossy.Down, lossy.Link{})
	back := time.Now()
	s.get(func(s *spectator) string { s.frames = 0; return "" })
	await.Good(t, func() string {
		return s.get(func(s *spectator) string {
			if s.frames < 10 {
				return "the picture does not come back"
			}
			return ""
		})
	})
	t.Logf("ten pictures %v after the network came back", time.Since(back).Round(time.Millisecond))
}

func firstFrameOf(user string) func(liveroom.Event) bool {
	return func(e liveroom.Event) bool {
		f, ok := e.(liveroom.OnFirstVideoFrame)
		return ok && f.UserID == user
	}
}
