package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"onair/server/usersig"
	"onair/signaling"
)

// TestResumeTellsNothingToStrangers asks with tokens of every kind that are not
// the asker's: whoever is logged in, the answer is the same.
func TestResumeTellsNothingToStrangers(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	token := anna.Session().Token
	_, id, _ := strings.Cut(s.sessions.Get("anna").Token(), ".")
	id, secret, _ := strings.Cut(id, ".")
	resume := func(token string) signaling.Code {
		c := s.raw()
		defer c.Close()
		c.send(fmt.Sprintf(`{"v":1,"id":1,"type":"resume","data":{"token":%q,"lastSeq":0}}`, token))
		return c.reply(1).Code
	}
	for name, token := range map[string]string{
		"a user who is not there": "nobody.0011223344556677.00", "one who is": "anna.0011223344556677.00", "her session's number": "anna." + id + ".00",
		"no secret": "anna." + id + ".", "no number": "anna..", "no token": "", "too many parts": token + ".x", "her secret, another's number": "anna.00." + secret,
		"her secret for another": "nobody." + id + "." + secret,
	} {
		if code := resume(token); code != signaling.CodeSessionGone {
			t.Errorf("%s: %d", name, code)
		}
	}
	s.login("anna")
	if code := resume(token); code != signaling.CodeKickedOffline {
		t.Errorf("her own, older one: %d", code)
	}
}

func (s *testServer) loginWithGrant(user string, buf []byte, at time.Time) (*signaling.Client, error) {
	sig, err := usersig.Sign(s.key, usersig.Claims{UserID: user, SDKAppID: s.cfg.SDKAppID, Time: at, Expire: time.Hour, UserBuf: buf})
	if err != nil {
		s.t.Fatal(err)
	}
	o := s.options(user)
	o.Login.UserSig = sig
	c, err := signaling.Dial(s.t.Context(), o)
	if err == nil {
		s.t.Cleanup(func() { c.Close() })
	}
	return c, err
}

func TestAPrivateMapKeyBoundsWhatItsUserMayDo(t *testing.T) {
	s := start(t)
	s.login("host").create(9)
	now := time.Now()
	key := func(user string, room, rights uint32) []byte {
		return usersig.MapKey(user, s.cfg.SDKAppID, usersig.Grant{Room: room, Rights: rights}, now.Add(time.Hour))
	}
	const viewer = usersig.MayEnter | usersig.MayHear | usersig.MaySee
	create := func(room uint32) (string, any) {
		return signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: room}
	}
	enter := func(room uint32) (string, any) { return signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: room} }
	publish := func(video bool) (string, any) {
		return signaling.TypePublish, signaling.PublishRequest{SDP: "offer", MediaFlags: signaling.MediaFlags{Video: video, Audio: true}}
	}
	type step struct {
		typ  string
		in   any
		code signaling.Code
	}
	st := func(code signaling.Code) func(string, any) step {
		return func(typ string, in any) step { return step{typ, in, code} }
	}
	no, yes := st(signaling.CodeSigRights), st(0)
	for user, k := range map[string]struct {
		room, rights uint32
		steps        []step
	}{
		"viewer":    {9, viewer, []step{no(create(9)), no(create(8)), no(enter(8)), yes(enter(9)), no(publish(true)), no(publish(false))}},
		"anchor":    {10, 255, []step{no(create(9)), no(enter(9)), yes(create(10)), yes(publish(true))}},
		"radio":     {11, 1 | 2 | 4, []step{yes(create(11)), no(publish(true)), yes(publish(false)), no(signaling.TypeSetMedia, signaling.MediaFlags{Video: true, Audio: true}), no(signaling.TypePlay, signaling.PlayRequest{UserID: "radio", SDP: "offer"})}},
		"nothing":   {9, 0, []step{no(create(9)), no(enter(9)), no(signaling.TypeUnlockRoom, signaling.EnterRequest{RoomID: 9})}},
		"elsewhere": {12, viewer, []step{no(enter(9)), no(signaling.TypeUnlockRoom, signaling.EnterRequest{RoomID: 9})}},
	} {
		c, err := s.loginWithGrant(user, key(user, k.room, k.rights), now)
		if err != nil {
			t.Errorf("%s: %v", user, err)
			continue
		}
		for i, step := range k.steps {
			if err := c.Call(t.Context(), step.typ, step.in, nil); signaling.CodeOf(err) != step.code {
				t.Errorf("%s, step %d, %s: %v", user, i, step.typ, err)
			}
		}
	}
	for name, k := range map[string]struct {
		buf  []byte
		at   time.Time
		code signaling.Code
	}{
		"another user's key":  {key("bob", 9, 255), now, signaling.CodeSigRights},
		"something else":      {[]byte("hello"), now, signaling.CodeSigRights},
		"an old key":          {usersig.MapKey("eve", s.cfg.SDKAppID, usersig.Grant{Room: 9, Rights: 255}, now.Add(-time.Second)), now, signaling.CodeSigExpired},
		"a clock ahead":       {nil, now.Add(5 * time.Minute), signaling.CodeSigClock},
		"a clock ahead a bit": {nil, now.Add(50 * time.Second), 0},
	} {
		if _, err := s.loginWithGrant("eve", k.buf, k.at); signaling.CodeOf(err) != k.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatASignatureAllowsOutlivesTheServer(t *testing.T) {
	s := start(t)
	c, err := s.loginWithGrant("viewer", usersig.MapKey("viewer", s.cfg.SDKAppID, usersig.Grant{Room: 9, Rights: 2}, time.Now().Add(time.Hour)), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	s.stop()
	again := startIn(t, s.dir, newFakeRelay)
	sess := again.sessions.Get("viewer")
	if sess == nil || sess.May(9, usersig.MayCreate) == nil || sess.May(9, usersig.MayEnter) != nil {
		t.Errorf("after a restart: %+v", sess)
	}
}
