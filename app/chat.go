package app

import (
	"context"
	"slices"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/app/stage"
	"onair/liveroom"
)

var _ model.ChatActions = (*App)(nil)
var _ model.GiftActions = (*App)(nil)

// SendChat says something to the room.
func (a *App) SendChat(text string) {
	v := a.desk.Visit()
	v.Update(func(s *model.State) { s.Live.Chat.Sending, s.Live.Chat.Refused = true, "" })
	v.Finish(func(ctx context.Context) {
		msg, err := a.room.SendRoomTextMsg(ctx, text)
		if !v.Update(func(s *model.State) {
			c := &s.Live.Chat
			c.Sending = false
			if err != nil {
				c.Refused = refusalOf(err)
				return
			}
			c.Sent++
			a.stage.Say(s, model.ChatLine{
				Kind: model.ChatText, User: s.Me, Role: s.Live.Role, Helper: s.Live.Helper, Mine: true, Text: msg.Text,
				Seq: msg.ID, At: msg.Time,
			})
		}) && err == nil {
			a.Store.Update(func(s *model.State) { draftSent(s, v.Room, text) })
		}
	})
}

func refusalOf(err error) model.ChatRefusal {
	switch liveroom.CodeOf(err) {
	case liveroom.CodeTooFast:
		return model.ChatTooFast
	case liveroom.CodeTooLong:
		return model.ChatTooLong
	case liveroom.CodeBlockedWords:
		return model.ChatBadWords
	case liveroom.CodeMuted:
		return model.ChatIsMuted
	case liveroom.CodeCommentsOff:
		return model.ChatCommentsOff
	default:
		return model.ChatFailed
	}
}

// SetDanmaku lets chat lines fly over the picture, or not.
func (a *App) SetDanmaku(on bool) {
	a.stage.ChooseDanmaku(func(d *model.Danmaku) { d.On = on })
	a.desk.Do(func() { a.desk.Settings.DanmakuOff = !on; a.desk.Save() })
}

// SetDanmakuOpacity takes percent, 20..100.
func (a *App) SetDanmakuOpacity(percent int) {
	percent = min(max(percent, 20), 100)
	a.stage.ChooseDanmaku(func(d *model.Danmaku) { d.Opacity = percent })
	a.desk.Do(func() { a.desk.Settings.DanmakuOpacity = percent })
}

// lineOf makes a chat line of a message; custom messages other than the flying
// comments of older clients are for programs.
func lineOf(m liveroom.Message, me string) (model.ChatLine, bool) {
	line := model.ChatLine{
		Kind: model.ChatText, User: stage.Person(m.User), Role: stage.RoleOf(m.Role), Helper: m.Admin,
		Mine: m.User.UserID == me, Text: m.Text, Seq: m.ID, At: m.Time,
	}
	switch {
	case m.Gift != nil:
		line.Kind, line.Gift, line.Count, line.To = model.ChatGift, giftOf(m.Gift.Gift), m.Gift.Count, stage.Person(m.Gift.To)
	case m.Text != "":
	case m.Command == "slider":
		line.Text = m.Message
	default:
		return line, false
	}
	return line, true
}

func (a *App) onChat(e liveroom.Event) {
	me := a.Store.State().Me.ID
	switch e := e.(type) {
	case liveroom.OnRecvRoomTextMsg:
		if line, ok := lineOf(e.Message, me); ok {
			a.desk.Visit().UpdateInside(func(s *model.State) { a.stage.Say(s, line) })
		}
	case liveroom.OnLikes:
		a.liked(e)
	case liveroom.OnGift:
		a.gifted(e, me)
	case liveroom.OnChatMute:
		a.chatMuted(e, me)
	case liveroom.OnMessageDeleted:
		a.desk.Visit().UpdateInside(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(e.ID) })
	case liveroom.OnMessagePinned:
		a.pinned(e, me)
	}
}

func (a *App) chatMuted(e liveroom.OnChatMute, me string) {
	kind := model.ChatUnmuted
	if e.Muted {
		kind = model.ChatMuted
	}
	v := a.desk.Visit()
	if !v.UpdateInside(func(s *model.State) {
		if e.UserID == "" {
			s.Live.AllMuted = e.Muted
			kind = map[bool]model.ChatKind{true: model.ChatAllMuted, false: model.ChatAllUnmuted}[e.Muted]
			a.stage.Say(s, model.ChatLine{Kind: kind})
		} else {
			a.stage.Standing(s, e.UserID, func(st *model.Standing) { st.ChatMuted = e.Muted })
			a.stage.Say(s, model.ChatLine{Kind: kind, User: a.stage.PersonIn(s, e.UserID)})
		}
		if e.UserID == me || e.UserID == "" {
			s.Live.Chat.Until = e.Until
		}
		a.stage.Settle(s)
	}) {
		return
	}
	if e.UserID == me {
		code := model.NoticeChatUnmuted
		if e.Muted {
			code = model.NoticeChatMuted
		}
		v.Notify(model.Notice{Code: code})
	}
}

// Like sends one heart; taps are gathered for half a second.
func (a *App) Like() {
	v, t := a.desk.Visit(), &a.together
	t.mu.Lock()
	t.likes++
	first := !t.flushing
	t.flushing = true
	t.mu.Unlock()
	v.Update(func(s *model.State) { s.Live.Likes.Total++ })
	if !first {
		return
	}
	v.After(500*time.Millisecond, func() {
		t.mu.Lock()
		n := min(t.likes, 100)
		t.likes, t.flushing = 0, false
		t.ownLikes += int64(n)
		t.mu.Unlock()
		v.Finish(func(ctx context.Context) {
			if err := a.room.SendLike(ctx, n); err != nil {
				t.mu.Lock()
				t.ownLikes -= int64(n)
				t.mu.Unlock()
			}
		})
	})
}

// liked moves the count; the own hearts have risen already.
func (a *App) liked(e liveroom.OnLikes) {
	t := &a.together
	t.mu.Lock()
	own := min(e.Count, t.ownLikes)
	t.ownLikes -= own
	waiting := int64(t.likes) + t.ownLikes
	t.mu.Unlock()
	a.desk.Visit().UpdateInside(func(s *model.State) {
		s.Live.Likes.Total = e.Total + waiting
		s.Live.Likes.Others += uint64(e.Count - own)
	})
}

// OpenGifts reads the catalogue and the wallet.
func (a *App) OpenGifts() {
	v := a.desk.Visit()
	v.Go(func(ctx context.Context) {
		gifts, err := a.room.Gifts(ctx)
		var wallet liveroom.Wallet
		if err == nil {
			wallet, err = a.room.Wallet(ctx)
		}
		v.Update(func(s *model.State) {
			g := &s.Live.Gifts
			if err != nil {
				g.Failure = failure.Of(err, "")
				return
			}
			g.Catalogue, g.Loaded, g.Balance, g.Failure = nil, true, wallet.Balance, nil
			for _, gift := range gifts {
				g.Catalogue = append(g.Catalogue, giftOf(gift))
			}
		})
	})
}

// SendGift gives count pieces to somebody on stage; empty: the anchor.
func (a *App) SendGift(giftID string, count int, toUser string) {
	v := a.desk.Visit()
	v.Update(func(s *model.State) { s.Live.Gifts.Sending, s.Live.Gifts.Failure = true, nil })
	v.Finish(func(ctx context.Context) {
		balance, err := a.room.SendGift(ctx, giftID, count, toUser)
		v.Update(func(s *model.State) {
			s.Live.Gifts.Sending = false
			if err != nil {
				s.Live.Gifts.Failure = failure.Of(err, giftID)
				return
			}
			s.Live.Gifts.Balance = balance
		})
	})
}

func giftOf(g liveroom.Gift) model.Gift {
	return model.Gift{ID: g.ID, Name: g.Name, Price: g.Price, Icon: g.Icon, Grand: g.Grand}
}

// bannerFor is how long a gift's banner stays after its newest piece.
const bannerFor = 4 * time.Second

// gifted announces a gift: a line, a banner that combines with the one before,
// and the ranking.
func (a *App) gifted(e liveroom.OnGift, me string) {
	line, ok := lineOf(e.Message, me)
	if !ok {
		return
	}
	t := &a.together
	t.mu.Lock()
	g := t.givers[line.User.ID]
	g.User, g.Coins = line.User, g.Coins+e.Message.Gift.Coins
	t.givers[line.User.ID] = g
	rank := t.rankLocked()
	t.mu.Unlock()
	id := t.bannerID.Add(1)
	combo := 1
	v := a.desk.Visit()
	v.UpdateInside(func(s *model.State) {
		a.stage.Say(s, line)
		gifts := &s.Live.Gifts
		gifts.Coins, gifts.Rank = e.RoomCoins, rank
		if s.Blocked[line.User.ID] {
			return // it counts, and is not shown
		}
		banners := slices.Clone(gifts.Banners)
		i := slices.IndexFunc(banners, func(b model.GiftBanner) bool {
			return b.From.ID == line.User.ID && b.Gift.ID == line.Gift.ID && b.To.ID == line.To.ID && b.Count == line.Count
		})
		if i >= 0 {
			banners[i].Combo++
			id, combo = banners[i].ID, banners[i].Combo
		} else {
			banners = append(banners, model.GiftBanner{ID: id, From: line.User, To: line.To, Gift: line.Gift, Count: line.Count, Combo: 1})
			banners = banners[max(0, len(banners)-4):]
		}
		gifts.Banners = banners
		if line.Gift.Grand {
			gifts.Grand = model.GiftBanner{ID: t.bannerID.Add(1), From: line.User, To: line.To, Gift: line.Gift, Count: line.Count, Combo: combo}
		}
	})
	v.After(bannerFor, func() {
		v.Update(func(s *model.State) { // a combo that grew meanwhile has a later end
			s.Live.Gifts.Banners = slices.DeleteFunc(slices.Clone(s.Live.Gifts.Banners), func(b model.GiftBanner) bool {
				return b.ID == id && b.Combo == combo
			})
		})
	})
}
