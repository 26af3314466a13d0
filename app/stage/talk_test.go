package stage

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// places are where somebody can be who talks or decides about lives.
var places = []string{"set-up", "watching", "on air"}

func at(place string) State {
	s := map[string]State{"watching": watching(model.JoinNone), "on air": host(), "set-up": {}}[place]
	if place == "set-up" {
		s.Screen, s.Me = model.ScreenSetup, model.User{ID: "me"}
	}
	s.OnAir.Link = "onair://host/1"
	s.Live.Chat = model.Chat{Older: true, Lines: []model.ChatLine{{ID: 1, Kind: model.ChatText, Seq: 3, Text: "before"}}}
	s.Memo.Line, s.Memo.First = 1, 1
	s.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, Combo: 2}}
	s.Memo.Banner = 1
	return s
}

// told is what became of the parts that talking changes, where it differs from before.
func told(before, after State) string {
	out := ""
	show := func(name string, was, is any) {
		if !reflect.DeepEqual(was, is) {
			out += fmt.Sprintf("%s=%v ", name, is)
		}
	}
	texts := func(c model.Chat) (out []string) {
		for _, l := range c.Lines {
			out = append(out, fmt.Sprint(l.ID, l.Text, l.Gift.ID))
		}
		return out
	}
	a, b := before, after
	show("lines", texts(a.Live.Chat), texts(b.Live.Chat))
	show("sending", a.Live.Chat.Sending, b.Live.Chat.Sending)
	show("sent", a.Live.Chat.Sent, b.Live.Chat.Sent)
	show("refused", a.Live.Chat.Refused, b.Live.Chat.Refused)
	show("reading", a.Live.Chat.Reading, b.Live.Chat.Reading)
	show("pinned", a.Live.Chat.Pinned != nil, b.Live.Chat.Pinned != nil)
	show("blocked", a.Live.Chat.Blocked, b.Live.Chat.Blocked)
	show("hearts", a.Live.Likes, b.Live.Likes)
	show("taps", [2]int64{a.Memo.Gathered.Taps, a.Memo.Gathered.Sent}, [2]int64{b.Memo.Gathered.Taps, b.Memo.Gathered.Sent})
	show("giving", a.Live.Gifts.Sending, b.Live.Gifts.Sending)
	show("balance", a.Live.Gifts.Balance, b.Live.Gifts.Balance)
	show("gifts", len(a.Live.Gifts.Catalogue), len(b.Live.Gifts.Catalogue))
	show("giftFailed", a.Live.Gifts.Failure != nil, b.Live.Gifts.Failure != nil)
	show("banners", len(a.Live.Gifts.Banners), len(b.Live.Gifts.Banners))
	show("grand", a.Live.Gifts.Grand.ID, b.Live.Gifts.Grand.ID)
	show("rank", a.Live.Gifts.Rank, b.Live.Gifts.Rank)
	show("fly", a.Live.Danmaku, b.Live.Danmaku)
	show("private", a.Live.Private, b.Live.Private)
	show("set", []any{a.Setup.Private, a.Setup.CommentsOff, a.Setup.Title}, []any{b.Setup.Private, b.Setup.CommentsOff, b.Setup.Title})
	show("words", a.State.Words, b.State.Words)
	return out
}

// talkRow is what an event changes, and its effects; in the set-up and on air where
// that is another.
type talkRow struct {
	event  Event
	change string
	effect []string
	onAir  []string
}

// TestEveryEventOfTalkAtEveryPlace.
func TestEveryEventOfTalkAtEveryPlace(t *testing.T) {
	gift := liveroom.OnGift{Message: liveroom.Message{ID: 6, User: bob, Gift: &liveroom.GiftGiven{Gift: liveroom.Gift{ID: "rose", Grand: true}, Count: 1, Coins: 5}}, RoomCoins: 5}
	e := func(names ...string) []string { return names }
	rows := []talkRow{
		{Say{"hi"}, "sending=true ", e("SendText"), nil},
		{Said{Message: liveroom.Message{ID: 5, Text: "hi"}}, "lines=[1before 2hi] sent=1 ", nil, nil},
		{Said{Err: errNo}, "refused=failed ", nil, nil},
		{Said{Err: &liveroom.Error{Code: liveroom.CodeMuted}}, "refused=muted ", nil, nil},
		{SaidAfterwards{9, "hi"}, "", nil, nil},
		{WantOlder{}, "reading=true ", e("ReadOlder"), nil},
		{OlderRead{Messages: []liveroom.Message{{ID: 2, User: bob, Text: "old"}}}, "lines=[0old 1before] ", nil, nil},
		{OlderRead{Err: errNo}, "", nil, nil},
		{HistoryRead{[]liveroom.Message{{ID: 2, User: bob, Text: "old"}, {ID: 3, User: bob, Text: "before"}}}, "lines=[18446744073709551615old 0before] ", nil, nil},
		{FlyLines{true}, "fly={true 0} ", nil, nil},
		{FadeLines{40}, "fly={false 40} ", nil, nil},
		{Heart{}, "hearts={1 0} taps=[1 0] ", e("After"), nil},
		{HeartsDue{}, "", e("SendHearts"), nil},
		{HeartsSent{Count: 3, Err: errNo}, "", nil, nil},
		{OpenGifts{}, "", e("ReadGifts"), nil},
		{GiftsRead{Gifts: []liveroom.Gift{{ID: "rose"}}, Balance: 9}, "balance=9 gifts=1 ", nil, nil},
		{GiftsRead{Err: errNo}, "giftFailed=true ", nil, nil},
		{Give{"rose", 1, ""}, "giving=true ", e("SendGift"), nil},
		{Given{"rose", 8, nil}, "balance=8 ", nil, nil},
		{Given{"rose", 0, errNo}, "giftFailed=true ", nil, nil},
		{BannerOver{1, 2}, "banners=0 ", nil, nil},
		{BannerOver{1, 1}, "", nil, nil}, // its combo has grown
		{RankRead{[]liveroom.RankRow{{User: bob, Value: 7}}}, "rank=[{{bob Bob } 7}] ", nil, nil},
		{liveroom.OnRecvRoomTextMsg{Message: hello}, "lines=[1before 2hello] ", nil, nil},
		{liveroom.OnRecvRoomTextMsg{Message: liveroom.Message{Command: "own", Message: "x"}}, "", nil, nil}, // for programs
		{liveroom.OnMessageDeleted{ID: 3}, "lines=[] ", nil, nil},
		{liveroom.OnMessagePinned{Message: &hello}, "pinned=true ", nil, nil},
		{liveroom.OnMessagePinned{}, "", nil, nil},
		{liveroom.OnLikes{Count: 2, Total: 9}, "hearts={9 2} ", nil, nil},
		{gift, "lines=[1before 2rose] banners=2 grand=3 rank=[{{bob Bob } 5}] ", e("After"), nil},
		{liveroom.OnChatMute{UserID: "me", Muted: true}, "lines=[1before 2] ", e("chatMuted"), nil},
		{liveroom.OnChatMute{UserID: "me"}, "lines=[1before 2] ", e("chatUnmuted"), nil},
		{liveroom.OnChatMute{Muted: true}, "lines=[1before 2] ", nil, nil},

		{WantPrivate{true}, "set=[true false ] ", nil, e("SetPrivate")},
		{WantInvitation{}, "", e("SetPrivate"), nil},
		{PrivateIs{Number: 1, Info: liveroom.PrivateInfo{Private: true, Passcode: "1", Invite: "x"}}, "private={true 1 onair://host/1?invite=x} ", nil, nil},
		{PrivateIs{Number: 1, Err: errNo}, "", nil, nil},
		{PrivateIs{Number: 1, Err: errNo, Wished: true}, "", e("notDone"), nil},
		{WantComments{true}, "set=[false true ] ", nil, e("SetComments")},
		{CommentsSet{}, "", nil, nil},
		{CommentsSet{errNo}, "", e("notDone"), nil},
		{WantTitle{" new "}, "", nil, e("SetTitle")},
		{WantTitle{"  "}, "", nil, nil},
		{TitleSet{Title: "new"}, "set=[false false new] ", nil, nil},
		{TitleSet{Title: "new", Err: errNo}, "", e(""), nil}, // a notice with a failure
		{WantWords{}, "", e("ReadWords"), nil},
		{SaveWords{[]string{"x"}}, "words={[] false 0 true <nil>} ", e("StoreWords"), nil},
		{WordsRead{Number: 1, Words: []string{"x"}}, "words={[x] true 0 false <nil>} ", nil, nil},
		{WordsRead{Number: 1, Words: []string{"x"}, Saved: true}, "words={[x] false 1 false <nil>} ", nil, nil},
		{BlockedAre{map[string]bool{"bob": true}}, "", nil, nil},
	}
	for _, r := range rows {
		for _, place := range places {
			t.Run(fmt.Sprintf("%T %s", r.event, place), func(t *testing.T) {
				first, _ := reduce(at(place), CommentsSet{}, noon) // settled
				kept, _ := reduce(at(place), CommentsSet{}, noon)
				after, effects := reduce(first, r.event, noon)
				want := r.effect
				if place == "on air" && r.onAir != nil {
					want = r.onAir
				}
				first.Live.Chat.Blocked = after.Live.Chat.Blocked // has tests of its own
				if got := told(first, after); got != r.change {
					t.Errorf("changes %q, want %q", got, r.change)
				}
				first.Live.Chat.Blocked = kept.Live.Chat.Blocked
				if got := names(effects); !slices.Equal(got, want) && len(got)+len(want) > 0 {
					t.Errorf("effects %q, want %q", got, want)
				}
				if !reflect.DeepEqual(first, kept) {
					t.Error("the state it was given has changed")
				}
			})
		}
	}
}

// TestOlderAnswersDoNotFollowNewer: the switch is pressed while the key is read.
func TestOlderAnswersDoNotFollowNewer(t *testing.T) {
	s := host()
	s, _ = reduce(s, WantPrivate{true}, noon)
	s, _ = reduce(s, WantPrivate{false}, noon)
	s, _ = reduce(s, PrivateIs{Number: 2}, noon)
	s, _ = reduce(s, PrivateIs{Number: 1, Info: liveroom.PrivateInfo{Private: true}}, noon)
	if s.Live.Private.On {
		t.Error("private again")
	}
	s, _ = reduce(s, WantWords{}, noon)
	s, _ = reduce(s, SaveWords{[]string{"new"}}, noon)
	s, _ = reduce(s, WordsRead{Number: 2, Words: []string{"new"}, Saved: true}, noon)
	s, _ = reduce(s, WordsRead{Number: 1, Words: []string{"old"}}, noon)
	if w := s.State.Words; !slices.Equal(w.Words, []string{"new"}) || w.Saved != 1 {
		t.Errorf("%+v", w)
	}
}

// TestHeartsAreCountedOnce: own ones rise at the tap, and not again when they are told.
func TestHeartsAreCountedOnce(t *testing.T) {
	s := watching(model.JoinNone)
	timers := 0
	for range 5 {
		var effects []Effect
		s, effects = reduce(s, Heart{}, noon)
		timers += len(effects)
	}
	s, _ = reduce(s, HeartsDue{}, noon)
	s, _ = reduce(s, Heart{}, noon)
	s, _ = reduce(s, liveroom.OnLikes{Count: 7, Total: 7}, noon) // two are somebody else's
	if l := s.Live.Likes; timers != 1 || l.Total != 8 || l.Others != 2 {
		t.Errorf("%d timers, %+v", timers, l)
	}
	s, _ = reduce(s, Joining{Room: model.Room{ID: 2}}, noon)
	if s.Memo.Gathered.Taps+s.Memo.Gathered.Sent != 0 {
		t.Errorf("taken along to the next room: %+v", s.Memo.Gathered)
	}
}

// TestGiftsOfTheOldRoomAreNotRankedInTheNew.
func TestGiftsOfTheOldRoomAreNotRankedInTheNew(t *testing.T) {
	give := func(s State, who string) State {
		s, _ = reduce(s, liveroom.OnGift{Message: liveroom.Message{User: liveroom.UserInfo{UserID: who},
			Gift: &liveroom.GiftGiven{Gift: liveroom.Gift{ID: "rose"}, Count: 1, Coins: 1}}}, noon)
		return s
	}
	s := give(give(watching(model.JoinNone), "bob"), "bob")
	if b := s.Live.Gifts.Banners; len(b) != 1 || b[0].Combo != 2 || s.Live.Gifts.Rank[0].Coins != 2 {
		t.Errorf("%+v", s.Live.Gifts)
	}
	before := maps.Clone(s.Memo.Gathered.Givers)
	s, _ = reduce(s, Joining{Room: model.Room{ID: 2}}, noon.Add(time.Second))
	s = give(s, "carol")
	if r := s.Live.Gifts.Rank; len(r) != 1 || r[0].User.ID != "carol" || len(before) != 1 {
		t.Errorf("ranked: %+v", r)
	}
	s.Blocked = map[string]bool{"dora": true}
	if s = give(s, "dora"); len(s.Live.Gifts.Banners) != 1 || len(s.Live.Gifts.Rank) != 2 {
		t.Errorf("a blocked giver: %+v", s.Live.Gifts)
	}
}
