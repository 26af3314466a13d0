package server

import (
	"context"
	"net/http"

	"onair/server/gate"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/streamkey"
	"onair/signaling"
)

// keyDesk makes and revokes the keys by which other programs send a user's stream.
type keyDesk struct {
	keys  *streamkey.Keys
	gates *gate.Gates
	// addresses are where such programs send to, for who came by a host's name.
	addresses func(host string, secure bool) signaling.StreamAddresses
}

func (s keyDesk) requests() requests {
	return requests{
		signaling.TypeMakeStreamKey:   answer(s.makeKey),
		signaling.TypeRevokeStreamKey: answer(s.revokeKey),
		signaling.TypeStreamKeys:      answer(s.listKeys),
	}
}

func (s keyDesk) makeKey(ctx context.Context, sess *sessions.Session, in signaling.StreamKeyRequest) (signaling.StreamKeyReply, error) {
	if sess.Limited() { // a key outlives the signature
		return signaling.StreamKeyReply{}, reply.Code(signaling.CodeSigRights, "a signature for one room makes no stream keys")
	}
	if wait := s.gates.Keys(sess.User()); wait > 0 {
		return signaling.StreamKeyReply{}, askLater(wait)
	}
	if in.RoomID > signaling.MaxRoomID {
		return signaling.StreamKeyReply{}, reply.Code(signaling.CodeBadRoom, "")
	}
	text, key, err := s.keys.Make(ctx, sess.User(), in.RoomID)
	if err != nil {
		return signaling.StreamKeyReply{}, err
	}
	return signaling.StreamKeyReply{StreamKey: told(key), Key: text, Addresses: s.from(sess)}, nil
}

func (s keyDesk) revokeKey(ctx context.Context, sess *sessions.Session, in signaling.StreamKeyRevocation) (none, error) {
	if wait := s.gates.Keys(sess.User()); wait > 0 {
		return none{}, askLater(wait)
	}
	_, err := streamkey.Order{UserID: sess.User(), Revoke: true, ID: in.ID, Key: in.Key}.Do(ctx, s.keys)
	return none{}, err
}

func (s keyDesk) listKeys(_ context.Context, sess *sessions.Session, _ none) (signaling.StreamKeyList, error) {
	out := signaling.StreamKeyList{Keys: []signaling.StreamKey{}, Max: signaling.MaxStreamKeys, Addresses: s.from(sess)}
	for _, k := range s.keys.Of(sess.User()) {
		out.Keys = append(out.Keys, told(k))
	}
	return out, nil
}

func told(k streamkey.Key) signaling.StreamKey {
	return signaling.StreamKey{ID: k.ID, RoomID: k.Room, Made: k.Made.UnixMilli()}
}

// from are the addresses as a session's client reaches this server.
func (s keyDesk) from(sess *sessions.Session) signaling.StreamAddresses {
	if c := sess.Line(); c != nil {
		return s.addresses(c.Asked())
	}
	return signaling.StreamAddresses{}
}

// streamAddresses are where other programs send to: the ports that this server has.
func (s *Server) streamAddresses(host string, secure bool) signaling.StreamAddresses {
	scheme := "http://"
	if secure {
		scheme = "https://"
	}
	all := s.programs.Addresses(host)
	all.WHIP = scheme + host + "/whip"
	return all
}

// localKeyReply has the text of a new key.
type localKeyReply struct {
	Key string `json:"key,omitempty"`
}

// serveLocalKey answers POST /api/local/streamkey.
func (s *Server) serveLocalKey(w http.ResponseWriter, r *http.Request) {
	var in streamkey.Order
	if !s.fromHere(w, r) || !reply.Read(w, r, &in) {
		return
	}
	text, err := in.Do(r.Context(), s.keys)
	if err != nil {
		reply.Fail(w, reply.Status(err), err)
		return
	}
	reply.JSON(w, http.StatusOK, localKeyReply{text})
}
