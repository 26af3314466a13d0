package signaling

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/internal/porttest"
)

func TestDialFailures(t *testing.T) {
	silent := newPeer(t, (*end).rest)
	refusing := newPeer(t, func(e *end) { e.refuse(e.want(TypeLogin), CodeSigExpired) })
	busy := newPeer(t, nil)
	nonsense := newPeer(t, func(e *end) { e.want(TypeLogin); e.send("hello") })
	for name, k := range map[string]struct {
		url  string
		want Code
	}{
		"nobody listens": {"ws://" + porttest.Reserve(t), CodeUnreachable},
		"no address":     {"", CodeBadArgument},
		"wrong scheme":   {"ftp://127.0.0.1", CodeBadArgument},
		"no answer":      {silent.srv.URL, CodeTimeout},
		"refused":        {refusing.srv.URL, CodeSigExpired},
		"server busy":    {busy.srv.URL, CodeUnreachable},
		"nonsense":       {nonsense.srv.URL, CodeMalformed},
	} {
		_, err := Dial(t.Context(), Options{URL: k.url, DialTimeout: 300 * time.Millisecond})
		var e *Error
		if !errors.As(err, &e) || e.Code != k.want || e.Desc == "" {
			t.Errorf("%s: %v, want code %d", name, err, k.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Dial(ctx, Options{URL: silent.srv.URL}); CodeOf(err) != CodeUnreachable && CodeOf(err) != CodeCancelled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestRepliesKeepTheirPlaceAmongEvents(t *testing.T) {
	p := newPeer(t, func(e *end) {
		e.login()
		env := e.want(TypeEnterRoom)
		e.event(1, "before")
		e.reply(*env, Snapshot{Room: RoomInfo{RoomID: 7}})
		e.event(2, "after")
		e.rest()
	})
	c, d := p.dial()
	var snap Snapshot
	err := c.CallThen(t.Context(), TypeEnterRoom, RoomRequest{7}, &snap, func(err error) {
		d.note("entered")
		if err != nil || snap.Room.RoomID != 7 {
			t.Errorf("inside then: %v, %+v", err, snap)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	d.expect("before 1", "entered", "after 2")
}

func TestCallErrorsAreTyped(t *testing.T) {
	p := newPeer(t, func(e *end) {
		e.login()
		e.refuse(e.want(TypeEnterRoom), CodeRoomFull)
		e.reply(*e.want(TypeGetRoom), []int{1})
		e.rest()
	})
	c, _ := p.dial()
	err := c.Call(t.Context(), TypeEnterRoom, RoomRequest{1}, nil)
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeRoomFull || e.Op != TypeEnterRoom || !errors.Is(err, &Error{Code: CodeRoomFull}) {
		t.Errorf("refused: %v", err)
	}
	var snap Snapshot
	if err := c.Call(t.Context(), TypeGetRoom, nil, &snap); CodeOf(err) != CodeBadArgument {
		t.Errorf("reply of the wrong shape: %v", err)
	}
	if err := c.Call(t.Context(), TypePublish, PublishRequest{SDP: strings.Repeat("x", MaxMessage)}, nil); CodeOf(err) != CodeTooLarge {
		t.Errorf("too large: %v", err)
	}
	if err := c.Call(t.Context(), TypePublish, make(chan int), nil); CodeOf(err) != CodeBadArgument {
		t.Errorf("no JSON: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := c.Call(ctx, TypeExitRoom, nil, nil); CodeOf(err) != CodeTimeout {
		t.Errorf("no answer: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if err := c.Call(ctx, TypeExitRoom, nil, nil); CodeOf(err) != CodeCancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestResumeAsksForWhatWasMissedAndDropsRepeats(t *testing.T) {
	p := newPeer(t, func(e *end) {
		e.login()
		e.event(1, "one")
		e.event(2, "two")
	}, func(e *end) {
		if in := e.resume(ModeReplay, 4); in == nil || in.LastSeq != 2 || in.Token != "token" {
			t.Errorf("resumed with %+v", in)
		}
		e.event(2, "two") // sent again
		e.event(3, "three")
		e.event(4, "four")
		e.event(6, "six") // 5 is missing: the client comes again
		e.rest()
	}, func(e *end) {
		if in := e.resume(ModeSnapshot, 9); in == nil || in.LastSeq != 4 {
			t.Errorf("resumed with %+v", in)
		}
		e.event(9, "old")
		e.event(10, "ten")
		e.rest()
	})
	_, d := p.dial()
	d.expect("one 1", "two 2", "reconnecting", "session replay", "connected", "three 3", "four 4",
		"reconnecting", "session snapshot", "connected", "ten 10")
}

func TestCallsAcrossALostLink(t *testing.T) {
	hold := make(chan struct{})
	p := newPeer(t, func(e *end) {
		e.login()
		e.want(TypeExitRoom) // and breaks under it
	}, nil, func(e *end) {
		<-hold
		e.resume(ModeReplay, 0)
		e.reply(*e.want(TypeGetRoom), Snapshot{Room: RoomInfo{RoomID: 3}})
		e.rest()
	})
	c, d := p.dial()
	err := c.CallThen(t.Context(), TypeExitRoom, nil, nil, func(err error) { d.note("lost " + CodeOf(err).Info().Key) })
	if CodeOf(err) != CodeLinkLost {
		t.Errorf("the open call: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if err := c.Call(ctx, TypeGetRoom, nil, nil); CodeOf(err) != CodeTimeout {
		t.Errorf("a call while the link is down: %v", err)
	}
	if s := c.Status(); s.State != StateReconnecting {
		t.Errorf("state %v", s.State)
	}
	close(hold)
	var snap Snapshot
	if err := c.Call(t.Context(), TypeGetRoom, nil, &snap); err != nil || snap.Room.RoomID != 3 {
		t.Errorf("a call that waited for the link: %v %+v", err, snap)
	}
	d.expect("lost linkLost", "reconnecting", "session replay", "connected")
}

func TestGoneSessionIsOpenedAnewWithAFreshSignature(t *testing.T) {
	p := newPeer(t, func(e *end) {
		e.login()
		e.event(1, "one")
	}, func(e *end) { e.refuse(e.want(TypeResume), CodeSessionGone) }, func(e *end) {
		if in := e.login(); in == nil || in.UserSig != "fresh" {
			t.Errorf("logged in again with %+v", in)
		}
		e.event(1, "new one")
		e.rest()
	})
	_, d := p.dial(func(o *Options) { o.Sign = func(context.Context) (string, error) { return "fresh", nil } })
	d.expect("one 1", "reconnecting", "session new", "connected", "new one 1")
}

func TestEndsForGood(t *testing.T) {
	closing := func(code int) func(*end) {
		return func(e *end) {
			e.login()
			_ = e.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, "because"), time.Now().Add(time.Second))
		}
	}
	bye := func(e *end) { e.login() }
	for name, k := range map[string]struct {
		script []func(*end)
		want   Code
	}{
		"kicked by event":       {[]func(*end){func(e *end) { e.login(); e.event(1, EventKickedOffline); e.rest() }}, CodeKickedOffline},
		"kicked by close code":  {[]func(*end){closing(CloseKicked)}, CodeKickedOffline},
		"not understood":        {[]func(*end){closing(CloseProtocol)}, CodeVersion},
		"logged out":            {[]func(*end){closing(CloseLogout)}, CodeClosed},
		"kicked while away":     {[]func(*end){bye, func(e *end) { e.refuse(e.want(TypeResume), CodeKickedOffline) }}, CodeKickedOffline},
		"signature has expired": {[]func(*end){bye, func(e *end) { e.refuse(e.want(TypeResume), CodeSessionGone) }, func(e *end) { e.refuse(e.want(TypeLogin), CodeSigExpired) }}, CodeSigExpired},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPeer(t, k.script...)
			over := make(chan Status, 1)
			c, _ := p.dial(func(o *Options) {
				o.OnState = func(s Status) {
					if s.State == StateClosed {
						over <- s
					}
				}
			})
			select {
			case s := <-over:
				if CodeOf(s.Err) != k.want {
					t.Errorf("closed with %v, want code %d", s.Err, k.want)
				}
			case <-time.After(patience):
				t.Fatal("did not end")
			}
			if err := c.Call(t.Context(), TypeGetRoom, nil, nil); CodeOf(err) != CodeClosed && CodeOf(err) != CodeKickedOffline {
				t.Errorf("a call afterwards: %v", err)
			}
			c.Close()
		})
	}
}

func TestServerShutdownIsARetry(t *testing.T) {
	p := newPeer(t, func(e *end) {
		e.login()
		e.event(1, EventServerShutdown)
		_ = e.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1001, ""), time.Now().Add(time.Second))
	}, func(e *end) { e.resume(ModeSnapshot, 0); e.rest() })
	_, d := p.dial()
	d.expect("serverShutdown 1", "reconnecting", "session snapshot", "connected")
}

func TestRetryNowEndsTheWait(t *testing.T) {
	var tries atomic.Int32
	count := func(e *end) { tries.Add(1) }
	p := newPeer(t, (*end).asLoggedIn, count, func(e *end) { e.resume(ModeReplay, 0); e.rest() })
	waiting := make(chan Status, 16)
	up := make(chan struct{}, 1)
	c, _ := p.dial(func(o *Options) {
		o.MinBackOff, o.MaxBackOff = time.Hour, time.Hour
		o.OnState = func(s Status) {
			switch {
			case s.State == StateConnected:
				up <- struct{}{}
			case !s.NextTry.IsZero():
				waiting <- s
			}
		}
	})
	for want := 1; want <= 2; want++ {
		s := <-waiting
		if s.Attempt != want || time.Until(s.NextTry) < time.Minute {
			t.Errorf("waiting for attempt %d until %v", s.Attempt, s.NextTry)
		}
		eventuallyRetry(c, waiting, up, want == 2)
	}
	if tries.Load() != 1 {
		t.Errorf("%d failed attempts", tries.Load())
	}
}

// asLoggedIn serves the login and hangs up.
func (e *end) asLoggedIn() { e.login() }

// eventuallyRetry asks for a retry until something comes of it.
func eventuallyRetry(c *Client, waiting chan Status, up chan struct{}, last bool) {
	for {
		c.RetryNow()
		if last {
			select {
			case <-up:
				return
			case <-time.After(10 * time.Millisecond):
			}
			continue
		}
		select {
		case s := <-waiting:
			waiting <- s
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestCloseIsIdempotentAndEndsAnAttempt(t *testing.T) {
	p := newPeer(t, (*end).asLoggedIn, (*end).rest)
	c, d := p.dial(func(o *Options) { o.DialTimeout = time.Hour })
	d.expect("reconnecting")
	done := make(chan struct{})
	go func() {
		c.Close()
		c.Close()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("Close hangs while an attempt is under way")
	}
	if s := c.Status(); s.State != StateClosed || s.Err != nil {
		t.Errorf("%+v", s)
	}
	if err := c.Call(t.Context(), TypeGetRoom, nil, nil); CodeOf(err) != CodeClosed {
		t.Errorf("a call after Close: %v", err)
	}
}

func TestSilentServerIsNoticed(t *testing.T) {
	p := newPeer(t, func(e *end) {
		env := e.want(TypeLogin)
		e.reply(*env, LoginReply{Token: "token", Mode: ModeNew, PingInterval: 30})
		_, _, _ = e.ReadMessage()
		for { // reads, says nothing
			if _, _, err := e.ReadMessage(); err != nil {
				return
			}
		}
	}, func(e *end) { e.resume(ModeReplay, 0); e.rest() })
	_, d := p.dial()
	d.expect("reconnecting", "session replay", "connected")
}

func TestOversizedServerMessageEndsTheLink(t *testing.T) {
	p := newPeer(t, func(e *end) {
		e.login()
		e.send(`{"v":1,"type":"x","seq":1,"data":"` + strings.Repeat("a", MaxServerMessage) + `"}`)
		e.rest()
	}, func(e *end) { e.resume(ModeReplay, 0); e.rest() })
	_, d := p.dial()
	d.expect("reconnecting", "session replay", "connected")
}
