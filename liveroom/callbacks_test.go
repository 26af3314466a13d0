package liveroom_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"onair/liveroom"
	"onair/media"
	"onair/media/rtc"
)

// disruptive are the calls after which the others would find nothing to do: each
// is tried with a LiveRoom of its own, out of each callback.
var disruptive = map[string]bool{
	"Close": true, "Logout": true, "ExitRoom": true, "DestroyRoom": true, "EndRoom": true, "SwitchRoom": true,
	"StopPlay": true, "StopPublish": true, "StopCameraPreview": true, "SetCamera": true, "StopMicrophone": true,
	"StartPublish": true, "StopAllMusic": true, "UpdateRemoteView": true,
}

// calls are all methods of a LiveRoom and its managers, by name.
func calls(r *liveroom.LiveRoom, hostID string, want func(name string) bool) map[string]func() {
	out := map[string]func(){}
	for _, of := range []any{r, r.BeautyManager(), r.AudioEffectManager()} {
		v := reflect.ValueOf(of)
		for i := range v.NumMethod() {
			name := v.Type().Method(i).Name
			if !want(name) {
				continue
			}
			out[fmt.Sprintf("%T.%s", of, name)] = func() {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if name == "RawPicture" { // waits for a camera by contract
					cancel()
				}
				v.Method(i).Call(arguments(ctx, name, v.Method(i).Type(), hostID))
			}
		}
	}
	return out
}

// arguments are ones that a call takes, or refuses.
func arguments(ctx context.Context, name string, of reflect.Type, hostID string) []reflect.Value {
	var in []reflect.Value
	n := of.NumIn()
	if of.IsVariadic() {
		n--
	}
	for i := range n {
		switch t := of.In(i); {
		case t == reflect.TypeFor[context.Context]():
			in = append(in, reflect.ValueOf(ctx))
		case t == reflect.TypeFor[liveroom.View]():
			in = append(in, reflect.ValueOf(liveroom.ViewFunc(func(*media.Frame) {})))
		case t == reflect.TypeFor[liveroom.Listener]():
			in = append(in, reflect.ValueOf(plainListener{}))
		case t == reflect.TypeFor[io.Writer]():
			in = append(in, reflect.ValueOf(io.Discard))
		case t == reflect.TypeFor[fs.FS]():
			in = append(in, reflect.ValueOf(fstest.MapFS{}))
		case t == reflect.TypeFor[io.Reader]():
			in = append(in, reflect.ValueOf(strings.NewReader("{}")))
		case t.Kind() == reflect.String && (name == "SetCamera" || name == "SetMicrophone"):
			in = append(in, reflect.ValueOf("none").Convert(t))
		case t.Kind() == reflect.String:
			in = append(in, reflect.ValueOf(hostID).Convert(t))
		case t.Kind() == reflect.Uint32:
			in = append(in, reflect.ValueOf(uint32(1)).Convert(t))
		case t.Kind() == reflect.Func:
			in = append(in, reflect.MakeFunc(t, func([]reflect.Value) []reflect.Value { return nil }))
		default:
			in = append(in, reflect.Zero(t))
		}
	}
	return in
}

// plainListener cannot be compared.
type plainListener struct{ _ []int }

func (plainListener) OnEvent(liveroom.Event) {}

// stage is somebody with everything going on that calls back.
type stage struct {
	*person
	do    atomic.Pointer[func()] // what the callback under test is to do, once
	where string
	did   chan struct{}
}

// called runs what is to be done out of a callback.
func (s *stage) called(where string) {
	if where != s.where {
		return
	}
	if f := s.do.Swap(nil); f != nil {
		(*f)()
		close(s.did)
	}
}

type watchfulView struct {
	s    *stage
	name string
}

func (v watchfulView) Render(f *media.Frame) { f.Release(); v.s.called(v.name + ".Render") }
func (v watchfulView) Clear()                { v.s.called(v.name + ".Clear") }

func (s *stage) OnStart(int, int)                                 { s.called("OnStart") }
func (s *stage) OnPlayProgress(int, time.Duration, time.Duration) { s.called("OnPlayProgress") }
func (s *stage) OnComplete(int, int)                              { s.called("OnComplete") }
func (s *stage) OnLoadProgress(int, int)                          { s.called("OnLoadProgress") }
func (s *stage) OnLoadError(int, int)                             { s.called("OnLoadError") }
func (s *stage) tune(*rtc.Connection)                             { s.called("TuneMedia") }
func (s *stage) hear([]float32)                                   { s.called("TapPlayout") }
func (s *stage) preload(path string) (p liveroom.AudioMusicParam) { p.ID, p.Path = 9, path; return p }
func (s *stage) music(id int, path string) (p liveroom.AudioMusicParam) {
	p.ID, p.Path = id, path
	return p
}

// callbacks are all places where user code runs, with what makes each happen.
var callbacks = []struct {
	name string
	make func(s *stage, host, song string)
}{
	{"remote.Render", nil},
	{"remote.Clear", func(s *stage, host, _ string) { s.UpdateRemoteView(host, nil) }},
	{"local.Render", nil},
	{"local.Clear", func(s *stage, _, _ string) { s.StopCameraPreview() }},
	{"OnEvent", func(s *stage, _, _ string) { s.SendRoomTextMsg(context.Background(), "hello") }},
	{"OnStart", func(s *stage, _, song string) { s.AudioEffectManager().StartPlayMusic(s.music(7, song)) }},
	{"OnPlayProgress", func(s *stage, _, song string) { s.AudioEffectManager().StartPlayMusic(s.music(7, song)) }},
	{"OnComplete", func(s *stage, _, song string) { s.AudioEffectManager().StartPlayMusic(s.music(7, song)) }},
	{"OnLoadProgress", func(s *stage, _, song string) { s.AudioEffectManager().PreloadMusic(s.preload(song)) }},
	{"OnLoadError", func(s *stage, _, _ string) { s.AudioEffectManager().PreloadMusic(s.preload("/no/such.wav")) }},
	{"TapPlayout", nil},
	{"TuneMedia", func(s *stage, host, _ string) {
		s.StopPlay(host)
		s.StartPlay(host, watchfulView{s, "remote"})
	}},
}

// enter makes a viewer with a camera of its own, who plays the host.
func (h *house) enter(name, callback, host string, room uint32) *stage {
	s := &stage{where: callback, did: make(chan struct{})}
	s.person = h.login(name, func(o *liveroom.Options) {
		o.Camera, o.Microphone, o.TuneMedia = "test:160x120@15", "silence:", s.tune
	})
	s.AddListener(liveroom.NewListener(func(liveroom.Event) { s.called("OnEvent") }))
	s.AudioEffectManager().SetMusicObserver(7, s)
	s.AudioEffectManager().SetPreloadObserver(s)
	s.TapPlayout(s.hear)
	s.must(s.EnterRoom(s.ctx(), room))
	s.must(s.StartPlay(host, watchfulView{s, "remote"}))
	s.must(s.StartCameraPreview(s.ctx(), true, watchfulView{s, "local"}))
	awaitEvent[liveroom.OnFirstVideoFrame](s.person)
	return s
}

// inside runs f out of the stage's callback and fails with all stacks when it hangs.
func (s *stage) inside(host, song string, f func()) {
	s.t.Helper()
	s.do.Store(&f)
	for _, c := range callbacks {
		if c.name == s.where && c.make != nil {
			go c.make(s, host, song)
		}
	}
	select {
	case <-s.did:
	case <-time.After(patience):
		buf := make([]byte, 1<<20)
		s.t.Fatalf("%s hangs\n%s", s.where, buf[:runtime.Stack(buf, true)])
	}
}

func TestEveryCallOutOfEveryCallback(t *testing.T) {
	h := startHouse(t)
	host := h.login("host", func(o *liveroom.Options) { o.Camera, o.Microphone = "test:160x120@15", "silence:" })
	host.goLive(1)
	h.login("elsewhere", func(o *liveroom.Options) { o.Camera, o.Microphone = "none", "silence:" })
	song := filepath.Join(t.TempDir(), "song.wav")
	if err := os.WriteFile(song, shortSilence(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range callbacks {
		t.Run(c.name, func(t *testing.T) { everyCall(t, h, c.name, song) })
	}
}

func everyCall(t *testing.T, h *house, callback, song string) {
	try := func(user string, one func(name string) bool) {
		house := *h
		house.t = t
		s := house.enter(user, callback, "host", 1)
		all := calls(s.LiveRoom, "host", one)
		if len(all) == 0 {
			return
		}
		s.inside("host", song, func() {
			names := slices.Sorted(func(yield func(string) bool) {
				for name := range all {
					if !yield(name) {
						return
					}
				}
			})
			for _, name := range names {
				all[name]()
			}
		})
		s.inTime("Close", func() { s.Close() })
	}
	try("gentle", func(name string) bool { return !disruptive[name] })
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range disruptive {
			if !yield(name) {
				return
			}
		}
	}) {
		t.Run(name, func(t *testing.T) { try("rough", func(n string) bool { return n == name }) })
	}
}

// inTime fails with all stacks when f hangs.
func (s *stage) inTime(what string, f func()) {
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(patience):
		buf := make([]byte, 1<<20)
		s.t.Fatalf("%s hangs after %s\n%s", what, s.where, buf[:runtime.Stack(buf, true)])
	}
}

// shortSilence is a WAV file of 0.4 s: long enough for one OnPlayProgress.
func shortSilence() []byte {
	const rate, length = 48000, 2 * 48000 * 2 / 5
	data := make([]byte, 44+length)
	copy(data, "RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	binary.LittleEndian.PutUint32(data[4:], uint32(36+length))
	binary.LittleEndian.PutUint32(data[24:], rate)
	binary.LittleEndian.PutUint32(data[28:], 2*rate)
	copy(data[32:], "\x02\x00\x10\x00data")
	binary.LittleEndian.PutUint32(data[40:], length)
	return data
}
