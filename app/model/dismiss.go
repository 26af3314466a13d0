package model

// failures are the places where a card shows a failure.
func (s *State) failures() []**Failure {
	return []**Failure{
		&s.Welcome.Failure, &s.Lobby.Failure, &s.Lobby.OpenFailure, &s.Setup.Failure, &s.OnAir.Failure, &s.Watching.Failure,
		&s.Live.CoAnchor.Failure, &s.Live.Gifts.Failure, &s.Settings.Test.Failure, &s.Sound.Music.Failure, &s.Words.Failure, &s.Profile.Failure,
	}
}

// Dismiss takes a failure away that the user has read, wherever it stands.
func (s *State) Dismiss(f *Failure) {
	for _, at := range s.failures() {
		if f != nil && *at == f {
			*at = nil
		}
	}
}

// Waits reports whether something may be tried again later; see CountDown.
func (s *State) Waits() bool {
	for _, at := range s.failures() {
		if *at != nil && (*at).Wait > 0 {
			return true
		}
	}
	return false
}

// CountDown takes a second off what may be tried again later; what may be tried now
// is not refused any more, and its card goes.
func (s *State) CountDown() {
	for _, at := range s.failures() {
		if f := *at; f != nil && f.Wait > 0 {
			left := *f
			left.Wait--
			if *at = &left; left.Wait == 0 {
				*at = nil
			}
		}
	}
}
