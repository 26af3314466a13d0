package sessions

import (
	"onair/server/usersig"
	"onair/signaling"
)

// rightWords say what a signature does not allow.
var rightWords = []struct {
	right uint32
	words string
}{
	{usersig.MayCreate, "the signature does not allow making this room"},
	{usersig.MayEnter, "the signature does not allow entering this room"},
	{usersig.MaySendAudio, "the signature does not allow sending sound"},
	{usersig.MaySendVideo, "the signature does not allow sending a picture"},
	{usersig.MayHear, "the signature does not allow hearing others"},
	{usersig.MaySee, "the signature does not allow seeing others"},
}

// Limited reports whether the session's signature does not allow everything.
func (s *Session) Limited() bool { return s.granted() != nil }

func (s *Session) granted() *usersig.Grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.grant
}

// May refuses what the session's signature does not allow in a room. A signature
// without a PrivateMapKey allows everything.
func (s *Session) May(room, rights uint32) error { return May(s.granted(), room, rights) }

// May refuses what a grant does not allow in a room; nil allows everything.
func May(grant *usersig.Grant, room, rights uint32) error {
	if grant == nil {
		return nil
	}
	if grant.Room != room {
		return signaling.NewError(signaling.CodeSigRights, "", "the signature is for another room")
	}
	for _, r := range rightWords {
		if rights&r.right != 0 && !grant.May(r.right) {
			return signaling.NewError(signaling.CodeSigRights, "", r.words)
		}
	}
	return nil
}
