package room

import "time"

// PK is a room's side of a PK. Both rooms have one with the same ID; what
// happens in one reaches the other as a command of commands_pk.go.
type PK struct {
	ID     string `json:"id"`
	CoHost bool   `json:"coHost,omitempty"` // no battle
	// Home: this room asked first; it decides when the battle is over.
	Home bool `json:"home,omitempty"`
	// Joining: this room has accepted and waits for the other one's word.
	Joining bool   `json:"joining,omitempty"`
	Mix     bool   `json:"mix,omitempty"` // co-anchors may stay
	Room    uint32 `json:"room"`          // the other room
	User    User   `json:"user"`          // its owner
	// Stream names what the other owner sends, Is what of it can be played.
	Stream    string    `json:"stream,omitempty"`
	Is        Media     `json:"is,omitzero"`
	Round     int       `json:"round"`
	Started   time.Time `json:"started,omitzero"`
	Deadline  time.Time `json:"deadline,omitzero"` // zero for a co-host
	Over      bool      `json:"over,omitempty"`
	Winner    string    `json:"winner,omitempty"` // user ID, empty for a draw
	Score     int64     `json:"score"`
	PeerScore int64     `json:"peerScore"`
}

// PKCall is an open invitation to a PK.
type PKCall struct {
	ID       string        `json:"id"`
	Out      bool          `json:"out,omitempty"` // this room asked
	Room     uint32        `json:"room"`          // the other room
	User     User          `json:"user"`          // its owner
	CoHost   bool          `json:"coHost,omitempty"`
	Mix      bool          `json:"mix,omitempty"` // the asking owner's choice
	Duration time.Duration `json:"duration"`
	Rematch  bool          `json:"rematch,omitempty"`
	Until    time.Time     `json:"until"`
}

// Why a PK ended, in an event's Reason.
const (
	PKQuit = "quit" // an owner ended it
	PKLost = "gone" // an owner or a room is gone
)

// PK returns the PK the room is in. One that is joining still is not told.
func (s State) PK() (PK, bool) {
	if s.pk == nil {
		return PK{}, false
	}
	return *s.pk, !s.pk.Joining
}

// PKCall returns the open invitation to a PK.
func (s State) PKCall() (PKCall, bool) {
	if s.pkCall == nil {
		return PKCall{}, false
	}
	return *s.pkCall, true
}

// PeerStream is the stream of the other owner of a PK, empty if that user is
// not one or sends nothing.
func (s State) PeerStream(userID string) string {
	if pk, ok := s.PK(); ok && pk.User.ID == userID {
		return pk.Stream
	}
	return ""
}

// pkBlocksJoin reports whether a PK keeps viewers from the stage.
func (s State) pkBlocksJoin() bool {
	return s.pk != nil && !s.pk.Mix || s.pkCall != nil && s.pkCall.Out && !s.info.MixPK
}

// call is the invitation as an event carries it.
func (k PKCall) call() Call { return Call{ID: k.ID, Kind: CallPK, User: k.User, Until: k.Until} }

// commands_pk.go's messages go between rooms; toPeer sends one.
func (c *change) toPeer(id uint32, k Command) { c.emit(Event{Kind: ToPeer, Peer: id, Command: k}) }

// ownStream is what the owner sends.
func (s State) ownStream() (string, Media) {
	t, _ := s.Seat(s.owner.ID)
	return t.Stream, t.Available()
}

// sync is this room's side as the other one is told.
func (s State) sync() PKSync {
	stream, is := s.ownStream()
	p := s.pk
	return PKSync{ID: p.ID, From: s.id, User: s.owner, Stream: stream, Is: is, Round: p.Round, CoHost: p.CoHost, Mix: p.Mix,
		Started: p.Started, Deadline: p.Deadline, Over: p.Over, Winner: p.Winner, Score: p.Score, PeerScore: p.PeerScore}
}

// setPK replaces the room's side.
func (c *change) setPK(p PK) { c.pk = &p }

// tellMedia keeps the other room up to date about the owner's stream.
func (c *change) tellMedia(before State) {
	if c.pk == nil || before.pk == nil || before.pk.ID != c.pk.ID {
		return
	}
	was, wasIs := before.ownStream()
	stream, is := c.ownStream()
	if was != stream || wasIs != is || before.owner != c.owner {
		c.toPeer(c.pk.Room, PKMedia{ID: c.pk.ID, From: c.id, User: c.owner, Stream: stream, Is: is})
	}
}

// setPeerMedia tells the members what changed in the other owner's stream.
func (c *change) setPeerMedia(u User, stream string, is Media) {
	p := *c.pk
	was, had := p.Is, p.Stream != ""
	p.User, p.Stream, p.Is = u, stream, is
	if stream == "" {
		p.Is = Media{}
	}
	c.setPK(p)
	if p.Joining {
		return
	}
	if !had && stream != "" {
		c.emit(Event{Kind: AnchorEntered, User: u, Role: Peer})
	}
	if was.Video != p.Is.Video {
		c.emit(Event{Kind: VideoAvailable, User: u, Available: p.Is.Video})
	}
	if was.Audio != p.Is.Audio {
		c.emit(Event{Kind: AudioAvailable, User: u, Available: p.Is.Audio})
	}
	if had && stream == "" {
		c.emit(Event{Kind: AnchorLeft, User: u, Role: Peer})
		c.emit(Event{Kind: PlayEnded, User: u})
	}
}

// beginPK is the moment the two rooms are joined.
func (c *change) beginPK() {
	if !c.pk.Mix {
		c.rejectCalls(RejectedPK)
	}
	stream, is, u := c.pk.Stream, c.pk.Is, c.pk.User
	p := *c.pk
	p.Joining, p.Stream, p.Is = false, "", Media{}
	c.setPK(p)
	c.emit(Event{Kind: PKChanged, PK: c.pk})
	c.setPeerMedia(u, stream, is)
}

// endPK ends the room's side. quitter is told to the owner if it is the other one.
func (c *change) endPK(reason string, byPeer bool) {
	if c.pk == nil {
		return
	}
	p := *c.pk
	if !p.Joining {
		c.setPeerMedia(p.User, "", Media{})
		p = *c.pk
		c.emit(Event{Kind: PKChanged, PK: &p, Reason: reason})
		if byPeer {
			c.emit(Event{Kind: PKEnded, To: c.owner.ID, User: p.User, Reason: reason})
		}
	} else if byPeer {
		c.emit(Event{Kind: CallCancelled, To: c.owner.ID, User: p.User, Call: Call{ID: p.ID, Kind: CallPK, User: p.User}, Peer: p.Room})
	}
	c.pk = nil
	if !byPeer {
		c.toPeer(p.Room, PKGone{ID: p.ID, From: c.id, Reason: reason})
	}
}

// dropPK ends PK and invitation because the owner is gone.
func (c *change) dropPK() {
	if k := c.pkCall; k != nil {
		c.pkCall = nil
		if k.Out {
			c.toPeer(k.Room, PKWithdrawn{ID: k.ID, From: c.id})
		} else {
			c.toPeer(k.Room, PKAnswered{ID: k.ID, From: c.id, User: c.owner, Reason: RejectedGone})
		}
	}
	c.endPK(PKLost, false)
}

// score counts points of a battle.
func (c *change) score(n int64) {
	if c.pk == nil || c.pk.Joining || c.pk.Over || c.pk.CoHost {
		return
	}
	p := *c.pk
	p.Score += n
	c.setPK(p)
	c.emit(Event{Kind: PKScored, PK: c.pk})
	c.toPeer(p.Room, PKScore{ID: p.ID, From: c.id, Round: p.Round, Score: p.Score})
}

// decidePK ends the battle at its deadline, in the room that asked.
func (c *change) decidePK() {
	if c.pk == nil || !c.pkDue() || c.pk.Deadline.After(c.now) {
		return
	}
	p := *c.pk
	p.Over = true
	switch {
	case p.Score > p.PeerScore:
		p.Winner = c.owner.ID
	case p.Score < p.PeerScore:
		p.Winner = p.User.ID
	}
	c.setPK(p)
	c.emit(Event{Kind: PKChanged, PK: c.pk})
	c.toPeer(p.Room, c.sync())
}

// pkDue reports whether this room waits for the battle's deadline.
func (s State) pkDue() bool {
	return s.pk != nil && s.pk.Home && !s.pk.Joining && !s.pk.Over && !s.pk.CoHost
}

// timeOutPKCall ends an invitation nobody answered in time. Both rooms have it
// and tell their own owner.
func (c *change) timeOutPKCall() {
	if k := c.pkCall; k != nil && !k.Until.After(c.now) {
		c.pkCall = nil
		c.emit(Event{Kind: CallTimedOut, To: c.owner.ID, User: k.User, Call: k.call(), Peer: k.Room, Out: k.Out})
	}
}

// PKOf is the ID of the PK or invitation a command from another room is about.
func PKOf(k Command) string {
	switch k := k.(type) {
	case PKInvited:
		return k.ID
	case PKAnswered:
		return k.ID
	case PKSync:
		return k.ID
	case PKMedia:
		return k.ID
	case PKScore:
		return k.ID
	case PKWithdrawn:
		return k.ID
	case PKGone:
		return k.ID
	}
	return ""
}
