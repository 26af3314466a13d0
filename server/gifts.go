package server

import (
	"fmt"

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
