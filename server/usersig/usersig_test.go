package usersig

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	key1 = "testkey-0000000000000000000000000000000000000000000000000000000001"
	sig1 = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwok5mcmpUInilOzEgoLMFCUrQxMDCDCEyKRWFGQWpSpZmRmYWBgYQMRKMnOBIobmUJVQ0eLMdKCpZgYRBqVRBha*Gc5GrhWZvkbOGUUhHuGB*UHuHoUR2j5FURZRJZnBEYEmgbZKtQCi0zAG"
	buf3 = "AAAFYWxpY2VTck4BAAAnEWVdK4AAAAD/AAAAAA=="
)

func claims1() Claims {
	return Claims{UserID: "alice", SDKAppID: 1400000001, Time: time.Unix(1700000000, 0), Expire: 604800 * time.Second}
}

// inner returns the TLS.sig inside a UserSig.
func inner(t *testing.T, sig string) string {
	t.Helper()
	w, _, err := decode(sig)
	if err != nil {
		t.Fatal(err)
	}
	return w.Sig
}

func TestSignGivesThePublishedSignatures(t *testing.T) {
	buf, err := base64.StdEncoding.DecodeString(buf3)
	if err != nil {
		t.Fatal(err)
	}
	withBuf := claims1()
	withBuf.UserBuf = buf
	cases := []struct {
		key  string
		c    Claims
		want string
	}{
		{key1, claims1(), "60X0uZ08MhC2ExiM2ChrTHWQoRGHqX+LrZ8ZtiSXQ4Q="},
		{"testkey-not-a-secret-B", Claims{UserID: "anchor_B-02", SDKAppID: 20000002, Time: time.Unix(1735689600, 0),
			Expire: 86400 * time.Second}, "az2nhIuwm6NCeC4/A8vDs3h33qtFOONNUmjK3/yVHDs="},
		{key1, withBuf, "LiMNgyJBXig2wjqTcYVv8SMwOd0TMymA6L5CyN+7Q98="},
	}
	for _, k := range cases {
		sig, err := Sign(k.key, k.c)
		if err != nil {
			t.Fatal(err)
		}
		if got := inner(t, sig); got != k.want {
			t.Errorf("%s: signature %s, want %s", k.c.UserID, got, k.want)
		}
		if strings.ContainsAny(sig, "+/=") {
			t.Errorf("%s: characters of plain base64 in %s", k.c.UserID, sig)
		}
		got, err := Verify(k.key, sig, k.c.SDKAppID, k.c.UserID, k.c.Time)
		if err != nil || !bytes.Equal(got.UserBuf, k.c.UserBuf) || !got.Expires().Equal(k.c.Expires()) {
			t.Errorf("%s: own signature: %+v, %v", k.c.UserID, got, err)
		}
	}
}

func TestVerifyTakesAnotherLibrarysUserSig(t *testing.T) {
	got, err := Verify(key1, sig1, 1400000001, "alice", time.Unix(1700000001, 0))
	if err != nil || got.UserID != "alice" || got.Expire != 7*24*time.Hour {
		t.Fatal(got, err)
	}
}

func TestVerifyRefuses(t *testing.T) {
	at := time.Unix(1700000000, 0)
	end := at.Add(604800 * time.Second)
	cases := []struct {
		name, key, sig string
		app            uint32
		user           string
		now            time.Time
		want           error
	}{
		{"last second", key1, sig1, 1400000001, "alice", end.Add(-time.Second), nil},
		{"expired", key1, sig1, 1400000001, "alice", end, ErrExpired},
		{"clock a little behind", key1, sig1, 1400000001, "alice", at.Add(-59 * time.Second), nil},
		{"signed in the future", key1, sig1, 1400000001, "alice", at.Add(-61 * time.Second), ErrNotYet},
		{"other user", key1, sig1, 1400000001, "Alice", at, ErrOtherUser},
		{"other app", key1, sig1, 1400000002, "alice", at, ErrOtherApp},
		{"other key", key1 + "x", sig1, 1400000001, "alice", at, ErrSignature},
		{"other key, expired too", key1 + "x", sig1, 1400000001, "alice", end, ErrSignature},
		{"empty", key1, "", 1400000001, "alice", at, ErrMalformed},
		{"cut", key1, sig1[:len(sig1)-8], 1400000001, "alice", at, ErrMalformed},
		{"not base64", key1, "!!!!", 1400000001, "alice", at, ErrMalformed},
		{"too long", key1, strings.Repeat("A", MaxLength+1), 1400000001, "alice", at, ErrMalformed},
	}
	for _, k := range cases {
		if _, err := Verify(k.key, k.sig, k.app, k.user, k.now); !errors.Is(err, k.want) {
			t.Errorf("%s: %v, want %v", k.name, err, k.want)
		}
	}
}

// packRaw builds a UserSig around any text.
func packRaw(t testing.TB, text string) string {
	t.Helper()
	sig, err := pack([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return sig
}

func TestDecodeRefusesWhatIsNotAUserSig(t *testing.T) {
	good := `{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.expire":1,"TLS.time":1,"TLS.sig":"x"}`
	if _, _, err := decode(packRaw(t, good)); err != nil {
		t.Fatal("the good one:", err)
	}
	for name, text := range map[string]string{
		"version":      strings.Replace(good, "2.0", "1.0", 1),
		"no user":      strings.Replace(good, `"a"`, `""`, 1),
		"line in user": strings.Replace(good, `"a"`, `"a\nTLS.sdkappid:2"`, 1),
		"app too big":  strings.Replace(good, `sdkappid":1`, `sdkappid":4294967296`, 1),
		"negative":     strings.Replace(good, `expire":1`, `expire":-1`, 1),
		"huge expiry":  strings.Replace(good, `expire":1`, `expire":99999999999999`, 1),
		"fraction":     strings.Replace(good, `time":1`, `time":1.5`, 1),
		"userbuf":      strings.Replace(good, `"TLS.sig"`, `"TLS.userbuf":"%","TLS.sig"`, 1),
		"a list":       "[]",
		"two values":   good + good,
	} {
		if _, _, err := decode(packRaw(t, text)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecodeStopsAZipBomb(t *testing.T) {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	fmt.Fprint(z, `{"TLS.ver":"`, strings.Repeat("2", 4<<20), `"}`)
	z.Close()
	sig := toSafe.Replace(base64.StdEncoding.EncodeToString(b.Bytes()))
	if len(sig) > MaxLength {
		t.Fatalf("the bomb has %d bytes, the limit would stop it first", len(sig))
	}
	if _, _, err := decode(sig); !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), "inside") {
		t.Errorf("4 MiB inside %d bytes: %v", len(sig), err)
	}
}

// TestErrorsAreShortWhateverIsInside fills each field with as much as fits.
func TestErrorsAreShortWhateverIsInside(t *testing.T) {
	good := `{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.expire":1,"TLS.time":1,"TLS.userbuf":"QQ==","TLS.sig":"x"}`
	rnd := strings.Builder{}
	for i := range 900 { // not to be packed well
		fmt.Fprintf(&rnd, "%d", (i*7919+i*i*31)%1000)
	}
	long := rnd.String()
	for _, text := range []string{
		strings.Replace(good, "2.0", long, 1), strings.Replace(good, `"a"`, `"`+long+`"`, 1),
		strings.Replace(good, `sdkappid":1`, `sdkappid":1`+long, 1), strings.Replace(good, `time":1`, `time":1`+long, 1),
		strings.Replace(good, `expire":1`, `expire":"`+long+`"`, 1), strings.Replace(good, `QQ==`, long, 1),
		strings.Replace(good, `TLS.sig`, long, 1), long, `"` + long + `"`,
		strings.Replace(good, `expire":1`, `expire":`+strings.Repeat("9", 60000), 1),
	} {
		_, _, err := decode(packRaw(t, text))
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("an error of %d bytes: %.80s", len(err.Error()), err)
		}
	}
	if _, err := Sign(key1, Claims{UserID: long + "\n", Expire: time.Hour}); err == nil || len(err.Error()) > 200 {
		t.Errorf("Sign: %.80s", err)
	}
}

func TestSignRefusesBadClaims(t *testing.T) {
	for _, c := range []Claims{{Expire: time.Hour}, {UserID: "a\nb", Expire: time.Hour}, {UserID: "a"}} {
		if _, err := Sign(key1, c); err == nil {
			t.Errorf("signed %+v", c)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(sig1)
	f.Add("")
	f.Add(packRaw(f, `{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.expire":1,"TLS.time":1,"TLS.sig":"x"}`))
	now := time.Unix(1700000001, 0)
	f.Fuzz(func(t *testing.T, sig string) {
		c, err := Verify(key1, sig, 1400000001, "alice", now)
		if err == nil && (c.UserID != "alice" || !now.Before(c.Expires())) {
			t.Fatalf("accepted %q: %+v", sig, c)
		}
	})
}

// FuzzClaims feeds the JSON, past base64 and zlib, where the fuzzer cannot go.
func FuzzClaims(f *testing.F) {
	f.Add(`{"TLS.ver":"2.0","TLS.identifier":"alice","TLS.sdkappid":1400000001,"TLS.expire":604800,"TLS.time":1700000000,"TLS.sig":""}`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4<<10 {
			return
		}
		if c, err := Verify(key1, packRaw(t, text), 1400000001, "alice", time.Unix(1700000001, 0)); err == nil && c.UserID != "alice" {
			t.Fatalf("accepted %s: %+v", text, c)
		} else if err != nil && len(err.Error()) > 200 {
			t.Fatalf("an error of %d bytes", len(err.Error()))
		}
	})
}
