package liveroom

import (
	"context"
	"time"

	"onair/liveroom/internal/asked"
	"onair/signaling"
)

// CodeFollowLimit refuses following more than MaxFollows hosts.
const CodeFollowLimit = 30036

// MaxFollows is how many hosts a user may follow.
const MaxFollows = signaling.MaxFollows

// FollowInfo is how the user stands to a host. Fans is how many follow the host.
type FollowInfo = asked.FollowInfo

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

// RankRow is a user's place in a ranking: coins given, or likes sent.
type RankRow struct {
	User  UserInfo
	Value int64
}

// Summary is what a room was, from its making to its end.
type Summary struct {
	Length   time.Duration
	Visits   int // entries of viewers, those who came again counted again
	Peak     int // most members at once, the anchor too
	Messages int // texts, custom messages and gifts
	Likes    int64
	Coins    int64 // worth of all gifts
	// Givers and Likers gave and liked most, at most twenty, the first one most.
	Givers, Likers []RankRow
}

// EndRoom is DestroyRoom that tells what the room was. A call of ours.
func (r *LiveRoom) EndRoom(ctx context.Context) (Summary, error) {
	var out signaling.RoomSummary
	err := r.destroy(ctx, &out)
	return summaryOf(out), err
}

// Rank is who gave and liked most in this live, at most twenty each, the first
// one most. A call of ours.
func (r *LiveRoom) Rank(ctx context.Context) (givers, likers []RankRow, err error) {
	var out signaling.Rank
	err = r.call(ctx, "Rank", signaling.TypeGetRank, nil, &out)
	return rankOf(out.Givers), rankOf(out.Likers), err
}

func summaryOf(in signaling.RoomSummary) Summary {
	return Summary{
		Length: time.Duration(in.Duration) * time.Millisecond, Visits: int(in.Visits), Peak: in.Peak, Messages: int(in.Messages),
		Likes: in.Likes, Coins: in.Coins, Givers: rankOf(in.Givers), Likers: rankOf(in.Likers),
	}
}

func rankOf(rows []signaling.RankRow) []RankRow {
	return each(rows, func(r signaling.RankRow) RankRow { return RankRow{User: userOf(r.User), Value: r.Value} })
}
