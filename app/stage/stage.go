package stage

import (
	"context"
	"sync"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// Room is what the stage asks of the live room.
type Room interface {
	Facts
	SeatCalls
	PKCalls
	OrderCalls
	TalkCalls
	TermCalls
}

// Facts are what the live room knows of the room without asking.
type Facts interface {
	Room() (room liveroom.RoomInfo, owner, ok bool)
	Role() (role liveroom.Role, helper bool)
	Seats() []liveroom.Seat
	Self() liveroom.UserInfo
	Server() string
	RoomList(ctx context.Context) ([]liveroom.RoomInfo, error)
	RoomMemberList(ctx context.Context, next uint64) (users []liveroom.UserInfo, more uint64, err error)
	Members(ctx context.Context, next uint64) (members []liveroom.Member, more uint64, err error)
	StartPlay(userID string, view liveroom.View) error
	StopPlay(userID string)
	MuteRemoteAudio(userID string, muted bool)
}

// Place is what the stage needs of the rest of the program.
type Place interface {
	// Ready opens camera and microphone for the card before the stage, unless the
	// visit is over by then.
	Ready(v *desk.Visit, soundOnly bool)
	// GoingUp makes the own stream fit a guest's tile.
	GoingUp(ctx context.Context, soundOnly bool)
	// OpenLive opens them for the own live that goes on, and shows there what does not
	// work.
	OpenLive(ctx context.Context)
	// Down lets go of camera and microphone.
	Down()
	// Ring lets the user hear that somebody asks for something.
	Ring()
	// View is where somebody's pictures go.
	View(userID string) liveroom.View
	// RoomOf is how the screens see a room.
	RoomOf(liveroom.RoomInfo) model.Room
}

// Stage carries the rules out. Its methods may be called from any goroutine, except
// within Store.Update.
type Stage struct {
	desk  *desk.Desk
	room  Room
	place Place
	memo  Memo // changed within Store.Update alone

	// telling is held from a look at the live room until it is shown, so that an
	// older look never follows a newer one.
	telling sync.Mutex
}

var (
	_ model.CoAnchorActions   = (*Stage)(nil)
	_ model.PKActions         = (*Stage)(nil)
	_ model.ModerationActions = (*Stage)(nil)
	_ model.GuestActions      = (*Stage)(nil)
	_ model.ChatActions       = (*Stage)(nil)
	_ model.GiftActions       = (*Stage)(nil)
	_ model.CommentActions    = (*Stage)(nil)
	_ model.TitleActions      = (*Stage)(nil)
	_ model.BlockActions      = (*Stage)(nil)
)

// New returns a stage that nothing has happened on; lines is how they fly over the
// picture of its rooms.
func New(d *desk.Desk, room Room, place Place, lines model.Danmaku) *Stage {
	return &Stage{desk: d, room: room, place: place, memo: Memo{Danmaku: lines}}
}

// apply changes a state by the rules; within Store.Update.
func (c *Stage) apply(s *model.State, e Event, now time.Time) []Effect {
	next, effects := reduce(State{State: *s, Memo: c.memo}, e, now)
	*s, c.memo = next.State, next.Memo
	return effects
}

// post gives an event of a visit to the rules and carries out what follows. After the
// visit nothing happens.
func (c *Stage) post(v *desk.Visit, e Event) bool {
	return c.step(v.Update, v, e)
}

// Post is post for the visit that goes on.
func (c *Stage) Post(e Event) { c.post(c.desk.Visit(), e) }

// postSession is post for what holds as long as the user is signed in.
func (c *Stage) postSession(s *desk.Stay, e Event) {
	c.step(s.Update, c.desk.Visit(), e)
}

// postAlways gives an event to the rules that holds in no room, too.
func (c *Stage) postAlways(e Event) {
	c.step(func(change func(*model.State)) bool {
		c.desk.Store.Update(change)
		return true
	}, c.desk.Visit(), e)
}

func (c *Stage) step(update func(func(*model.State)) bool, v *desk.Visit, e Event) bool {
	var effects []Effect
	now := time.Now()
	if !update(func(s *model.State) { effects = c.apply(s, e, now) }) {
		return false
	}
	for _, e := range effects {
		c.carry(v, e)
	}
	return true
}

// Tell takes an event of the room; on the live room's event goroutine. What is told
// before the room that is shown was entered is of the one before.
func (c *Stage) Tell(e liveroom.Event) {
	v := c.desk.Visit()
	switch e := e.(type) {
	case liveroom.OnEnterRoom:
		if info, _, in := c.room.Room(); in && info.RoomID == v.Room {
			v.Enter()
		}
	case liveroom.OnRoomInfoChange:
		c.telling.Lock()
		defer c.telling.Unlock()
		c.step(v.UpdateInside, v, c.roomIs(e.Room))
	default:
		if !ofRooms(e) {
			return
		}
		c.telling.Lock()
		defer c.telling.Unlock()
		c.step(v.UpdateInside, v, Seen{Seats: c.room.Seats(), Event: e})
	}
}

// ofRooms reports whether the rules know an event.
func ofRooms(e liveroom.Event) bool {
	return (&moment{}).told(e)
}

// TellLink takes the state of the link to the server; on the live room's event
// goroutine.
func (c *Stage) TellLink(l model.Connection) {
	c.telling.Lock()
	defer c.telling.Unlock()
	c.postAlways(Seen{Seats: c.room.Seats(), Event: Link{l}})
}

func (c *Stage) roomIs(info liveroom.RoomInfo) Event {
	return Seen{Seats: c.room.Seats(), Event: RoomIs{Room: c.place.RoomOf(info), Comments: !info.CommentsOff, Live: info.Live, HostAway: info.HostAway}}
}

// lookAtRoom takes over the room's data as they are now.
func (c *Stage) lookAtRoom(v *desk.Visit) {
	c.telling.Lock()
	defer c.telling.Unlock()
	if info, _, in := c.room.Room(); in && info.RoomID == v.Room {
		c.post(v, c.roomIs(info))
	}
}

// Join shows the way into a room, which begins a visit; which chooses the room within
// Store.Update. It returns nil if there is none to join.
func (c *Stage) Join(which func(s *model.State) (to model.Room, link string, ok bool)) *desk.Visit {
	now := time.Now()
	return c.desk.Begin(func(s *model.State) uint32 {
		to, link, ok := which(s)
		if !ok {
			return 0
		}
		c.apply(s, Joining{Room: to, Link: link}, now)
		return to.ID
	})
}

// Open begins a visit to a room of the user's own that is about to be made; which
// gives its number within Store.Update, 0 for none: then Open returns nil.
func (c *Stage) Open(which func(s *model.State) (room uint32)) *desk.Visit {
	now := time.Now()
	return c.desk.Begin(func(s *model.State) uint32 {
		room := which(s)
		if room != 0 {
			c.apply(s, Opening{}, now)
		}
		return room
	})
}

// NotEntered shows that the way into a room ended before it; f is nil if the room has
// ended.
func (c *Stage) NotEntered(v *desk.Visit, f *model.Failure) { c.post(v, NotEntered{f}) }

// GoOnAir shows the own live.
func (c *Stage) GoOnAir(v *desk.Visit, room model.Room, link string) {
	c.post(v, OnAir{Room: room, Link: link})
}

// Close shows what the own live was, which ends the visit.
func (c *Stage) Close(v *desk.Visit, told liveroom.Summary) {
	now := time.Now()
	v.End(func(s *model.State) { c.apply(s, Closed{told}, now) })
}

// Enter begins what people do together, after the room was entered.
func (c *Stage) Enter(ctx context.Context, v *desk.Visit) {
	c.telling.Lock()
	role, helper := c.room.Role()
	info, _, _ := c.room.Room()
	c.post(v, Seen{Seats: c.room.Seats(), Event: Entered{Role: role, Helper: helper, CommentsOff: info.CommentsOff}})
	c.telling.Unlock()
	if c.readStandings(ctx, v); v.Lasts() {
		c.readPast(ctx, v)
	}
}

// maxStandings is of how many members the standing is read.
const maxStandings = 500

// moves counts who came and went, as long as the visit lasts.
func (c *Stage) moves(v *desk.Visit) (n uint64, lasts bool) {
	lasts = v.Update(func(*model.State) { n = c.memo.Moves })
	return n, lasts
}
