package hall

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"onair/room"
	"onair/server/chatlog"
	"onair/server/store"
	"onair/signaling"
)

// house is a hall over a store of its own, with people.
type house struct {
	*Hall
	t     *testing.T
	dir   string
	who   logins
	relay *relay
	ended []uint32
	end   func()
}

func open(t *testing.T, dir string, users ...string) *house {
	t.Helper()
	h := &house{t: t, dir: dir, who: logins{}, relay: &relay{}}
	for _, u := range users {
		h.who[u] = &login{user: u}
	}
	log := slog.New(slog.DiscardHandler)
	db, err := store.Open(t.Context(), dir, log)
	if err != nil {
		t.Fatal(err)
	}
	bucket := func(name string) *store.Bucket {
		b, err := db.Bucket(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	ctx, cancel := context.WithCancel(context.Background())
	h.Hall, err = New(ctx, Config{Rooms: bucket("rooms"), Chats: bucket("chats"), Audience: bucket("audience"), Sessions: h.who, Media: h.relay,
		Stepped: func(uint32, room.State, room.State) {}, Touched: func(uint32) {},
		Ending:   func(_ context.Context, st room.State) { h.ended = append(h.ended, st.ID()) },
		GiftTold: func(context.Context, string) error { return nil },
		MaxRooms: 2, BundleAbove: 20, RoomChatRate: 100, LikePace: time.Millisecond, StoreRetry: time.Second, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	h.end = sync.OnceFunc(func() { cancel(); h.Close(); db.Close() })
	t.Cleanup(h.end)
	h.Start()
	h.Restarted(nil)
	return h
}

// join has somebody do a command that makes them a member.
func (h *house) join(id uint32, user string, cmd room.Command) error {
	h.t.Helper()
	if err := h.claim(user, id); err != nil {
		return err
	}
	r, err := h.Open(id)
	if err != nil {
		h.Release(user, id)
		return err
	}
	return r.Do(h.t.Context(), Op{Cmd: cmd, By: h.who[user], Joins: true, Done: func(_ room.State, err error) {
		if err != nil {
			h.Release(user, id)
		}
	}})
}

func (h *house) create(id uint32, user string) {
	h.t.Helper()
	if err := h.join(id, user, room.Create{Room: id, By: room.User{ID: user}, Rules: room.DefaultRules()}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) enter(id uint32, user string) {
	h.t.Helper()
	if err := h.join(id, user, room.Enter{By: room.User{ID: user}}); err != nil {
		h.t.Fatal(err)
	}
}

func TestMembersAreToldAndOthersAreNot(t *testing.T) {
	h := open(t, t.TempDir(), "anna", "ben", "carl")
	h.create(7, "anna")
	h.enter(7, "ben")
	r := h.Get(7)
	say := &chatlog.Saying{Type: signaling.EventRecvRoomTextMsg, Msg: signaling.Message{Text: "hello", User: signaling.User{UserID: "ben"}}}
	if err := r.Do(t.Context(), Op{Say: say, By: h.who["ben"]}); err != nil || say.Msg.MsgID != 1 {
		t.Fatal(err, say)
	}
	for user, want := range map[string][]string{"anna": {signaling.EventAudienceEnter, signaling.EventRecvRoomTextMsg}, "ben": nil, "carl": nil} {
		if got := h.who[user].heard(); !slices.Equal(got, want) {
			t.Errorf("%s heard %v, want %v", user, got, want)
		}
	}
	err := r.Do(t.Context(), Op{Cmd: room.Leave{By: "ben"}, By: &login{user: "ben"}})
	if signaling.CodeOf(err) != signaling.CodeNotLoggedIn {
		t.Errorf("a session that is not the member's: %v", err)
	}
}

func TestNobodyIsInTwoRoomsAndRoomsAreBounded(t *testing.T) {
	h := open(t, t.TempDir(), "anna", "ben", "carl")
	h.create(7, "anna")
	h.create(8, "ben")
	for id, want := range map[uint32]signaling.Code{7: signaling.CodeAlreadyMember, 8: signaling.CodeInOtherRoom} {
		if err := h.claim("anna", id); signaling.CodeOf(err) != want {
			t.Errorf("into %d: %v", id, err)
		}
	}
	if err := h.join(9, "carl", room.Create{Room: 9, By: room.User{ID: "carl"}}); signaling.CodeOf(err) != signaling.CodeBusy {
		t.Errorf("a third room: %v", err)
	}
	if err := h.claim("carl", 7); err != nil {
		t.Error("one who was refused has no claim:", err)
	}
}

func TestTheEndOfARoomLetsEverybodyGo(t *testing.T) {
	h := open(t, t.TempDir(), "anna", "ben")
	h.create(7, "anna")
	h.enter(7, "ben")
	h.who["ben"].play = map[string]string{"anna": "s"}
	r := h.Get(7)
	if err := r.Do(t.Context(), Op{Cmd: room.Destroy{By: "anna"}, By: h.who["anna"]}); err != nil {
		t.Fatal(err)
	}
	if h.who["ben"].Room() != nil || !slices.Contains(h.who["ben"].heard(), signaling.EventRoomDestroy) || !h.relay.asked("ben without s") {
		t.Errorf("ben heard %v, the relay %v", h.who["ben"].heard(), h.relay.said)
	}
	if err := errors.Join(h.claim("ben", 8), h.claim("anna", 8)); err != nil {
		t.Error(err)
	}
	if err := r.Do(t.Context(), Op{Cmd: room.Enter{By: room.User{ID: "ben"}}}); !errors.Is(err, room.ErrNoSuchRoom) {
		t.Errorf("after the end: %v", err)
	}
	h.end()
	if !slices.Equal(h.ended, []uint32{7}) || len(h.States()) != 0 {
		t.Errorf("ended %v, left %v", h.ended, h.States())
	}
}

func TestRoomsOutliveTheProgram(t *testing.T) {
	h := open(t, t.TempDir(), "anna", "ben", "carl")
	h.create(7, "anna")
	h.enter(7, "ben")
	h.enter(7, "carl")
	say := &chatlog.Saying{Type: signaling.EventRecvRoomTextMsg, Key: "k", Msg: signaling.Message{Text: "hello", User: signaling.User{UserID: "ben"}}}
	if err := h.Get(7).Do(t.Context(), Op{Say: say}); err != nil {
		t.Fatal(err)
	}
	h.end()
	h = open(t, h.dir, "anna", "ben") // carl's session was not stored
	r := h.Get(7)
	if r == nil || r.Current().Len() != 3 || h.who["ben"].Room() != r {
		t.Fatalf("room %v", r)
	}
	var list []signaling.Message
	if err := r.Do(t.Context(), Op{Ask: true, Done: func(room.State, error) { list = r.History(0, 9) }}); err != nil || len(list) != 1 || list[0].Text != "hello" {
		t.Errorf("history %v, %v", list, err)
	}
	if lost := h.Orphans(t.Context()); len(lost) != 0 { // carl has the grace time
		t.Errorf("orphans %v", lost)
	}
}

func TestWhatFlowsWaitsUntilTheStreamIsKnown(t *testing.T) {
	h := open(t, t.TempDir(), "anna", "ben")
	h.create(7, "anna")
	h.enter(7, "ben")
	r := h.Get(7)
	p := r.newPublication("anna", "stream")
	p.onFlow(room.Media{Video: true})
	if got := h.who["ben"].heard(); len(got) != 0 {
		t.Errorf("before the stream is known: %v", got)
	}
	publish := Op{Cmd: room.Publish{By: "anna", Stream: "stream", Want: room.Media{Video: true}}, Pub: p, By: h.who["anna"], Done: func(room.State, error) { p.announced() }}
	if err := r.Do(t.Context(), publish); err != nil {
		t.Fatal(err)
	}
	old := r.newPublication("anna", "stream") // of a run that was replaced
	old.announced()
	old.onFlow(room.Media{Audio: true})
	if err := r.Do(t.Context(), Op{Ask: true}); err != nil {
		t.Fatal(err)
	}
	if got, want := h.who["ben"].heard(), []string{signaling.EventAnchorEnter, signaling.EventUserVideoAvailable}; !slices.Equal(got, want) {
		t.Errorf("ben heard %v, want %v", got, want)
	}
}
