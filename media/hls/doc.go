// Package hls plays a live stream from HLS addresses, with low latency where the server
// offers it: blocking reloads of the playlist, parts of segments, and the part that is
// to come asked for beforehand.
//
// Playlists and fragmented MP4 are read by gohlslib and mediacommon, pictures and sound
// decoded by media/av. A Player has the same shape as package rtc's.
//
// # Goroutines
//
// Play starts one owner, which waits for all others and closes what they used; a loader
// for each media playlist, which fetches, takes apart and decodes sound; and the
// presenter, which decodes pictures and gives each out when it is due. ReadAudio is
// called by the playout.
//
// # Time
//
// Both playlists of a stream count on one clock. What has been heard of the sound says
// which moment of it is now, and pictures of that moment are due; without sound the
// wall clock says it. The sound is read a little faster or slower (1 %) to keep as much
// in hand as the network needs. When that runs out, playing pauses and goes on with
// more in hand.
package hls
