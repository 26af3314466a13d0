package doors

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"time"

	"onair/room"
	"onair/server/clean"
	"onair/server/gate"
	"onair/signaling"
)

// Guess tries what opens a private room, as the limit of wrong passcodes allows.
func Guess(g *gate.Guesses, user string, from netip.Addr, in signaling.EnterRequest, try func(room.Key) error) error {
	if len(in.Passcode) > signaling.MaxPasscode || len(in.Invite) > signaling.MaxKey {
		return signaling.NewError(signaling.CodeBadArgument, "", "the passcode or the invitation is too long")
	}
	passcode := in.Passcode != "" && in.Invite == ""
	if passcode && !g.Take(user, from, in.RoomID, time.Now()) {
		return signaling.NewError(signaling.CodePasscodeLimit, "", "")
	}
	err := try(room.Key{Passcode: in.Passcode, Invite: in.Invite})
	if passcode && !errors.Is(err, room.ErrWrongPasscode) {
		g.GiveBack(user, from, in.RoomID, time.Now())
	}
	return err
}

// RoomKey is a room's key after a request, with what it does not give made up: a
// passcode of six digits, a code of 26 letters and digits (rand.Text, 128 bits).
func RoomKey(had room.Key, passcode string, renew bool) (room.Key, error) {
	key := had
	if passcode != "" {
		if len(passcode) < signaling.MinPasscode || len(passcode) > signaling.MaxPasscode || passcode != clean.Text(passcode) {
			return had, signaling.NewError(signaling.CodeBadArgument, "", "a passcode has 4 to 32 characters that can be seen")
		}
		key.Passcode = passcode
	}
	if key.Passcode == "" {
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return had, err
		}
		key.Passcode = fmt.Sprintf("%06d", n)
	}
	if key.Invite == "" || renew {
		key.Invite = rand.Text()
	}
	return key, nil
}
