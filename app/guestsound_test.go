package app

import (
	"slices"
	"testing"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// TestAGuestsSoundEndsWithTheStage by leaving it, and by the end of the room.
func TestAGuestsSoundEndsWithTheStage(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 53)
	b := d.watch("bob", 53)
	song, pad := songFile(t, "song", 5*time.Minute), songFile(t, "pad", time.Minute)
	b.AddPad(pad)
	guestWithSound(t, a, b, song, pad)
	b.LeaveStage()
	silent(t, b, "leaving")
	guestWithSound(t, a, b, song, pad)
	a.EndLive()
	silent(t, b, "the end of the room")
}

func guestWithSound(t *testing.T, a, b *App, song, pad string) {
	t.Helper()
	until(t, b, "the way free", func(s model.State) bool {
		return s.Live.CoAnchor.Phase == model.JoinNone && s.Live.CoAnchor.Blocked == "" && len(s.Live.CoAnchor.Seats) > 0
	})
	b.AskToJoin(true)
	until(t, a, "the request", func(s model.State) bool { return len(s.Live.CoAnchor.Requests) == 1 })
	a.AnswerJoin("bob", true)
	until(t, b, "the seat", func(s model.State) bool { return s.Live.CoAnchor.Phase == model.JoinReady })
	b.SetVoiceReverb(3)
	b.GoUp(true)
	until(t, b, "being on stage", func(s model.State) bool { return s.Live.CoAnchor.Phase == model.JoinOnStage })
	if v := b.Store.State().Sound.Voice; v.Reverb != 3 {
		t.Error("the reverb chosen before going up is gone")
	}
	b.PlayMusic(song)
	b.PlayPad(pad)
	b.SetVoiceChanger(2)
	b.SetEarMonitor(true)
	until(t, b, "music and pad", func(s model.State) bool {
		return plays(song)(s) && s.Sound.Music.Now.Position > 0 && slices.ContainsFunc(s.Sound.Pads, func(p model.Pad) bool { return p.On })
	})
	until(t, a, "the guest for the host", func(s model.State) bool { return len(s.OnAir.Tiles) == 2 })
}

// silent waits until nothing of the guest's sounds any more.
func silent(t *testing.T, b *App, what string) {
	t.Helper()
	until(t, b, "silence after "+what, func(s model.State) bool {
		v := s.Sound.Voice
		return s.Live.CoAnchor.Phase == model.JoinNone && s.Sound.Music.Now == nil && v.Reverb == 0 && v.Changer == 0 && !v.Monitor &&
			!slices.ContainsFunc(s.Sound.Pads, func(p model.Pad) bool { return p.On })
	})
	if at := b.room.(*liveroom.LiveRoom).AudioEffectManager().MusicCurrentPos(1); at >= 0 {
		t.Errorf("after %s the music is at %v", what, at)
	}
}

func TestDevicesThatTakeAnothersPlaceAreTold(t *testing.T) {
	a := desktop(t)
	for _, c := range []struct {
		event     liveroom.OnDeviceFallback
		code      model.NoticeCode
		subject   string
		noSpeaker bool
	}{
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceMicrophone, Chosen: "USB", InUse: "Built-in"}, model.NoticeMicFallback, "USB", false},
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceMicrophone, Chosen: "USB", InUse: "USB"}, model.NoticeMicBack, "USB", false},
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceMicrophone, InUse: "Built-in"}, model.NoticeMicBack, "Built-in", false},
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceSpeaker, Chosen: "Headset", InUse: "default"}, model.NoticeSpeakerFallback, "Headset", false},
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceSpeaker, Chosen: "Headset"}, "", "", true},
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceSpeaker, Chosen: "Headset", InUse: "Headset"}, model.NoticeSpeakerBack, "Headset", false},
		{liveroom.OnDeviceFallback{Kind: liveroom.DeviceSpeaker, InUse: "default"}, model.NoticeSpeakerHere, "", false},
	} {
		a.onEvent(c.event)
		s := a.Store.State()
		n := s.Notices[len(s.Notices)-1]
		if n.Code != c.code || n.Subject != c.subject || s.Watching.NoSpeaker != c.noSpeaker || (n.Failure != nil) != c.noSpeaker {
			t.Errorf("%+v: notice %+v, no loudspeaker %v", c.event, n, s.Watching.NoSpeaker)
		}
	}
}
