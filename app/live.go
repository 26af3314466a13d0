package app

import (
	"context"
	"crypto/rand"
	"math/big"
	"slices"
	"strconv"
	"time"

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
	a.listDevices(ctx)
	a.startPreview(ctx)
}

// startPreview opens camera and microphone for the set-up screen.
func (a *App) startPreview(ctx context.Context) {
	a.check(model.CheckNetwork, model.CheckRunning, nil)
	a.desk.Go(a.checkNetwork)
	a.hub.feed(model.LocalTile).keepLast(true)
	a.openCamera(ctx, forStage)
	a.openMicrophone(ctx, forStage)
}

// LeaveSetup goes back to the lobby and lets go of the devices.
func (a *App) LeaveSetup() {
	a.Store.Update(func(s *model.State) { s.Screen = model.ScreenLobby })
	a.desk.StartTask(func(ctx context.Context) {
		a.closePreview()
		a.refresh(ctx)
	})
}

func (a *App) closePreview() {
	a.closeSources(forStage)
	a.sound.Hush()
}

// GoLive makes the room and starts publishing, if the check list allows it.
// What it says now the user has seen.
func (a *App) GoLive() { a.goLiveKnowing(a.Store.State().Setup.Checks) }

func (a *App) goLiveKnowing(seen []model.Check) {
	a.Store.Update(func(s *model.State) { s.Setup.Going, s.Setup.Failure = true, nil })
	a.desk.StartNext(func(ctx context.Context) {
		f := a.verdict(ctx, seen)
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
	room, link := a.roomOf(info), a.linkOf(info.RoomID)
	private := a.privates.Ask() // before anybody can press the switch
	a.delays.reset()
	a.stage.GoOnAir(v, room, link)
	a.desk.Remember(func(p *settings.Settings) { p.Title = s.Setup.Title })
	a.readPrivate(ctx, v, private)
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
		a.room.DestroyRoom(ctx)
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

// MuteMicrophone sends silence while muted.
func (a *App) MuteMicrophone(muted bool) {
	a.room.MuteLocalAudio(muted)
	a.Store.Update(func(s *model.State) {
		s.OnAir.MicMuted, s.Setup.MicMuted, s.Live.CoAnchor.MicMuted = muted, muted, muted
		a.changeLocalTile(s, func(t *model.Tile) { t.MicMuted = muted })
	})
}

// MuteCamera sends no picture while muted.
func (a *App) MuteCamera(muted bool) {
	a.room.MuteLocalVideo(muted)
	a.Store.Update(func(s *model.State) {
		s.OnAir.CamMuted, s.Live.CoAnchor.CamMuted = muted, muted
		a.changeLocalTile(s, func(t *model.Tile) {
			t.CamMuted, t.Live = muted, !muted && s.Setup.Check(model.CheckCamera).State == model.CheckGood
		})
	})
}

// changeLocalTile changes the own tile on the stage, if there is one.
func (a *App) changeLocalTile(s *model.State, change func(*model.Tile)) {
	for _, list := range []*[]model.Tile{&s.OnAir.Tiles, &s.Watching.Tiles} {
		i := slices.IndexFunc(*list, func(t model.Tile) bool { return t.ID == model.LocalTile })
		if i < 0 {
			continue
		}
		tiles := slices.Clone(*list)
		change(&tiles[i])
		*list = tiles
	}
}

// SetMirror mirrors the user's own picture for the user.
func (a *App) SetMirror(on bool) {
	a.room.SetMirror(on)
	a.Store.Update(func(s *model.State) {
		s.Settings.Mirrored, s.Setup.Mirrored, s.OnAir.Mirrored = on, on, on
		a.changeLocalTile(s, func(t *model.Tile) { t.Mirrored = on })
	})
	a.desk.Do(func() { a.desk.Settings.Mirrored = on })
}

// SetArrangement says how several tiles share the stage.
func (a *App) SetArrangement(to model.Arrangement) {
	a.Store.Update(func(s *model.State) { s.Settings.Arrangement = to })
	a.desk.Do(func() { a.desk.Settings.Arrangement = to; a.desk.Save() })
}

// SwitchCamera goes to the next camera.
func (a *App) SwitchCamera() {
	a.desk.Do(func() {
		a.sources.mu.Lock()
		defer a.sources.mu.Unlock()
		s := a.Store.State()
		before := s.Setup.Check(model.CheckCamera)
		a.awaitPicture()
		spec, err := a.room.SwitchCamera(a.desk.Context())
		switch {
		case err != nil:
			a.restore(before)
			a.desk.Notify(model.Notice{Failure: sourceFailure(err, s.Devices, model.CheckCamera)})
		case spec == s.Devices.Camera:
			a.restore(before)
		default:
			a.chosenCamera(spec)
			a.tellSource(a.runCamera(a.desk.Context()))
		}
	})
}

// CopyLink tells that the link was copied.
func (a *App) CopyLink() { a.desk.Notify(model.Notice{Code: model.NoticeLinkCopied}) }
