package server

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"onair/signaling"
)

// defaultGifts is the catalogue of a server that has none configured.
func defaultGifts() []signaling.Gift {
	return []signaling.Gift{
		{GiftID: "rose", Name: "Rose", Price: 1},
		{GiftID: "clap", Name: "Applause", Price: 5},
		{GiftID: "coffee", Name: "Coffee", Price: 10},
		{GiftID: "cake", Name: "Cake", Price: 30},
		{GiftID: "star", Name: "Star", Price: 66},
		{GiftID: "fireworks", Name: "Fireworks", Price: 200, Grand: true},
		{GiftID: "rocket", Name: "Rocket", Price: 500, Grand: true},
		{GiftID: "castle", Name: "Castle", Price: 1000, Grand: true},
	}
}

// checkGifts refuses a catalogue that would lose or make money.
func checkGifts(list []signaling.Gift) error {
	seen := map[string]bool{}
	for _, g := range list {
		if g.GiftID == "" || seen[g.GiftID] || g.Price < 1 || g.Price > 1e9 {
			return fmt.Errorf("gift %q needs an ID of its own and a price of 1 to 1,000,000,000 coins", g.GiftID)
		}
		seen[g.GiftID] = true
	}
	return nil
}

func (s *Server) getGifts(context.Context, *session, none) (signaling.GiftList, error) {
	list := slices.Clone(s.cfg.Gifts)
	slices.SortStableFunc(list, func(a, b signaling.Gift) int { return int(a.Price - b.Price) })
	return signaling.GiftList{Gifts: list}, nil
}

func (s *Server) getWallet(ctx context.Context, sess *session, _ none) (signaling.Wallet, error) {
	w, _, err := s.wallet(ctx, sess.user)
	if err != nil {
		return signaling.Wallet{}, errors.Join(errNotStored, err)
	}
	return signaling.Wallet{Balance: w.Balance, Spent: w.Spent}, nil
}
