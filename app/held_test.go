package app

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"testing"
	"time"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/devices"
	"onair/app/embedded"
	"onair/app/looks"
	"onair/app/model"
	"onair/app/settings"
	"onair/app/sound"
	"onair/liveroom"
)

var errNo = errors.New("no")

// heldRoom is a live room that is asked everything and whose answers wait until the
// test gives them; all of them are the same.
type heldRoom struct {
	*liveroom.LiveRoom // what needs nobody else
	gate               chan struct{}
	answer             error
	lives              []liveroom.RoomInfo

	mu    sync.Mutex
	asked []string
	room  liveroom.RoomInfo
	me    liveroom.UserInfo
}

// call waits for the answer; a call that was given up is answered all the same, as one
// that the server has heard already.
func (r *heldRoom) call(name string) error {
	r.mu.Lock()
	r.asked = append(r.asked, name)
	r.mu.Unlock()
	<-r.gate
	return r.answer
}

// changed is call for what changes where the live room is.
func (r *heldRoom) changed(name string, change func()) error {
	err := r.call(name)
	if err == nil {
		r.mu.Lock()
		change()
		r.mu.Unlock()
	}
	return err
}

func (r *heldRoom) in(id uint32) func() { return func() { r.room = roomInfo(id) } }

func roomInfo(id uint32) liveroom.RoomInfo {
	return liveroom.RoomInfo{RoomID: id, OwnerID: "host", RoomName: "old", Live: true}
}

func (r *heldRoom) Room() (liveroom.RoomInfo, bool, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.room, false, r.room.RoomID != 0
}
func (r *heldRoom) Self() liveroom.UserInfo               { r.mu.Lock(); defer r.mu.Unlock(); return r.me }
func (r *heldRoom) Server() string                        { return "" } // nobody is asked what it is
func (r *heldRoom) Role() (liveroom.Role, bool)           { return liveroom.RoleAudience, false }
func (r *heldRoom) Seats() []liveroom.Seat                { return nil }
func (r *heldRoom) StartPlay(string, liveroom.View) error { return nil }
func (r *heldRoom) StopPlay(string)                       {}

func (r *heldRoom) Logout(context.Context) error {
	return r.changed("Logout", func() { r.me, r.room = liveroom.UserInfo{}, liveroom.RoomInfo{} })
}
func (r *heldRoom) Login(_ context.Context, _ uint32, user, _ string, _ liveroom.Config) error {
	return r.changed("Login", func() { r.me = liveroom.UserInfo{UserID: user} })
}
func (r *heldRoom) SetSelfProfile(context.Context, string, string) error {
	return r.call("SetSelfProfile")
}
func (r *heldRoom) WatchRoomList(context.Context, bool) error { return r.call("WatchRoomList") }
func (r *heldRoom) RoomList(context.Context) ([]liveroom.RoomInfo, error) {
	return r.lives, r.call("RoomList")
}
func (r *heldRoom) RoomInfos(_ context.Context, ids []string) ([]liveroom.RoomInfo, error) {
	id, _ := strconv.ParseUint(ids[0], 10, 32)
	return []liveroom.RoomInfo{roomInfo(uint32(id))}, r.call("RoomInfos")
}
func (r *heldRoom) EnterRoom(_ context.Context, id uint32) error {
	return r.changed("EnterRoom", r.in(id))
}
func (r *heldRoom) SwitchRoom(_ context.Context, id uint32) error {
	return r.changed("SwitchRoom", r.in(id))
}
func (r *heldRoom) ExitRoom(context.Context) error { return r.changed("ExitRoom", r.in(0)) }
func (r *heldRoom) CreateRoom(_ context.Context, id uint32, _ liveroom.RoomParam) error {
	return r.changed("CreateRoom", r.in(id))
}
func (r *heldRoom) DestroyRoom(context.Context) error { return r.changed("DestroyRoom", r.in(0)) }
func (r *heldRoom) EndRoom(context.Context) (liveroom.Summary, error) {
	return liveroom.Summary{}, r.changed("EndRoom", r.in(0))
}
func (r *heldRoom) StartPublish(context.Context, string) error { return r.call("StartPublish") }
func (r *heldRoom) RoomMemberList(context.Context, uint64) ([]liveroom.UserInfo, uint64, error) {
	return []liveroom.UserInfo{{UserID: "old"}}, 0, r.call("RoomMemberList")
}
func (r *heldRoom) Members(context.Context, uint64) ([]liveroom.Member, uint64, error) {
	return []liveroom.Member{{UserInfo: liveroom.UserInfo{UserID: "old"}, Admin: true}}, 0, r.call("Members")
}
func (r *heldRoom) Rank(context.Context) ([]liveroom.RankRow, []liveroom.RankRow, error) {
	return []liveroom.RankRow{{User: liveroom.UserInfo{UserID: "old"}, Value: 7}}, nil, r.call("Rank")
}
func (r *heldRoom) HistoryPage(context.Context, uint64, int) ([]liveroom.Message, error) {
	return []liveroom.Message{{ID: 3, Text: "old"}}, r.call("HistoryPage")
}
func (r *heldRoom) SendRoomTextMsg(_ context.Context, text string) (liveroom.Message, error) {
	return liveroom.Message{ID: 4, Text: text}, r.call("SendRoomTextMsg")
}
func (r *heldRoom) SendGift(context.Context, string, int, string) (int64, error) {
	return 1, r.call("SendGift")
}
func (r *heldRoom) Gifts(context.Context) ([]liveroom.Gift, error) {
	return []liveroom.Gift{{ID: "rose"}}, r.call("Gifts")
}
func (r *heldRoom) Wallet(context.Context) (liveroom.Wallet, error) {
	return liveroom.Wallet{Balance: 1}, nil
}
func (r *heldRoom) SetComments(context.Context, bool) error { return r.call("SetComments") }
func (r *heldRoom) SetPrivate(context.Context, bool, string, bool) (liveroom.PrivateInfo, error) {
	return liveroom.PrivateInfo{Private: true}, r.call("SetPrivate")
}
func (r *heldRoom) Private(context.Context) (liveroom.PrivateInfo, error) {
	return liveroom.PrivateInfo{Private: true}, r.call("Private")
}
func (r *heldRoom) SetRoomName(context.Context, string) error { return r.call("SetRoomName") }
func (r *heldRoom) BlockedWords(context.Context) ([]string, error) {
	return []string{"old"}, r.call("BlockedWords")
}
func (r *heldRoom) SetBlockedWords(context.Context, []string) error { return r.call("SetBlockedWords") }
func (r *heldRoom) Follow(_ context.Context, id string) (liveroom.FollowInfo, error) {
	return liveroom.FollowInfo{UserID: id, Following: true, Fans: 1}, r.call("Follow")
}
func (r *heldRoom) Unfollow(_ context.Context, id string) (liveroom.FollowInfo, error) {
	return liveroom.FollowInfo{UserID: id}, r.call("Unfollow")
}
func (r *heldRoom) FollowInfo(_ context.Context, id string) (liveroom.FollowInfo, error) {
	return liveroom.FollowInfo{UserID: id, Fans: 9}, r.call("FollowInfo")
}
func (r *heldRoom) Follows(context.Context) ([]liveroom.FollowedUser, error) {
	return []liveroom.FollowedUser{{UserInfo: liveroom.UserInfo{UserID: "bob"}, Fans: 1, RoomID: 71}}, r.call("Follows")
}

// What would open devices or go to the network.
func (r *heldRoom) StartCameraPreview(context.Context, bool, liveroom.View) error { return nil }
func (r *heldRoom) StopCameraPreview()                                            {}
func (r *heldRoom) StartMicrophone(context.Context) error                         { return nil }
func (r *heldRoom) StopMicrophone()                                               {}
func (r *heldRoom) NetworkTest(context.Context, string) (liveroom.NetworkReport, error) {
	return liveroom.NetworkReport{}, nil
}

// heldBeauty is made once: it reads pictures.
var heldBeauty = sync.OnceValue(func() model.Beauty { return looks.First(settings.Default()) })

// heldComputer is this computer with a server that everybody may use.
type heldComputer struct{}

func (heldComputer) Ensure(context.Context) (string, error) { return "http://here", nil }
func (heldComputer) LANURL() string                         { return "" }
func (heldComputer) Addresses() []string                    { return nil }
func (heldComputer) Identity(context.Context, string, model.SignInForm) (account.Identity, error) {
	return account.Identity{}, nil
}

// held is a program whose live room is a heldRoom, in a lobby with three lives. It is
// for use within synctest.
func held(t *testing.T) (*App, *heldRoom) {
	t.Helper()
	p := &settings.Profile{Unlock: func() {}, Settings: settings.Default()}
	a := &App{desk: desk.New(p, slog.New(slog.DiscardHandler)), hub: newHub(), stats: &statsFile{}, embedded: embedded.New(embedded.Options{})}
	a.Store = a.desk.Store
	a.Store.Update(func(s *model.State) {
		s.Beauty, s.Sound, s.Quality = heldBeauty(), sound.First(p.Settings), devices.FirstQuality(p.Settings)
		s.Devices = model.Devices{Camera: "none", Microphone: "none"}
	})
	engine := liveroom.New(liveroom.Options{Camera: "none", Microphone: "none"})
	r := &heldRoom{LiveRoom: engine, gate: make(chan struct{}), lives: []liveroom.RoomInfo{roomInfo(1)}, me: liveroom.UserInfo{UserID: "me"}}
	a.assemble(r, engine)
	a.journey.Computer = heldComputer{}
	a.desk.Run()
	a.desk.SignedIn(func(s *model.State) {
		s.Screen, s.Me, s.Connection.Phase = model.ScreenLobby, model.User{ID: "me"}, model.ConnectionUp
		s.Settings.Server = "there"
		for _, id := range []uint32{1, 2, 3} {
			s.Lobby.Rooms = append(s.Lobby.Rooms, model.Room{ID: id, Host: model.User{ID: "host"}, Live: true, Viewers: int(9 - id)})
		}
	})
	return a, r
}

// watchHeld puts it into a room without asking anybody.
func watchHeld(a *App, r *heldRoom, id uint32) {
	a.stage.Join(func(*model.State) (model.Room, string, bool) {
		return model.Room{ID: id, Host: model.User{ID: "host"}}, "", true
	})
	r.mu.Lock()
	r.room = roomInfo(id)
	r.mu.Unlock()
	a.onEvent(liveroom.OnEnterRoom{Result: 1})
}

// hostHeld puts it on air.
func hostHeld(a *App, r *heldRoom) {
	watchHeld(a, r, 1)
	a.desk.Visit().Update(func(s *model.State) {
		s.Screen, s.OnAir.Room, s.OnAir.Since = model.ScreenOnAir, model.Room{ID: 1}, time.Now()
	})
}
