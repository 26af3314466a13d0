package liveroom

import (
	"context"
	"strconv"
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
	err := r.call(ctx, "Banned", signaling.TypeGetBanned, nil, &out)
	return usersOf(out.Users), err
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

// Invitation is what a request for a seat or a PK gets at once: it was sent.
// What came of it is told by events.
type Invitation struct {
	// CallID names it; ResponseJoinAnchor takes it to be sure which one is meant.
	CallID string
	// Until is when it times out.
	Until time.Time
	// Joined says that the other side had asked already, so both are joined.
	Joined bool
}

// call sends a request that needs a login and has no reply of interest.
func (r *LiveRoom) call(ctx context.Context, op, typ string, in, out any) error {
	return r.serverError(op, r.session.Call(ctx, typ, in, out))
}

func (r *LiveRoom) invite(ctx context.Context, op, typ string, in any) (Invitation, error) {
	var out signaling.CallReply
	err := r.call(ctx, op, typ, in, &out)
	return Invitation{CallID: out.CallID, Until: time.UnixMilli(out.Until), Joined: out.Joined}, err
}

// RequestJoinAnchor asks the anchor for a seat on stage, as audience. Success
// says that the request was sent: OnAnchorAccepted, OnAnchorRejected or
// OnInvitationTimeout (after 30 s) follows. After OnAnchorAccepted, StartPublish
// goes on stage. CodeFailed: outside a room, one's own room, a request is open,
// on stage already, no free seat, or the room is in a PK.
func (r *LiveRoom) RequestJoinAnchor(ctx context.Context) (Invitation, error) {
	return r.invite(ctx, "RequestJoinAnchor", signaling.TypeRequestJoinAnchor, signaling.JoinRequest{})
}

// RequestJoinAnchorSound asks for a seat with sound only. A call of ours.
func (r *LiveRoom) RequestJoinAnchorSound(ctx context.Context) (Invitation, error) {
	return r.invite(ctx, "RequestJoinAnchorSound", signaling.TypeRequestJoinAnchor, signaling.JoinRequest{SoundOnly: true})
}

// CancelJoinAnchor withdraws one's own request; the anchor gets
// OnInvitationCancelled. A call of ours.
func (r *LiveRoom) CancelJoinAnchor(ctx context.Context) error {
	return r.call(ctx, "CancelJoinAnchor", signaling.TypeCancelJoinAnchor, signaling.CancelRequest{}, nil)
}

// ResponseJoinAnchor answers a request for a seat, as anchor, or the anchor's
// invitation, as the viewer invited. callID may be empty. Errors: 8010 the
// request is gone or answered, 8011 it is not the caller's to answer.
func (r *LiveRoom) ResponseJoinAnchor(ctx context.Context, userID string, agree bool, callID string) error {
	in := signaling.AnswerRequest{UserID: userID, Agree: agree, CallID: callID}
	return r.call(ctx, "ResponseJoinAnchor", signaling.TypeResponseJoinAnchor, in, nil)
}

// KickoutJoinAnchor takes a co-anchor's seat away, as anchor. The server ends
// that stream itself; the co-anchor gets OnKickoutJoinAnchor.
func (r *LiveRoom) KickoutJoinAnchor(ctx context.Context, userID string) error {
	return r.call(ctx, "KickoutJoinAnchor", signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: userID}, nil)
}

// InviteJoinAnchor asks a viewer up, as anchor: the viewer gets
// OnInviteJoinAnchor and answers with ResponseJoinAnchor. A call of ours.
func (r *LiveRoom) InviteJoinAnchor(ctx context.Context, userID string) (Invitation, error) {
	return r.invite(ctx, "InviteJoinAnchor", signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: userID})
}

// CancelInviteJoinAnchor withdraws the anchor's invitation. A call of ours.
func (r *LiveRoom) CancelInviteJoinAnchor(ctx context.Context, userID string) error {
	return r.call(ctx, "CancelInviteJoinAnchor", signaling.TypeCancelJoinAnchor, signaling.CancelRequest{UserID: userID}, nil)
}

// LockSeat closes a free seat (1, 2, ...) or opens it again, as anchor. A call of ours.
func (r *LiveRoom) LockSeat(ctx context.Context, seat int, locked bool) error {
	return r.call(ctx, "LockSeat", signaling.TypeLockSeat, signaling.SeatLock{Seat: seat, Locked: locked}, nil)
}

// MuteAnchor switches a co-anchor's sound or picture off for everybody, as
// anchor or helper, or lets them be used again (false): both are set as given.
// The co-anchor's own MuteLocalAudio(false) does not bring the sound back.
// Everybody gets OnAnchorMuted. CodeFailed: the user has no seat. It has nothing
// to do with MuteChat. A call of ours.
func (r *LiveRoom) MuteAnchor(ctx context.Context, userID string, audio, video bool) error {
	in := signaling.StageMute{UserID: userID, Audio: audio, Video: video}
	return r.call(ctx, "MuteAnchor", signaling.TypeMuteAnchor, in, nil)
}

// MaxPKRooms is how many rooms a PK or co-host joins at most.
const MaxPKRooms = signaling.MaxPKSides

// PKOptions choose what sort of PK is asked for. The zero value is a battle of
// the server's usual length.
type PKOptions struct {
	// Join asks the other room into the PK or co-host that the own room is in,
	// which keeps its sort and its deadline. Without it, while in a PK, asking one
	// of its rooms after the result means another battle of all of them, and any
	// other room is refused.
	Join bool
	// CoHost joins the rooms without scores and countdown.
	CoHost bool
	// Duration of the battle, 10 s to 1 h; 0 means the server's (5 min).
	Duration time.Duration
}

// RequestRoomPK asks another room's anchor for a PK, as anchor of a live room.
// OnRoomPKAccepted, OnRoomPKRejected or OnInvitationTimeout follows. CodeFailed:
// oneself, a room that is not live, not its anchor, or a PK is open already.
// CodePKFull: six rooms are joined.
func (r *LiveRoom) RequestRoomPK(ctx context.Context, roomID uint32, userID string) (Invitation, error) {
	return r.RequestRoomPKWith(ctx, roomID, userID, PKOptions{})
}

// RequestRoomPKWith is RequestRoomPK with options. A call of ours.
func (r *LiveRoom) RequestRoomPKWith(ctx context.Context, roomID uint32, userID string, o PKOptions) (Invitation, error) {
	const op = "RequestRoomPK"
	if roomID < 1 || roomID > signaling.MaxRoomID {
		return Invitation{}, fail(op, CodeBadArgument, strconv.FormatUint(uint64(roomID), 10)+" is not a room number")
	}
	in := signaling.PKRequest{RoomID: roomID, UserID: userID, CoHost: o.CoHost, Duration: int(o.Duration / time.Second), Join: o.Join}
	return r.invite(ctx, op, signaling.TypeRequestRoomPK, in)
}

// CancelRoomPK withdraws one's own requests for a PK. A call of ours.
func (r *LiveRoom) CancelRoomPK(ctx context.Context) error { return r.CancelRoomPKWith(ctx, 0) }

// CancelRoomPKWith withdraws the request to one room; 0 means every open one. A
// call of ours.
func (r *LiveRoom) CancelRoomPKWith(ctx context.Context, roomID uint32) error {
	return r.call(ctx, "CancelRoomPK", signaling.TypeCancelRoomPK, signaling.CancelPKRequest{RoomID: roomID}, nil)
}

// ResponseRoomPK answers an anchor's request for a PK. When agreed, both rooms
// get OnAnchorEnter of the other anchor.
func (r *LiveRoom) ResponseRoomPK(ctx context.Context, userID string, agree bool) error {
	return r.call(ctx, "ResponseRoomPK", signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: userID, Agree: agree}, nil)
}

// QuitRoomPK leaves the PK. Of two rooms it ends for both: the other anchor gets
// OnQuitRoomPK, both rooms OnAnchorExit of the other anchor. With three or more it
// goes on among the others, who are told by OnPKState (Left).
func (r *LiveRoom) QuitRoomPK(ctx context.Context) error {
	return r.call(ctx, "QuitRoomPK", signaling.TypeQuitRoomPK, nil, nil)
}

// Seats are the places for co-anchors in the room the user is in, in order. A
// call of ours.
func (r *LiveRoom) Seats() []Seat {
	return each(r.visits.Place().Seats, func(s signaling.SeatInfo) Seat {
		return Seat{Number: s.Seat, UserID: s.UserID, SoundOnly: s.SoundOnly, Locked: s.Locked, MutedAudio: s.MutedAudio, MutedVideo: s.MutedVideo}
	})
}

// Role is the user's own standing in the room: "anchor", "coanchor", "audience",
// empty in none; and whether the user is a helper. A call of ours.
func (r *LiveRoom) Role() (role Role, admin bool) {
	now := r.visits.Place()
	return roles.of(now.Role), now.Admin
}

// Member is one member of a room with their standing.
type Member struct {
	UserInfo
	Role  Role
	Admin bool // a helper of the anchor
	Muted bool // may not write in the chat
}

// Members is RoomMemberList with everybody's standing. A call of ours.
func (r *LiveRoom) Members(ctx context.Context, nextSeq uint64) (members []Member, next uint64, err error) {
	var out signaling.MemberListReply
	err = r.call(ctx, "Members", signaling.TypeGetRoomMemberList, signaling.MemberListRequest{NextSeq: nextSeq}, &out)
	return each(out.Members, func(m signaling.Member) Member {
		return Member{UserInfo: userOf(m.User), Role: roles.of(m.Role), Admin: m.Admin, Muted: m.Muted}
	}), out.NextSeq, err
}
