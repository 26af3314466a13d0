package streamkey

import (
	"context"
	"fmt"
	"strings"
	"time"

	"onair/server/clean"
	"onair/signaling"
)

// Order makes or revokes keys of any user: what an operator asks for.
type Order struct {
	UserID string `json:"userId"`
	RoomID uint32 `json:"roomId,omitempty"`
	// List lists the user's keys instead: a line each with its ID, its room and its day.
	List bool `json:"list,omitempty"`
	// Revoke ends the key named by Key or ID, or all of the user's, of RoomID alone if that is given.
	Revoke bool   `json:"revoke,omitempty"`
	Key    string `json:"key,omitempty"`
	ID     string `json:"id,omitempty"`
}

// Do does the order; the text is that of a new key, or the list. Errors: those of Keys, or with a code.
func (o Order) Do(ctx context.Context, keys *Keys) (text string, err error) {
	if err := clean.UserID(o.UserID); err != nil {
		return "", err
	}
	if o.RoomID > signaling.MaxRoomID {
		return "", signaling.NewError(signaling.CodeBadRoom, "", "")
	}
	if o.List {
		for _, k := range keys.Of(o.UserID) {
			text += fmt.Sprintf("%s %d %s\n", k.ID, k.Room, k.Made.Format(time.DateOnly))
		}
		return strings.TrimSuffix(text, "\n"), nil
	}
	if o.Revoke {
		return "", o.revoke(ctx, keys)
	}
	text, _, err = keys.Make(ctx, o.UserID, o.RoomID)
	return text, err
}

func (o Order) revoke(ctx context.Context, keys *Keys) error {
	if o.Key != "" {
		key, err := keys.Find(o.Key)
		if err != nil {
			return err
		}
		o.ID = key.ID
	}
	if o.ID != "" {
		return keys.revoke(ctx, o.UserID, o.ID)
	}
	for _, k := range keys.Of(o.UserID) {
		if o.RoomID != 0 && k.Room != o.RoomID {
			continue
		}
		if err := keys.revoke(ctx, o.UserID, k.ID); err != nil {
			return err
		}
	}
	return nil
}
