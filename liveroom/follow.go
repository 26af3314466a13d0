package liveroom

import (
	"context"

	"onair/signaling"
)

// CodeFollowLimit refuses following more than MaxFollows hosts.
const CodeFollowLimit = 30036

// MaxFollows is how many hosts a user may follow.
const MaxFollows = signaling.MaxFollows

// FollowInfo is how the user stands to a host. Fans is how many follow the host.
type FollowInfo struct {
	UserID    string
	Following bool
	Fans      int
}

// FollowedUser is one of Follows or Fans. RoomID is set while the user's public
// room is live.
type FollowedUser struct {
	UserInfo
	Fans   int
	RoomID uint32
}

// OnFollowLive tells that somebody whom the user follows has gone live, once a
// live, in and outside rooms. An event of ours.
type OnFollowLive struct {
	User     UserInfo
	RoomID   uint32
	RoomName string
}

// EventName implements Event.
func (OnFollowLive) EventName() string { return "onFollowLive" }

// Follow follows a host; guests may too. Again is success. Errors:
// CodeBadArgument for oneself, CodeNoSuchUser, CodeFollowLimit. A call of ours.
func (r *LiveRoom) Follow(ctx context.Context, userID string) (FollowInfo, error) {
	return r.followCall(ctx, "Follow", signaling.TypeFollow, userID)
}

// Unfollow ends it. A call of ours.
func (r *LiveRoom) Unfollow(ctx context.Context, userID string) (FollowInfo, error) {
	return r.followCall(ctx, "Unfollow", signaling.TypeUnfollow, userID)
}

// FollowInfo looks up whether the user follows a host, and the host's fans. A
// call of ours.
func (r *LiveRoom) FollowInfo(ctx context.Context, userID string) (FollowInfo, error) {
	return r.followCall(ctx, "FollowInfo", signaling.TypeGetFollow, userID)
}

func (r *LiveRoom) followCall(ctx context.Context, op, typ, userID string) (FollowInfo, error) {
	var out signaling.FollowInfo
	err := r.call(ctx, op, typ, signaling.UserRequest{UserID: userID}, &out)
	return FollowInfo{UserID: out.UserID, Following: out.Following, Fans: out.Fans}, err
}

// Follows is everybody whom the user follows, by user ID. A call of ours.
func (r *LiveRoom) Follows(ctx context.Context) ([]FollowedUser, error) {
	return r.followList(ctx, "Follows", signaling.TypeGetFollows)
}

// Fans is everybody who follows the user, by user ID; nobody else can ask for
// it. A call of ours.
func (r *LiveRoom) Fans(ctx context.Context) ([]FollowedUser, error) {
	return r.followList(ctx, "Fans", signaling.TypeGetFans)
}

func (r *LiveRoom) followList(ctx context.Context, op, typ string) ([]FollowedUser, error) {
	list := []FollowedUser{}
	for page := (signaling.FollowPage{}); ; {
		var out signaling.FollowList
		if err := r.call(ctx, op, typ, page, &out); err != nil {
			return nil, err
		}
		for _, u := range out.Users {
			list = append(list, FollowedUser{UserInfo: userOf(u.User), Fans: u.Fans, RoomID: u.RoomID})
		}
		if page.After = out.Next; page.After == "" {
			return list, nil
		}
	}
}
