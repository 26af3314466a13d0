package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

// person is a client of a running onaird that keeps what it hears.
type person struct {
	*signaling.Client
	t  testing.TB
	id string

	mu     sync.Mutex
	heard  []signaling.Envelope
	back   []signaling.LoginReply
	before int // events heard when the newest session was got back
}

const patience = 40 * time.Second

func join(t testing.TB, addr, dir, id string) *person {
	t.Helper()
	p := &person{t: t, id: id}
	p.Client = signIn(t, addr, dir, id, signaling.Options{
		OnEvent: func(e signaling.Envelope) { p.mu.Lock(); p.heard = append(p.heard, e); p.mu.Unlock() },
		OnSession: func(r signaling.LoginReply) {
			p.mu.Lock()
			p.back, p.before = append(p.back, r), len(p.heard)
			p.mu.Unlock()
		},
	})
	return p
}

func (p *person) must(typ string, in, out any) {
	p.t.Helper()
	if err := p.Call(p.t.Context(), typ, in, out); err != nil {
		p.t.Fatalf("%s: %v", p.id, err)
	}
}

// returned waits until the client has its session back after a loss.
func (p *person) returned() signaling.LoginReply {
	p.t.Helper()
	var last signaling.LoginReply
	await.True(p.t, p.id+" is back", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.back) > 0 {
			last = p.back[len(p.back)-1]
		}
		return len(p.back) > 0
	})
	return last
}

// count is how many events of a type came that fit.
func (p *person) count(typ string, fits func(signaling.Envelope) bool) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, e := range p.heard {
		if e.Type == typ && (fits == nil || fits(e)) {
			n++
		}
	}
	return n
}

func (p *person) pk() signaling.PKStateEvent {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out signaling.PKStateEvent
	for _, e := range slices.Backward(p.heard) {
		if e.Type == signaling.EventPKState {
			_ = e.Decode(&out)
			return out
		}
	}
	return out
}

// exchange makes offer and answer of publish, or of play when a user is named.
func (p *person) exchange(user string) sfutest.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		var out signaling.SDPReply
		var err error
		if user == "" {
			in := signaling.PublishRequest{SDP: offer, MediaFlags: signaling.MediaFlags{Video: true, Audio: true}}
			err = p.Call(ctx, signaling.TypePublish, in, &out)
		} else {
			err = p.Call(ctx, signaling.TypePlay, signaling.PlayRequest{UserID: user, SDP: offer}, &out)
		}
		return out.SDP, err
	}
}

func (p *person) send() *sfutest.Publisher {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	pub, err := sfutest.Publish(ctx, sfutest.PublishConfig{FPS: 15, BitRate: 100_000}, p.exchange(""))
	if err != nil {
		p.t.Fatalf("%s publishes: %v", p.id, err)
	}
	p.t.Cleanup(pub.Close)
	return pub
}

// sees plays a user until pictures have come.
func (p *person) sees(user string) *sfutest.Viewer {
	p.t.Helper()
	var v *sfutest.Viewer
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	await.True(p.t, p.id+" plays "+user, func() bool {
		var err error
		v, err = sfutest.Play(ctx, sfutest.PlayConfig{}, p.exchange(user))
		return err == nil
	})
	p.t.Cleanup(v.Close)
	if err := v.Wait(ctx, func(c sfutest.Count) bool { return c.Keyframes > 0 && c.Packets > 10 }); err != nil {
		p.t.Fatalf("%s gets no picture of %s: %v", p.id, user, err)
	}
	return v
}

// roomsInPK puts anchors on air in rooms 1, 2, ..., each with a viewer, and joins
// them in a battle that the first one asked for.
func roomsInPK(t *testing.T, addr, dir string, names []string) (anchors, viewers []*person, sent []*sfutest.Publisher) {
	t.Helper()
	for i, id := range names {
		a, v := join(t, addr, dir, id), join(t, addr, dir, "fan-of-"+id)
		a.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: uint32(i + 1), RoomParam: signaling.RoomParam{RoomName: id}}, nil)
		v.must(signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: uint32(i + 1)}, nil)
		sent = append(sent, a.send())
		anchors, viewers = append(anchors, a), append(viewers, v)
	}
	for i, asked := range anchors[1:] {
		anchors[0].must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: uint32(i + 2), UserID: asked.id, Join: i > 0, Duration: 600}, nil)
		await.True(t, "the invitation", func() bool { return asked.count(signaling.EventRequestRoomPK, nil) > 0 })
		asked.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: names[0], Agree: true}, nil)
		await.True(t, "the PK", func() bool { return len(asked.pk().PK.Sides) == i+2 })
	}
	return anchors, viewers, sent
}

// TestKilledServerInAPKOfThreeRooms kills onaird while three rooms are in a PK
// with real media, starts it again and looks at what people find.
func TestKilledServerInAPKOfThreeRooms(t *testing.T) {
	dir := t.TempDir()
	prog := startProgram(t, dir, "127.0.0.1:0")
	names := []string{"ann", "bob", "cyd"}
	anchors, viewers, sent := roomsInPK(t, prog.addr, dir, names)
	viewers[2].must(signaling.TypeSendGift, signaling.GiftRequest{Key: "g", GiftID: "cake", Count: 1}, nil)
	viewers[2].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "before the kill"}, nil)
	await.True(t, "the score", func() bool { p := anchors[0].pk().PK; return len(p.Sides) == 3 && p.Sides[2].Score == 30 })
	deadline := anchors[0].pk().PK.Deadline
	viewers[0].sees("cyd")

	killed := time.Now()
	_ = prog.end(t, 9)
	prog2 := startProgram(t, dir, prog.addr)
	up := time.Now()
	for i, p := range append(slices.Clone(anchors), viewers...) {
		p.RetryNow()
		r := p.returned()
		room := uint32(i%3 + 1)
		if r.Room == nil || r.RoomID != room || r.Room.PK == nil || len(r.Room.PK.Sides) != 3 || r.Room.PK.Deadline != deadline || r.Room.PK.Over {
			t.Fatalf("%s comes back to %+v", p.id, r)
		}
		// A side's points travel to the other rooms: they may come late, never wrong.
		await.True(t, p.id+" finds the points", func() bool { return points(r.Room.PK) == 30 || points(p.pkSince()) == 30 })
	}
	t.Logf("killed; ready again after %v, all six back in room and PK after %v", up.Sub(killed).Round(time.Millisecond), time.Since(killed).Round(time.Millisecond))
	for i, a := range anchors {
		sent[i].Close()
		a.send()
	}
	for i, v := range viewers {
		for _, name := range names {
			v.sees(name)
		}
		if i == 0 {
			t.Logf("pictures of all three anchors %v after the kill", time.Since(killed).Round(time.Millisecond))
		}
	}
	var h signaling.History
	viewers[2].must(signaling.TypeGetHistory, nil, &h)
	if len(h.Messages) != 2 || h.Messages[0].Gift == nil || h.Messages[1].Text != "before the kill" {
		t.Errorf("history after the kill: %+v", h)
	}
	viewers[1].must(signaling.TypeSendLike, signaling.LikeRequest{Count: 4}, nil)
	await.True(t, "points go on", func() bool {
		p := anchors[0].pk().PK
		return len(p.Sides) == 3 && p.Sides[1].Score == 4 && p.Sides[2].Score == 30
	})
	anchors[0].must(signaling.TypeQuitRoomPK, nil, nil)
	await.True(t, "the PK of two", func() bool { e := viewers[1].pk(); return len(e.PK.Sides) == 2 && e.Ended == "" && len(e.Left) == 1 })
	anchors[1].must(signaling.TypeQuitRoomPK, nil, nil)
	await.True(t, "its end", func() bool { return anchors[2].count(signaling.EventQuitRoomPK, nil) == 1 })
	if err := prog2.end(t, 15); err != nil {
		t.Error(err)
	}
}

// requests are all request types with data that would make sense.
func requests(t *testing.T) map[string]any {
	t.Helper()
	data := map[string]any{
		signaling.TypeSetSelfProfile: signaling.Profile{UserName: "x"}, signaling.TypeCreateRoom: signaling.CreateRoomRequest{RoomID: 1},
		signaling.TypeEnterRoom: signaling.RoomRequest{RoomID: 1}, signaling.TypeSetRoomInfo: signaling.RoomParam{RoomName: "mine now"},
		signaling.TypeGetRoomInfos: signaling.RoomIDs{RoomIDs: []uint32{1}}, signaling.TypePublish: signaling.PublishRequest{SDP: "v=0"},
		signaling.TypeSetMedia: signaling.MediaFlags{Video: true}, signaling.TypePlay: signaling.PlayRequest{UserID: "ann", SDP: "v=0"},
		signaling.TypeStopPlay: signaling.UserRequest{UserID: "ann"}, signaling.TypeInviteJoinAnchor: signaling.InviteRequest{UserID: "fan"},
		signaling.TypeResponseJoinAnchor: signaling.AnswerRequest{UserID: "fan", Agree: true}, signaling.TypeKickoutJoinAnchor: signaling.UserRequest{UserID: "co"},
		signaling.TypeLockSeat: signaling.SeatLock{Seat: 1, Locked: true}, signaling.TypeMuteAnchor: signaling.StageMute{UserID: "co", Audio: true},
		signaling.TypeRequestRoomPK: signaling.PKRequest{RoomID: 2, UserID: "bob"}, signaling.TypeCancelRoomPK: signaling.CancelPKRequest{},
		signaling.TypeResponseRoomPK: signaling.AnswerRequest{UserID: "bob", Agree: true}, signaling.TypeKickOut: signaling.KickRequest{UserID: "fan", Ban: true},
		signaling.TypeBan: signaling.UserRequest{UserID: "fan"}, signaling.TypeUnban: signaling.UserRequest{UserID: "fan"},
		signaling.TypeMuteChat: signaling.MuteRequest{UserID: "fan", Mute: true}, signaling.TypeSetAdmin: signaling.AdminRequest{UserID: "fan", Admin: true},
		signaling.TypeSendRoomTextMsg: signaling.TextRequest{Text: "hi"}, signaling.TypeSendRoomCustomMsg: signaling.CustomRequest{Cmd: "c"},
		signaling.TypeSendLike: signaling.LikeRequest{Count: 1}, signaling.TypeSendGift: signaling.GiftRequest{Key: "k", GiftID: "rose", Count: 1},
	}
	for _, typ := range typesOf(t) {
		if _, known := data[typ]; !known {
			data[typ] = nil
		}
	}
	delete(data, signaling.TypeLogin) // these end or replace the connection itself
	delete(data, signaling.TypeResume)
	delete(data, signaling.TypeLogout)
	return data
}

// TestEveryCommandInTheWrongRoleAgainstTheProgram lets an outsider and a viewer
// send every command to a running onaird: what is not theirs is refused with a
// code that says why, and nothing changes for others.
func TestEveryCommandInTheWrongRoleAgainstTheProgram(t *testing.T) {
	dir := t.TempDir()
	prog := startProgram(t, dir, "127.0.0.1:0")
	ann, fan := join(t, prog.addr, dir, "ann"), join(t, prog.addr, dir, "fan")
	alien := join(t, prog.addr, dir, "alien")
	ann.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{RoomName: "hers"}}, nil)
	bob := join(t, prog.addr, dir, "bob")
	bob.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 2}, nil)
	fan.must(signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}, nil)
	state := func() string {
		var s signaling.Snapshot
		ann.must(signaling.TypeGetRoom, nil, &s)
		return fmt.Sprintf("%+v", s)
	}
	before := state()
	// Allowed to both, and harmless: it is about themselves.
	anybody := "ping setSelfProfile getRoomInfos getRoomList watchRoomList stopPlay getGifts getWallet setBlockedWords getBlockedWords " +
		"follow unfollow getFollow getFollows getFans makeStreamKey revokeStreamKey streamKeys "
	own := map[string]string{
		"alien": anybody + "enterRoom",
		"fan":   anybody + "getRoom getAnchorList getRoomMemberList unpublish getHistory getRank sendRoomTextMsg sendRoomCustomMsg sendLike sendGift exitRoom requestJoinAnchor",
	}
	refused := 0
	for _, p := range []*person{alien, fan} {
		for typ, in := range requests(t) {
			if slices.Contains(strings.Fields(own[p.id]), typ) {
				continue
			}
			err := p.Call(t.Context(), typ, in, nil)
			switch code := signaling.CodeOf(err); code {
			case signaling.CodeOK:
				t.Errorf("%s may %s", p.id, typ)
			case signaling.CodeInternal, signaling.CodeUnknownType, signaling.CodeMalformed, signaling.CodeTimeout, signaling.CodeLinkLost:
				t.Errorf("%s: %s is answered with %v", p.id, typ, err)
			default:
				refused++
			}
			if refused%20 == 0 {
				time.Sleep(time.Second) // within the rate of messages
			}
		}
	}
	if after := state(); after != before {
		t.Errorf("refused commands changed the room from\n%s\nto\n%s", before, after)
	}
	t.Logf("%d commands refused, nothing changed", refused)
}
