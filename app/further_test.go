package app

import (
	"fmt"
	"slices"
	"testing"

	"onair/app/model"
)

// TestAThirdRoomJoinsAndLeaves: asked into the PK, seen by all, gone again while
// the others go on.
func TestAThirdRoomJoinsAndLeaves(t *testing.T) {
	d := newDesk(t)
	a, b, c := d.live("anna", 61), d.live("dora", 62), d.live("femi", 63)
	v := d.watch("bob", 61)
	a.AskPK(62, "dora", model.PKTerms{CoHost: true})
	until(t, b, "the request", func(s model.State) bool { return s.Live.PK.Request != nil && s.Live.PK.Request.CoHost })
	b.AnswerPK(true)
	until(t, a, "being together", func(s model.State) bool { return s.Live.PK.Phase == model.PKTogether && s.Live.PK.AddBlocked == "" })
	a.AskPK(63, "femi", model.PKTerms{})
	until(t, a, "waiting for the third", func(s model.State) bool { return s.Live.PK.Joined() && s.Live.PK.Asking() })
	until(t, c, "the request to join", func(s model.State) bool {
		r := s.Live.PK.Request
		return r != nil && r.Join && len(r.Others) == 1 && r.Others[0].ID == "dora"
	})
	c.AnswerPK(true)
	for _, w := range []*App{a, b, c} {
		until(t, w, "three rooms", func(s model.State) bool {
			return len(s.Live.PK.Sides) == 3 && !s.Live.PK.Asking() && len(s.OnAir.Tiles) == 3 && s.OnAir.Tiles[1].Live && s.OnAir.Tiles[2].Live
		})
	}
	until(t, v, "all three", func(s model.State) bool {
		return hasTile(s.Watching.Tiles, "dora", true) && hasTile(s.Watching.Tiles, "femi", true) && s.Live.PK.Sides[0].RoomID == 61
	})
	until(t, v, "the lines of it", func(s model.State) bool {
		return slices.ContainsFunc(s.Live.Chat.Lines, func(l model.ChatLine) bool { return l.Kind == model.ChatPKJoined && l.User.ID == "femi" })
	})
	c.EndPK()
	until(t, c, "being alone", func(s model.State) bool { return s.Live.PK.Phase == model.PKNone && len(s.OnAir.Tiles) == 1 })
	until(t, a, "two rooms again", func(s model.State) bool {
		return s.Live.PK.Joined() && len(s.Live.PK.Sides) == 2 && len(s.OnAir.Tiles) == 2 &&
			slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Code == model.NoticePKLeft })
	})
}

// TestAGuestIsSwitchedOffAndOn by the anchor: everybody's tile says so, and the
// guest cannot switch it on.
func TestAGuestIsSwitchedOffAndOn(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 64)
	b, c := d.watch("bob", 64), d.watch("carol", 64)
	a.Invite("bob")
	until(t, b, "the invitation", func(s model.State) bool { return s.Live.CoAnchor.Invitation != nil })
	b.AnswerInvitation(true)
	until(t, b, "the preview", func(s model.State) bool { return s.Live.CoAnchor.Phase == model.JoinReady })
	b.GoUp(false)
	until(t, c, "bob", func(s model.State) bool { return hasTile(s.Watching.Tiles, "bob", true) })
	tile := func(s model.State) model.Tile {
		i := slices.IndexFunc(s.Watching.Tiles, func(t model.Tile) bool { return t.ID == "bob" })
		return s.Watching.Tiles[i]
	}
	a.MuteGuest("bob", true, true)
	until(t, c, "bob switched off", func(s model.State) bool {
		t := tile(s)
		return t.MicBlocked && t.CamBlocked && t.MicMuted && t.CamMuted && !t.Live
	})
	until(t, b, "being told", func(s model.State) bool {
		return s.Live.CoAnchor.MicBlocked && s.Live.CoAnchor.CamBlocked &&
			slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Code == model.NoticeMicBlocked })
	})
	a.MuteGuest("bob", false, false)
	until(t, c, "bob again", func(s model.State) bool { return !tile(s).MicBlocked && tile(s).Live })
	until(t, b, "being free", func(s model.State) bool { return !s.Live.CoAnchor.MicBlocked })
}

// TestOlderLinesAreReadOnDemand: who comes late has the newest page, and the rest
// by scrolling up; the end tells what the live was.
func TestOlderLinesAreReadOnDemand(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 65)
	const said = 40
	speakers := []*App{a, d.watch("cara", 65), d.watch("dora", 65), d.watch("eve", 65)} // each may write ten lines at once
	for i := range said {
		text, speaker := fmt.Sprint("line ", i), speakers[i*len(speakers)/said]
		sent := speaker.Store.State().Live.Chat.Sent
		speaker.SendChat(text)
		if s := until(t, speaker, text, func(s model.State) bool {
			return !s.Live.Chat.Sending && (s.Live.Chat.Sent > sent || s.Live.Chat.Refused != "")
		}); s.Live.Chat.Sent == sent {
			t.Fatalf("%q is refused: %s", text, s.Live.Chat.Refused)
		}
	}
	const page = 30
	b := d.watch("bob", 65)
	texts := func(s model.State) (n int) {
		for _, l := range s.Live.Chat.Lines {
			if l.Kind == model.ChatText {
				n++
			}
		}
		return n
	}
	until(t, b, "the newest page", func(s model.State) bool { return texts(s) == page && s.Live.Chat.Older })
	b.OlderChat()
	s := until(t, b, "all of it", func(s model.State) bool { return texts(s) == said && !s.Live.Chat.Reading })
	if s.Live.Chat.Lines[0].Text != "line 0" || s.Live.Chat.Older {
		t.Errorf("it begins with %+v, more: %v", s.Live.Chat.Lines[0], s.Live.Chat.Older)
	}
	for i := 1; i < len(s.Live.Chat.Lines); i++ {
		if s.Live.Chat.Lines[i].ID <= s.Live.Chat.Lines[i-1].ID {
			t.Fatal("the lines are out of order")
		}
	}
	b.Like()
	until(t, a, "the like", func(s model.State) bool { return s.Live.Likes.Total == 1 })
	a.EndLive()
	sum := until(t, a, "the summary", func(s model.State) bool { return s.OnAir.Summary != nil }).OnAir.Summary
	if sum.Messages < said || sum.Likes != 1 || len(sum.Likers) != 1 || sum.Likers[0].User.ID != "bob" || sum.Entered != 4 {
		t.Errorf("%+v", sum)
	}
	until(t, b, "the length of the live", func(s model.State) bool { return s.Watching.Phase == model.WatchEnded && s.Watching.Length > 0 })
}
