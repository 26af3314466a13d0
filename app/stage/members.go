package stage

import (
	"context"

	"onair/app/desk"
	"onair/app/model"
)

// readStandings reads who differs from a plain viewer.
func (c *Stage) readStandings(ctx context.Context, v *desk.Visit) {
	standings := map[string]model.Standing{}
	for next := uint64(0); ; {
		members, more, err := c.room.Members(ctx, next)
		if err != nil {
			return
		}
		for _, m := range members {
			if st := (model.Standing{Role: roleOf(m.Role), Helper: m.Admin, ChatMuted: m.Muted}); st != (model.Standing{}) {
				standings[m.UserID] = st
			}
		}
		if next = more; next == 0 || len(standings) > maxStandings {
			break
		}
	}
	c.post(v, StandingsRead{standings})
}

// ReadMembers reads the first page of viewers, again if somebody came or went
// meanwhile, and takes over what the room's data are now.
func (c *Stage) ReadMembers(ctx context.Context, v *desk.Visit) {
	for range 5 {
		room, _, in := c.room.Room()
		before, lasts := c.moves(v)
		if !in || !lasts || room.RoomID != v.Room {
			return
		}
		users, _, err := c.room.RoomMemberList(ctx, 0)
		if err != nil {
			if ctx.Err() == nil {
				c.desk.Log.Warn("member list", "err", err)
			}
			return
		}
		members := make([]model.User, 0, len(users))
		for i := range users { // newest first
			if u := users[len(users)-1-i]; u.UserID != room.OwnerID {
				members = append(members, personOf(u))
			}
		}
		c.post(v, MembersRead{Users: members, Moves: before})
		if after, _ := c.moves(v); after == before {
			break
		}
	}
	c.lookAtRoom(v)
}
