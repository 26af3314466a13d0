package stage

import (
	"context"

	"onair/app/desk"
	"onair/app/settings"
	"onair/liveroom"
)

// TalkCalls are what the live room does about chat, hearts and gifts.
type TalkCalls interface {
	SendRoomTextMsg(ctx context.Context, text string) (liveroom.Message, error)
	DeleteMessage(ctx context.Context, id uint64) error
	PinMessage(ctx context.Context, id uint64) error
	HistoryPage(ctx context.Context, before uint64, limit int) ([]liveroom.Message, error)
	SendLike(ctx context.Context, count int) error
	Gifts(ctx context.Context) ([]liveroom.Gift, error)
	Wallet(ctx context.Context) (liveroom.Wallet, error)
	SendGift(ctx context.Context, giftID string, count int, toUser string) (balance int64, err error)
	Rank(ctx context.Context) (givers, likers []liveroom.RankRow, err error)
}

// SendChat says something to the room.
func (c *Stage) SendChat(text string) { c.Post(Say{text}) }

// OlderChat reads what was said before the oldest line.
func (c *Stage) OlderChat() { c.Post(WantOlder{}) }

// DeleteLine takes what was said out of everybody's chat.
func (c *Stage) DeleteLine(seq uint64) {
	c.refusable("", func(ctx context.Context) error { return c.room.DeleteMessage(ctx, seq) })
}

// PinLine puts what was said above everybody's chat; 0: nothing.
func (c *Stage) PinLine(seq uint64) {
	c.refusable("", func(ctx context.Context) error { return c.room.PinMessage(ctx, seq) })
}

// SetDanmaku lets chat lines fly over the picture, or not.
func (c *Stage) SetDanmaku(on bool) {
	c.postAlways(FlyLines{on})
	c.desk.Remember(func(p *settings.Settings) { p.DanmakuOff = !on })
}

// SetDanmakuOpacity takes percent, 20..100.
func (c *Stage) SetDanmakuOpacity(percent int) {
	percent = min(max(percent, 20), 100)
	c.postAlways(FadeLines{percent})
	c.desk.Do(func() { c.desk.Settings.DanmakuOpacity = percent })
}

// Like sends one heart; taps are gathered for half a second.
func (c *Stage) Like() { c.Post(Heart{}) }

// OpenGifts reads the catalogue and the wallet.
func (c *Stage) OpenGifts() { c.Post(OpenGifts{}) }

// SendGift gives count pieces to somebody on stage; empty: the anchor.
func (c *Stage) SendGift(giftID string, count int, toUser string) {
	c.Post(Give{giftID, count, toUser})
}

// carryTalk makes the calls about chat, hearts and gifts.
func (c *Stage) carryTalk(v *desk.Visit, e Effect) bool {
	switch e := e.(type) {
	case SendText:
		v.Finish(func(ctx context.Context) {
			msg, err := inRoom(c, v, func() (liveroom.Message, error) { return c.room.SendRoomTextMsg(ctx, e.Text) })
			if !c.post(v, Said{msg, err}) && err == nil {
				c.postAlways(SaidAfterwards{v.Room, e.Text})
			}
		})
	case ReadOlder:
		v.Go(func(ctx context.Context) {
			list, err := inRoom(c, v, func() ([]liveroom.Message, error) { return c.room.HistoryPage(ctx, e.Before, historyPage) })
			c.post(v, OlderRead{list, c.told("older chat", err)})
		})
	case SendHearts:
		v.Finish(func(ctx context.Context) {
			c.post(v, HeartsSent{e.Count, c.inRoom(v, func() error { return c.room.SendLike(ctx, e.Count) })})
		})
	case ReadGifts:
		v.Go(func(ctx context.Context) { c.post(v, c.readGifts(ctx)) })
	case SendGift:
		v.Finish(func(ctx context.Context) {
			left, err := inRoom(c, v, func() (int64, error) { return c.room.SendGift(ctx, e.GiftID, e.Count, e.To) })
			c.post(v, Given{e.GiftID, left, err})
		})
	default:
		return false
	}
	return true
}

func (c *Stage) readGifts(ctx context.Context) GiftsRead {
	gifts, err := c.room.Gifts(ctx)
	if err != nil {
		return GiftsRead{Err: err}
	}
	wallet, err := c.room.Wallet(ctx)
	return GiftsRead{gifts, wallet.Balance, err}
}

// readPast reads who gave most and what was said before the user came.
func (c *Stage) readPast(ctx context.Context, v *desk.Visit) {
	if givers, _, err := c.room.Rank(ctx); err == nil {
		c.post(v, RankRead{givers})
	} else {
		c.desk.Log.Info("ranking", "err", err)
	}
	if !v.Lasts() {
		return
	}
	list, err := c.room.HistoryPage(ctx, 0, historyPage)
	if err != nil {
		c.desk.Log.Info("chat history", "err", err)
	}
	c.post(v, HistoryRead{list})
}
