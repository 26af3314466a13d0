// Package stage is what people do together in a room: the seats of the stage, the
// PK with other rooms, order, and what the room tells.
//
// The rules are pure: reduce takes a state, an event and the time, and gives the
// next state and the effects that follow. An event is one of liveroom's, what the
// user asked for, or the answer to an effect. The Stage carries effects out, each
// through an interface of a few methods, and gives their answers back to the rules
// for the visit that asked; answers that come after it are dropped.
package stage
