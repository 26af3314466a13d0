package server

import (
	"context"
	"errors"
	"slices"

	"onair/room"
	"onair/server/store"
	"onair/signaling"
)

// finishGifts tells, or pays back, what was paid and not told when the server
// stopped. It runs before anybody can log in. A user has one such gift at most,
// the newest: pay finishes the one before.
func (s *Server) finishGifts(ctx context.Context) {
	entries, err := s.open.all(ctx, s)
	if err != nil {
		s.log.Error("open gifts not read", "err", err)
		return
	}
	for _, e := range entries {
		w, _, err := s.wallet(ctx, e.Key)
		if err == nil && w.Open != nil {
			err = s.finish(ctx, *w.Open, true)
		}
		if err == nil {
			err = s.open.kv.DeleteAt(ctx, e.Key, e.Revision)
		}
		if err != nil && !errors.Is(err, store.ErrConflict) {
			s.log.Warn("gift not finished", "user", e.Key, "err", err)
		}
	}
}

// finish brings a payment to its end: told once, or paid back. After a crash the
// room may know of a gift that its members were not told.
func (s *Server) finish(ctx context.Context, p payment, crashed bool) error {
	if err := s.book(ctx, p); err != nil {
		return err
	}
	p, _, err := s.entry(ctx, p.User, p.Key)
	if err != nil || p.State != giftPaid {
		return err
	}
	h := s.rooms.get(p.Room)
	if h == nil || !h.current().Exists() {
		return s.refund(ctx, p)
	}
	gift := signaling.Gift{GiftID: p.Gift, Name: p.Gift, Price: p.Coins / int64(max(p.Count, 1))} // in case it is not sold any more
	if i := slices.IndexFunc(s.cfg.Gifts, func(g signaling.Gift) bool { return g.GiftID == p.Gift }); i >= 0 {
		gift = s.cfg.Gifts[i]
	}
	if crashed {
		noted := room.Gift{By: p.User, To: p.To, Key: ledgerKey(p.User, p.Key), Coins: p.Coins}
		if err := h.do(ctx, op{cmd: noted, say: giftSaying(gift, p)}); errors.Is(err, room.ErrGiftKnown) {
			if err := h.do(ctx, op{say: giftSaying(gift, p)}); err != nil {
				return err
			}
		}
	}
	err = s.present(ctx, h, gift, p)
	if errors.Is(err, room.ErrNotMember) || errors.Is(err, room.ErrNoSuchRoom) || errors.Is(err, room.ErrNotOnStage) {
		return nil // paid back
	}
	return err
}
