// Package sfu relays live streams over WebRTC: one publisher a stream, any number of viewers, no transcoding.
//
// A client publishes with Publish and watches with Play; each is one offer and one answer, complete with candidates, so the same
// calls serve OnAir's own clients, WHIP and WHEP. All media goes over one UDP port, and over TCP on the same number where UDP is
// blocked. The server is ICE lite: it never sends to an address that did not send first, and takes no candidate from an offer.
//
// # Goroutines
//
// A publisher has an owner (publisher.run: inbox, 50 ms clock, feedback to the client, all events of the stream and its viewers),
// and for each track one reader (track.run: RTP in, ring, fan-out to the viewers) and one RTCP reader. A viewer has one RTCP reader
// a track. All stop when the peer connection closes and are waited for by SFU.Close. The SFU has one of its own (SFU.watchAlerts)
// besides those of the two muxes. A tap (SFU.Tap) has one, which takes packets apart for its sink.
//
// # Packets
//
// A stream's picture comes in as one track or several (layers). A viewer gets one of them: from a keyframe on the track's sequence
// numbers and RTP timestamps, plus what makes the viewer's go on without a gap (segment); of a stream of one layer as the publisher
// set them. SSRC and payload type are the viewer's own. So one ring a track answers every viewer's NACKs, and the publisher's sender
// reports hold for the viewers with only the SSRC and the shift of times changed. Header extensions are not passed on, and the one
// that viewers get is made of the packet's number: a packet sent twice must be the same packet, or AES-GCM's nonce would be used twice.
package sfu
