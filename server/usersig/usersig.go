// Package usersig makes and checks UserSigs: Tencent's TLSSigAPIv2, by which a
// back end that holds a secret key vouches for a user ID. The form is a JSON
// object with an HMAC-SHA256, zlib-compressed, in base64 with '*', '-', '_' for
// '+', '/', '='. Existing back ends' signing libraries work unchanged.
package usersig

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Why a UserSig is refused.
var (
	ErrMalformed = errors.New("usersig: cannot be decoded")
	ErrOtherUser = errors.New("usersig: of another user")
	ErrOtherApp  = errors.New("usersig: of another application")
	ErrExpired   = errors.New("usersig: expired")
	ErrNotYet    = errors.New("usersig: signed in the future")
	ErrSignature = errors.New("usersig: signature does not match")
)

// Limits against hostile input.
const (
	MaxLength   = 8 << 10 // of a UserSig, in bytes
	MaxInflated = 8 << 10 // of the JSON in it
	maxRatio    = 16      // of the JSON's size to what it was packed to
	maxID       = 128     // of an identifier, in bytes
	maxUserBuf  = 1 << 10 // of the extra data, in bytes
	// ClockSkew is how far the signer's clock may be ahead of ours.
	ClockSkew = 60 * time.Second
)

// Claims are what a UserSig says.
type Claims struct {
	UserID   string
	SDKAppID uint32
	Time     time.Time     // when it was signed, whole seconds
	Expire   time.Duration // how long it is good for from then, whole seconds
	UserBuf  []byte        // privateMapKey's extra data; nil for none
}

// Expires is the moment from which the UserSig is refused.
func (c Claims) Expires() time.Time { return c.Time.Add(c.Expire) }

// wire is the JSON inside. Key order is free.
type wire struct {
	Ver        string      `json:"TLS.ver"`
	Identifier string      `json:"TLS.identifier"`
	SDKAppID   json.Number `json:"TLS.sdkappid"`
	Expire     json.Number `json:"TLS.expire"`
	Time       json.Number `json:"TLS.time"`
	UserBuf    string      `json:"TLS.userbuf,omitempty"`
	Sig        string      `json:"TLS.sig"`
}

// Sign makes a UserSig with the given key, whose characters are taken as they
// are. Time and Expire are cut to seconds.
func Sign(key string, c Claims) (string, error) {
	w := wire{
		Ver:        "2.0",
		Identifier: c.UserID,
		SDKAppID:   json.Number(strconv.FormatUint(uint64(c.SDKAppID), 10)),
		Expire:     json.Number(strconv.FormatInt(int64(c.Expire/time.Second), 10)),
		Time:       json.Number(strconv.FormatInt(c.Time.Unix(), 10)),
	}
	if c.UserID == "" || strings.ContainsAny(c.UserID, "\n\x00") || c.Expire < time.Second {
		return "", fmt.Errorf("sign for %q, good for %v: %w", clip(c.UserID), c.Expire, ErrMalformed)
	}
	if c.UserBuf != nil {
		w.UserBuf = base64.StdEncoding.EncodeToString(c.UserBuf)
	}
	w.Sig = w.sign(key)
	text, err := json.Marshal(w)
	if err != nil {
		return "", err
	}
	return pack(text)
}

// sign is the HMAC over the lines the specification gives, in its order.
func (w wire) sign(key string) string {
	m := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(m, "TLS.identifier:%s\nTLS.sdkappid:%s\nTLS.time:%s\nTLS.expire:%s\n", w.Identifier, w.SDKAppID, w.Time, w.Expire)
	if w.UserBuf != "" {
		fmt.Fprintf(m, "TLS.userbuf:%s\n", w.UserBuf)
	}
	return base64.StdEncoding.EncodeToString(m.Sum(nil))
}

// Verify checks a UserSig for a user of an application at a moment, in this
// order: form, application, user, signature, time. Errors are this package's; with
// ErrNotYet come the claims, which are the signer's.
func Verify(key, sig string, sdkAppID uint32, userID string, now time.Time) (Claims, error) {
	w, c, err := decode(sig)
	if err != nil {
		return Claims{}, err
	}
	switch {
	case c.SDKAppID != sdkAppID:
		return Claims{}, ErrOtherApp
	case c.UserID != userID:
		return Claims{}, ErrOtherUser
	case subtle.ConstantTimeCompare([]byte(w.sign(key)), []byte(w.Sig)) != 1:
		return Claims{}, ErrSignature
	case !now.Before(c.Expires()):
		return Claims{}, ErrExpired
	case c.Time.After(now.Add(ClockSkew)):
		return c, ErrNotYet
	}
	return c, nil
}

// decode reads a UserSig without checking its signature.
func decode(sig string) (wire, Claims, error) {
	text, err := unpack(sig)
	if err != nil {
		return wire{}, Claims{}, err
	}
	var w wire
	if err := json.Unmarshal(text, &w); err != nil {
		return wire{}, Claims{}, fmt.Errorf("%w: %s", ErrMalformed, clip(err.Error()))
	}
	c, err := w.claims()
	if err != nil {
		return wire{}, Claims{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return w, c, nil
}

func (w wire) claims() (Claims, error) {
	if w.Ver != "2.0" {
		return Claims{}, fmt.Errorf("version %q", clip(w.Ver))
	}
	if w.Identifier == "" || len(w.Identifier) > maxID || strings.ContainsAny(w.Identifier, "\n\x00") {
		return Claims{}, errors.New("no usable identifier")
	}
	app, err := strconv.ParseUint(clip(w.SDKAppID.String()), 10, 32)
	if err != nil {
		return Claims{}, fmt.Errorf("sdkappid: %w", err)
	}
	at, err := seconds(w.Time)
	if err != nil {
		return Claims{}, fmt.Errorf("time: %w", err)
	}
	expire, err := seconds(w.Expire)
	if err != nil {
		return Claims{}, fmt.Errorf("expire: %w", err)
	}
	c := Claims{UserID: w.Identifier, SDKAppID: uint32(app), Time: time.Unix(at, 0), Expire: time.Duration(expire) * time.Second}
	if len(w.UserBuf) > maxUserBuf {
		return Claims{}, errors.New("too much extra data")
	}
	if w.UserBuf != "" {
		if c.UserBuf, err = base64.StdEncoding.DecodeString(w.UserBuf); err != nil {
			return Claims{}, fmt.Errorf("userbuf: %w", err)
		}
	}
	return c, nil
}

// maxSeconds keeps times within what time.Duration can add.
const maxSeconds = 1 << 33

func seconds(n json.Number) (int64, error) {
	v, err := strconv.ParseInt(clip(n.String()), 10, 64)
	if err == nil && (v < 0 || v > maxSeconds) {
		err = strconv.ErrRange
	}
	return v, err
}
