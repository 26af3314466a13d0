package stage

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// asynchronous is everything that the stage asks of somebody far away, and the state in
// which it does.
var asynchronous = map[string]struct {
	before func(*model.State)
	ask    func(c *Stage, v *desk.Visit)
}{
	"AskToJoin":          {ask: func(c *Stage, _ *desk.Visit) { c.AskToJoin(false) }},
	"AskToJoin, sound":   {ask: func(c *Stage, _ *desk.Visit) { c.AskToJoin(true) }},
	"CancelJoin":         {before: func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinAsking }, ask: func(c *Stage, _ *desk.Visit) { c.CancelJoin() }},
	"giving a seat back": {before: func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinReady }, ask: func(c *Stage, _ *desk.Visit) { c.CancelJoin() }},
	"GoUp":               {before: func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinReady }, ask: func(c *Stage, _ *desk.Visit) { c.GoUp(false) }},
	"LeaveStage":         {before: func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage }, ask: func(c *Stage, _ *desk.Visit) { c.LeaveStage() }},
	"AnswerInvitation": {before: func(s *model.State) { s.Live.CoAnchor.Invitation = &model.Invitation{User: model.User{ID: "host"}} },
		ask: func(c *Stage, _ *desk.Visit) { c.AnswerInvitation(true) }},
	"AnswerJoin":    {ask: func(c *Stage, _ *desk.Visit) { c.AnswerJoin("bob", true) }},
	"Invite":        {ask: func(c *Stage, _ *desk.Visit) { c.Invite("bob") }},
	"CancelInvite":  {ask: func(c *Stage, _ *desk.Visit) { c.CancelInvite("bob") }},
	"KickFromStage": {ask: func(c *Stage, _ *desk.Visit) { c.KickFromStage("bob") }},
	"LockSeat":      {ask: func(c *Stage, _ *desk.Visit) { c.LockSeat(1, true) }},
	"FindPKRooms":   {ask: func(c *Stage, _ *desk.Visit) { c.FindPKRooms() }},
	"AskPK":         {ask: func(c *Stage, _ *desk.Visit) { c.AskPK(7, "dora", model.PKTerms{}) }},
	"CancelPK":      {ask: func(c *Stage, _ *desk.Visit) { c.CancelPK() }},
	"AnswerPK": {before: func(s *model.State) { s.Live.PK.Request = &model.PKRequest{User: model.User{ID: "dora"}} },
		ask: func(c *Stage, _ *desk.Visit) { c.AnswerPK(true) }},
	"Rematch": {before: func(s *model.State) {
		s.Live.PK = model.PK{Phase: model.PKTogether, Sides: []model.PKSide{{RoomID: 1}, {RoomID: 7, User: model.User{ID: "dora"}}}}
	}, ask: func(c *Stage, _ *desk.Visit) { c.Rematch() }},
	"EndPK":       {ask: func(c *Stage, _ *desk.Visit) { c.EndPK() }},
	"MuteGuest":   {ask: func(c *Stage, _ *desk.Visit) { c.MuteGuest("bob", true, true) }},
	"MuteChat":    {ask: func(c *Stage, _ *desk.Visit) { c.MuteChat("bob", true, 0) }},
	"MuteAll":     {ask: func(c *Stage, _ *desk.Visit) { c.MuteAll(true) }},
	"Remove":      {ask: func(c *Stage, _ *desk.Visit) { c.Remove("bob", true) }},
	"Unban":       {ask: func(c *Stage, _ *desk.Visit) { c.Unban("bob") }},
	"SetHelper":   {ask: func(c *Stage, _ *desk.Visit) { c.SetHelper("bob", true) }},
	"Enter":       {ask: func(c *Stage, v *desk.Visit) { c.desk.Go(func() { c.Enter(v.Context(), v) }) }},
	"ReadMembers": {ask: func(c *Stage, v *desk.Visit) { c.desk.Go(func() { c.ReadMembers(v.Context(), v) }) }},
	"readPast":    {ask: func(c *Stage, v *desk.Visit) { c.desk.Go(func() { c.readPast(v.Context(), v) }) }},

	"SendChat":   {ask: func(c *Stage, _ *desk.Visit) { c.SendChat("hi") }},
	"DeleteLine": {ask: func(c *Stage, _ *desk.Visit) { c.DeleteLine(4) }},
	"PinLine":    {ask: func(c *Stage, _ *desk.Visit) { c.PinLine(4) }},
	"OlderChat": {before: func(s *model.State) {
		s.Live.Chat = model.Chat{Older: true, Lines: []model.ChatLine{{Kind: model.ChatText, Seq: 9}}}
	}, ask: func(c *Stage, _ *desk.Visit) { c.OlderChat() }},
	"Like":      {ask: func(c *Stage, _ *desk.Visit) { c.Like(); time.Sleep(gatherFor) }},
	"OpenGifts": {ask: func(c *Stage, _ *desk.Visit) { c.OpenGifts() }},
	"SendGift":  {ask: func(c *Stage, _ *desk.Visit) { c.SendGift("rose", 1, "") }},

	"SetPrivate":      {before: onAir, ask: func(c *Stage, _ *desk.Visit) { c.SetPrivate(true) }},
	"RenewInvitation": {before: onAir, ask: func(c *Stage, _ *desk.Visit) { c.RenewInvitation() }},
	"the own key":     {before: onAir, ask: func(c *Stage, v *desk.Visit) { c.carry(v, ReadPrivate{1}) }},
	"SetCommentsOff":  {before: onAir, ask: func(c *Stage, _ *desk.Visit) { c.SetCommentsOff(true) }},
	"ChangeTitle":     {before: onAir, ask: func(c *Stage, _ *desk.Visit) { c.ChangeTitle("new") }},
}

func onAir(s *model.State) { s.Screen = model.ScreenOnAir }

// TestNothingOfTheOldRoomShowsInTheNew asks, goes to another room before the answer
// comes, and compares what is shown before and after the answer, good or bad.
func TestNothingOfTheOldRoomShowsInTheNew(t *testing.T) {
	for name, a := range asynchronous {
		for what, answer := range map[string]error{"done": nil, "refused": errNo} {
			t.Run(name+" "+what, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					c, room, place := newStage(t)
					old := join(c, room, 1)
					if a.before != nil {
						old.Update(a.before)
					}
					a.ask(c, old)
					synctest.Wait()
					if len(room.asked) != 1 {
						t.Fatalf("asked: %q", room.asked)
					}
					join(c, room, 2)
					before, ready := c.desk.Store.State(), place.ready
					room.answer <- answer
					synctest.Wait()
					time.Sleep(time.Minute) // timers, too
					after := c.desk.Store.State()
					before.Version, after.Version = 0, 0
					if !reflect.DeepEqual(before, after) {
						t.Errorf("the answer changes the room after:\n%+v\n%+v", before, after)
					}
					if place.ready != ready {
						t.Error("camera and microphone are opened for the room before")
					}
				})
			})
		}
	}
}

// TestEveryCallIsAnsweredInItsRoom is the other side: without the change of rooms the
// refusal of each is told.
func TestEveryCallIsAnsweredInItsRoom(t *testing.T) {
	silent := map[string]bool{ // nobody waits for them, or the loss is small
		"FindPKRooms": true, "Enter": true, "ReadMembers": true, "readPast": true, "OlderChat": true, "Like": true, "the own key": true,
	}
	for name, a := range asynchronous {
		if silent[name] {
			continue
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, room, _ := newStage(t)
				v := join(c, room, 1)
				if a.before != nil {
					v.Update(a.before)
				}
				a.ask(c, v)
				synctest.Wait()
				room.answer <- errNo
				synctest.Wait()
				s := c.desk.Store.State()
				if len(s.Notices) != 1 && s.Live.CoAnchor.Failure == nil && s.Live.Gifts.Failure == nil && s.Live.Chat.Refused == "" {
					t.Errorf("nothing is told: %+v", s.Notices)
				}
			})
		})
	}
}

// TestNothingIsDoneInTheRoomBefore: what is asked in a room that is shown and not
// entered yet is not asked in the one that the live room is still in.
func TestNothingIsDoneInTheRoomBefore(t *testing.T) {
	elsewhere := map[string]bool{"FindPKRooms": true, "OpenGifts": true, "Enter": true, "readPast": true} // of the server, or after entering
	for name, a := range asynchronous {
		if elsewhere[name] {
			continue
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, room, _ := newStage(t)
				join(c, room, 1)
				v := c.Join(func(*model.State) (model.Room, string, bool) {
					return model.Room{ID: 2, Host: model.User{ID: "host"}}, "", true
				})
				if a.before != nil {
					v.Update(a.before)
				}
				a.ask(c, v)
				time.Sleep(time.Second)
				synctest.Wait()
				if len(room.asked) != 0 {
					t.Errorf("asked in the room before: %q", room.asked)
				}
			})
		})
	}
}

// TestNothingOfTheOldServerShowsAtTheNew: the words blocked on one are not those of
// the other.
func TestNothingOfTheOldServerShowsAtTheNew(t *testing.T) {
	for name, ask := range map[string]func(*Stage){
		"OpenBlockedWords": func(c *Stage) { c.OpenBlockedWords() },
		"SaveBlockedWords": func(c *Stage) { c.SaveBlockedWords([]string{"x"}) },
	} {
		for what, answer := range map[string]error{"done": nil, "refused": errNo} {
			t.Run(name+" "+what, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					c, room, _ := newStage(t)
					ask(c)
					synctest.Wait()
					c.desk.SignedIn(func(s *model.State) { s.Words = model.BlockedWords{} })
					before := c.desk.Store.State()
					room.answer <- answer
					synctest.Wait()
					if after := c.desk.Store.State(); !reflect.DeepEqual(before, after) {
						t.Errorf("shown: %+v", after.Words)
					}
				})
			})
		}
	}
}

// TestADraftGoesWhenItsTextWasTaken after the room was left, and no other one.
func TestADraftGoesWhenItsTextWasTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, room, _ := newStage(t)
		join(c, room, 1)
		c.SendChat("hello")
		synctest.Wait()
		join(c, room, 2)
		c.desk.Store.Update(func(s *model.State) { s.Drafts = map[uint32]string{1: "hello", 2: "hel"} })
		room.answer <- nil
		synctest.Wait()
		if d := c.desk.Store.State().Drafts; d[1] != "" || d[2] != "hel" {
			t.Errorf("drafts %v", d)
		}
	})
}

// TestTheResultOfABattleOfTheOldRoom: its timer ends nothing in the new one.
func TestTheResultOfABattleOfTheOldRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, room, _ := newStage(t)
		join(c, room, 1)
		result := func() {
			deadline := time.Now()
			sides := []liveroom.PKSide{{RoomID: 1}, {RoomID: 7, User: liveroom.UserInfo{UserID: "dora"}}}
			c.Tell(liveroom.OnPKState{PK: liveroom.PK{Deadline: deadline, Sides: sides}})
			c.Tell(liveroom.OnPKState{PK: liveroom.PK{Deadline: deadline, Sides: sides, Over: true}})
		}
		result()
		time.Sleep(resultFor - time.Second)
		join(c, room, 2)
		result()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if p := c.desk.Store.State().Live.PK.Phase; p != model.PKResult {
			t.Errorf("phase %d: the result of the new room's battle is cut short", p)
		}
		time.Sleep(resultFor)
		synctest.Wait()
		if p := c.desk.Store.State().Live.PK.Phase; p != model.PKTogether {
			t.Errorf("phase %d: the result stays", p)
		}
	})
}

// TestWhatTheOldRoomTellsUntilItIsLeft: the room on screen is the new one from the
// first moment, the live room follows later.
func TestWhatTheOldRoomTellsUntilItIsLeft(t *testing.T) {
	for _, e := range roomTells {
		t.Run(e.EventName(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, room, place := newStage(t)
				join(c, room, 1)
				c.Join(func(*model.State) (model.Room, string, bool) {
					return model.Room{ID: 2, Host: model.User{ID: "host"}}, "", true
				})
				before := c.desk.Store.State()
				c.Tell(e)
				c.Tell(liveroom.OnEnterRoom{Result: 1}) // of a room that was gone through
				c.Tell(e)
				synctest.Wait()
				after := c.desk.Store.State()
				before.Version, after.Version = 0, 0
				if !reflect.DeepEqual(before, after) || len(room.played) > 0 || place.ready+place.down+place.rings > 0 {
					t.Errorf("shown in the new room:\n%+v\n%+v", before, after)
				}
			})
		})
	}
}
