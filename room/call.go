package room

import (
	"fmt"
	"slices"
	"time"
)

// CallKind says what an invitation is for.
type CallKind string

// The kinds of invitation.
const (
	CallJoin   CallKind = "join"   // a viewer asks for a seat
	CallInvite CallKind = "invite" // the owner asks a viewer up
	CallPK     CallKind = "pk"     // an owner asks another for a PK
)

// Call is an open invitation between the owner and a viewer.
type Call struct {
	ID   string   `json:"id"`
	Kind CallKind `json:"kind"`
	// User is the viewer; in an event of a PK the other owner.
	User      User      `json:"user"`
	SoundOnly bool      `json:"soundOnly,omitempty"`
	Until     time.Time `json:"until"`
}

// RejectReason says why an invitation was rejected.
type RejectReason string

// The reasons.
const (
	RejectedByUser RejectReason = "user"
	RejectedGone   RejectReason = "gone"
	RejectedPK     RejectReason = "pk"
	RejectedBusy   RejectReason = "busy"
	RejectedFull   RejectReason = "full"
)

// maxCalls bounds the open invitations of a room.
const maxCalls = 200

// Calls returns the open invitations between the owner and viewers, oldest first.
func (s State) Calls() []Call { return slices.Clone(s.calls) }

// callOf returns the index of a viewer's open invitation, -1 for none.
func (s State) callOf(userID string) int {
	return slices.IndexFunc(s.calls, func(c Call) bool { return c.User.ID == userID })
}

// newCallID makes a name no other invitation of this server has had.
func (c *change) newCallID() string {
	c.nextCall++
	return fmt.Sprintf("%d.%d.%d", c.id, c.created.UnixMilli(), c.nextCall)
}

// addCall opens an invitation.
func (c *change) addCall(kind CallKind, u User, soundOnly bool) Call {
	k := Call{ID: c.newCallID(), Kind: kind, User: u, SoundOnly: soundOnly, Until: c.now.Add(c.rules.callTime())}
	c.calls = append(slices.Clone(c.calls), k)
	return k
}

// takeCall closes an invitation; whoever does it tells the outcome.
func (c *change) takeCall(i int) Call {
	k := c.calls[i]
	c.calls = slices.Delete(slices.Clone(c.calls), i, i+1)
	return k
}

// dropCall ends a viewer's invitation because the viewer is gone.
func (c *change) dropCall(userID string) {
	if i := c.callOf(userID); i >= 0 {
		c.callGone(c.takeCall(i), c.owner.ID)
	}
}

// callGone tells the side that stays that the other one is not there any more.
func (c *change) callGone(k Call, stays string) {
	inviter := k.User.ID
	if k.Kind == CallInvite {
		inviter = c.owner.ID
	}
	other := k.User
	if stays == k.User.ID {
		other = c.owner
	}
	if stays == inviter {
		c.emit(JoinRejected{For: For{To: stays}, User: other, Call: k, Reason: RejectedGone})
		return
	}
	c.emit(CallCancelled{For: For{To: stays}, User: other, Call: k})
}

// dropCalls ends every invitation because the owner is gone.
func (c *change) dropCalls() {
	for len(c.calls) > 0 {
		k := c.takeCall(0)
		c.callGone(k, k.User.ID)
	}
}

// rejectCalls ends every invitation because something else has begun.
func (c *change) rejectCalls(reason RejectReason) {
	for len(c.calls) > 0 {
		k := c.takeCall(0)
		if k.Kind == CallInvite {
			c.emit(CallCancelled{For: For{To: k.User.ID}, User: c.owner, Call: k})
			c.emit(JoinRejected{For: For{To: c.owner.ID}, User: k.User, Call: k, Reason: reason})
			continue
		}
		c.emit(CallCancelled{For: For{To: c.owner.ID}, User: k.User, Call: k})
		c.emit(JoinRejected{For: For{To: k.User.ID}, User: c.owner, Call: k, Reason: reason})
	}
}

// timeOutCalls ends the invitations nobody answered in time.
func (c *change) timeOutCalls() {
	for i := 0; i < len(c.calls); {
		if c.calls[i].Until.After(c.now) {
			i++
			continue
		}
		k := c.takeCall(i)
		c.emit(CallTimedOut{For: For{To: c.owner.ID}, User: k.User, Call: k})
		c.emit(CallTimedOut{For: For{To: k.User.ID}, User: k.User, Call: k})
	}
}
