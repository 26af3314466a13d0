package usersig

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"testing"
	"time"
)

func TestGrantOfAPrivateMapKey(t *testing.T) {
	now := time.Unix(1700000001, 0)
	vector, err := base64.StdEncoding.DecodeString("AAAFYWxpY2VTck4BAAAnEWVdK4AAAAD/AAAAAA==")
	if err != nil {
		t.Fatal(err)
	}
	good := MapKey("alice", 1400000001, Grant{10000, 42}, now.Add(time.Hour))
	textRoom := func(name string) []byte {
		b := append([]byte{1}, good[1:]...)
		return append(binary.BigEndian.AppendUint16(b, uint16(len(name))), name...)
	}
	for name, k := range map[string]struct {
		buf  []byte
		want Grant
		err  error
	}{
		"the published one":     {vector, Grant{10001, 255}, nil},
		"a viewer's":            {good, Grant{10000, 42}, nil},
		"a numbered text room":  {textRoom("77"), Grant{77, 42}, nil},
		"a text room":           {textRoom("studio"), Grant{}, ErrRoom},
		"a padded text room":    {textRoom("077"), Grant{}, ErrRoom},
		"no room":               {MapKey("alice", 1400000001, Grant{0, 255}, now.Add(time.Hour)), Grant{}, ErrRoom},
		"another user's":        {MapKey("bob", 1400000001, Grant{1, 255}, now.Add(time.Hour)), Grant{}, ErrMapKey},
		"another application's": {MapKey("alice", 7, Grant{1, 255}, now.Add(time.Hour)), Grant{}, ErrMapKey},
		"expired":               {MapKey("alice", 1400000001, Grant{1, 255}, now), Grant{}, ErrExpired},
		"cut":                   {good[:len(good)-1], Grant{}, ErrMapKey},
		"longer":                {append(good[:len(good):len(good)], 0), Grant{}, ErrMapKey},
		"version 2":             {append([]byte{2}, good[1:]...), Grant{}, ErrMapKey},
		"something else":        {[]byte("hello"), Grant{}, ErrMapKey},
	} {
		g, err := Claims{UserID: "alice", SDKAppID: 1400000001, UserBuf: k.buf}.Grant(now)
		if !errors.Is(err, k.err) || err == nil && *g != k.want {
			t.Errorf("%s: %v, %v", name, g, err)
		}
	}
	if g, err := (Claims{UserID: "alice"}).Grant(now); g != nil || err != nil {
		t.Errorf("none: %v, %v", g, err)
	}
}

func FuzzMapKey(f *testing.F) {
	f.Add(MapKey("alice", 1, Grant{1, 42}, time.Unix(1e9, 0)))
	f.Add([]byte{1, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := parseMapKey(b)
		if err == nil && k.version == 0 && string(MapKey(k.user, k.app, Grant{k.room, k.rights}, time.Unix(int64(k.expires), 0))[:len(b)-4]) != string(b[:len(b)-4]) {
			t.Errorf("%x read as %+v", b, k)
		}
	})
}
