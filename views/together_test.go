package views

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/kit"
)

var (
	ben  = model.User{ID: "ben", Name: "Ben"}
	lin  = model.User{ID: "lin", Name: "Lin"}
	soon = fixedNow.Add(20 * time.Second)
)

// says makes n lines of chat from an ID on.
func says(first uint64, n int) []model.ChatLine {
	lines := make([]model.ChatLine, n)
	for i := range lines {
		lines[i] = model.ChatLine{ID: first + uint64(i), Kind: model.ChatText, User: ben, Text: fmt.Sprint("line ", first+uint64(i))}
	}
	return lines
}

func TestChatSendsAndKeepsWhatIsRefused(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	if p.send.Enabled() || p.send.TipText() != kit.T("chat.empty") {
		t.Error("nothing can be sent")
	}
	h.press(fyne.KeyReturn)
	if h.win.Canvas().Focused() != p.entry {
		t.Fatal("Enter does not go to the field")
	}
	p.entry.SetText(" hello ")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want("SendChat[hello]")
	h.set(func(s *model.State) { s.Live.Chat.Sending = true })
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want()
	for _, r := range model.ChatRefusals() {
		h.set(func(s *model.State) { s.Live.Chat.Sending = true })
		h.set(func(s *model.State) { s.Live.Chat.Sending, s.Live.Chat.Refused = false, r })
		h.sees(kit.T("chat.refused." + string(r)))
	}
	if p.entry.Text != " hello " {
		t.Errorf("the refusal left %q", p.entry.Text)
	}
	p.entry.SetText("hello")
	h.seesNot(kit.T("chat.refused.failed"))
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want("SendChat[hello]")
	h.set(func(s *model.State) { s.Live.Chat = model.Chat{Sent: 1} })
	if p.entry.Text != "" {
		t.Errorf("%q stays after it was sent", p.entry.Text)
	}
}

func TestWhatWasTypedSinceIsKeptWhenATextIsTaken(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	p.entry.SetText("one")
	h.tap(p.send)
	p.entry.SetText("two")
	h.set(func(s *model.State) { s.Live.Chat.Sent++ })
	if p.entry.Text != "two" {
		t.Errorf("the field has %q", p.entry.Text)
	}
}

func TestTooLongATextIsRefusedBeforeItIsSent(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	p.entry.SetText(strings.Repeat("长", 700))
	h.sees(kit.T("chat.refused.tooLong"))
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want()
}

func TestMutedChatSaysWhy(t *testing.T) {
	for _, b := range model.ChatBlocks() {
		h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Live.Chat.Blocked = b }))
		h.sees(kit.T("chat.blocked." + string(b)))
		if p := h.screen.(*watching).chat; !p.entry.Disabled() || p.send.Enabled() || p.smile.Enabled() {
			t.Errorf("%s: something can be written", b)
		}
		h.set(func(s *model.State) { s.Live.Chat.Until = soon })
		h.sees(kit.T("chat.blocked.until", kit.Values{"Time": "20 s"}))
	}
}

func TestChatFollowsOnlyAtItsEnd(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(1, 200)...) }))
	l := h.screen.(*onAir).chat.log
	if !l.atEnd() || l.scroll.Offset.Y == 0 {
		t.Fatalf("it begins at %v of %v", l.scroll.Offset.Y, l.height)
	}
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(201, 5)...) })
	if !l.atEnd() || l.chip.Visible() {
		t.Error("it does not follow at its end")
	}
	l.scroll.Offset.Y = 1000
	l.scrolled()
	reading := l.inView()[3].(*chatRow)
	at := reading.Position().Y - l.scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(206, 400)...) }) // the oldest lines go
	if now := reading.Position().Y - l.scroll.Offset.Y; reading.line.ID > 106 && now != at {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
	h.sees(kit.N("chat.new", 400))
	h.tap(l.chip)
	if !l.atEnd() || l.chip.Visible() {
		t.Error("the chip does not lead to the end")
	}
	if len(l.rows) != model.MaxChatLines {
		t.Errorf("%d rows", len(l.rows))
	}
	if n := len(l.inView()); n > 100 {
		t.Errorf("%d rows are drawn", n)
	}
}

func TestReadingStaysWhileOldLinesGo(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(1, 500)...) }))
	l := h.screen.(*onAir).chat.log
	l.scroll.Offset.Y = l.height / 2
	l.scrolled()
	reading := l.inView()[2].(*chatRow)
	at := reading.Position().Y - l.scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(501, 50)...) })
	if now := reading.Position().Y - l.scroll.Offset.Y; now < at-1 || now > at+1 {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
}

func TestEmojiGoesIntoTheField(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	h.tap(p.smile)
	var first *emojiButton
	walk(p.emoji, func(o fyne.CanvasObject) {
		if b, ok := o.(*emojiButton); ok && first == nil {
			first = b
		}
	})
	h.tap(first)
	if p.entry.Text != emojis()[0] {
		t.Errorf("the field has %q", p.entry.Text)
	}
	h.tap(p.smile)
	if len(p.emoji.Objects) != 0 {
		t.Error("the picker stays")
	}
}

func TestViewerAsksWaitsAndCancels(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyJ)
	h.tap(h.dialog.other)
	h.want("AskToJoin[true]")
	h.tap(s.join)
	h.tap(h.dialog.yes)
	h.want("AskToJoin[false]")
	h.set(func(st *model.State) { st.Live.CoAnchor.Phase, st.Live.CoAnchor.Until = model.JoinAsking, soon })
	h.sees(kit.T("call.asked", kit.Values{"Name": "Lin"}))
	h.sees("20 s")
	h.tap(s.join)
	h.want("CancelJoin")
	h.press(fyne.KeyN)
	h.want("CancelJoin")
	h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{Blocked: model.BlockedInPK} })
	if s.join.Enabled() || s.join.TipText() != kit.T("blocked.inPK") {
		t.Errorf("enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	h.press(fyne.KeyJ)
	h.want()
}

func TestAcceptedViewerLooksAtThemselvesThenGoesUp(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	h.set(func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Preview = model.JoinReady, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	})
	if h.dialog == nil || len(h.video.sinks[model.LocalTile]) != 1 {
		t.Fatal("no card, or it shows no picture")
	}
	var up, sound *kit.Button
	walk(h.dialog.pop.Content, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok {
			switch b.Text {
			case kit.T("ready.up"):
				up = b
			case kit.T("ready.sound"):
				sound = b
			}
		}
	})
	h.tap(up)
	h.want("GoUp[false]")
	h.tap(sound)
	h.want("GoUp[true]")
	h.set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinGoing })
	if up.Enabled() || h.dialog == nil {
		t.Error("going up can be asked for twice")
	}
	h.press(fyne.KeyEscape)
	h.want("CancelJoin")
	h.set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage })
	if h.dialog != nil || len(h.video.sinks[model.LocalTile]) != 0 {
		t.Error("the card stays")
	}
}

func TestTheCardComesAgainInANewLanguageAndANewRoom(t *testing.T) {
	ready := func(s *model.State) {
		s.Screen = model.ScreenWatching
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Preview = model.JoinReady, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	}
	h := newHarness(t, onScreen(model.ScreenWatching, ready))
	h.set(func(s *model.State) { s.Settings.Language = "zh" })
	if h.dialog == nil {
		t.Error("the card went with the language")
	}
	h.set(func(s *model.State) { s.Screen, s.Live = model.ScreenLobby, model.Live{} })
	if h.dialog != nil || len(h.video.sinks[model.LocalTile]) != 0 {
		t.Error("the card stays in the lobby")
	}
	h.set(ready)
	if h.dialog == nil {
		t.Error("no card in the next room")
	}
}

func TestToastsLeaveTheButtonsFree(t *testing.T) {
	h := newSizedHarness(t, minWidth, minHeight, onScreen(model.ScreenSetup, func(s *model.State) {
		s.Notices = []model.Notice{{ID: 1, Code: model.NoticeCoverTaken}, {ID: 2, Code: model.NoticeLinkCopied}}
	}))
	live := h.screen.(*setup).live
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(live)
	for _, o := range h.toasts.layer.Objects {
		if p, size := o.Position(), o.Size(); p.Y < 50 || p.Y+size.Height > at.Y && p.X+size.Width > at.X {
			t.Errorf("a toast of %v at %v; the button is at %v", size, p, at)
		}
	}
}

func TestOnStageTheBarIsTheGuests(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage }))
	s := h.screen.(*watching)
	h.tap(s.mic)
	h.want("MuteMicrophone[true]")
	h.press(fyne.KeyV)
	h.want("MuteCamera[true]")
	h.press(fyne.KeyJ)
	h.tap(h.dialog.yes)
	h.want("LeaveStage")
	h.tap(s.leave)
	h.want()
	h.tap(h.dialog.other)
	h.want("LeaveStage")
	h.tap(s.leave)
	h.tap(h.dialog.yes)
	h.want("LeaveRoom")
	h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
	if s.mic.Visible() {
		t.Error("a viewer has a microphone")
	}
	h.tap(s.leave)
	h.want("LeaveRoom")
}

func TestInvitationIsAnsweredWithoutTakingTheFocus(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	p.focus()
	h.set(func(s *model.State) { s.Live.CoAnchor.Invitation = &model.Invitation{User: lin, Until: soon} })
	if h.win.Canvas().Focused() != p.entry {
		t.Error("the question took the focus")
	}
	h.sees(kit.T("call.invited", kit.Values{"Name": "Lin"}))
	h.press(fyne.KeyY)
	h.want("AnswerInvitation[true]")
	h.press(fyne.KeyN)
	h.want("AnswerInvitation[false]")
	h.set(func(s *model.State) { s.Live.CoAnchor.Invitation = nil })
	h.seesNot(kit.T("call.invited", kit.Values{"Name": "Lin"}))
}

// button finds a visible button by its text under an object.
func button(t *testing.T, under fyne.CanvasObject, text string) *kit.Button {
	t.Helper()
	var found *kit.Button
	walk(under, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == text {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", text)
	}
	return found
}

func TestAnchorAnswersRequests(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.CoAnchor.Requests = []model.JoinRequest{{User: ben, SoundOnly: true, Until: soon}}
		s.Live.CoAnchor.Seats = []model.Seat{{Number: 1}, {Number: 2, Locked: true}, {Number: 3, User: lin}}
	}))
	s := h.screen.(*onAir)
	if got := s.panel.heads.Badge(s.pageRequests); got != "1" {
		t.Errorf("the badge says %q", got)
	}
	s.panel.choose(s.pageRequests)
	h.sees(kit.T("requests.sound"))
	h.sees("20 s")
	h.tap(button(t, s.requests.object(), kit.T("accept")))
	h.want("AnswerJoin[ben true]")
	h.tap(button(t, s.requests.object(), kit.T("reject")))
	h.want("AnswerJoin[ben false]")
	var locks []*kit.Switch
	walk(s.requests.object(), func(o fyne.CanvasObject) {
		if w, ok := o.(*kit.Switch); ok {
			locks = append(locks, w)
		}
	})
	h.tap(locks[0])
	h.want("LockSeat[1 true]")
	h.tap(locks[1])
	h.want("LockSeat[2 false]")
	h.set(func(st *model.State) { st.Live.CoAnchor.Requests[0].Answering = true })
	h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
	h.sees(kit.T("requests.none"))
	if s.panel.heads.Badge(s.pageRequests) != "" {
		t.Error("the badge stays")
	}
}

func TestProfileOffersWhatIsAllowed(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	for text, want := range map[string]string{"mod.invite": "Invite[ben]", "mod.mute": "MuteChat[ben true]", "mod.makeHelper": "SetHelper[ben true]"} {
		h.showProfile(ben)
		h.tap(button(t, h.dialog.pop.Content, kit.T(text)))
		h.want(want)
		h.closeDialog()
	}
	for text, want := range map[string]string{"mod.remove": "Remove[ben false]", "mod.ban": "Remove[ben true]"} {
		h.showProfile(ben)
		h.tap(button(t, h.dialog.pop.Content, kit.T(text)))
		h.want()
		h.tap(h.dialog.yes)
		h.want(want)
	}
	h.showProfile(ben)
	h.set(func(s *model.State) {
		s.Live.Standings = map[string]model.Standing{"ben": {ChatMuted: true, Helper: true}}
		s.Live.CoAnchor.InviteBlocked = model.BlockedStageFull
	})
	h.tap(button(t, h.dialog.pop.Content, kit.T("mod.unmute")))
	h.want("MuteChat[ben false]")
	if b := button(t, h.dialog.pop.Content, kit.T("mod.invite")); b.Enabled() || b.TipText() != kit.T("blocked.stageFull") {
		t.Error("an invitation to a full stage gives no reason")
	}
	h.closeDialog()
	h.set(func(s *model.State) { s.Live = model.Live{} })
	if p := h.powersOver(h.state, ben); p.Any() {
		t.Errorf("a viewer may %+v", p)
	}
}

func TestTileToolsAppearUnderTheMouse(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"ben": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "ben", User: ben, Live: true, Level: 60})
	}))
	s := h.screen.(*onAir).stage
	guest := s.tiles[1]
	if guest.ring.StrokeWidth == 0 {
		t.Error("a voice has no ring")
	}
	at := guest.box.Position().AddXY(20, 20)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	if len(guest.tools.box.Objects) == 0 || len(s.tiles[0].tools.box.Objects) != 0 {
		t.Fatal("the buttons are not on the tile under the mouse alone")
	}
	h.tap(guest.tools.mute)
	h.want("MuteHere[ben true]")
	h.tap(guest.tools.down)
	h.want()
	h.tap(h.dialog.yes)
	h.want("KickFromStage[ben]")
	h.cfg.Now = func() time.Time { return fixedNow.Add(time.Hour) }
	h.until("the buttons to go", func() bool { return len(guest.tools.box.Objects) == 0 })
}

func TestArrangements(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: "ben", User: ben}, model.Tile{ID: "c"}, model.Tile{ID: "d"})
	}))
	s := h.screen.(*watching).stage
	width := func(i int) float32 { return s.tiles[i].box.Size().Width }
	if width(0) < 2*width(1) {
		t.Errorf("focus: %v and %v wide", width(0), width(1))
	}
	h.press(fyne.KeyO)
	if width(0) != width(3) || s.tiles[2].box.Position().Y == 0 {
		t.Error("no grid")
	}
	h.press(fyne.KeyO)
	if s.tiles[3].box.Position().Y != 0 || width(0) > s.Size().Width/3 {
		t.Error("not side by side")
	}
}

func TestPKFromChoosingToResult(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	s := h.screen.(*onAir)
	h.press(fyne.KeyK)
	h.want("FindPKRooms")
	h.set(func(st *model.State) {
		st.Live.PK.RoomsLoaded = true
		st.Live.PK.Rooms = []model.PKRoom{{Room: model.Room{ID: 8, Host: lin, Title: "Rain"}}, {Room: model.Room{ID: 9, Host: ben}, Busy: true}}
	})
	var asks []*kit.Button
	walk(h.dialog.pop.Content, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == kit.T("pk.ask") {
			asks = append(asks, b)
		}
	})
	if len(asks) != 2 || asks[1].Enabled() || asks[1].TipText() != kit.T("pk.busy") {
		t.Fatalf("%d rooms to ask, or a busy one too", len(asks))
	}
	h.tap(asks[0])
	h.want("AskPK[8 lin 5m0s]")
	h.set(func(st *model.State) {
		st.Live.PK = model.PK{Phase: model.PKAsking, Until: soon, Asked: model.Room{ID: 8, Host: lin, Title: "Rain"}}
	})
	h.sees(kit.T("call.pkAsked", kit.Values{"Name": "Lin"}))
	h.press(fyne.KeyK)
	h.want("CancelPK")
	sides := []model.PKSide{{RoomID: 7, User: h.state.Me, Score: 30}, {RoomID: 8, Title: "Rain", User: lin, Score: 10}}
	h.set(func(st *model.State) {
		st.Live.PK = model.PK{Phase: model.PKBattle, Deadline: fixedNow.Add(65 * time.Second), Sides: sides}
		st.OnAir.Tiles = append(st.OnAir.Tiles, model.Tile{ID: "lin", User: lin, Live: true})
	})
	h.sees("1:05")
	h.sees("Lin · Rain")
	if a, b := s.stage.tiles[0].box.Size(), s.stage.tiles[1].box.Size(); a != b {
		t.Errorf("the halves are %v and %v", a, b)
	}
	if s.stage.pk.bar.mine.Text != "30" || s.stage.pk.bar.own.Size().Width <= s.stage.pk.bar.rival.Size().Width {
		t.Error("the bar does not show who leads")
	}
	h.set(func(st *model.State) { st.Live.PK.Phase, st.Live.PK.Winner = model.PKResult, "nora" })
	h.sees(kit.T("pk.win"))
	h.sees(kit.T("pk.lose"))
	h.set(func(st *model.State) { st.Live.PK.Winner = "" })
	h.sees(kit.T("pk.draw"))
	h.press(fyne.KeyK)
	h.tap(h.dialog.yes)
	h.want("EndPK")
	h.tap(s.end)
	h.tap(h.dialog.other)
	h.want("EndPK")
	h.set(func(st *model.State) { st.Live.PK = model.PK{Blocked: model.BlockedOnStage} })
	if s.pkButton.Enabled() || s.pkButton.TipText() != kit.T("blocked.onStage") {
		t.Error("a PK with guests on stage gives no reason")
	}
}

func TestPKRequestIsAnswered(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	h.set(func(s *model.State) {
		s.Live.PK.Request = &model.PKRequest{User: lin, RoomID: 8, Duration: 5 * time.Minute, Until: soon}
	})
	h.sees(kit.T("call.pk.text", kit.Values{"Time": "5:00", "Room": 8}))
	h.tap(button(t, h.win.Canvas().Content(), kit.T("accept")))
	h.want("AnswerPK[true]")
	h.tap(button(t, h.win.Canvas().Content(), kit.T("reject")))
	h.want("AnswerPK[false]")
}

func TestGiftsArePaidFromTheWallet(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyG)
	h.want("OpenGifts")
	if s.gifts.give.Enabled() {
		t.Error("something can be given before the catalogue came")
	}
	h.set(func(st *model.State) {
		st.Live.Gifts = model.Gifts{Loaded: true, Balance: 100, Catalogue: []model.Gift{{ID: "rose", Price: 1}, {ID: "own", Name: "House", Price: 60}}}
	})
	h.sees(kit.N("gift.giveFor", 1))
	h.tap(s.gifts.items[1])
	h.tap(s.gifts.give)
	h.want("SendGift[own 1 ]")
	s.gifts.counts.Tap(1)
	if s.gifts.give.Enabled() || s.gifts.give.TipText() != kit.N("gift.poor", 500) {
		t.Errorf("enabled %v, reason %q", s.gifts.give.Enabled(), s.gifts.give.TipText())
	}
	h.set(func(st *model.State) {
		st.Watching.Tiles = append(st.Watching.Tiles, model.Tile{ID: "ben", User: ben})
		st.Live.Gifts.Balance = 10_000
	})
	s.gifts.to.SetSelectedIndex(1)
	h.tap(s.gifts.give)
	h.want("SendGift[own 10 ben]")
	h.set(func(st *model.State) {
		st.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: ben, Gift: model.Gift{ID: "rose"}, Count: 1, Combo: 2}}
	})
	h.sees("x2")
	h.set(func(st *model.State) {
		st.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: ben, Gift: model.Gift{ID: "rose"}, Count: 1, Combo: 3}}
	})
	h.sees("x3")
	h.set(func(st *model.State) { st.Live.Gifts.Banners = nil })
	h.seesNot("x3")
}

func TestHeartsRiseAndGo(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyH)
	h.want("Like")
	h.set(func(st *model.State) { st.Live.Likes = model.Likes{Total: 1200, Others: 3} })
	if n := len(s.stage.sky.things); n != 4 {
		t.Errorf("%d hearts", n)
	}
	h.cfg.Now = func() time.Time { return fixedNow.Add(heartTime) }
	h.until("the hearts to go", func() bool { return len(s.stage.sky.things) == 0 })
	if s.stage.sky.stop != nil {
		t.Error("the clock runs with nothing to move")
	}
}

func TestDanmakuFlyInTheUpperThird(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.Danmaku = model.Danmaku{On: true, Opacity: 50}
		s.Live.Chat = s.Live.Chat.With(says(1, 3)...)
	}))
	sky := h.screen.(*watching).stage.sky
	if len(sky.things) != 0 {
		t.Error("what was said before flies")
	}
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(4, 3)...) })
	if len(sky.things) != 3 {
		t.Fatalf("%d lines fly", len(sky.things))
	}
	ys := map[float32]bool{}
	for _, m := range sky.things {
		y := m.object.Position().Y
		ys[y] = true
		if y+m.object.Size().Height > sky.layer.Size().Height/3+skyRowHeight {
			t.Errorf("a line flies at %v of %v", y, sky.layer.Size().Height)
		}
	}
	if len(ys) != 3 {
		t.Error("lines fly over each other")
	}
	h.press(fyne.KeyD)
	h.want("SetDanmaku[false]")
	h.set(func(s *model.State) {
		s.Live.Danmaku.On = false
		s.Live.Chat = s.Live.Chat.With(says(7, 1)...)
	})
	if len(sky.things) != 3 {
		t.Error("lines fly though they are off")
	}
}

func TestRemovedViewerIsTold(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchRemoved }))
	h.sees(kit.T("watch.removed.text"))
	s := h.screen.(*watching)
	for _, b := range []*kit.ToolButton{s.like, s.gift, s.join} {
		if b.Enabled() || b.TipText() != kit.T("chat.blocked.out") {
			t.Errorf("outside the room: enabled %v, reason %q", b.Enabled(), b.TipText())
		}
	}
	for _, k := range []fyne.KeyName{fyne.KeyH, fyne.KeyG, fyne.KeyJ} {
		h.press(k)
	}
	h.want()
	if !s.chat.entry.Disabled() {
		t.Error("the chat can be written in outside the room")
	}
	h.set(func(s *model.State) { s.Watching.Removed.Banned = true })
	h.sees(kit.T("watch.banned.text"))
	h.tap(button(t, h.win.Canvas().Content(), kit.T("watch.toLobby")))
	h.want("LeaveRoom")
}

func TestSummaryTellsLikesAndGifts(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.OnAir.Summary = &model.Summary{Title: "x", Likes: 3100, Coins: 42, Givers: []model.Giver{{User: ben, Coins: 40}}}
	}))
	h.sees(coins(3100))
	h.sees("42")
	h.sees("Ben")
}

// bare hides everything but model.Actions.
type bare struct{ model.Actions }

func TestWithoutTheFunctionsTheyAreLeftOut(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	h.liveActions = liveActionsOf(bare{h.acts})
	h.build()
	s := h.screen.(*watching)
	for name, o := range map[string]fyne.CanvasObject{"like": s.like, "gift": s.gift, "join": s.join, "danmaku": s.danmaku} {
		if o.Visible() {
			t.Errorf("%s is offered", name)
		}
	}
	h.seesNot(kit.T("panel.chat"))
	for _, k := range []fyne.KeyName{fyne.KeyJ, fyne.KeyH, fyne.KeyG, fyne.KeyD, fyne.KeyK, fyne.KeyReturn, fyne.KeyY, fyne.KeyN} {
		h.press(k)
	}
	h.set(func(st *model.State) { st.Screen = model.ScreenOnAir })
	for _, k := range []fyne.KeyName{fyne.KeyJ, fyne.KeyH, fyne.KeyG, fyne.KeyD, fyne.KeyK, fyne.KeyReturn} {
		h.press(k)
	}
	h.want()
	if h.screen.(*onAir).pkButton.Visible() {
		t.Error("PK is offered")
	}
}
