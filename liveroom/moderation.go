package liveroom

import (
	"context"
	"time"

	"onair/signaling"
)

// KickOut takes a user out of the room, as anchor or helper; the user cannot come
// back for a while (CodeRemoved; a minute, or as the server's operator chose), with
// ban not until Unban. A call of ours.
func (r *LiveRoom) KickOut(ctx context.Context, userID string, ban bool) error {
	return r.call(ctx, "KickOut", signaling.TypeKickOut, signaling.KickRequest{UserID: userID, Ban: ban}, nil)
}

// Ban keeps a user out of the room, also one who is not there. A call of ours.
func (r *LiveRoom) Ban(ctx context.Context, userID string) error {
	return r.call(ctx, "Ban", signaling.TypeBan, signaling.UserRequest{UserID: userID}, nil)
}

// Unban lets a user in again. A call of ours.
func (r *LiveRoom) Unban(ctx context.Context, userID string) error {
	return r.call(ctx, "Unban", signaling.TypeUnban, signaling.UserRequest{UserID: userID}, nil)
}

// Banned lists who is kept out, for anchor and helpers. A call of ours.
func (r *LiveRoom) Banned(ctx context.Context) ([]UserInfo, error) {
	var out signaling.UserList
	if err := r.call(ctx, "Banned", signaling.TypeGetBanned, nil, &out); err != nil {
		return nil, err
	}
	var users []UserInfo
	for _, u := range out.Users {
		users = append(users, userOf(u))
	}
	return users, nil
}

// MuteChat takes the right to write in the chat away, as anchor or helper, or
// gives it back. An empty userID means everybody but the anchor and the helpers;
// length 0 means until taken back. A call of ours.
func (r *LiveRoom) MuteChat(ctx context.Context, userID string, mute bool, length time.Duration) error {
	in := signaling.MuteRequest{UserID: userID, Mute: mute, Seconds: int(length / time.Second)}
	return r.call(ctx, "MuteChat", signaling.TypeMuteChat, in, nil)
}

// SetAdmin makes a member a helper of the anchor, or takes that back. A call of ours.
func (r *LiveRoom) SetAdmin(ctx context.Context, userID string, admin bool) error {
	return r.call(ctx, "SetAdmin", signaling.TypeSetAdmin, signaling.AdminRequest{UserID: userID, Admin: admin}, nil)
}
