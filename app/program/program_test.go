package program

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

// keys is a server's list.
type keys struct {
	list []liveroom.StreamKey
	err  error
}

func (k *keys) MakeStreamKey(context.Context, uint32) (liveroom.NewStreamKey, error) {
	made := liveroom.NewStreamKey{StreamKey: liveroom.StreamKey{ID: "k1"}, Key: "secret"}
	if k.err == nil {
		k.list = append(k.list, made.StreamKey)
	}
	return made, k.err
}

func (k *keys) RevokeStreamKey(context.Context, string) error { k.list = nil; return k.err }

func (k *keys) StreamKeys(context.Context) (liveroom.StreamKeyList, error) {
	return liveroom.StreamKeyList{Keys: k.list, Max: 8, Addresses: liveroom.StreamAddresses{RTMP: "rtmp://h/live"}}, k.err
}

// host is a server on this computer, whose ports may be taken.
type host struct {
	said []string
	err  error
}

func (h *host) SetDoors(rtmp, srt string) error { h.said = append(h.said, rtmp+" "+srt); return h.err }
func (h *host) Doors() error                    { return h.err }

func TestDoorsAreOpenedAndRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &settings.Profile{Unlock: func() {}, Settings: settings.Default(), Path: filepath.Join(t.TempDir(), "profile.json")}
		d := desk.New(p, slog.New(slog.DiscardHandler))
		d.Run()
		defer func() { d.Stop(); d.Wait() }()
		server := &host{}
		doors := New(d, &keys{}, server)
		now := func() model.Doors { synctest.Wait(); return d.Store.State().Settings.Doors }
		rtmp, srt := model.Door{On: true, At: model.RTMPDoor}, model.Door{At: ":9000"}
		doors.SetDoors(rtmp, srt)
		if got := now(); got != (model.Doors{RTMP: rtmp, SRT: srt}) || p.RTMP != rtmp || p.SRT != srt || !slices.Equal(server.said, []string{model.RTMPDoor + " "}) {
			t.Errorf("%+v, %+v, %q", got, p.RTMP, server.said)
		}
		server.err = &failure.Coded{Code: model.FailureProgramPort, Err: errors.New("taken")}
		srt.On = true
		doors.SetDoors(rtmp, srt)
		if got := now(); got.Failure == nil || got.Failure.Code != model.FailureProgramPort || server.said[1] != model.RTMPDoor+" :9000" {
			t.Errorf("%+v, %q", got, server.said)
		}
		server.err = nil
		doors.LookUpKeys()
		if got := now(); got.Failure != nil {
			t.Errorf("%+v", got)
		}
	})
}

func TestKeysAreMadeAndRevoked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := desk.New(&settings.Profile{Unlock: func() {}, Settings: settings.Default()}, slog.New(slog.DiscardHandler))
		d.Run()
		defer func() { d.Stop(); d.Wait() }()
		server := &keys{}
		p := New(d, server, &host{})
		now := func() model.Program { synctest.Wait(); return d.Store.State().Program }
		p.MakeKey()
		if s := now(); s.Busy || s.Made != nil {
			t.Errorf("nobody is signed in: %+v", s)
		}
		d.SignedIn(func(*model.State) {})
		p.LookUpKeys()
		if s := now(); !s.Loaded || s.Max != 8 || s.Addresses.RTMP == "" || len(s.Keys) != 0 {
			t.Errorf("read: %+v", s)
		}
		p.MakeKey()
		if s := now(); s.Made == nil || s.Made.Key != "secret" || len(s.Keys) != 1 || s.Busy {
			t.Errorf("made: %+v", s)
		}
		p.HideKey()
		if s := now(); s.Made != nil || len(s.Keys) != 1 {
			t.Errorf("hidden: %+v", s)
		}
		p.MakeKey()
		now()
		p.RevokeKey("k1")
		if s := now(); s.Made != nil || len(s.Keys) != 0 {
			t.Errorf("revoked: %+v", s)
		}
		server.err = errors.New("no")
		p.MakeKey()
		if s := now(); s.Failure == nil || s.Made != nil || s.Busy {
			t.Errorf("refused: %+v", s)
		}
	})
}

func TestWhatIsShownOfTheStream(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	frames := liveroom.OnStreamHint{Code: "bFrames"}
	rate := liveroom.OnStreamHint{Code: "bitRate", Args: []string{"9000", "6000"}}
	on := liveroom.OnOwnStream{RoomID: 7, On: true, Via: "rtmp"}
	for _, x := range []struct {
		name   string
		events []any
		want   model.Program
	}{
		{"it streams", []any{on}, model.Program{On: true, Via: "rtmp", Room: 7}},
		{"with faults", []any{on, frames, rate, frames}, model.Program{On: true, Via: "rtmp", Room: 7,
			Hints: []model.ProgramHint{{Code: "bitRate", Args: rate.Args}, {Code: "bFrames"}}}},
		{"it waits", []any{on, frames, liveroom.OnOwnStream{RoomID: 7, Via: "rtmp", Until: noon}}, model.Program{Via: "rtmp", Room: 7, Waits: noon,
			Hints: []model.ProgramHint{{Code: "bFrames"}}}},
		{"it is back", []any{on, frames, liveroom.OnOwnStream{RoomID: 7, Via: "rtmp", Until: noon}, on}, model.Program{On: true, Via: "rtmp", Room: 7}},
		{"it is over", []any{on, frames, liveroom.OnOwnStream{RoomID: 7, Via: "rtmp"}}, model.Program{Via: "rtmp", Room: 7}},
	} {
		var p model.Program
		for _, e := range x.events {
			switch e := e.(type) {
			case liveroom.OnOwnStream:
				p = streams(p, e)
			case liveroom.OnStreamHint:
				p = hinted(p, e)
			}
		}
		if len(p.Hints) == 0 {
			p.Hints = nil
		}
		if !reflect.DeepEqual(p, x.want) {
			t.Errorf("%s: %+v, want %+v", x.name, p, x.want)
		}
	}
}
