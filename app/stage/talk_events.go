package stage

import "onair/liveroom"

// What the user asks for about chat, hearts and gifts.
type (
	// Say says something to the room.
	Say struct{ Text string }
	// Heart is one tap.
	Heart struct{}
	// OpenGifts wants the catalogue and the wallet.
	OpenGifts struct{}
	// Give gives Count pieces to To; empty: the anchor.
	Give struct {
		GiftID string
		Count  int
		To     string
	}
	// WantOlder reads what was said before the oldest line.
	WantOlder struct{}
	// FlyLines says whether lines fly in this room and the next, FadeLines how opaque
	// they are, in percent.
	FlyLines  struct{ On bool }
	FadeLines struct{ Percent int }
)

// What comes of effects about them. Err is nil where it was done.
type (
	// Said: the text was taken, as Message.
	Said struct {
		Message liveroom.Message
		Err     error
	}
	// SaidAfterwards: a text was taken after its room was left.
	SaidAfterwards struct {
		Room uint32
		Text string
	}
	// HeartsDue: the taps gathered may be sent.
	HeartsDue struct{}
	// HeartsSent: Count taps were.
	HeartsSent struct {
		Count int
		Err   error
	}
	// GiftsRead are the catalogue and what is in the wallet.
	GiftsRead struct {
		Gifts   []liveroom.Gift
		Balance int64
		Err     error
	}
	// Given: the gift was, and Balance is left.
	Given struct {
		GiftID  string
		Balance int64
		Err     error
	}
	// BannerOver: a banner was shown long enough, unless its combo has grown.
	BannerOver struct {
		ID    uint64
		Combo int
	}
	// OlderRead is what was said before the oldest line.
	OlderRead struct {
		Messages []liveroom.Message
		Err      error
	}
	// HistoryRead is what was said before the user came, RankRead who gave most.
	HistoryRead struct{ Messages []liveroom.Message }
	RankRead    struct{ Givers []liveroom.RankRow }
)

// What is done about them.
type (
	// SendText says something: Said.
	SendText struct{ Text string }
	// SendHearts sends taps: HeartsSent.
	SendHearts struct{ Count int }
	// ReadGifts reads catalogue and wallet: GiftsRead.
	ReadGifts struct{}
	// SendGift gives: Given.
	SendGift struct{ Give }
	// ReadOlder reads what was said before the message numbered Before: OlderRead.
	ReadOlder struct{ Before uint64 }
)
