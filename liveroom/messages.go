package liveroom

import (
	"context"
	"crypto/rand"
	"time"
	"unicode/utf8"

	"onair/signaling"
)

// Message is one message of a room. Exactly one of Text, Command and Gift is set.
type Message struct {
	// ID rises with each message of the room.
	ID   uint64
	Time time.Time
	User UserInfo
	// Role is the sender's at that time: "anchor", "coanchor", "audience".
	Role  Role
	Admin bool
	Text  string
	// Command and Message are a custom message's.
	Command, Message string
	Gift             *GiftGiven
}

// Gift is a row of the catalogue.
type Gift struct {
	ID    string
	Name  string // English
	Price int64  // coins
	Icon  string
	Grand bool // worth an animation over the whole stage
}

// GiftGiven is a gift that was paid.
type GiftGiven struct {
	Gift  Gift
	Count int
	Coins int64 // all together
	To    UserInfo
}

// Wallet is the user's own money, in coins.
type Wallet struct{ Balance, Spent int64 }

// sendAgain is call for requests that are safe to repeat.
func (r *LiveRoom) sendAgain(ctx context.Context, op, typ string, in, out any) error {
	return r.serverError(op, r.session.Repeat(ctx, typ, in, out))
}

// SendRoomTextMsg says something to everybody else in the room, as an on-screen
// comment. The text has at most 2000 characters, as people count, and 6000 bytes;
// longer ones are refused, never cut.
// Errors: CodeFailed not in a room, 10017 muted, 10023 too fast, 80001 blocked
// words, 30002 too long. It survives a lost link without being told twice.
func (r *LiveRoom) SendRoomTextMsg(ctx context.Context, text string) (Message, error) {
	var out signaling.MessageReply
	err := r.sendAgain(ctx, "SendRoomTextMsg", signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: text, Key: rand.Text()}, &out)
	if err != nil {
		return Message{}, err
	}
	if out.Text != "" {
		text = out.Text // as cleaned by the server
	}
	return Message{ID: out.MsgID, Time: time.UnixMilli(out.Time), User: r.Self(), Text: text}, nil
}

// SendRoomCustomMsg sends the room a message of the program's own: cmd has 1 to
// 64 bytes, message at most 8 KiB of valid UTF-8, which arrive as they are
// (CodeBadArgument: they are not UTF-8).
func (r *LiveRoom) SendRoomCustomMsg(ctx context.Context, cmd, message string) error {
	if !utf8.ValidString(cmd) || !utf8.ValidString(message) {
		return &Error{Op: "SendRoomCustomMsg", Code: CodeBadArgument, Desc: "the message is not valid UTF-8"}
	}
	in := signaling.CustomRequest{Cmd: cmd, Message: message, Key: rand.Text()}
	return r.sendAgain(ctx, "SendRoomCustomMsg", signaling.TypeSendRoomCustomMsg, in, nil)
}

// SendLike sends 1 to 100 likes gathered since the last call. A call of ours.
func (r *LiveRoom) SendLike(ctx context.Context, count int) error {
	return r.call(ctx, "SendLike", signaling.TypeSendLike, signaling.LikeRequest{Count: count}, nil)
}

// Gifts is the catalogue, cheapest first. A call of ours.
func (r *LiveRoom) Gifts(ctx context.Context) ([]Gift, error) {
	var out signaling.GiftList
	err := r.call(ctx, "Gifts", signaling.TypeGetGifts, nil, &out)
	return each(out.Gifts, giftOf), err
}

// SendGift buys count gifts and gives them to a user on stage (empty: the
// anchor). It returns what is left in the wallet. It is paid and told once, also
// when the link breaks in the middle. A call of ours.
func (r *LiveRoom) SendGift(ctx context.Context, giftID string, count int, toUser string) (balance int64, err error) {
	in := signaling.GiftRequest{Key: rand.Text(), GiftID: giftID, Count: count, ToUser: toUser}
	var out signaling.GiftReply
	err = r.sendAgain(ctx, "SendGift", signaling.TypeSendGift, in, &out)
	return out.Balance, err
}

// Wallet is the user's own money. A call of ours.
func (r *LiveRoom) Wallet(ctx context.Context) (Wallet, error) {
	var out signaling.Wallet
	err := r.call(ctx, "Wallet", signaling.TypeGetWallet, nil, &out)
	return Wallet{Balance: out.Balance, Spent: out.Spent}, err
}

// History is what was said in the room before the message with ID before (0: the
// newest), oldest first. A call of ours.
func (r *LiveRoom) History(ctx context.Context, before uint64) ([]Message, error) {
	return r.HistoryPage(ctx, before, 0)
}

// HistoryPage is at most limit messages of the History, the newest of those before
// before; 0 means as many as the server keeps. Fewer than limit mean that there
// are no older ones. A call of ours.
func (r *LiveRoom) HistoryPage(ctx context.Context, before uint64, limit int) ([]Message, error) {
	if limit < 0 {
		return nil, fail("HistoryPage", CodeBadArgument, "a page has no fewer than 0 messages")
	}
	var out signaling.History
	in := signaling.HistoryRequest{Before: before, Limit: min(limit, signaling.HistorySize)}
	err := r.call(ctx, "HistoryPage", signaling.TypeGetHistory, in, &out)
	return each(out.Messages, messageOf), err
}

// DeleteMessage takes a message out of the chat and the history, for everybody and
// for good. It is for the anchor and the helpers, and for whoever said it; helpers
// cannot delete what the anchor or another helper says (CodeNoPermission). Gifts
// cannot be deleted (CodeBadArgument). CodeNoSuchMessage: there is none. A call of ours.
func (r *LiveRoom) DeleteMessage(ctx context.Context, id uint64) error {
	return r.sendAgain(ctx, "DeleteMessage", signaling.TypeDeleteMessage, signaling.MessageID{MsgID: id}, nil)
}

// PinMessage puts a text above everybody's chat, in the place of the one before; 0
// takes it down. It is for the anchor and the helpers. CodeNoSuchMessage: the room's
// history does not reach back to it. A call of ours.
func (r *LiveRoom) PinMessage(ctx context.Context, id uint64) error {
	return r.sendAgain(ctx, "PinMessage", signaling.TypePinMessage, signaling.MessageID{MsgID: id}, nil)
}

// pinnedOf is the pinned message, nil for none.
func pinnedOf(m *signaling.Message) *Message {
	if m == nil {
		return nil
	}
	out := messageOf(*m)
	return &out
}

func giftOf(g signaling.Gift) Gift {
	return Gift{ID: g.GiftID, Name: g.Name, Price: g.Price, Icon: g.Icon, Grand: g.Grand}
}

func messageOf(m signaling.Message) Message {
	out := Message{
		ID: m.MsgID, Time: time.UnixMilli(m.Time), User: userOf(m.User), Role: roles.of(m.Role), Admin: m.Admin,
		Text: m.Text, Command: m.Cmd, Message: m.Message,
	}
	if g := m.Gift; g != nil {
		out.Gift = &GiftGiven{Gift: giftOf(g.Gift), Count: g.Count, Coins: g.Coins, To: userOf(g.To)}
	}
	return out
}
