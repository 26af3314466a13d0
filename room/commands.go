package room

// Command is something that happens to a room. The commands are exported structs;
// each one's doc says who is allowed to and what follows.
type Command interface {
	apply(*change) error
	storing() Storing
}

// Create makes the room, or lets its owner take it up again: the stage is
// cleared, the viewers stay. Anyone may make a room that does not exist;
// ErrTaken for another's room.
type Create struct {
	Room  uint32
	By    User
	Info  Info
	Rules Rules
}

// Enter makes By a member: audience, or the anchor again if it is the owner.
// ErrAlreadyMember, ErrBanned, ErrFull (the last two never for the owner).
type Enter struct{ By User }

// Leave takes a member out. The owner's leaving starts the grace time.
type Leave struct{ By string }

// Destroy ends the room; owner only.
type Destroy struct{ By string }

// Shut ends the room on the operator's behalf.
type Shut struct{}

// SetInfo changes what the owner chose; owner only.
type SetInfo struct {
	By   string
	Info Info
}

// Publish starts a stream, or replaces the one that is running; whoever has a
// seat. Nothing flows yet: Flow follows when packets arrive.
type Publish struct {
	By     string
	Stream string
	Want   Media
}

// Unpublish ends a stream, if there is one. The owner's seat stays, a co-anchor's
// is given back.
type Unpublish struct{ By string }

// SetMedia switches a publisher's picture and sound; with a stream only.
type SetMedia struct {
	By   string
	Want Media
}

// Flow reports what arrives of a stream. A report about a stream that is no
// longer the seat's has no effect.
type Flow struct {
	User   string
	Stream string
	Is     Media
}

// LinkLost notes that a member's connection broke; it is taken out after the
// grace time. LinkBack ends that. Neither has an effect on others' view.
type LinkLost struct{ User string }

// LinkBack notes that a member's connection is back.
type LinkBack struct{ User string }

// SetProfile changes a member's name and picture, the owner's also while away.
type SetProfile struct{ User User }

// Tick lets deadlines that have passed take effect.
type Tick struct{}

// Restarted notes that the server was started anew: every member has to connect again
// within the grace time, and no media flows but what Flows has, by user.
type Restarted struct{ Flows map[string]Media }
