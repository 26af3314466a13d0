package model

// Private is what opens the user's own live, while it is private. It is shown to
// its host alone.
type Private struct {
	On bool
	// Passcode goes with the room's number, Invitation is a link that opens it.
	Passcode, Invitation string
}

// PrivateActions are those of private lives.
type PrivateActions interface {
	// SetPrivate makes the live to come, or the one that is on, private or public.
	SetPrivate(on bool)
	// SetPasscode chooses the passcode of the live to come; empty: one is made.
	SetPasscode(text string)
	// RenewInvitation ends the invitation there is and makes another one.
	RenewInvitation()
	// OpenWithPasscode opens a private live (Lobby.OpenFailure says that it is one).
	OpenWithPasscode(room uint32, passcode string)
}

// NeedsPasscode reports whether a failure to open a room is one that the right
// passcode ends.
func (f *Failure) NeedsPasscode() bool {
	return f != nil && (f.Code == FailurePrivate || f.Code == FailurePasscode)
}
