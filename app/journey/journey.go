package journey

import (
	"context"
	"time"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// Calls are what is asked of the live room on the way.
type Calls interface {
	Signing
	Entering
	Hosting
}

// Signing is about who the user is.
type Signing interface {
	Self() liveroom.UserInfo
	Server() string
	Login(ctx context.Context, sdkAppID uint32, userID, userSig string, cfg liveroom.Config) error
	Logout(ctx context.Context) error
	SetSelfProfile(ctx context.Context, userName, avatarURL string) error
}

// Entering is about rooms of others.
type Entering interface {
	Room() (room liveroom.RoomInfo, owner, ok bool)
	RoomInfos(ctx context.Context, ids []string) ([]liveroom.RoomInfo, error)
	RoomList(ctx context.Context) ([]liveroom.RoomInfo, error)
	UnlockRoom(ctx context.Context, roomID uint32, key liveroom.RoomKey) (liveroom.RoomInfo, error)
	EnterRoom(ctx context.Context, roomID uint32) error
	SwitchRoom(ctx context.Context, roomID uint32) error
	ExitRoom(ctx context.Context) error
	StartPlay(userID string, view liveroom.View) error
	StopPlay(userID string)
}

// Hosting is about the user's own.
type Hosting interface {
	AudioQuality() liveroom.AudioQuality
	UploadCover(ctx context.Context, cover []byte) (url string, err error)
	CreateRoom(ctx context.Context, roomID uint32, param liveroom.RoomParam) error
	StartPublish(ctx context.Context, streamID string) error
	DestroyRoom(ctx context.Context) error
	EndRoom(ctx context.Context) (liveroom.Summary, error)
}

// Rooms is who shows what people do together.
type Rooms interface {
	// Join shows the way into a room that which chooses within Store.Update, Open that
	// a room of the user's own is about to be made; both begin a visit, or return nil.
	Join(which func(s *model.State) (to model.Room, link string, ok bool)) *desk.Visit
	Open(which func(s *model.State) (room uint32)) *desk.Visit
	// NotEntered shows that the way ended before the room; f is nil if that has ended.
	NotEntered(v *desk.Visit, f *model.Failure)
	GoOnAir(v *desk.Visit, room model.Room, link string)
	Close(v *desk.Visit, told liveroom.Summary)
	ReadMembers(ctx context.Context, v *desk.Visit)
	Enter(ctx context.Context, v *desk.Visit)
	ReadBlocked()
}

// List is the lobby.
type List interface {
	Start(ctx context.Context)
	Read(ctx context.Context)
	Refresh()
	Changed(liveroom.OnRoomListChange)
	RoomOf(liveroom.RoomInfo) model.Room
}

// House is what the journey needs of the rest of the program.
type House interface {
	// OpenPreview opens camera and microphone for the set-up screen, ClosePreview lets
	// go of them, LetGo does after the stage, and CloseDevices of their tests, too.
	OpenPreview(ctx context.Context)
	ClosePreview()
	LetGo()
	CloseDevices()
	// Verdict waits for the check list; nil: nothing stands against going live.
	Verdict(ctx context.Context, seen []model.Check) *model.Failure
	// View is where somebody's pictures go, NewPictures that those are of others now.
	View(userID string) liveroom.View
	NewPictures()
}

// Computer is the server on this computer.
type Computer interface {
	Ensure(ctx context.Context) (address string, err error)
	LANURL() string
	Addresses() []string
	Identity(ctx context.Context, address string, form model.SignInForm) (account.Identity, error)
}

// Parts are what a Journey works with.
type Parts struct {
	Calls    Calls
	Rooms    Rooms
	List     List
	House    House
	Computer Computer
	// Next is what follows the first sign-in, Invite the code of an invitation to its
	// room.
	Next   Next
	Invite string
}

// Journey carries the rules out. Its methods may be called from any goroutine, except
// within Store.Update.
type Journey struct {
	Parts
	desk *desk.Desk
	memo Memo // changed within Store.Update alone
}

// New returns a journey that has not begun.
func New(d *desk.Desk, p Parts) *Journey {
	j := &Journey{Parts: p, desk: d, memo: Memo{Next: p.Next}}
	if p.Invite != "" {
		j.memo.KeyOf, j.memo.Key = p.Next.Room, liveroom.RoomKey{Invite: p.Invite}
	}
	return j
}

// always holds for events that no session limits.
func always() bool { return true }

// post gives an event to the rules, as long as still says so, and carries out what
// follows. With the screen of a room its visit ends, in the same step.
func (j *Journey) post(still func() bool, e Event) bool {
	return j.postOf(still, func() Event { return e })
}

// postOf is post for an event that is made within Store.Update.
func (j *Journey) postOf(still func() bool, e func() Event) (done bool) {
	var effects []Effect
	j.desk.LeaveIf(func(s *model.State) bool {
		if done = still(); !done {
			return false
		}
		before := s.Screen
		effects = j.apply(s, e())
		return s.Screen != before
	})
	j.carryAll(effects)
	return done
}

// apply changes a state by the rules; within Store.Update.
func (j *Journey) apply(s *model.State, e Event) []Effect {
	next, effects := reduce(State{State: *s, Memo: j.memo}, e)
	*s, j.memo = next.State, next.Memo
	return effects
}

func (j *Journey) carryAll(effects []Effect) {
	for _, e := range effects {
		j.carry(e)
	}
}

// carry does what the rules want done.
func (j *Journey) carry(e Effect) {
	session := j.desk.Session()
	switch e := e.(type) {
	case SignIn:
		j.desk.StartTask(func(ctx context.Context) { j.signIn(ctx, e) })
	case KeepRecent:
		j.desk.Do(func() { j.desk.Settings.Recent = e.List; j.desk.Save() })
	case SignOut:
		j.desk.StartTask(func(ctx context.Context) { j.signOut(ctx, e.Live) })
	case Open:
		j.desk.StartTask(func(ctx context.Context) { j.open(ctx, session, e) })
	case FadeOut:
		j.fadeOut(e.Failure)
	case Leave:
		j.desk.StartTask(func(ctx context.Context) {
			j.leaveAny(ctx)
			j.House.LetGo()
			j.post(always, Left{})
			j.readList(ctx, session)
		})
	case Prepare:
		j.desk.StartTask(func(ctx context.Context) { j.prepare(ctx, session) })
	case ClosePreview:
		j.desk.StartTask(func(ctx context.Context) {
			j.House.ClosePreview()
			j.readList(ctx, session)
		})
	case GoLive:
		j.desk.StartNext(func(ctx context.Context) { j.tryLive(ctx, session, e.Seen) })
	case EndLive:
		j.endLive(j.desk.Visit())
	case ReadLobby:
		j.List.Refresh()
	case Tell:
		j.desk.Notify(e.Notice)
	}
}

// readList reads the lobby of a session.
func (j *Journey) readList(ctx context.Context, session *desk.Stay) {
	if session.Lasts() {
		j.List.Read(ctx)
	}
}

// answerFor is how long the answer to a question stands, such as that a room is not
// live: after that it may not be true any more.
const answerFor = 30 * time.Second

// fadeOut takes a failure away that is such an answer. What asks for something in
// turn, such as a passcode, stays.
func (j *Journey) fadeOut(f *model.Failure) {
	if !f.NeedsPasscode() {
		j.desk.After(answerFor, func() {
			j.desk.Store.Update(func(s *model.State) { s.Dismiss(f) })
		})
	}
}
