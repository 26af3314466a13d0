package server

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

// TestAProgramSendsLayers: a program sends three encodings by WHIP, as OBS does (RIDs 0, 1 and 2, and SSRCs in the offer);
// a client gets what it shows, and a player by WHEP the best.
func TestAProgramSendsLayers(t *testing.T) {
	s := startReal(t)
	ben := s.login("ben")
	obs := &program{s: s, token: s.streamKey("anna", 7)}
	post := obs.offer("/whip")
	layers := []sfutest.Layer{
		{RID: "0", Width: 1280, Height: 720, BitRate: 110_000}, {RID: "1", Width: 640, Height: 360, BitRate: 60_000},
		{RID: "2", Width: 320, Height: 180, BitRate: 30_000},
	}
	sent, err := sfutest.PublishLayers(t.Context(), "video/H264", layers, sfutest.Settings(), func(ctx context.Context, sdp string) (string, error) {
		if !strings.Contains(sdp, "a=simulcast:send 0;1;2\r\n") {
			t.Errorf("the offer has not three encodings: %s", sdp)
		}
		ssrcs := ""
		for i := range layers {
			ssrcs += fmt.Sprintf("a=ssrc:%d cname:obs\r\na=ssrc:%d msid:obs obs-video\r\n", 1000+i, 1000+i)
		}
		answer, err := post(ctx, strings.Replace(sdp, "a=rid:0 send\r\n", ssrcs+"a=rid:0 send\r\n", 1))
		if err == nil && !strings.Contains(answer, "a=simulcast:recv 0;1;2\r\n") {
			t.Errorf("the answer takes not three encodings: %s", answer)
		}
		return answer, err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sent.Close)
	ben.enter(7)
	v, err := sfutest.Play(t.Context(), sfutest.PlayConfig{}, func(ctx context.Context, sdp string) (string, error) {
		var out signaling.SDPReply
		small := signaling.PlayWish{View: signaling.PlayView{Width: 320, Height: 180}}
		err := ben.Call(ctx, signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: sdp, PlayWish: small}, &out)
		return out.SDP, err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	ben.gets(180, "tile")
	ben.must(signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "anna", PlayWish: signaling.PlayWish{Quality: 360}}, nil)
	ben.gets(360, "chosen")
	ben.must(signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: "anna"}, nil)
	ben.gets(720, "")
	if c := v.Count(); c.Missing() > 0 || c.Back > 0 || c.Unkeyed > 0 {
		t.Errorf("not smooth: %+v, %d missing", c, c.Missing())
	}
	player, err := sfutest.Play(t.Context(), sfutest.PlayConfig{}, (&program{s: s}).offer("/whep/7"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(player.Close)
	await.True(t, "the best by WHEP", func() bool { c := player.Count(); return c.Layers[0] > 20 && c.Last.Layer == 0 })
}

// gets waits until a client is told that it gets so many lines of anna's picture, out of three encodings.
func (u *user) gets(height int, why string) {
	u.t.Helper()
	await.Good(u.t, func() string {
		var last signaling.PlayQualityEvent
		u.mu.Lock()
		defer u.mu.Unlock()
		for _, e := range u.envs {
			if e.Type == signaling.EventPlayQuality {
				last = signaling.PlayQualityEvent{}
				if err := e.Decode(&last); err != nil {
					return err.Error()
				}
			}
		}
		return await.Unless(last.Height == height && last.Why == why && slices.Equal(last.Layers, []int{720, 360, 180}), fmt.Sprintf("told %+v", last))
	})
}
