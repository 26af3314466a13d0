package cdn

import (
	"image"
	"strings"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/nginxtest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server"
)

// The most that changing over may take, beyond what the stream itself shows to who does not change.
const (
	mostBlack   = 500 * time.Millisecond
	mostSilence = 200 * time.Millisecond
)

// TestWatchingByCDN: with UseCDNFirst streams come as HLS from the domain, the server's own or nginx's, addresses signed; who goes
// on stage is moved to low latency and back; each person on stage and each side of a PK is a stream of its own; changing over is
// hardly seen or heard.
func TestWatchingByCDN(t *testing.T) {
	s := roomtest.Start(t, func(c *server.Config) { c.MetricsToken = token })
	origin := s.Server().Addr()
	cache := nginxtest.Start(t, "../..", origin)
	anna := newViewer(t, s, "anna", liveroom.Config{})
	anna.goLive(1001)
	bob := newViewer(t, s, "bob", liveroom.Config{UseCDNFirst: true, CDNPlayDomain: "http://" + origin})
	carol := newViewer(t, s, "carol", liveroom.Config{UseCDNFirst: true, CDNPlayDomain: "http://" + cache})
	dora := newViewer(t, s, "dora", liveroom.Config{})
	for _, v := range []*viewer{bob, carol, dora} {
		v.enter(1001)
		v.play("anna")
	}
	bob.takes("anna", true, "anna")
	carol.takes("anna", true, "anna")
	dora.takes("anna", false, "anna")

	carol.measure()
	dora.measure()
	lone := map[bool][2]time.Duration{} // of the two changes each way the one that a busy machine disturbed less
	for _, to := range []struct {
		mode liveroom.PlayMode
		cdn  bool
	}{{liveroom.PlayLowLatency, false}, {liveroom.PlayCDN, true}, {liveroom.PlayLowLatency, false}, {liveroom.PlayAuto, true}} {
		bob.measure()
		bob.must(bob.SetPlayMode(to.mode))
		bob.takes("anna", to.cdn, "anna")
		bob.heardMore(600 * time.Millisecond)
		sound, picture, cleared := bob.gaps()
		if before, ok := lone[to.cdn]; ok {
			sound, picture = min(sound, before[0]), min(picture, before[1])
		}
		lone[to.cdn] = [2]time.Duration{sound, picture}
		if cleared > 0 {
			t.Errorf("to mode %v: the picture is taken away", to.mode)
		}
	}
	worstSound, worstPicture := max(lone[true][0], lone[false][0]), max(lone[true][1], lone[false][1])
	sound, picture, _ := carol.gaps()
	sound2, picture2, _ := dora.gaps()
	t.Logf("changing four times: longest without sound %v, without a new picture %v; who does not change: %v and %v by CDN, %v and %v near",
		worstSound, worstPicture, sound, picture, sound2, picture2)
	if worstSound > mostSilence+max(sound, sound2) || worstPicture > mostBlack+max(picture, picture2) {
		t.Errorf("changing takes %v of sound and %v of the picture", worstSound, worstPicture)
	}
	for _, v := range []*viewer{bob, carol, dora} {
		delay, buffer, how := v.delay("anna")
		t.Logf("%s sees by %s what reached the server %v ago; %v in hand", v.name, how, delay, buffer)
	}
	steady(t, anna, bob, dora)
	anew(t, anna, bob)
	onStageAndBack(t, anna, bob, carol)
	pk(t, anna, dora, bob, carol)
	if n := asked(t, origin); n == 0 {
		t.Error("the server counts no request of HLS")
	}
}

func (v *viewer) goLive(room uint32) {
	v.t.Helper()
	ctx, cancel := roomtest.Patience(v.t)
	defer cancel()
	v.must(v.CreateRoom(ctx, room, liveroom.RoomParam{RoomName: "By CDN"}))
	v.must(v.StartCameraPreview(ctx, true, nil))
	v.must(v.StartPublish(ctx, ""))
}

// steady has anna take a camera of another shape: while she is watched as HLS her picture keeps its size, for everybody, and gets
// black edges.
func steady(t *testing.T, anna *viewer, watch ...*viewer) {
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	camera := roomtest.LookOf("anna").Camera()
	for _, v := range watch {
		v.measure()
	}
	anna.must(anna.SetCamera(ctx, strings.Replace(camera, "320x180", "320x240", 1)))
	for _, v := range watch {
		await.True(t, "the other camera's picture, with edges", func() bool {
			v.mu.Lock()
			defer v.mu.Unlock()
			return v.edges
		})
		v.takes("anna", v.name == "bob", "anna")
		v.mu.Lock()
		if want := (image.Point{X: 320, Y: 180}); len(v.sizes) != 1 || !v.sizes[want] {
			t.Errorf("%s has seen pictures of %v, want %v alone", v.name, v.sizes, want)
		}
		v.mu.Unlock()
	}
	anna.must(anna.SetCamera(ctx, camera))
}

// anew has anna's stream sent anew, so that its times begin again: who watches by CDN goes on watching so.
func anew(t *testing.T, anna, bob *viewer) {
	before := bob.senses.Pictures("anna")
	bob.mu.Lock()
	told := bob.told["anna"]
	bob.mu.Unlock()
	anna.must(anna.SetVideoEncoderParam(liveroom.VideoEncoderParam{Width: 320, Height: 180, FPS: 12}))
	await.True(t, "the stream that is sent anew, by HLS", func() bool {
		for _, s := range bob.Statistics().Remote {
			if s.UserID == "anna" && s.FPS > 5 && s.FPS < 13.5 {
				return bob.senses.Pictures("anna") > before+60
			}
		}
		return false
	})
	bob.takes("anna", true, "anna")
	bob.mu.Lock()
	defer bob.mu.Unlock()
	if bob.told["anna"] != told {
		t.Log("another way was taken meanwhile, as where the machine is busy")
	}
}

// onStageAndBack has bob, who watches by CDN, go on stage and leave it.
func onStageAndBack(t *testing.T, anna, bob, carol *viewer) {
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	_, err := bob.RequestJoinAnchor(ctx)
	bob.must(err)
	anna.must(anna.ResponseJoinAnchor(ctx, waits[liveroom.OnRequestJoinAnchor](anna).User.UserID, true, ""))
	waits[liveroom.OnAnchorAccepted](bob)
	bob.must(bob.StartCameraPreview(ctx, true, nil))
	bob.must(bob.StartPublish(ctx, ""))
	bob.takes("anna", false, "anna")
	anna.play("bob")
	carol.play("bob")
	anna.takes("bob", false, "bob")
	carol.takes("bob", true, "anna", "bob")
	carol.takes("anna", true, "anna", "bob")
	bob.must(bob.StopPublish(ctx))
	bob.takes("anna", true, "anna")
	carol.takes("anna", true, "anna")
	anna.StopPlay("bob")
	carol.StopPlay("bob")
}

// pk has dora, who watched, open a room of her own and meet anna; who watches by CDN sees both halves so, anna and dora each
// other near.
func pk(t *testing.T, anna, dora, bob, carol *viewer) {
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	dora.StopPlay("anna")
	dora.must(dora.ExitRoom(ctx))
	dora.goLive(1002)
	_, err := anna.RequestRoomPK(ctx, 1002, "dora")
	anna.must(err)
	dora.must(dora.ResponseRoomPK(ctx, waits[liveroom.OnRequestRoomPK](dora).User.UserID, true))
	anna.play("dora")
	dora.play("anna")
	bob.play("dora")
	carol.play("dora")
	anna.takes("dora", false, "dora")
	dora.takes("anna", false, "anna")
	bob.takes("dora", true, "anna", "dora")
	carol.takes("dora", true, "anna", "dora")
	anna.must(anna.QuitRoomPK(ctx))
	bob.takes("anna", true, "anna")
	carol.takes("anna", true, "anna")
}
