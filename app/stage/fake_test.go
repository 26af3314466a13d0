package stage

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

var errNo = errors.New("no")

// heldRoom is a live room whose answers wait until the test gives them.
type heldRoom struct {
	mu     sync.Mutex
	room   liveroom.RoomInfo
	seats  []liveroom.Seat
	asked  []string
	answer chan error // what every call gets
	played []string
}

func newHeldRoom() *heldRoom { return &heldRoom{answer: make(chan error)} }

// call waits for the answer; a call that was given up is answered all the same, as one
// that the server has heard already.
func (r *heldRoom) call(_ context.Context, name string) error {
	r.mu.Lock()
	r.asked = append(r.asked, name)
	r.mu.Unlock()
	return <-r.answer
}

func (r *heldRoom) enter(id uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.room = liveroom.RoomInfo{RoomID: id, OwnerID: "host", Live: true}
}

func (r *heldRoom) Room() (liveroom.RoomInfo, bool, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.room, false, r.room.RoomID != 0
}
func (r *heldRoom) Role() (liveroom.Role, bool) { return liveroom.RoleAudience, false }
func (r *heldRoom) Seats() []liveroom.Seat      { r.mu.Lock(); defer r.mu.Unlock(); return r.seats }
func (r *heldRoom) Server() string              { return "http://there" }
func (r *heldRoom) Self() liveroom.UserInfo     { return liveroom.UserInfo{UserID: "me"} }
func (r *heldRoom) RoomList(ctx context.Context) ([]liveroom.RoomInfo, error) {
	return []liveroom.RoomInfo{{RoomID: 99, OwnerID: "else", Live: true}}, r.call(ctx, "RoomList")
}
func (r *heldRoom) RoomMemberList(ctx context.Context, _ uint64) ([]liveroom.UserInfo, uint64, error) {
	return []liveroom.UserInfo{{UserID: "old"}}, 0, r.call(ctx, "RoomMemberList")
}
func (r *heldRoom) Members(ctx context.Context, _ uint64) ([]liveroom.Member, uint64, error) {
	return []liveroom.Member{{UserInfo: liveroom.UserInfo{UserID: "old"}, Admin: true}}, 0, r.call(ctx, "Members")
}
func (r *heldRoom) StartPlay(id string, _ liveroom.View) error {
	r.played = append(r.played, id)
	return nil
}
func (r *heldRoom) StopPlay(string)              {}
func (r *heldRoom) MuteRemoteAudio(string, bool) {}
func (r *heldRoom) RequestJoinAnchor(ctx context.Context) (liveroom.Invitation, error) {
	return liveroom.Invitation{Until: time.Now().Add(time.Hour)}, r.call(ctx, "RequestJoinAnchor")
}
func (r *heldRoom) RequestJoinAnchorSound(ctx context.Context) (liveroom.Invitation, error) {
	return liveroom.Invitation{}, r.call(ctx, "RequestJoinAnchorSound")
}
func (r *heldRoom) CancelJoinAnchor(ctx context.Context) error {
	return r.call(ctx, "CancelJoinAnchor")
}
func (r *heldRoom) ResponseJoinAnchor(ctx context.Context, _ string, _ bool, _ string) error {
	return r.call(ctx, "ResponseJoinAnchor")
}
func (r *heldRoom) InviteJoinAnchor(ctx context.Context, _ string) (liveroom.Invitation, error) {
	return liveroom.Invitation{}, r.call(ctx, "InviteJoinAnchor")
}
func (r *heldRoom) CancelInviteJoinAnchor(ctx context.Context, _ string) error {
	return r.call(ctx, "CancelInviteJoinAnchor")
}
func (r *heldRoom) KickoutJoinAnchor(ctx context.Context, _ string) error {
	return r.call(ctx, "KickoutJoinAnchor")
}
func (r *heldRoom) LockSeat(ctx context.Context, _ int, _ bool) error { return r.call(ctx, "LockSeat") }
func (r *heldRoom) StartPublish(ctx context.Context, _ string) error {
	return r.call(ctx, "StartPublish")
}
func (r *heldRoom) StopPublish(ctx context.Context) error { return r.call(ctx, "StopPublish") }
func (r *heldRoom) RequestRoomPKWith(ctx context.Context, _ uint32, _ string, _ liveroom.PKOptions) (liveroom.Invitation, error) {
	return liveroom.Invitation{Until: time.Now().Add(time.Hour)}, r.call(ctx, "RequestRoomPKWith")
}
func (r *heldRoom) CancelRoomPK(ctx context.Context) error { return r.call(ctx, "CancelRoomPK") }
func (r *heldRoom) ResponseRoomPK(ctx context.Context, _ string, _ bool) error {
	return r.call(ctx, "ResponseRoomPK")
}
func (r *heldRoom) QuitRoomPK(ctx context.Context) error { return r.call(ctx, "QuitRoomPK") }
func (r *heldRoom) MuteAnchor(ctx context.Context, _ string, _, _ bool) error {
	return r.call(ctx, "MuteAnchor")
}
func (r *heldRoom) MuteChat(ctx context.Context, _ string, _ bool, _ time.Duration) error {
	return r.call(ctx, "MuteChat")
}
func (r *heldRoom) KickOut(ctx context.Context, _ string, _ bool) error {
	return r.call(ctx, "KickOut")
}
func (r *heldRoom) Unban(ctx context.Context, _ string) error { return r.call(ctx, "Unban") }
func (r *heldRoom) SetAdmin(ctx context.Context, _ string, _ bool) error {
	return r.call(ctx, "SetAdmin")
}

// quietPlace notes what the stage wants of the program.
type quietPlace struct{ ready, down, rings int }

func (p *quietPlace) Ready(*desk.Visit, bool)       { p.ready++ }
func (p *quietPlace) GoingUp(context.Context, bool) {}
func (p *quietPlace) OpenLive(context.Context)      { p.ready++ }
func (p *quietPlace) Down()                         { p.down++ }
func (p *quietPlace) Ring()                         { p.rings++ }
func (p *quietPlace) View(string) liveroom.View     { return nil }
func (p *quietPlace) RoomOf(r liveroom.RoomInfo) model.Room {
	return model.Room{ID: r.RoomID, Title: r.RoomName, Host: model.User{ID: r.OwnerID}}
}

// newStage is a stage with nobody behind it. Within synctest its goroutines and timers
// are the test's.
func newStage(t *testing.T) (*Stage, *heldRoom, *quietPlace) {
	t.Helper()
	d := desk.New(&settings.Profile{Unlock: func() {}, Settings: settings.Default()}, slog.New(slog.DiscardHandler))
	d.Store.Update(func(s *model.State) {
		s.Me = model.User{ID: "me"}
		s.Connection.Phase = model.ConnectionUp
	})
	d.SignedIn(func(*model.State) {})
	d.Run()
	t.Cleanup(func() { d.Stop(); d.Wait() })
	room, place := newHeldRoom(), &quietPlace{}
	return New(d, room, place, model.Danmaku{On: true, Opacity: 80}), room, place
}

// join shows a room and enters it.
func join(c *Stage, r *heldRoom, id uint32) *desk.Visit {
	v := c.Join(func(*model.State) (model.Room, string, bool) {
		return model.Room{ID: id, Host: model.User{ID: "host"}}, "", true
	})
	r.enter(id)
	c.Tell(liveroom.OnEnterRoom{Result: 1})
	return v
}
