package hls

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strconv"
	"time"
)

// An address is good for so long at least, and at most signStep longer: all that are made within a step are the same, so that a
// cache keeps one copy for all viewers.
const (
	signLife = 6 * time.Hour
	signStep = time.Hour
)

// signer makes and checks signatures of addresses.
type signer struct{ key []byte }

// newSigner derives a key of its own from the server's.
func newSigner(secret string) signer {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte("onair hls addresses"))
	return signer{h.Sum(nil)}
}

// sign makes the query of an address: it holds for one scope (room and user, or stream ID) until the time returned, as long as the
// room's epoch stays the same.
func (s signer) sign(scope, epoch string, now time.Time) (query string, expires time.Time) {
	expires = now.Add(signLife + signStep).Truncate(signStep)
	e := strconv.FormatInt(expires.Unix(), 10)
	return "e=" + e + "&s=" + base64.RawURLEncoding.EncodeToString(s.sum(scope, epoch, e)), expires
}

func (s signer) sum(scope, epoch, expires string) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte(scope + "\n" + epoch + "\n" + expires))
	return h.Sum(nil)
}

// check tells whether a request's query is signed for the scope, and returns the part of it that is the signature.
func (s signer) check(scope, epoch string, q url.Values, now time.Time) (query string, ok bool) {
	e, sig := q.Get("e"), q.Get("s")
	sum, err := base64.RawURLEncoding.DecodeString(sig)
	unix, err2 := strconv.ParseInt(e, 10, 64)
	if err != nil || err2 != nil || len(e) > 12 || len(sig) > 64 {
		return "", false
	}
	good := subtle.ConstantTimeCompare(sum, s.sum(scope, epoch, e)) == 1
	return "e=" + e + "&s=" + sig, good && now.Before(time.Unix(unix, 0))
}
