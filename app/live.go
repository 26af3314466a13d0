package app

import (
	"context"
	"crypto/rand"
	"math/big"
	"strconv"
	"time"

	"onair/app/devices"
	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

func roomText(id uint32) string { return strconv.FormatUint(uint64(id), 10) }

// PrepareLive goes to the set-up screen and starts the preview.
func (a *App) PrepareLive() { a.desk.StartTask(a.prepareLive) }

func (a *App) prepareLive(ctx context.Context) {
	a.leaveAny(ctx)
	a.desk.Leave(func(s *model.State) {
		s.Screen = model.ScreenSetup
		s.Setup.Failure, s.Setup.Going = nil, false
		s.Setup.Preview.User = s.Me
		if s.Setup.RoomNumber == 0 {
			s.Setup.RoomNumber = newRoomNumber()
		}
		s.Setup.FormVersion++
	})
	a.devices.List(ctx)
	a.startPreview(ctx)
}

// startPreview opens camera and microphone for the set-up screen.
func (a *App) startPreview(ctx context.Context) {
	a.desk.Go(a.devices.CheckNetwork)
	a.hub.feed(model.LocalTile).keepLast(true)
	a.devices.Open(ctx, devices.ForStage, false)
}

// LeaveSetup goes back to the lobby and lets go of the devices.
func (a *App) LeaveSetup() {
	a.Store.Update(func(s *model.State) { s.Screen = model.ScreenLobby })
	a.desk.StartTask(func(ctx context.Context) {
		a.closePreview()
		a.lobby.Read(ctx)
	})
}

func (a *App) closePreview() {
	a.devices.Close(devices.ForStage)
	a.sound.Hush()
}

// GoLive makes the room and starts publishing, if the check list allows it.
// What it says now the user has seen.
func (a *App) GoLive() { a.goLiveKnowing(a.Store.State().Setup.Checks) }

func (a *App) goLiveKnowing(seen []model.Check) {
	a.Store.Update(func(s *model.State) { s.Setup.Going, s.Setup.Failure = true, nil })
	a.desk.StartNext(func(ctx context.Context) {
		f := a.devices.Verdict(ctx, seen)
		if f == nil {
			if err := a.goLive(ctx); err != nil {
				f = failure.UnlessCancelled(ctx, err, roomText(a.Store.State().Setup.RoomNumber))
			}
		}
		a.Store.Update(func(s *model.State) { s.Setup.Going, s.Setup.Failure = false, f })
	})
}

func (a *App) goLive(ctx context.Context) error {
	s := a.Store.State()
	title := s.Setup.Title
	if title == "" {
		title = s.Me.DisplayName()
	}
	param := liveroom.RoomParam{RoomName: title, Quality: a.room.AudioQuality(), CommentsOff: s.Setup.CommentsOff,
		Private: s.Setup.Private, Passcode: s.Setup.Passcode}
	if c := s.Setup.Cover; c != nil {
		if address, err := a.room.UploadCover(ctx, c.Data); err != nil {
			a.desk.Log.Warn("cover not stored", "err", err)
		} else {
			param.CoverURL = address
		}
	}
	v := a.stage.Open(s.Setup.RoomNumber)
	if err := a.makeRoom(ctx, v.Room, param); err != nil {
		v.End(func(s *model.State) { s.Live = model.Live{} })
		return err
	}
	info, _, _ := a.room.Room()
	room, link := a.lobby.RoomOf(info), a.linkOf(info.RoomID)
	a.delays.reset()
	a.stage.GoOnAir(v, room, link)
	a.desk.Remember(func(p *settings.Settings) { p.Title = s.Setup.Title })
	a.stage.ReadMembers(ctx, v)
	a.enterLive(ctx, v)
	return nil
}

// makeRoom makes the own room and begins to send.
func (a *App) makeRoom(ctx context.Context, number uint32, param liveroom.RoomParam) error {
	if err := a.room.CreateRoom(ctx, number, param); err != nil {
		return err
	}
	if err := a.room.StartPublish(ctx, ""); err != nil {
		_ = a.room.DestroyRoom(ctx)
		return &failure.Coded{Code: model.FailurePublish, Err: err}
	}
	return nil
}

func newRoomNumber() uint32 {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000))
	if err != nil {
		return uint32(time.Now().UnixNano()%900_000) + 100_000
	}
	return uint32(n.Int64()) + 100_000
}

// EndLive closes the room and shows the summary.
func (a *App) EndLive() {
	v := a.desk.Visit()
	a.Store.Update(func(s *model.State) { s.OnAir.Ending = true })
	a.desk.StartTask(func(ctx context.Context) {
		told, err := a.room.EndRoom(ctx)
		if err != nil {
			a.desk.Log.Warn("ending", "err", err)
		}
		a.closePreview()
		a.stage.Close(v, told)
	})
}

// CloseSummary goes from the summary to the lobby.
func (a *App) CloseSummary() {
	a.Store.Update(func(s *model.State) { s.Screen, s.OnAir = model.ScreenLobby, model.OnAir{} })
	a.Refresh()
}

// SetArrangement says how several tiles share the stage.
func (a *App) SetArrangement(to model.Arrangement) {
	a.Store.Update(func(s *model.State) { s.Settings.Arrangement = to })
	a.desk.Do(func() { a.desk.Settings.Arrangement = to; a.desk.Save() })
}

// CopyLink tells that the link was copied.
func (a *App) CopyLink() { a.desk.Notify(model.Notice{Code: model.NoticeLinkCopied}) }
