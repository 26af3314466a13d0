package model

import (
	"maps"
	"slices"
	"time"
)

// MaxChatLines is how many lines of the chat are kept.
const MaxChatLines = 500

// MaxChatPaged is how many older lines are kept besides, when they were asked for.
const MaxChatPaged = 2000

// Chat is the chat of the room on screen.
type Chat struct {
	// Lines are oldest first, at most MaxChatLines and Paged; see Chat.With.
	Lines []ChatLine
	// Older: more was said before the oldest line. Reading: it is being read.
	Older, Reading bool
	// Paged is how many of Lines were read in by OlderChat.
	Paged int
	// Pinned is the line above the chat, nil for none.
	Pinned *ChatLine
	// Deleted is the numbers (ChatLine.Seq) of lines that are not to be shown, also
	// when they come late. The map is replaced, never written to.
	Deleted map[uint64]bool
	// Blocked says why the user may not write; empty: they may.
	Blocked ChatBlock
	// Until is when a mute ends; zero: when somebody ends it.
	Until time.Time
	// Sending: the last text has no answer yet.
	Sending bool
	// Sent grows when a text was taken: the field is cleared if it still holds it.
	Sent int
	// Refused says why the last text was not taken; it stays in the field.
	Refused ChatRefusal
}

// ChatKind is what a line of the chat tells.
type ChatKind int

// The kinds of lines.
const (
	ChatText  ChatKind = iota + 1
	ChatCame           // the user entered the room
	ChatLeft           // the user left it
	ChatGift           // the user gave Gift
	ChatUp             // the user went on stage
	ChatDown           // the user left the stage
	ChatMuted          // the user may not write any more
	ChatUnmuted
	ChatHelper // the user is a helper now
	ChatAllMuted
	ChatAllUnmuted
	ChatPKBegan // User is the other anchor
	ChatPKEnded
	ChatPKJoined // User is the anchor of a further room
	ChatPKLeft
)

// ChatLine is one line of the chat.
type ChatLine struct {
	// ID is unique in the room, later ones are higher; the controller makes it. A line
	// that comes late can stand above lower ones.
	ID     uint64
	Kind   ChatKind
	User   User
	Role   Role
	Helper bool
	Mine   bool
	// Seq is the server's number of what was said; 0 for lines of the program's own.
	Seq uint64
	// At is when it was said, by the server's clock; zero for lines of the program's own.
	At time.Time
	// Old: it was said before the user came; it does not fly over the picture.
	Old  bool
	Text string
	// Gift, Count and To belong to ChatGift.
	Gift  Gift
	Count int
	To    User
}

// With returns c with lines added where the server's order puts them, those that
// are there already left out and the oldest ones dropped beyond MaxChatLines and
// Paged; c is not changed.
func (c Chat) With(lines ...ChatLine) Chat {
	lines = c.fresh(c.shown(lines))
	limit := MaxChatLines + c.Paged
	all := make([]ChatLine, 0, min(len(c.Lines)+len(lines), limit))
	drop := max(0, len(c.Lines)+len(lines)-limit)
	c.Older = c.Older || drop > 0
	if kept := c.Lines; drop < len(kept) {
		all = append(all, kept[drop:]...)
		drop = 0
	} else {
		drop -= len(kept)
	}
	c.Lines = ordered(append(all, lines[drop:]...), len(all))
	return c
}

// shown is lines without those that were deleted.
func (c Chat) shown(lines []ChatLine) []ChatLine {
	gone := func(l ChatLine) bool { return l.Seq != 0 && c.Deleted[l.Seq] }
	if !slices.ContainsFunc(lines, gone) {
		return lines
	}
	return slices.DeleteFunc(slices.Clone(lines), gone)
}

// Without returns c without the line of that number, now and if it comes later.
func (c Chat) Without(seq uint64) Chat {
	deleted := map[uint64]bool{seq: true}
	maps.Copy(deleted, c.Deleted)
	c.Deleted = deleted
	c.Lines = c.shown(c.Lines)
	if c.Pinned != nil && c.Pinned.Seq == seq {
		c.Pinned = nil
	}
	return c
}

// OldestSeq is the number of the oldest line that the server knows; 0: none.
func (c Chat) OldestSeq() uint64 {
	for _, l := range c.Lines {
		if l.Seq != 0 {
			return l.Seq
		}
	}
	return 0
}

// WithOlder returns c with lines put before the oldest one; more says that there
// are still older ones. Beyond MaxChatPaged nothing more is read.
func (c Chat) WithOlder(lines []ChatLine, more bool) Chat {
	lines = c.shown(lines)
	all := make([]ChatLine, 0, len(lines)+len(c.Lines))
	c.Lines = append(append(all, lines...), c.Lines...)
	c.Paged += len(lines)
	c.Older, c.Reading = more && c.Paged < MaxChatPaged, false
	return c
}

// ChatBlock is a reason why the user may not write; its text's key is
// "chat.blocked.<block>".
type ChatBlock string

// The reasons.
const (
	ChatBlockedMuted    ChatBlock = "muted"
	ChatBlockedAll      ChatBlock = "all" // nobody may write
	ChatBlockedOffline  ChatBlock = "offline"
	ChatBlockedComments ChatBlock = "comments" // switched off by the host
	ChatBlockedOut      ChatBlock = "out"      // not in the room (any more); the screens set it themselves
)

// ChatBlocks is every reason, for tests that look for missing words.
func ChatBlocks() []ChatBlock {

	return []ChatBlock{ChatBlockedMuted, ChatBlockedAll, ChatBlockedOffline, ChatBlockedComments, ChatBlockedOut}

}

// ChatRefusal is a reason why a text was not taken; its text's key is
// "chat.refused.<refusal>".
type ChatRefusal string

// The refusals.
const (
	ChatTooFast     ChatRefusal = "tooFast"
	ChatTooLong     ChatRefusal = "tooLong"
	ChatBadWords    ChatRefusal = "badWords"
	ChatIsMuted     ChatRefusal = "muted"
	ChatCommentsOff ChatRefusal = "commentsOff"
	ChatFailed      ChatRefusal = "failed" // anything else; it can be sent again
)

// ChatRefusals is every refusal, for tests that look for missing words.
func ChatRefusals() []ChatRefusal {
	return []ChatRefusal{ChatTooFast, ChatTooLong, ChatBadWords, ChatIsMuted, ChatCommentsOff, ChatFailed}
}
