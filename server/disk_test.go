//go:build linux

package server

import (
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"onair/internal/await"
	"onair/room"
	"onair/signaling"
)

// alone runs the test in a process of its own, since a full disk is full for a
// process as a whole, its test's log included. It reports whether this is it.
func alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv(aloneEnv) != "" {
		return true
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout=2m")
	cmd.Env = append(os.Environ(), aloneEnv+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

const aloneEnv = "ONAIR_TEST_FULL_DISK"

// fillDisk makes writes fail as on a full disk, until undone.
func fillDisk(t *testing.T) (undo func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	undo = func() { _ = unix.Setrlimit(unix.RLIMIT_FSIZE, &old) }
	t.Cleanup(undo)
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 1, Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	return undo
}

func TestAFullDiskStopsNewRoomsNotTheLive(t *testing.T) {
	if !alone(t) {
		return
	}
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	anna.create(1)
	ben.enter(1)
	anna.publish()
	s.login("dora").must(signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Dora"}, nil)
	undo := fillDisk(t)
	carl.refused(signaling.CodeStorage, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 2})
	carl.refused(signaling.CodeStorage, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
	carl.refused(signaling.CodeStorage, signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Carl"})
	if dora := s.login("dora"); dora.Session().Self.UserName != "Dora" {
		t.Errorf("logged in while the disk is full, dora is %+v", dora.Session().Self)
	}
	s.fake().flow(s.stream(1, "anna"), room.Media{Video: true, Audio: true})
	ben.expect("anchorEnter anna", "userVideoAvailable anna true", "userAudioAvailable anna true")
	ben.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"}, nil)
	ben.must(signaling.TypeExitRoom, nil, nil)
	anna.expect("audienceEnter ben", "audienceExit ben")
	undo()
	await.True(t, "room on the disk is used", func() bool {
		return carl.Call(t.Context(), signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}, nil) == nil
	})
	s.stop()
	again := startIn(t, dir, newFakeRelay)
	st := again.rooms.Get(1).Current()
	if _, in := st.Member("ben"); in || st.Len() != 2 {
		t.Errorf("after a restart the room has %d members, ben in it: %v", st.Len(), in)
	}
}

func TestAFullDiskRefusesWhatWouldBeLost(t *testing.T) {
	if !alone(t) {
		return
	}
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 1e6, 1e6 })
	anna, v := s.live(1, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	gift := signaling.GiftRequest{Key: "k", GiftID: "cake", Count: 1}
	undo := fillDisk(t)
	ben.refused(signaling.CodeStorage, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "lost"})
	ben.refused(signaling.CodeStorage, signaling.TypeSendGift, gift)
	ben.refused(signaling.CodeStorage, signaling.TypeRequestJoinAnchor, nil)
	anna.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "carl", Ban: true}, nil) // order is kept all the same
	carl.sees("kickedOut")
	undo()
	await.True(t, "the disk is used again", func() bool { return ben.Call(t.Context(), signaling.TypeSendGift, gift, nil) == nil })
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "heard"}, nil)
	anna.sees("gift ben", "recvRoomTextMsg ben")
	if got := anna.heard(signaling.EventRecvRoomTextMsg, signaling.EventGift); len(got) != 2 || got[1].Text != "heard" {
		t.Errorf("told: %+v", got)
	}
	var w signaling.Wallet
	if ben.must(signaling.TypeGetWallet, nil, &w); w.Balance != 970 {
		t.Errorf("wallet: %+v", w)
	}
	carl.refused(signaling.CodeBanned, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
}

func TestStartOnAFullDisk(t *testing.T) {
	if !alone(t) {
		return
	}
	dir := t.TempDir()
	undo := fillDisk(t)
	_, err := New(testConfig(dir))
	undo()
	if startKind(err) != DataFull {
		t.Errorf("%v", err)
	}
}
