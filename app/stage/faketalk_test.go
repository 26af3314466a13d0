package stage

import (
	"context"
	"time"

	"onair/liveroom"
)

var hello = liveroom.Message{ID: 4, User: bob, Text: "hello", Time: noon}

func (r *heldRoom) SendRoomTextMsg(ctx context.Context, text string) (liveroom.Message, error) {
	return liveroom.Message{ID: 5, Text: text, Time: time.Now()}, r.call(ctx, "SendRoomTextMsg")
}
func (r *heldRoom) DeleteMessage(ctx context.Context, _ uint64) error {
	return r.call(ctx, "DeleteMessage")
}
func (r *heldRoom) PinMessage(ctx context.Context, _ uint64) error { return r.call(ctx, "PinMessage") }
func (r *heldRoom) HistoryPage(ctx context.Context, _ uint64, _ int) ([]liveroom.Message, error) {
	return []liveroom.Message{hello}, r.call(ctx, "HistoryPage")
}
func (r *heldRoom) SendLike(ctx context.Context, _ int) error { return r.call(ctx, "SendLike") }
func (r *heldRoom) Gifts(ctx context.Context) ([]liveroom.Gift, error) {
	return []liveroom.Gift{{ID: "rose", Price: 1}}, r.call(ctx, "Gifts")
}
func (r *heldRoom) Wallet(context.Context) (liveroom.Wallet, error) {
	return liveroom.Wallet{Balance: 9}, nil
}
func (r *heldRoom) SendGift(ctx context.Context, _ string, _ int, _ string) (int64, error) {
	return 8, r.call(ctx, "SendGift")
}
func (r *heldRoom) Rank(ctx context.Context) (givers, likers []liveroom.RankRow, err error) {
	return []liveroom.RankRow{{User: bob, Value: 7}}, nil, r.call(ctx, "Rank")
}
func (r *heldRoom) Private(ctx context.Context) (liveroom.PrivateInfo, error) {
	return liveroom.PrivateInfo{Private: true, Passcode: "111111"}, r.call(ctx, "Private")
}
func (r *heldRoom) SetPrivate(ctx context.Context, on bool, _ string, _ bool) (liveroom.PrivateInfo, error) {
	return liveroom.PrivateInfo{Private: on, Passcode: "222222"}, r.call(ctx, "SetPrivate")
}
func (r *heldRoom) SetComments(ctx context.Context, _ bool) error { return r.call(ctx, "SetComments") }
func (r *heldRoom) SetRoomName(ctx context.Context, _ string) error {
	return r.call(ctx, "SetRoomName")
}
func (r *heldRoom) BlockedWords(ctx context.Context) ([]string, error) {
	return []string{"old"}, r.call(ctx, "BlockedWords")
}
func (r *heldRoom) SetBlockedWords(ctx context.Context, _ []string) error {
	return r.call(ctx, "SetBlockedWords")
}
