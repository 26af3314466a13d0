package signaling

// Request types of messages, likes and gifts.
const (
	TypeSendRoomTextMsg   = "sendRoomTextMsg"   // TextRequest -> MessageReply
	TypeSendRoomCustomMsg = "sendRoomCustomMsg" // CustomRequest -> MessageReply
	TypeSendLike          = "sendLike"          // LikeRequest -> nothing
	TypeSendGift          = "sendGift"          // GiftRequest -> GiftReply
	TypeGetGifts          = "getGifts"          // nothing -> GiftList
	TypeGetWallet         = "getWallet"         // nothing -> Wallet
	TypeGetHistory        = "getHistory"        // HistoryRequest -> History
	TypeGetRank           = "getRank"           // nothing -> Rank; in a room
	TypeDeleteMessage     = "deleteMessage"     // MessageID -> nothing; owner and helpers, and who said it
	TypePinMessage        = "pinMessage"        // MessageID -> nothing; owner and helpers
)

// Limits of messages.
const (
	// MaxTextChars is how many characters the text of a message may have, as people
	// count; longer ones are refused with CodeTooLarge, never cut.
	MaxTextChars = 2000
	// MaxText is the outer bound of the same, in bytes.
	MaxText = 6000
	// MaxCmd is the longest name of a custom message.
	MaxCmd = 64
	// MaxCustom is the longest content of a custom message.
	MaxCustom = 8 << 10
	// MaxLikes is the most likes in one request.
	MaxLikes = 100
	// MaxGifts is the most gifts in one request.
	MaxGifts = 9999
	// MaxKey is the longest key of a client's choice.
	MaxKey = 64
	// HistorySize is how many messages a room keeps.
	HistorySize = 50
)

// TextRequest says something to the room. Control characters are taken out.
type TextRequest struct {
	Text string `json:"text"`
	// Key, if set, makes the request safe to repeat after a lost link: the same
	// key of the same user is told once.
	Key string `json:"key,omitempty"`
}

// CustomRequest sends the room something of the client's own.
type CustomRequest struct {
	Cmd     string `json:"cmd"`
	Message string `json:"message"`
	Key     string `json:"key,omitempty"`
}

// MessageReply tells a message's place in the room.
type MessageReply struct {
	MsgID uint64 `json:"msgId"` // rises with each message of the room
	Time  int64  `json:"time"`  // Unix milliseconds
	Text  string `json:"text,omitempty"`
}

// MessageID names a message of the room. For pinMessage 0 unpins.
type MessageID struct {
	MsgID uint64 `json:"msgId"`
}

// LikeRequest sends likes gathered on the client.
type LikeRequest struct {
	Count int `json:"count"` // 1..MaxLikes
}

// Gift is a row of the catalogue.
type Gift struct {
	GiftID string `json:"giftId"`
	Name   string `json:"name"`            // English; clients may translate by GiftID
	Price  int64  `json:"price"`           // coins
	Icon   string `json:"icon,omitempty"`  // address or name of a picture
	Grand  bool   `json:"grand,omitempty"` // shown with an animation over the stage
}

// GiftList is the catalogue, cheapest first.
type GiftList struct {
	Gifts []Gift `json:"gifts"`
}

// GiftRequest buys a gift and gives it. Key is of the client's choice, different
// for each gift: a request repeated with the same key is paid and told once.
type GiftRequest struct {
	Key    string `json:"key"`
	GiftID string `json:"giftId"`
	Count  int    `json:"count"`        // 1..MaxGifts
	ToUser string `json:"to,omitempty"` // on stage in this room; empty: the owner
}

// GiftReply answers a gift that was paid and told.
type GiftReply struct {
	Coins   int64 `json:"coins"`   // spent on it
	Balance int64 `json:"balance"` // left now
}

// Wallet is a user's own money.
type Wallet struct {
	Balance int64 `json:"balance"`
	Spent   int64 `json:"spent"`
}

// HistoryRequest asks for messages before one, newest page first.
type HistoryRequest struct {
	Before uint64 `json:"before,omitempty"` // a MsgID; 0: the newest
	Limit  int    `json:"limit,omitempty"`  // 1..HistorySize, 0: all there are
}

// History is a part of what was said, oldest first.
type History struct {
	Messages []Message `json:"messages"`
}

// Message is one message of a room's history. Exactly one of Text, Cmd and Gift
// is set.
type Message struct {
	MsgID   uint64     `json:"msgId"`
	Time    int64      `json:"time"`
	User    User       `json:"user"`
	Role    Role       `json:"role,omitempty"`  // the sender's, at that time
	Admin   bool       `json:"admin,omitempty"` // the sender was a helper
	Text    string     `json:"text,omitempty"`
	Cmd     string     `json:"cmd,omitempty"`
	Message string     `json:"message,omitempty"` // with Cmd
	Gift    *GiftGiven `json:"gift,omitempty"`
}

// GiftGiven is a gift that was paid.
type GiftGiven struct {
	Gift  Gift  `json:"gift"`
	Count int   `json:"count"`
	Coins int64 `json:"coins"` // all together
	To    User  `json:"to"`
}

// RankSize is how many users a rank list names.
const RankSize = 20

// RankRow is a user's place in a rank list: the coins given, or the likes sent.
type RankRow struct {
	User  User  `json:"user"`
	Value int64 `json:"value"`
}

// Rank is who gave and liked most in the room so far, highest first.
type Rank struct {
	Givers []RankRow `json:"givers"`
	Likers []RankRow `json:"likers"`
}
