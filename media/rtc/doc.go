// Package rtc is the client's one door to WebRTC: it publishes a stream of
// pictures and sound to a room server and plays streams from it.
//
// Publish and Play each open one peer connection with one offer and one answer,
// no trickle and no renegotiation. The Exchange they are given carries the offer
// to the server and brings the answer back, so that WHIP, WHEP and the room's
// own signaling serve alike. When a connection ends, Done closes and Err says
// why; the owner publishes or plays anew.
//
// # Goroutines
//
// A Publisher or Player has one owner goroutine, started by Publish or Play,
// that alone follows the connection's state and closes it; pion's callbacks only
// post to it. Beside it run, all ended and awaited by Close:
//
//   - Publisher: the video encoder (inbox: a one-place mailbox; it codes all
//     encodings of a picture), the video sender (inbox: at most 64 encoded pictures
//     an encoding; it paces and answers NACKs), the sound
//     encoder (inbox: 200 ms of samples, oldest dropped), a reader of RTCP a track.
//   - Player: the video receiver (reads, repairs, decodes), the presenter (inbox:
//     at most 21 decoded pictures; it calls OnVideo when a picture is due), the
//     sound receiver, a reader of RTCP a track.
//
// # Time
//
// RTP timestamps are derived from capture times, and the sender reports carry
// the exact line between the two, so a player knows when each picture and each
// sample was captured. It shows a picture when the sound captured with it is
// heard. Pictures may lead the sound by at most 20 ms, which nobody notices,
// to keep the delay low.
package rtc
