package server

import (
	"context"
	"errors"
	"slices"

	"onair/room"
	"onair/server/clean"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/people"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/store"
	"onair/signaling"
)

// wordDesk answers what is about comments and the words a host blocks.
type wordDesk struct {
	gates  *gate.Gates
	orders *people.Orders
}

func (s wordDesk) requests() requests {
	return requests{
		signaling.TypeSetComments:     answer(s.setComments),
		signaling.TypeSetBlockedWords: answer(s.setBlockedWords),
		signaling.TypeGetBlockedWords: answer(s.getBlockedWords),
	}
}

func (s wordDesk) setComments(ctx context.Context, sess *sessions.Session, in signaling.CommentsRequest) (none, error) {
	return none{}, inRoom(ctx, sess, room.SetComments{By: sess.User(), Off: in.Off})
}

// setBlockedWords keeps the caller's list for lives to come, and gives it to the
// one that is on.
func (s wordDesk) setBlockedWords(ctx context.Context, sess *sessions.Session, in signaling.BlockedWords) (none, error) {
	words, err := clean.List(in.Words)
	if err != nil {
		return none{}, err
	}
	if s.gates.Words(sess.User()) > 0 {
		return none{}, reply.Code(signaling.CodeTooFast, "")
	}
	if err := s.orders.Block(ctx, sess.User(), words); err != nil {
		return none{}, err
	}
	if h := sess.Room(); h != nil && h.Current().Owner().ID == sess.User() {
		err = h.Do(ctx, hall.Op{Cmd: room.SetWords{By: sess.User(), Words: slices.Clip(words)}, By: sess})
		if errors.Is(err, room.ErrNoSuchRoom) {
			err = nil
		}
	}
	return none{}, err
}

func (s wordDesk) getBlockedWords(ctx context.Context, sess *sessions.Session, _ none) (signaling.BlockedWords, error) {
	words, err := s.orders.Words(ctx, sess.User())
	if err != nil {
		return signaling.BlockedWords{}, errors.Join(store.ErrNotStored, err)
	}
	return signaling.BlockedWords{Words: words}, nil
}
