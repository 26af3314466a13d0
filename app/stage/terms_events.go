package stage

import "onair/liveroom"

// What the user decides about lives of their own, before one and during it.
type (
	// WantPrivate makes the live to come, or the one that is on, private or public.
	WantPrivate struct{ On bool }
	// WantInvitation ends the invitation that is out and makes another.
	WantInvitation struct{}
	// WantComments closes the chat for all but the host and helpers, or opens it.
	WantComments struct{ Off bool }
	// WantTitle gives the live that is on another title, and the next one too.
	WantTitle struct{ Title string }
	// WantWords asks for the blocked words, SaveWords replaces them.
	WantWords struct{}
	SaveWords struct{ Words []string }
)

// What comes of effects about them. Err is nil where it was done.
type (
	// PrivateIs is what opens the own live. Wished: the user asked for a change.
	PrivateIs struct {
		Number uint64
		Info   liveroom.PrivateInfo
		Wished bool
		Err    error
	}
	// CommentsSet: the chat is closed or open.
	CommentsSet struct{ Err error }
	// TitleSet: the live has the title.
	TitleSet struct {
		Title string
		Err   error
	}
	// WordsRead are the blocked words; Saved: they are what the user wants.
	WordsRead struct {
		Number uint64
		Words  []string
		Saved  bool
		Err    error
	}
)

// What is done about them.
type (
	// ReadPrivate asks for the key of the own live: PrivateIs.
	ReadPrivate struct{ Number uint64 }
	// SetPrivate changes it: PrivateIs.
	SetPrivate struct {
		Number    uint64
		On, Renew bool
		Passcode  string
	}
	// SetComments closes or opens the chat: CommentsSet.
	SetComments struct{ Off bool }
	// SetTitle names the live: TitleSet.
	SetTitle struct{ Title string }
	// ReadWords and StoreWords are about the blocked words: WordsRead.
	ReadWords  struct{ Number uint64 }
	StoreWords struct {
		Number uint64
		Words  []string
	}
)
