package server

import (
	"context"
	"errors"
	"slices"

	"onair/room"
	"onair/server/clean"
	"onair/server/follow"
	"onair/server/hall"
	"onair/server/people"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/wire"
	"onair/signaling"
)

// fanDesk answers who follows whom, and tells fans.
type fanDesk struct {
	follows  *follow.Lists
	people   *people.Profiles
	sessions *sessions.Table
	rooms    *hall.Hall
}

func (s fanDesk) requests() requests {
	return requests{
		signaling.TypeFollow:     answer(s.follow),
		signaling.TypeUnfollow:   answer(s.unfollow),
		signaling.TypeGetFollow:  answer(s.getFollow),
		signaling.TypeGetFollows: answer(s.getFollows),
		signaling.TypeGetFans:    answer(s.getFans),
	}
}

func (s fanDesk) follow(ctx context.Context, sess *sessions.Session, in signaling.UserRequest) (signaling.FollowInfo, error) {
	if err := errors.Join(clean.UserID(in.UserID), s.follows.Wait(ctx)); err != nil {
		return signaling.FollowInfo{}, err
	}
	if in.UserID == sess.User() {
		return signaling.FollowInfo{}, reply.Code(signaling.CodeBadArgument, "nobody follows themselves")
	}
	known, err := s.people.Known(ctx, in.UserID)
	switch {
	case err != nil:
		return signaling.FollowInfo{}, err
	case !known && s.sessions.Get(in.UserID) == nil:
		return signaling.FollowInfo{}, reply.Code(signaling.CodeNoSuchUser, "")
	}
	if err := s.follows.Change(ctx, sess.User(), in.UserID, true); err != nil {
		return signaling.FollowInfo{}, err
	}
	return s.followInfo(sess.User(), in.UserID), nil
}

func (s fanDesk) unfollow(ctx context.Context, sess *sessions.Session, in signaling.UserRequest) (signaling.FollowInfo, error) {
	if err := s.follows.Wait(ctx); err != nil {
		return signaling.FollowInfo{}, err
	}
	if err := s.follows.Change(ctx, sess.User(), in.UserID, false); err != nil {
		return signaling.FollowInfo{}, err
	}
	return s.followInfo(sess.User(), in.UserID), nil
}

func (s fanDesk) getFollow(ctx context.Context, sess *sessions.Session, in signaling.UserRequest) (signaling.FollowInfo, error) {
	if err := s.follows.Wait(ctx); err != nil {
		return signaling.FollowInfo{}, err
	}
	return s.followInfo(sess.User(), in.UserID), nil
}

func (s fanDesk) getFollows(ctx context.Context, sess *sessions.Session, in signaling.FollowPage) (signaling.FollowList, error) {
	if err := s.follows.Wait(ctx); err != nil {
		return signaling.FollowList{}, err
	}
	return s.followPage(ctx, s.follows.Hosts(sess.User()), in)
}

func (s fanDesk) followInfo(user, host string) signaling.FollowInfo {
	on, fans := s.follows.Of(user, host)
	return signaling.FollowInfo{UserID: host, Following: on, Fans: fans}
}

// getFans tells a host alone who follows.
func (s fanDesk) getFans(ctx context.Context, sess *sessions.Session, in signaling.FollowPage) (signaling.FollowList, error) {
	if err := s.follows.Wait(ctx); err != nil {
		return signaling.FollowList{}, err
	}
	return s.followPage(ctx, s.follows.Fans(sess.User()), in)
}

// followPage makes a page of users, who are sorted.
func (s fanDesk) followPage(ctx context.Context, users []string, in signaling.FollowPage) (signaling.FollowList, error) {
	if in.Limit < 0 || in.Limit > signaling.MaxFollowPage {
		return signaling.FollowList{}, reply.Code(signaling.CodeBadArgument, "a page has 1 to 100 users")
	}
	or(&in.Limit, signaling.MaxFollowPage)
	out := signaling.FollowList{Users: []signaling.FollowUser{}, Total: len(users)}
	first, there := slices.BinarySearch(users, in.After)
	if there {
		first++
	}
	users = users[first:]
	if len(users) > in.Limit {
		users = users[:in.Limit]
		out.Next = users[in.Limit-1]
	}
	live := map[string]uint32{}
	for _, st := range s.rooms.States() {
		if announced(st) {
			live[st.Owner().ID] = st.ID()
		}
	}
	for _, id := range users {
		_, fans := s.follows.Of("", id)
		out.Users = append(out.Users, signaling.FollowUser{User: wire.User(s.people.Profile(ctx, id)), Fans: fans, RoomID: live[id]})
	}
	return out, nil
}

// announced reports whether a room is a live that fans may hear of.
func announced(st room.State) bool { return st.Exists() && st.Live() && !st.Info().Private }

// tellFans tells those who follow a host that a live has begun, once a live. It is
// called on the room's goroutine.
func (s fanDesk) tellFans(id uint32, before, after room.State) {
	f := s.follows
	switch {
	case !after.Exists():
		f.Over(id)
		return
	case !announced(after) || announced(before) || !f.News(id, after.Created()):
		return
	}
	owner := after.Owner()
	ev := signaling.NewEvent(signaling.EventFollowLive, signaling.FollowLiveEvent{User: wire.User(owner), RoomID: id, RoomName: after.Info().Name})
	f.WhenReady(func() {
		for _, fan := range f.Fans(owner.ID) {
			if _, here := after.Member(fan); here {
				continue
			}
			if sess := s.sessions.Get(fan); sess != nil {
				sess.Post(ev)
			}
		}
	})
}
