package model

import "time"

// Role is a person's place in a room.
type Role int

// The roles.
const (
	RoleAudience Role = iota
	RoleCoAnchor      // has a seat on the stage
	RoleAnchor        // the room is theirs
)

// Live is what people do together in the room on screen. It is the same on air
// and while watching, and the zero value where no room is open.
type Live struct {
	// Role and Helper are the user's own.
	Role   Role
	Helper bool
	// Standings tells of members who differ from plain viewers, by user ID. The
	// map is replaced, never written to.
	Standings map[string]Standing
	// AllMuted: nobody but the anchor and the helpers may write.
	AllMuted bool
	// CommentsOff: the host has switched comments off; the same ones may write.
	CommentsOff bool
	// Private is what opens the live, for its host.
	Private Private
	// Banned is who is kept out, for the anchor and the helpers.
	Banned []User

	Chat     Chat
	Danmaku  Danmaku
	CoAnchor CoAnchor
	PK       PK
	Likes    Likes
	Gifts    Gifts
}

// Standing is what sets a member apart from a plain viewer.
type Standing struct {
	Role      Role
	Helper    bool
	ChatMuted bool
	// Rising: has a seat and sends nothing yet.
	Rising bool
}

// Powers is what the user may do to another person in the room.
type Powers struct {
	MuteChat, Unmute         bool
	Remove, Ban              bool
	MakeHelper, RevokeHelper bool
	Invite, CancelInvite     bool
	// InviteBlocked, when not empty, says why Invite is disabled.
	InviteBlocked BlockReason
	TakeOffStage  bool
	// MuteGuest: switch microphone and camera off and on.
	MuteGuest bool
}

// Any reports whether there is anything to do.
func (p Powers) Any() bool {
	return p.MuteChat || p.Unmute || p.Remove || p.Ban || p.MakeHelper || p.RevokeHelper || p.Invite || p.CancelInvite || p.TakeOffStage
}

// Powers is what the user me may do to the member who: the anchor everything,
// a helper what concerns chat and presence of those who are no helpers, others
// nothing, and nobody anything to themselves or to the anchor.
func (l Live) Powers(me, who string) Powers {
	st := l.Standings[who]
	if who == me || who == "" || st.Role == RoleAnchor || l.Role != RoleAnchor && (!l.Helper || st.Helper) {
		return Powers{}
	}
	p := Powers{MuteChat: !st.ChatMuted, Unmute: st.ChatMuted, Remove: true, Ban: true}
	if l.Role != RoleAnchor {
		return p
	}
	p.MakeHelper, p.RevokeHelper = !st.Helper, st.Helper
	p.TakeOffStage = st.Role == RoleCoAnchor
	p.MuteGuest = p.TakeOffStage
	if st.Role == RoleAudience {
		p.CancelInvite = l.CoAnchor.isInvited(who)
		p.Invite = !p.CancelInvite
		if p.Invite {
			p.InviteBlocked = l.CoAnchor.InviteBlocked
		}
	}
	return p
}

// MayPin reports whether the user may put a line above the chat.
func (l Live) MayPin(line ChatLine) bool {
	return line.Kind == ChatText && line.Seq != 0 && (l.Role == RoleAnchor || l.Helper)
}

// MayDelete reports whether the user may take a line out of everybody's chat: their
// own, and as anchor all that was said, as helper what plain viewers and guests say.
func (l Live) MayDelete(line ChatLine) bool {
	switch {
	case line.Kind != ChatText || line.Seq == 0:
		return false
	case line.Mine || l.Role == RoleAnchor:
		return true
	}
	return l.Helper && line.Role != RoleAnchor && !line.Helper && !l.Standings[line.User.ID].Helper
}

// Likes is the hearts of a room.
type Likes struct {
	Total int64
	// Others grows with each like of somebody else: the stage lets the
	// difference rise as hearts. The user's own rise at the tap.
	Others uint64
}

// Danmaku is how chat lines fly over the picture.
type Danmaku struct {
	On      bool
	Opacity int // percent, 20..100
}

// Removal tells a viewer that they were taken out of the room.
type Removal struct {
	By     User // the zero User: not known
	Banned bool // they cannot come back
}

// Giver is somebody who gave gifts, for the ranking and the summary.
type Giver struct {
	User  User
	Coins int64
}

// Liker is somebody who sent likes, for the summary.
type Liker struct {
	User  User
	Likes int64
}

// MuteLengths are for how long somebody can be kept from writing; 0 is until the
// end of the live.
func MuteLengths() []time.Duration { return []time.Duration{5 * time.Minute, time.Hour, 0} }

// Gift is a row of the catalogue.
type Gift struct {
	ID string
	// Name is shown where the locales have no "gift.<ID>".
	Name  string
	Price int64 // coins
	Icon  string
	Grand bool // worth an announcement across the stage
}

// GiftCounts are the numbers that can be given at once.
func GiftCounts() []int { return []int{1, 10, 66, 188} }

// Gifts is the gift panel, the wallet, and what was given.
type Gifts struct {
	Catalogue []Gift // cheapest first
	Loaded    bool   // the catalogue and the wallet came
	Balance   int64  // coins in the wallet
	Sending   bool   // a gift is on its way
	Failure   *Failure
	// Grand is the newest gift worth an announcement over the whole stage; it
	// plays when its ID changes.
	Grand GiftBanner
	// Banners are the gifts being announced, oldest first. The controller adds
	// and, after a few seconds, removes them; a combo keeps its ID.
	Banners []GiftBanner
	Coins   int64   // what the room got so far
	Rank    []Giver // most generous first
}

// Affordable reports whether count pieces of g can be paid.
func (g Gifts) Affordable(gift Gift, count int) bool { return gift.Price*int64(count) <= g.Balance }

// GiftBanner announces a gift on the stage.
type GiftBanner struct {
	ID    uint64
	From  User
	To    User
	Gift  Gift
	Count int
	Combo int // 1, 2, 3: the same gift from the same person in a row
}

// Deadline is how many whole seconds are left until t, never below zero.
func Deadline(t, now time.Time) int {
	return int(max(0, t.Sub(now)+time.Second-1) / time.Second)
}
