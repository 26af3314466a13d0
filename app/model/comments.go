package model

// MaxBlockedWords is how many words a host may block, MaxBlockedWord the length of
// one in bytes.
const (
	MaxBlockedWords = 200
	MaxBlockedWord  = 64
)

// BlockedWords are those that viewers may not write in the user's lives.
type BlockedWords struct {
	Words   []string
	Loaded  bool // they came from the server
	Saved   int  // grows when a list was taken
	Saving  bool
	Failure *Failure
}

// CommentActions are what a host decides about comments, before and during a live.
type CommentActions interface {
	// SetCommentsOff closes the chat for all but the host and helpers.
	SetCommentsOff(off bool)
	// OpenBlockedWords asks for State.Words.
	OpenBlockedWords()
	// SaveBlockedWords replaces the list: Words.Saved grows, or Words.Failure is set.
	SaveBlockedWords(words []string)
}
