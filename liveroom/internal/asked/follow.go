package asked

import (
	"context"

	"onair/signaling"
)

// FollowInfo is how the user stands to a host. Fans is how many follow the host.
type FollowInfo struct {
	UserID    string
	Following bool
	Fans      int
}

// Follow follows a host; guests may too. Again is success. Errors:
// CodeBadArgument for oneself, CodeNoSuchUser, CodeFollowLimit. A call of ours.
func (a Asked) Follow(ctx context.Context, userID string) (FollowInfo, error) {
	return a.follow(ctx, "Follow", signaling.TypeFollow, userID)
}

// Unfollow ends it. A call of ours.
func (a Asked) Unfollow(ctx context.Context, userID string) (FollowInfo, error) {
	return a.follow(ctx, "Unfollow", signaling.TypeUnfollow, userID)
}

// FollowInfo looks up whether the user follows a host, and the host's fans. A
// call of ours.
func (a Asked) FollowInfo(ctx context.Context, userID string) (FollowInfo, error) {
	return a.follow(ctx, "FollowInfo", signaling.TypeGetFollow, userID)
}

func (a Asked) follow(ctx context.Context, op, typ, userID string) (FollowInfo, error) {
	var out signaling.FollowInfo
	err := a.Call(ctx, op, typ, signaling.UserRequest{UserID: userID}, &out)
	return FollowInfo{UserID: out.UserID, Following: out.Following, Fans: out.Fans}, err
}

// SetBlockedWords replaces the words and phrases that nobody but the user may
// write in the user's lives, the one that is on and those to come: a line with
// one is refused with CodeBlockedWords. Case and spelling variants of the same
// letters count as the same. It works in and outside rooms. A call of ours.
func (a Asked) SetBlockedWords(ctx context.Context, words []string) error {
	return a.Call(ctx, "SetBlockedWords", signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: words}, nil)
}

// BlockedWords are the user's own. A call of ours.
func (a Asked) BlockedWords(ctx context.Context) ([]string, error) {
	var out signaling.BlockedWords
	err := a.Call(ctx, "BlockedWords", signaling.TypeGetBlockedWords, nil, &out)
	return out.Words, err
}
