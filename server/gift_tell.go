package server

import (
	"context"
	"errors"
	"slices"

	"onair/room"
	"onair/server/chatlog"
	"onair/server/hall"
	"onair/server/wallet"
	"onair/signaling"
)

// giftRooms is where the bank has gifts told.
type giftRooms struct {
	rooms   *hall.Hall
	catalog []signaling.Gift
}

// Present implements wallet.Rooms.
func (g giftRooms) Present(ctx context.Context, p wallet.Payment) error {
	h := g.rooms.Get(p.Room)
	if h == nil {
		return wallet.Refuse(room.ErrNoSuchRoom)
	}
	say := g.saying(p)
	err := h.Do(ctx, hall.Op{Cmd: room.Gift{By: p.User, To: p.To, Key: say.Key, Coins: p.Coins}, Say: say})
	switch {
	case errors.Is(err, room.ErrGiftKnown): // perhaps from before a crash, and nobody was told
		return h.Do(ctx, hall.Op{Say: g.saying(p)})
	case errors.Is(err, room.ErrNoSuchRoom) && h.HasNoted(say.Key):
		return nil
	case errors.Is(err, room.ErrNotMember), errors.Is(err, room.ErrNoSuchRoom), errors.Is(err, room.ErrNotOnStage), errors.Is(err, room.ErrBadCommand):
		return wallet.Refuse(err)
	}
	return err
}

// Settled implements wallet.Rooms.
func (g giftRooms) Settled(id uint32, key string) {
	if h := g.rooms.Get(id); h != nil {
		h.Settled(key)
	}
}

// Knows implements wallet.Rooms.
func (g giftRooms) Knows(id uint32, key string) bool {
	h := g.rooms.Get(id)
	return h != nil && slices.Contains(h.Current().GiftKeys(), key)
}

// saying is a gift as the room tells it. Its key is the ledger's, so that the room's
// history shows whether it was told.
func (g giftRooms) saying(p wallet.Payment) *chatlog.Saying {
	gift := signaling.Gift{GiftID: p.Gift, Name: p.Gift, Price: p.Coins / int64(max(p.Count, 1))} // in case it is not sold any more
	if i := slices.IndexFunc(g.catalog, func(c signaling.Gift) bool { return c.GiftID == p.Gift }); i >= 0 {
		gift = g.catalog[i]
	}
	return &chatlog.Saying{Type: signaling.EventGift, Key: wallet.Key(p.User, p.Key), Msg: signaling.Message{User: signaling.User{UserID: p.User},
		Gift: &signaling.GiftGiven{Gift: gift, Count: p.Count, Coins: p.Coins, To: signaling.User{UserID: p.To}}}}
}
