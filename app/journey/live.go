package journey

import (
	"context"
	"crypto/rand"
	"math/big"
	"time"

	"onair/app/account"
	"onair/app/desk"
	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

// PrepareLive goes to the set-up screen and starts the preview.
func (j *Journey) PrepareLive() { j.post(always, WantSetup{}) }

// LeaveSetup goes back to the lobby and lets go of the devices.
func (j *Journey) LeaveSetup() { j.post(always, LeaveSetup{}) }

// GoLive makes the room and starts publishing, if the check list allows it.
// What it says now the user has seen.
func (j *Journey) GoLive() { j.post(always, WantLive{j.desk.Store.State().Setup.Checks}) }

// EndLive closes the room and shows the summary.
func (j *Journey) EndLive() { j.post(always, WantEnd{}) }

// CloseSummary goes from the summary to the lobby.
func (j *Journey) CloseSummary() { j.post(always, CloseSummary{}) }

// SetTitle chooses the title of the live to come.
func (j *Journey) SetTitle(title string) {
	j.desk.Store.Update(func(s *model.State) { s.Setup.Title = title })
}

// SetRoomNumber chooses the room's number; 0 makes one.
func (j *Journey) SetRoomNumber(id uint32) {
	if id == 0 {
		id = newRoomNumber()
	}
	j.desk.Store.Update(func(s *model.State) { s.Setup.RoomNumber = id })
}

func newRoomNumber() uint32 {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000))
	if err != nil {
		return uint32(time.Now().UnixNano()%900_000) + 100_000
	}
	return uint32(n.Int64()) + 100_000
}

func (j *Journey) prepare(ctx context.Context, session *desk.Stay) {
	j.leaveAny(ctx)
	if j.post(session.Lasts, ToSetup{newRoomNumber()}) {
		j.House.OpenPreview(ctx)
	}
}

func (j *Journey) tryLive(ctx context.Context, session *desk.Stay, seen []model.Check) {
	f := j.House.Verdict(ctx, seen)
	if f == nil && ctx.Err() == nil {
		if err := j.goLive(ctx, session); err != nil {
			f = failure.UnlessCancelled(ctx, err, roomText(j.desk.Store.State().Setup.RoomNumber))
		}
	}
	j.post(session.Lasts, LiveTried{f})
}

func (j *Journey) goLive(ctx context.Context, session *desk.Stay) error {
	s := j.desk.Store.State()
	param := paramOf(s, j.Calls.AudioQuality())
	if c := s.Setup.Cover; c != nil {
		if address, err := j.Calls.UploadCover(ctx, c.Data); err != nil {
			j.desk.Log.Warn("cover not stored", "err", err)
		} else {
			param.CoverURL = address
		}
	}
	v := j.Rooms.Open(func(now *model.State) uint32 {
		if !session.Lasts() || now.Screen != model.ScreenSetup {
			return 0 // the user has gone elsewhere meanwhile
		}
		return s.Setup.RoomNumber
	})
	if v == nil {
		return context.Canceled
	}
	if err := j.makeRoom(ctx, v, param); err != nil {
		v.End(func(s *model.State) { s.Live = model.Live{} })
		return err
	}
	info, _, _ := j.Calls.Room()
	j.Rooms.GoOnAir(v, j.List.RoomOf(info), account.LinkTo(j.desk.Store.State().Settings, info.RoomID))
	j.desk.Remember(func(p *settings.Settings) { p.Title = s.Setup.Title })
	j.Rooms.ReadMembers(ctx, v)
	j.Rooms.Enter(ctx, v)
	return nil
}

// paramOf is what the user has set up.
func paramOf(s model.State, q liveroom.AudioQuality) liveroom.RoomParam {
	title := s.Setup.Title
	if title == "" {
		title = s.Me.DisplayName()
	}
	return liveroom.RoomParam{RoomName: title, Quality: q, CommentsOff: s.Setup.CommentsOff, Private: s.Setup.Private, Passcode: s.Setup.Passcode}
}

// undoTime is how long the end of a room may take that nobody is to go live in.
const undoTime = 5 * time.Second

// makeRoom makes the own room and begins to send. A room that is made and that nobody
// wants any more, or cannot send to, is ended.
func (j *Journey) makeRoom(ctx context.Context, v *desk.Visit, param liveroom.RoomParam) error {
	if err := j.Calls.CreateRoom(ctx, v.Room, param); err != nil {
		return err
	}
	err := j.Calls.StartPublish(ctx, "")
	if err == nil && v.Lasts() {
		return nil
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTime)
	defer cancel()
	if err := j.Calls.DestroyRoom(ending); err != nil {
		j.desk.Log.Warn("ending", "err", err)
	}
	if err == nil {
		return context.Canceled
	}
	return &failure.Coded{Code: model.FailurePublish, Err: err}
}

func (j *Journey) endLive(v *desk.Visit) {
	j.desk.StartTask(func(ctx context.Context) {
		told, err := j.Calls.EndRoom(ctx)
		if err != nil {
			j.desk.Log.Warn("ending", "err", err)
		}
		j.House.ClosePreview()
		j.Rooms.Close(v, told)
	})
}
