package app

import (
	"slices"
	"testing"

	"onair/app/model"
)

// live starts a window that is on air in a room of its own.
func (d machine) live(user string, room uint32) *App {
	d.t.Helper()
	a := d.window(func(o *Options) { o.Start, o.User, o.RoomNumber, o.Title = StartLive, user, room, user+"'s show" })
	until(d.t, a, user+" being on air", onScreen(model.ScreenOnAir))
	return a
}

// watch starts a window that watches a room.
func (d machine) watch(user string, room uint32) *App {
	d.t.Helper()
	a := d.window(func(o *Options) { o.Start, o.User, o.Room = StartWatch, user, room })
	until(d.t, a, user+" watching", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	return a
}

func hasTile(tiles []model.Tile, id string, live bool) bool {
	return slices.ContainsFunc(tiles, func(t model.Tile) bool { return t.ID == id && t.Live == live })
}

// TestAViewerComesOnStage: ask, cancel, ask again, accepted, preview, up, seen by
// everybody, down; then invited by the anchor and taken off.
func TestAViewerComesOnStage(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 51)
	b, c := d.watch("bob", 51), d.watch("carol", 51)
	until(t, b, "the way free", func(s model.State) bool { return s.Live.CoAnchor.Blocked == "" && len(s.Live.CoAnchor.Seats) > 0 })

	b.AskToJoin(false)
	until(t, a, "the request", func(s model.State) bool {
		return len(s.Live.CoAnchor.Requests) == 1 && s.Live.CoAnchor.Requests[0].User.ID == "bob"
	})
	b.CancelJoin()
	until(t, a, "the withdrawal", func(s model.State) bool { return len(s.Live.CoAnchor.Requests) == 0 })
	b.AskToJoin(false)
	until(t, a, "the second request", func(s model.State) bool { return len(s.Live.CoAnchor.Requests) == 1 })
	a.AnswerJoin("bob", true)
	until(t, b, "the own preview", func(s model.State) bool {
		return s.Live.CoAnchor.Phase == model.JoinReady && s.Live.CoAnchor.Preview.Live
	})
	b.GoUp(false)
	until(t, b, "being on stage", func(s model.State) bool {
		return s.Live.CoAnchor.Phase == model.JoinOnStage && hasTile(s.Watching.Tiles, model.LocalTile, true)
	})
	until(t, a, "bob's picture for the anchor", func(s model.State) bool { return hasTile(s.OnAir.Tiles, "bob", true) })
	until(t, c, "bob's picture for carol", func(s model.State) bool {
		return hasTile(s.Watching.Tiles, "bob", true) && s.Live.Standings["bob"].Role == model.RoleCoAnchor
	})
	b.LeaveStage()
	until(t, c, "one tile", func(s model.State) bool { return len(s.Watching.Tiles) == 1 })
	until(t, a, "one tile", func(s model.State) bool { return len(s.OnAir.Tiles) == 1 })
	until(t, b, "watching only", func(s model.State) bool {
		return s.Live.CoAnchor.Phase == model.JoinNone && len(s.Watching.Tiles) == 1 && s.Watching.Phase == model.WatchPlaying
	})

	a.Invite("carol")
	until(t, c, "the invitation", func(s model.State) bool { return s.Live.CoAnchor.Invitation != nil })
	c.AnswerInvitation(true)
	until(t, c, "the preview", func(s model.State) bool { return s.Live.CoAnchor.Phase == model.JoinReady })
	c.GoUp(false)
	until(t, a, "carol on stage", func(s model.State) bool {
		return hasTile(s.OnAir.Tiles, "carol", true) && len(s.Live.CoAnchor.Invited) == 0
	})
	a.KickFromStage("carol")
	until(t, c, "being taken off", func(s model.State) bool {
		return s.Live.CoAnchor.Phase == model.JoinNone && slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Code == model.NoticeStageKicked })
	})
	until(t, a, "one tile", func(s model.State) bool { return len(s.OnAir.Tiles) == 1 })
}

// TestTwoRoomsHoldAPK: asked, accepted, both rooms see both, points count, ended.
func TestTwoRoomsHoldAPK(t *testing.T) {
	d := newDesk(t)
	a, b := d.live("anna", 61), d.live("dora", 62)
	v := d.watch("bob", 61)
	a.FindPKRooms()
	until(t, a, "dora's room in the list", func(s model.State) bool { return len(s.Live.PK.Rooms) == 1 && s.Live.PK.Rooms[0].Room.ID == 62 })
	a.AskPK(62, "dora", model.PKTerms{})
	until(t, b, "the request", func(s model.State) bool { return s.Live.PK.Request != nil && s.Live.PK.Request.User.ID == "anna" })
	b.AnswerPK(true)
	until(t, a, "the battle", func(s model.State) bool {
		return s.Live.PK.Phase == model.PKBattle && hasTile(s.OnAir.Tiles, "dora", true)
	})
	until(t, b, "the battle", func(s model.State) bool {
		return s.Live.PK.Phase == model.PKBattle && hasTile(s.OnAir.Tiles, "anna", true)
	})
	until(t, v, "both anchors", func(s model.State) bool { return s.Live.PK.Joined() && hasTile(s.Watching.Tiles, "dora", true) })

	v.OpenGifts()
	gifts := until(t, v, "the catalogue", func(s model.State) bool { return s.Live.Gifts.Loaded && len(s.Live.Gifts.Catalogue) > 0 })
	gift := gifts.Live.Gifts.Catalogue[0]
	v.SendGift(gift.ID, 1, "")
	until(t, b, "the points", func(s model.State) bool {
		return len(s.Live.PK.Sides) == 2 && s.Live.PK.Sides[1].RoomID == 61 && s.Live.PK.Sides[1].Score >= gift.Price
	})
	until(t, a, "the gift", func(s model.State) bool {
		return len(s.Live.Gifts.Rank) == 1 && s.Live.Gifts.Rank[0].User.ID == "bob" &&
			slices.ContainsFunc(s.Live.Chat.Lines, func(l model.ChatLine) bool { return l.Kind == model.ChatGift })
	})
	b.EndPK()
	until(t, a, "one room again", func(s model.State) bool { return s.Live.PK.Phase == model.PKNone && len(s.OnAir.Tiles) == 1 })
	until(t, v, "one room again", func(s model.State) bool { return len(s.Watching.Tiles) == 1 && s.Watching.Phase == model.WatchPlaying })
}

// TestPeopleTalk: chat both ways, history for who comes late, likes, mute,
// removal for good.
func TestPeopleTalk(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 71)
	b := d.watch("bob", 71)
	said := func(text string) func(model.State) bool {
		return func(s model.State) bool {
			return slices.ContainsFunc(s.Live.Chat.Lines, func(l model.ChatLine) bool { return l.Text == text })
		}
	}
	b.SendChat("hello")
	until(t, a, "hello", said("hello"))
	until(t, b, "the own line", func(s model.State) bool { return said("hello")(s) && s.Live.Chat.Sent == 1 && !s.Live.Chat.Sending })
	a.SendChat("welcome")
	until(t, b, "welcome", said("welcome"))
	c := d.watch("carol", 71)
	until(t, c, "what was said before", func(s model.State) bool { return said("hello")(s) && said("welcome")(s) && s.Live.Chat.Lines[0].Old })
	for range 5 {
		b.Like()
	}
	until(t, a, "the likes", func(s model.State) bool { return s.Live.Likes.Total == 5 && s.Live.Likes.Others == 5 })
	until(t, b, "the own likes, once", func(s model.State) bool { return s.Live.Likes.Total == 5 && s.Live.Likes.Others == 0 })

	seq := func(s model.State, text string) uint64 {
		i := slices.IndexFunc(s.Live.Chat.Lines, func(l model.ChatLine) bool { return l.Text == text })
		return s.Live.Chat.Lines[i].Seq
	}
	st := a.Store.State()
	a.PinLine(seq(st, "welcome"))
	a.DeleteLine(seq(st, "hello"))
	for _, p := range []*App{a, b, c} {
		until(t, p, "the pin, and the deleted line gone", func(s model.State) bool {
			return s.Live.Chat.Pinned != nil && s.Live.Chat.Pinned.Text == "welcome" && !said("hello")(s)
		})
	}

	a.MuteChat("bob", true, 0)
	until(t, b, "the mute", func(s model.State) bool { return s.Live.Chat.Blocked == model.ChatBlockedMuted })
	a.MuteChat("bob", false, 0)
	until(t, b, "being heard again", func(s model.State) bool { return s.Live.Chat.Blocked == "" })
	a.SetHelper("carol", true)
	until(t, c, "being a helper", func(s model.State) bool { return s.Live.Helper })
	c.Remove("bob", true)
	s := until(t, b, "being removed", func(s model.State) bool { return s.Watching.Phase == model.WatchRemoved })
	if !s.Watching.Removed.Banned {
		t.Errorf("%+v", s.Watching.Removed)
	}
	b.LeaveRoom()
	until(t, b, "the lobby", onScreen(model.ScreenLobby))
	b.OpenRoom(71)
	until(t, b, "the ban at the door", func(s model.State) bool { return s.Lobby.OpenFailure != nil })
}
