package liveroom_test

import (
	"errors"
	"fmt"
	"testing"

	"onair/internal/await"
	"onair/liveroom"
)

// TestBurstsOfGiftsAndLikes: hundreds at once from several people break nothing;
// every gift that was paid is told once, and every like counts.
func TestBurstsOfGiftsAndLikes(t *testing.T) {
	h := startHouse(t)
	anna := h.login("anna")
	anna.must(anna.CreateRoom(anna.ctx(), 67, liveroom.RoomParam{}))
	type result struct {
		gifts, likes int
		err          error
	}
	names := []string{"bob", "carol", "dora", "erin"}
	results := make(chan result, len(names))
	for _, name := range names {
		p := h.login(name)
		p.must(p.EnterRoom(p.ctx(), 67))
		go func() {
			var r result
			ctx := p.ctx()
			for i := range 60 {
				_, err := p.SendGift(ctx, "rose", 1, "")
				if err == nil {
					r.gifts++
				}
				if i%3 == 0 {
					if lerr := p.SendLike(ctx, 20); lerr == nil {
						r.likes += 20
					} else if liveroom.CodeOf(lerr) != liveroom.CodeTooFast {
						err = lerr
					}
				}
				if err != nil && liveroom.CodeOf(err) != liveroom.CodeTooFast {
					r.err = errors.Join(r.err, err)
				}
			}
			results <- r
		}()
	}
	var all result
	for range names {
		r := <-results
		all.gifts, all.likes, all.err = all.gifts+r.gifts, all.likes+r.likes, errors.Join(all.err, r.err)
	}
	if all.err != nil || all.gifts == 0 || all.likes == 0 {
		t.Fatalf("%+v", all)
	}
	t.Logf("%d gifts and %d likes were taken", all.gifts, all.likes)
	await.Good(t, func() string {
		likes := int64(0)
		told := map[uint64]int{}
		anna.count(func(e liveroom.Event) bool {
			switch e := e.(type) {
			case liveroom.OnLikes:
				likes = max(likes, e.Total)
			case liveroom.OnGift:
				told[e.Message.ID]++
			}
			return false
		})
		for id, n := range told {
			if n != 1 {
				t.Fatalf("gift %d was told %d times", id, n)
			}
		}
		if len(told) != all.gifts || likes < int64(all.likes) {
			return fmt.Sprintf("%d gifts and %d likes were told", len(told), likes)
		}
		return ""
	})
	givers, likers, err := anna.Rank(anna.ctx())
	anna.must(err)
	coins := int64(0)
	for _, g := range givers {
		coins += g.Value
	}
	if len(givers) != len(names) || len(likers) == 0 || coins != int64(all.gifts) {
		t.Errorf("ranking %+v and %+v", givers, likers)
	}
	sum, err := anna.EndRoom(anna.ctx())
	anna.must(err)
	if sum.Coins != coins || sum.Visits < len(names) || len(sum.Givers) != len(names) {
		t.Errorf("summary %+v", sum)
	}
}
