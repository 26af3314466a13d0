package asked

import (
	"context"
	"time"

	"onair/signaling"
)

// StreamKey is a key with which another program streams as the user. RoomID 0 is
// whichever room the user is live in, or one of the user's own.
type StreamKey struct {
	ID     string
	RoomID uint32
	Made   time.Time
}

// StreamAddresses are where other programs send to; what the server does not have is
// empty. The key belongs behind SRT as it stands, into a field of its own in the others.
type StreamAddresses struct{ WHIP, RTMP, RTMPS, SRT string }

// NewStreamKey is a key that was just made, with the key itself, a secret that is told
// only once.
type NewStreamKey struct {
	StreamKey
	Key       string
	Addresses StreamAddresses
}

// StreamKeyList are the user's keys, oldest first, at most Max.
type StreamKeyList struct {
	Keys      []StreamKey
	Max       int
	Addresses StreamAddresses
}

// MakeStreamKey makes a key for a room, or for any (0). A call of ours.
func (a Asked) MakeStreamKey(ctx context.Context, roomID uint32) (NewStreamKey, error) {
	var out signaling.StreamKeyReply
	err := a.Call(ctx, "MakeStreamKey", signaling.TypeMakeStreamKey, signaling.StreamKeyRequest{RoomID: roomID}, &out)
	return NewStreamKey{StreamKey: keyOf(out.StreamKey), Key: out.Key, Addresses: StreamAddresses(out.Addresses)}, err
}

// RevokeStreamKey ends a key by its ID, and the stream that was begun with it. A call of
// ours.
func (a Asked) RevokeStreamKey(ctx context.Context, id string) error {
	return a.Call(ctx, "RevokeStreamKey", signaling.TypeRevokeStreamKey, signaling.StreamKeyRevocation{ID: id}, nil)
}

// StreamKeys are the user's keys, without the keys themselves. A call of ours.
func (a Asked) StreamKeys(ctx context.Context) (StreamKeyList, error) {
	var out signaling.StreamKeyList
	err := a.Call(ctx, "StreamKeys", signaling.TypeStreamKeys, nil, &out)
	list := StreamKeyList{Max: out.Max, Addresses: StreamAddresses(out.Addresses)}
	for _, k := range out.Keys {
		list.Keys = append(list.Keys, keyOf(k))
	}
	return list, err
}

func keyOf(k signaling.StreamKey) StreamKey {
	return StreamKey{ID: k.ID, RoomID: k.RoomID, Made: time.UnixMilli(k.Made)}
}
