package liveroom_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/porttest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server"
	"onair/server/usersig"
)

// onairdHouse is a room server in a process of its own, to be killed.
type onairdHouse struct {
	t            *testing.T
	program      string
	args         []string
	addr, secret string
	cmd          *exec.Cmd
}

func buildOnaird(t *testing.T) *onairdHouse {
	t.Helper()
	program := filepath.Join(t.TempDir(), "onaird")
	build := exec.Command("go", "build", "-o", program, "../cmd/onaird")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h := &onairdHouse{t: t, program: program, addr: porttest.Reserve(t), secret: "a secret of the test, long enough"}
	h.args = []string{"serve", "--listen", h.addr, "--media", "127.0.0.1:0", "--data-dir", t.TempDir(), "--secret-key", h.secret, "--log-level", "error"}
	return h
}

func (h *onairdHouse) start() {
	h.t.Helper()
	h.cmd = exec.Command(h.program, h.args...)
	h.cmd.Stderr = os.Stderr
	if err := h.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	cmd := h.cmd
	h.t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	await.Good(h.t, func() string {
		c, err := net.Dial("tcp", h.addr)
		if err != nil {
			return "onaird does not listen: " + err.Error()
		}
		c.Close()
		return ""
	})
}

func (h *onairdHouse) kill() {
	h.cmd.Process.Kill()
	h.cmd.Wait()
}

func (h *onairdHouse) login(name string) *person {
	h.t.Helper()
	look := roomtest.LookOf(name)
	p := (&house{t: h.t, addr: h.addr}).person(name, func(o *liveroom.Options) { o.Camera, o.Microphone = look.Camera(), look.Microphone() })
	sig, err := usersig.Sign(h.secret, usersig.Claims{SDKAppID: server.Defaults().SDKAppID, UserID: name, Time: time.Now(), Expire: time.Hour})
	if err != nil {
		h.t.Fatal(err)
	}
	p.must(p.Login(p.ctx(), server.Defaults().SDKAppID, name, sig, liveroom.Config{}))
	return p
}

// TestTheServerIsKilledWhileEverythingGoesOn: live, a co-anchor on stage in one
// room, a PK between two others; kill -9, start again: everybody is back, on the
// same seats, with pictures, and what was said is still there.
func TestTheServerIsKilledWhileEverythingGoesOn(t *testing.T) {
	h := buildOnaird(t)
	h.start()
	anna, bob, carol, dora := h.login("anna"), h.login("bob"), h.login("carol"), h.login("dora")
	carolSees := carol.open()
	anna.goLive(91)
	dora.goLive(92)
	carol.must(carol.EnterRoom(carol.ctx(), 91))
	bob.must(bob.EnterRoom(bob.ctx(), 91))
	_, err := anna.RequestRoomPK(anna.ctx(), 92, "dora")
	anna.must(err)
	awaitEvent[liveroom.OnRequestRoomPK](dora)
	dora.must(dora.ResponseRoomPK(dora.ctx(), "anna", true))
	carolSees.play("anna")
	carolSees.play("dora")
	carolSees.sees("anna")
	carolSees.sees("dora")
	carol.must(sendText(carol, "before the crash"))

	carol.forget()
	h.kill()
	h.start()
	started := time.Now()
	for _, who := range []string{"anna", "dora"} {
		carol.await("a fresh picture of "+who, firstFrameOf(who))
	}
	t.Logf("both pictures are back %v after the new server listens", time.Since(started).Round(time.Millisecond))
	carolSees.sees("anna")
	carolSees.sees("dora")
	history, err := carol.History(carol.ctx(), 0)
	if err != nil || len(history) == 0 || history[len(history)-1].Text != "before the crash" {
		t.Errorf("the chat after the crash: %+v, %v", history, err)
	}
	carol.forget()
	anna.must(anna.QuitRoomPK(anna.ctx()))
	carolSees.seesNot("dora")

	_, err = bob.RequestJoinAnchor(bob.ctx())
	bob.must(err)
	awaitEvent[liveroom.OnRequestJoinAnchor](anna)
	anna.must(anna.ResponseJoinAnchor(anna.ctx(), "bob", true, ""))
	awaitEvent[liveroom.OnAnchorAccepted](bob)
	bob.must(bob.StartCameraPreview(bob.ctx(), true, nil))
	bob.must(bob.StartPublish(bob.ctx(), ""))
	carolSees.play("bob")
	carolSees.sees("bob")
	carol.forget()
	h.kill()
	h.start()
	started = time.Now()
	for _, who := range []string{"anna", "bob"} {
		carol.await("a fresh picture of "+who, firstFrameOf(who))
	}
	t.Logf("anchor and co-anchor are back %v after the new server listens", time.Since(started).Round(time.Millisecond))
	carolSees.sees("bob")
	carolSees.sees("anna")
	if role, _ := bob.Role(); role != "coanchor" {
		t.Errorf("after the crash bob is %q", role)
	}
}
