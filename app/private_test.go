package app

import (
	"testing"

	"onair/app/model"
)

// TestAPrivateLiveIsEnteredByPasscodeAndInvitation goes from the switch before the
// live to a viewer with each kind of key.
func TestAPrivateLiveIsEnteredByPasscodeAndInvitation(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 61)
	a.SetPrivate(true)
	until(t, a, "a key", func(s model.State) bool { return len(s.Live.Private.Passcode) == 6 && s.Live.Private.Invitation != "" })
	key := a.Store.State().Live.Private

	b := d.window(func(o *Options) { o.Start, o.User, o.Room = StartWatch, "bob", 61 })
	until(t, b, "being asked for the passcode", func(s model.State) bool {
		return s.Lobby.OpenFailure.NeedsPasscode() && s.Lobby.OpenFailure.Subject == "61" && s.Screen == model.ScreenLobby
	})
	b.OpenWithPasscode(61, "wrong")
	until(t, b, "the refusal", func(s model.State) bool {
		return s.Lobby.OpenFailure != nil && s.Lobby.OpenFailure.Code == model.FailurePasscode
	})
	b.OpenWithPasscode(61, key.Passcode)
	until(t, b, "bob watching", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })

	c := d.window(func(o *Options) { o.Start, o.User, o.Room = StartWatch, "carol", 61 })
	until(t, c, "carol in the lobby", func(s model.State) bool { return s.Lobby.OpenFailure != nil })
	c.OpenLink(key.Invitation)
	until(t, c, "carol watching", func(s model.State) bool { return s.Watching.Phase == model.WatchPlaying })
	a.SetPrivate(false)
	until(t, a, "public again", func(s model.State) bool { return !s.Live.Private.On })
}
