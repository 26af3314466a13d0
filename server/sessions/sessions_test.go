package sessions

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"onair/room"
	"onair/server/gateway"
	"onair/server/store"
	"onair/server/usersig"
	"onair/signaling"
)

// cable is a connection that notes what is sent on it.
type cable struct {
	sess gateway.Session
	said []string
	last signaling.LoginReply
	done chan struct{}
}

func newCable() *cable { return &cable{done: make(chan struct{})} }

func (w *cable) Post(seq uint64, ev *signaling.Event) {
	w.said = append(w.said, fmt.Sprint(ev.Type(), " ", seq))
}

func (w *cable) Reply(_ signaling.Envelope, _ uint64, data any, err error) {
	if r, is := data.(signaling.LoginReply); is {
		w.last = r
		data = r.Mode
	}
	w.said = append(w.said, fmt.Sprint(data, err))
}

func (w *cable) Refuse(signaling.Envelope, error) {}
func (w *cable) End(code int, _ string)           { w.said = append(w.said, fmt.Sprint("end ", code)) }
func (w *cable) LogIn(s gateway.Session)          { w.sess = s }
func (w *cable) Session() gateway.Session         { return w.sess }
func (w *cable) Done() <-chan struct{}            { return w.done }
func (w *cable) Addr() netip.Addr                 { return netip.Addr{} }
func (w *cable) Asked() (string, bool)            { return "", false }
func (w *cable) told(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(w.said, want) {
		t.Errorf("sent %q, want %q", w.said, want)
	}
	w.said = nil
}

// kept is a bucket in memory.
type kept map[string][]byte

func (k kept) Put(_ context.Context, key string, v []byte) error { k[key] = v; return nil }
func (k kept) Delete(_ context.Context, key string) error        { delete(k, key); return nil }
func (k kept) All(context.Context) (list []store.Entry, _ error) {
	for key, v := range k {
		list = append(list, store.Entry{Key: key, Value: v})
	}
	return list, nil
}

// open is a table over a bucket; left is who was sent out of rooms.
func open(t *testing.T, kv kept) (r *Table, left *[]string) {
	t.Helper()
	left = new([]string)
	var mu sync.Mutex
	r, err := New(t.Context(), Config{KV: kv, Key: "key", Profile: func(_ context.Context, id string) room.User { return room.User{ID: id, Name: "stored"} },
		Today: func(u room.User) room.User { return u }, Leave: func(_ context.Context, s *Session) {
			mu.Lock()
			defer mu.Unlock()
			*left = append(*left, s.User())
		},
		EventLog: 3, Grace: time.Minute, PingInterval: time.Second, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return r, left
}

func (r *Table) logIn(t *testing.T, user string) (*Session, *cable) {
	t.Helper()
	s, w := r.New(user, room.User{ID: user}, nil), newCable()
	r.Login(t.Context(), s)
	if !s.Attach(w, signaling.Envelope{}, signaling.ModeNew, 0, nil) {
		t.Fatal("not attached")
	}
	return s, w
}

func post(s *Session, n int) {
	for range n {
		s.Post(signaling.NewEvent("e", nil))
	}
}

func TestWhatWasMissedIsSentAgainOrTheClientIsTold(t *testing.T) {
	r, _ := open(t, kept{})
	s, w := r.logIn(t, "anna")
	post(s, 2)
	w.told(t, "new<nil>", "e 1", "e 2")
	s.detach(w, time.Now())
	if !s.Dropped() {
		t.Error("not dropped")
	}
	post(s, 2) // 3 and 4; 1 is not kept any more
	w.told(t)
	for _, c := range []struct {
		last uint64
		want []string
	}{{2, []string{"replay<nil>", "e 3", "e 4"}}, {4, []string{"replay<nil>"}}, {0, []string{"snapshot<nil>"}}, {99, []string{"snapshot<nil>"}}} {
		w := newCable()
		s.Attach(w, signaling.Envelope{}, signaling.ModeReplay, c.last, func() *signaling.Snapshot { return nil })
		w.told(t, c.want...)
		s.detach(w, time.Now())
		if c.want[0] == "snapshot<nil>" { // nothing is kept that the snapshot has
			post(s, 2)
		}
	}
}

func TestANewLoginEndsTheOneBefore(t *testing.T) {
	r, left := open(t, kept{})
	old, w := r.logIn(t, "anna")
	w.told(t, "new<nil>")
	token := old.Token()
	s, _ := r.logIn(t, "anna")
	w.told(t, signaling.EventKickedOffline+" 1", fmt.Sprint("end ", signaling.CloseKicked))
	if !old.Over() || r.Get("anna") != s || r.Count() != 1 || !slices.Equal(*left, []string{"anna", "anna", "anna"}) {
		t.Errorf("the old one is over: %v; %d sessions; left %v", old.Over(), r.Count(), *left)
	}
	if _, serves := old.Serves(w); serves || old.Enter(nil, "") {
		t.Error("a session that has ended goes on")
	}
	for token, want := range map[string]signaling.Code{s.Token(): 0, token: signaling.CodeKickedOffline, token + "0": signaling.CodeSessionGone, "ben.0.0": signaling.CodeSessionGone, "": signaling.CodeSessionGone} {
		if _, err := r.Find(token); signaling.CodeOf(err) != want {
			t.Errorf("%q: %v, want %v", token, err, want)
		}
	}
}

// TestWhatWasLeftBehindLeavesFirst: a second program of the user, or one that comes as the
// user logs in, finds the session only when nobody is taken out of rooms for its sake any
// more.
func TestWhatWasLeftBehindLeavesFirst(t *testing.T) {
	for name, begin := range map[string]func(*Table, *Session) bool{
		"a program": func(r *Table, s *Session) bool { return r.LoginIfNone(t.Context(), s) },
		"a login":   func(r *Table, s *Session) bool { return r.Login(t.Context(), s) },
	} {
		for _, before := range []string{"nobody", "one that has ended"} {
			t.Run(name+" after "+before, func(t *testing.T) {
				r, _ := open(t, kept{})
				if before != "nobody" {
					old, _ := r.logIn(t, "anna")
					old.Finish(nil)
				}
				var second *Session
				r.cfg.Leave = func(_ context.Context, s *Session) {
					if r.Get("anna") == s {
						t.Error("a session that others find is taken out of its room")
					}
					if second == nil { // a second program comes in this moment
						if second = r.Get("anna"); second == nil || !second.Hold(sending()) {
							second = r.NewAlone("anna", room.User{ID: "anna"}, nil)
							if !second.Hold(sending()) || !r.LoginIfNone(t.Context(), second) {
								t.Error("the second program does not come in")
							}
						}
					}
				}
				if begin(r, r.New("anna", room.User{ID: "anna"}, nil)) {
					t.Error("the first one took the place of the second")
				}
				if second.Over() || r.Get("anna") != second {
					t.Error("the second program was thrown out")
				}
			})
		}
	}
}

// TestWhoResumesWhileAnotherLogsInIsToldSo, and so does not log in again by itself.
func TestWhoResumesWhileAnotherLogsInIsToldSo(t *testing.T) {
	r, _ := open(t, kept{})
	old, _ := r.logIn(t, "anna")
	token, asked := old.Token(), 0
	r.cfg.Leave = func(context.Context, *Session) {
		asked++
		if _, err := r.Find(token); signaling.CodeOf(err) != signaling.CodeKickedOffline {
			t.Errorf("told %v", err)
		}
	}
	if r.logIn(t, "anna"); asked == 0 {
		t.Error("nobody left")
	}
}

func TestSessionsOutliveTheProgram(t *testing.T) {
	kv := kept{}
	r, _ := open(t, kv)
	s := r.New("anna", room.User{ID: "anna", Name: "Anna"}, &usersig.Grant{Room: 7})
	r.Login(t.Context(), s)
	if strings.Contains(string(kv["anna"]), strings.Split(s.Token(), ".")[2]) {
		t.Error("the secret is stored")
	}
	kv["old"] = []byte(`{"id":"1","hash":"2"}`)
	kv["bad"] = []byte(`{`)
	r, _ = open(t, kv)
	again, err := r.Find(s.Token())
	if err != nil || again.Self().Name != "Anna" || again.May(8, usersig.MayEnter) == nil || !again.Dropped() {
		t.Fatalf("%+v, %v", again, err)
	}
	if r.Count() != 2 || r.Get("old").Self().Name != "stored" {
		t.Errorf("%d sessions", r.Count())
	}
	r.Logout(t.Context(), again)
	if kv["anna"] != nil || r.Of("anna") != nil {
		t.Error("kept after the logout")
	}
}

func TestTheGraceTimeEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, left := open(t, kept{})
		s, w := r.logIn(t, "anna")
		stays, _ := r.logIn(t, "ben")
		*left = nil
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { r.Run(ctx); close(done) }()
		time.Sleep(time.Hour)
		if s.Over() {
			t.Error("over though it has a connection")
		}
		r.Lost(w)
		time.Sleep(time.Minute - 2*time.Second)
		if s.Over() {
			t.Error("over before the time")
		}
		time.Sleep(4 * time.Second)
		cancel()
		<-done
		if !s.Over() || stays.Over() || r.Get("anna") != nil || !slices.Equal(*left, []string{"anna"}) {
			t.Errorf("over %v, left %v", s.Over(), *left)
		}
	})
}
