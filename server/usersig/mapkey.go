package usersig

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Rights of a PrivateMapKey.
const (
	MayCreate    = 1
	MayEnter     = 2
	MaySendAudio = 4
	MayHear      = 8
	MaySendVideo = 16
	MaySee       = 32
)

// Why a UserSig's extra data is refused.
var (
	ErrMapKey = errors.New("usersig: the extra data is no PrivateMapKey of this user and application")
	ErrRoom   = errors.New("usersig: the PrivateMapKey is for a room without a number")
)

// Grant is what a PrivateMapKey allows, in one room alone.
type Grant struct {
	Room   uint32
	Rights uint32
}

// May reports whether all of some rights are granted.
func (g Grant) May(rights uint32) bool { return g.Rights&rights == rights }

// Grant reads the PrivateMapKey in the extra data; nil if there is none, which
// allows everything. ErrMapKey, ErrRoom, ErrExpired.
func (c Claims) Grant(now time.Time) (*Grant, error) {
	if len(c.UserBuf) == 0 {
		return nil, nil
	}
	k, err := parseMapKey(c.UserBuf)
	switch {
	case err != nil:
		return nil, err
	case k.user != c.UserID || k.app != c.SDKAppID:
		return nil, ErrMapKey
	case now.Unix() >= int64(k.expires):
		return nil, ErrExpired
	}
	if k.version == 1 {
		n, err := strconv.ParseUint(k.text, 10, 32)
		if err != nil || strconv.FormatUint(n, 10) != k.text {
			return nil, ErrRoom
		}
		k.room = uint32(n)
	}
	if k.room == 0 {
		return nil, ErrRoom
	}
	return &Grant{Room: k.room, Rights: k.rights}, nil
}

type mapKey struct {
	version            byte
	user, text         string
	app, room, expires uint32
	rights             uint32
}

// parseMapKey reads the fields, all of the data and no more.
func parseMapKey(b []byte) (k mapKey, err error) {
	take := func(n int) []byte {
		if len(b) < n {
			err = fmt.Errorf("%w: it ends early", ErrMapKey)
			return make([]byte, n)
		}
		out := b[:n]
		b = b[n:]
		return out
	}
	number := func() uint32 { return binary.BigEndian.Uint32(take(4)) }
	text := func() string { return string(take(int(binary.BigEndian.Uint16(take(2))))) }
	k.version = take(1)[0]
	k.user, k.app, k.room, k.expires, k.rights = text(), number(), number(), number(), number()
	_ = number() // account type, not used
	if k.version == 1 {
		k.text = text()
	}
	if err == nil && (k.version > 1 || len(b) > 0) {
		err = ErrMapKey
	}
	return k, err
}

// MapKey writes a PrivateMapKey for a numbered room, for Claims.UserBuf.
func MapKey(user string, app uint32, g Grant, expires time.Time) []byte {
	b := append([]byte{0}, binary.BigEndian.AppendUint16(nil, uint16(len(user)))...)
	b = append(b, user...)
	for _, n := range []uint32{app, g.Room, uint32(expires.Unix()), g.Rights, 0} {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}
