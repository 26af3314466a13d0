package liveroom

import (
	"context"
	"time"

	"onair/signaling"
)

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
	var out []RankRow
	for _, r := range rows {
		out = append(out, RankRow{User: userOf(r.User), Value: r.Value})
	}
	return out
}
