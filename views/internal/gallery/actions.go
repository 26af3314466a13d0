package main

import (
	"slices"
	"time"

	"onair/app/model"
	"onair/views/internal/scenes"
)

// actions answers the window's intents in the simplest way that can be seen.
type actions struct{ store *model.Store }

func (a *actions) set(change func(*model.State)) { a.store.Update(change) }

func (a *actions) Cancel() {
	a.set(func(s *model.State) { s.Welcome.Busy, s.Lobby.Opening, s.Setup.Going = false, 0, false })
}
func (a *actions) RetryNow() { a.set(func(s *model.State) { s.Connection.Phase = model.ConnectionUp }) }
func (a *actions) DismissNotice(id uint64) {
	a.set(func(s *model.State) {
		var rest []model.Notice
		for _, n := range s.Notices {
			if n.ID != id {
				rest = append(rest, n)
			}
		}
		s.Notices = rest
	})
}
func (a *actions) Quit(done func()) { done() }

func (a *actions) SignIn(form model.SignInForm) {
	a.set(func(s *model.State) {
		s.Welcome.Form, s.Screen, s.Lobby.Rooms = form, model.ScreenLobby, scenes.Rooms()
		if form.Nickname != "" {
			s.Me.Name = form.Nickname
		}
		if form.Avatar != "" {
			s.Me.Avatar = form.Avatar
		}
	})
}
func (a *actions) ForgetServer(string) { a.set(func(s *model.State) { s.Welcome.Recent = nil }) }
func (a *actions) SignOut()            { a.set(func(s *model.State) { s.Screen = model.ScreenWelcome }) }

func (a *actions) Refresh()                  {}
func (a *actions) SetSearch(text string)     { a.set(func(s *model.State) { s.Lobby.Search = text }) }
func (a *actions) SetSort(by model.RoomSort) { a.set(func(s *model.State) { s.Lobby.Sort = by }) }
func (a *actions) OpenRoom(uint32)           { a.set(func(s *model.State) { s.Screen = model.ScreenWatching }) }
func (a *actions) OpenLink(text string) {
	a.set(func(s *model.State) {
		s.Lobby.OpenFailure = &model.Failure{Code: model.FailureRoomNumber, Subject: text}
	})
}
func (a *actions) PrepareLive() { a.set(func(s *model.State) { s.Screen = model.ScreenSetup }) }

func (a *actions) SetCamera(spec string) { a.set(func(s *model.State) { s.Devices.Camera = spec }) }
func (a *actions) SetMicrophone(spec string) {
	a.set(func(s *model.State) { s.Devices.Microphone = spec })
}
func (a *actions) SetSpeaker(spec string) { a.set(func(s *model.State) { s.Devices.Speaker = spec }) }
func (a *actions) UseFile(string)         {}
func (a *actions) SetSize(z model.Size)   { a.set(func(s *model.State) { s.Quality.Size = z }) }
func (a *actions) SetFrameRate(fps int)   { a.set(func(s *model.State) { s.Quality.Rate = fps }) }
func (a *actions) SetBitRate(bits int)    { a.set(func(s *model.State) { s.Quality.BitRate = bits }) }
func (a *actions) SetTitle(t string) {
	a.set(func(s *model.State) { s.Setup.Title = t; s.OnAir.Room.Title = t })
}
func (a *actions) SetRoomNumber(n uint32) { a.set(func(s *model.State) { s.Setup.RoomNumber = n }) }
func (a *actions) TakeCover()             {}
func (a *actions) ClearCover()            {}
func (a *actions) GoLive() {
	a.set(func(s *model.State) { s.Screen = model.ScreenOnAir; s.OnAir.Since = time.Now(); s.OnAir.Summary = nil })
}
func (a *actions) LeaveSetup() { a.set(func(s *model.State) { s.Screen = model.ScreenLobby }) }

func (a *actions) SetBeauty(id string, v float64) {
	a.set(func(s *model.State) { s.Beauty = s.Beauty.With(id, v) })
}
func (a *actions) ResetBeauty(id string) {
	a.set(func(s *model.State) {
		for _, p := range s.Beauty.Params {
			if p.ID == id {
				s.Beauty = s.Beauty.With(id, p.Default)
			}
		}
	})
}
func (a *actions) ResetAllBeauty()           { a.set(func(s *model.State) { s.Beauty = s.Beauty.Reset() }) }
func (a *actions) SetColourFilter(id string) { a.set(func(s *model.State) { s.Beauty.Filter = id }) }
func (a *actions) CompareBeauty(on bool)     { a.set(func(s *model.State) { s.Beauty.Comparing = on }) }

func (a *actions) MuteMicrophone(m bool) {
	a.set(func(s *model.State) { s.OnAir.MicMuted, s.Setup.MicMuted = m, m })
}
func (a *actions) MuteCamera(m bool) {
	a.set(func(s *model.State) {
		s.OnAir.CamMuted = m
		s.OnAir.Tiles = []model.Tile{{ID: model.LocalTile, User: s.Me, Live: !m, CamMuted: m}}
		s.Setup.Preview.CamMuted, s.Setup.Preview.Live = m, !m
	})
}
func (a *actions) SetMirror(on bool) {
	a.set(func(s *model.State) { s.OnAir.Mirrored, s.Setup.Mirrored, s.Settings.Mirrored = on, on, on })
}
func (a *actions) SwitchCamera() {}
func (a *actions) EndLive() {
	a.set(func(s *model.State) {
		s.OnAir.Summary = &model.Summary{Title: s.OnAir.Room.Title, Length: time.Since(s.OnAir.Since), MostAtOnce: 12, Entered: 30}
	})
}
func (a *actions) CloseSummary() { a.set(func(s *model.State) { s.Screen = model.ScreenLobby }) }
func (a *actions) SetVolume(p int) {
	a.set(func(s *model.State) { s.Watching.Volume, s.Settings.Volume = p, p })
}
func (a *actions) MuteSound(m bool)   { a.set(func(s *model.State) { s.Watching.Muted = m }) }
func (a *actions) RetryWatch()        { a.set(func(s *model.State) { s.Watching.Phase = model.WatchPlaying }) }
func (a *actions) LeaveRoom()         { a.set(func(s *model.State) { s.Screen = model.ScreenLobby }) }
func (a *actions) CopyLink()          {}
func (a *actions) OpenSettings()      { a.set(func(s *model.State) { s.Settings.Open = true }) }
func (a *actions) CloseSettings()     { a.set(func(s *model.State) { s.Settings.Open = false }) }
func (a *actions) SetMirrorSent(bool) {}
func (a *actions) SetHardware(bool)   {}
func (a *actions) SetMicGain(p int)   { a.set(func(s *model.State) { s.Settings.MicGain = p }) }
func (a *actions) SetLanguage(c string) {
	a.set(func(s *model.State) { s.Settings.Language = c })
}
func (a *actions) SetTheme(t model.Theme) { a.set(func(s *model.State) { s.Settings.Theme = t }) }
func (a *actions) TestCamera(on bool)     { a.set(func(s *model.State) { s.Settings.Test.Camera = on }) }
func (a *actions) TestMicrophone(on bool) {
	a.set(func(s *model.State) { s.Settings.Test.Microphone = on })
}
func (a *actions) TestSpeaker(on bool)              { a.set(func(s *model.State) { s.Settings.Test.Speaker = on }) }
func (a *actions) ReportShown(string, int64, int64) {}

// The functions of a room, so that they are there to be looked at.

func (a *actions) SendChat(text string) {
	a.set(func(s *model.State) {
		n := uint64(1)
		if c := s.Live.Chat.Lines; len(c) > 0 {
			n = c[len(c)-1].ID + 1
		}
		s.Live.Chat = s.Live.Chat.With(model.ChatLine{ID: n, Kind: model.ChatText, User: s.Me, Role: s.Live.Role, Mine: true, Text: text})
		s.Live.Chat.Sent++
	})
}
func (a *actions) DeleteLine(seq uint64) {
	a.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(seq) })
}
func (a *actions) PinLine(seq uint64) {
	a.set(func(s *model.State) {
		s.Live.Chat.Pinned = nil
		for _, l := range s.Live.Chat.Lines {
			if l.Seq == seq && seq != 0 {
				s.Live.Chat.Pinned = &l
			}
		}
	})
}
func (a *actions) SetDanmaku(on bool) { a.set(func(s *model.State) { s.Live.Danmaku.On = on }) }
func (a *actions) SetDanmakuOpacity(p int) {
	a.set(func(s *model.State) { s.Live.Danmaku.Opacity = p })
}
func (a *actions) AskToJoin(bool) {
	a.set(func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Until = model.JoinAsking, time.Now().Add(30*time.Second)
	})
}
func (a *actions) CancelJoin() {
	a.set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinNone })
}
func (a *actions) GoUp(bool) {
	a.set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage })
}
func (a *actions) LeaveStage() { a.CancelJoin() }
func (a *actions) AnswerInvitation(agree bool) {
	a.set(func(s *model.State) {
		s.Live.CoAnchor.Invitation = nil
		if agree {
			s.Live.CoAnchor.Phase = model.JoinReady
		}
	})
}
func (a *actions) AnswerJoin(string, bool) {
	a.set(func(s *model.State) { s.Live.CoAnchor.Requests = nil })
}
func (a *actions) Invite(string)         {}
func (a *actions) CancelInvite(string)   {}
func (a *actions) KickFromStage(string)  {}
func (a *actions) LockSeat(int, bool)    {}
func (a *actions) MuteHere(string, bool) {}
func (a *actions) FindPKRooms() {
	a.set(func(s *model.State) {
		s.Live.PK.Rooms, s.Live.PK.RoomsLoaded = nil, true
		for i, r := range scenes.Rooms() {
			s.Live.PK.Rooms = append(s.Live.PK.Rooms, model.PKRoom{Room: r, Busy: i%3 == 2})
		}
	})
}
func (a *actions) AskPK(id uint32, _ string, _ model.PKTerms) {
	a.set(func(s *model.State) {
		s.Live.PK.Until = time.Now().Add(30 * time.Second)
		if !s.Live.PK.Joined() {
			s.Live.PK.Phase = model.PKAsking
		}
		for _, r := range scenes.Rooms() {
			if r.ID == id {
				s.Live.PK.Asked = r
			}
		}
	})
}
func (a *actions) CancelPK()     { a.set(func(s *model.State) { s.Live.PK = model.PK{} }) }
func (a *actions) Rematch()      { a.set(func(s *model.State) { s.Live.PK.Phase = model.PKBattle }) }
func (a *actions) AnswerPK(bool) { a.set(func(s *model.State) { s.Live.PK.Request = nil }) }
func (a *actions) EndPK()        { a.set(func(s *model.State) { s.Live.PK = model.PK{} }) }
func (a *actions) Like()         { a.set(func(s *model.State) { s.Live.Likes.Total++ }) }
func (a *actions) OpenGifts()    {}
func (a *actions) SendGift(id string, n int, _ string) {
	a.set(func(s *model.State) {
		for _, g := range s.Live.Gifts.Catalogue {
			if g.ID == id {
				s.Live.Gifts.Balance -= g.Price * int64(n)
				if g.Grand {
					s.Live.Gifts.Grand = model.GiftBanner{ID: s.Version, From: s.Me, Gift: g, Count: n}
				}
			}
		}
	})
}
func (a *actions) OlderChat() {
	a.set(func(s *model.State) { s.Live.Chat.Reading = true })
}
func (a *actions) OpenNearby(string) {}
func (a *actions) SetArrangement(to model.Arrangement) {
	a.set(func(s *model.State) { s.Settings.Arrangement = to })
}
func (a *actions) MuteGuest(user string, mic, cam bool) {
	a.set(func(s *model.State) {
		s.OnAir.Tiles = slices.Clone(s.OnAir.Tiles)
		for i := range s.OnAir.Tiles {
			if t := &s.OnAir.Tiles[i]; t.User.ID == user {
				t.MicBlocked, t.CamBlocked, t.MicMuted, t.CamMuted = mic, cam, mic, cam
			}
		}
	})
}
func (a *actions) MuteChat(string, bool, time.Duration) {}
func (a *actions) MuteAll(on bool)                      { a.set(func(s *model.State) { s.Live.AllMuted = on }) }
func (a *actions) Remove(string, bool)                  {}
func (a *actions) Unban(string)                         { a.set(func(s *model.State) { s.Live.Banned = nil }) }
func (a *actions) SetHelper(string, bool)               {}

func (a *actions) DismissFailure(*model.Failure) {}

func (a *actions) SetCallSound(on bool) { a.set(func(s *model.State) { s.Settings.CallSound = on }) }
