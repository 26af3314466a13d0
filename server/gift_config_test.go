package server

import (
	"testing"

	"onair/signaling"
)

func TestACatalogueThatCannotBe(t *testing.T) {
	for name, list := range map[string][]signaling.Gift{
		"free":     {{GiftID: "a"}},
		"no ID":    {{Price: 1}},
		"twice":    {{GiftID: "a", Price: 1}, {GiftID: "a", Price: 2}},
		"negative": {{GiftID: "a", Price: -5}},
		"too dear": {{GiftID: "a", Price: 1 << 40}},
	} {
		cfg := testConfig(t.TempDir())
		cfg.Gifts = list
		if _, err := New(cfg); startKind(err) != BadConfig {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := start(t, func(c *Config) { c.Gifts, c.StartCoins = []signaling.Gift{}, -1 })
	_, v := s.live(7, "anna", "ben")
	v[0].refused(signaling.CodeNoSuchGift, signaling.TypeSendGift, signaling.GiftRequest{Key: "k", GiftID: "rose", Count: 1})
	var w signaling.Wallet
	if v[0].must(signaling.TypeGetWallet, nil, &w); w.Balance != 0 {
		t.Errorf("%+v", w)
	}
}
