// Package desk is what every concern of the program is given to work with: the
// state that the screens show, the command goroutine with the settings it owns,
// goroutines and timers that end with the program, notices, and the visit to a
// room.
//
// # Visits
//
// A Visit is one stay in one room. What belongs to it (answers that come late,
// timers, notices) goes through its methods, which do nothing any more once the
// room was left: the change is dropped in the same step in which the Store would
// have taken it. Nobody compares numbers of rooms by hand. A session, the time signed
// in at one server, is the same for what belongs to the server.
package desk
