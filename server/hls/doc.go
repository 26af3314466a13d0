// Package hls serves streams of the relay as Low-Latency HLS, and as plain HLS for caches that know nothing of it.
//
// A stream is made into HLS only while somebody asks for it: the first request of a playlist starts a show, and some time after the
// last it ends. The picture goes as it comes (H.264); sound as AAC-LC, which every player knows, and as Opus besides.
//
// # Goroutines
//
// Origin.Run waits for the end. A show has an owner (show.run: taps the relay, again after a loss, ends when nobody asks) and one
// reader of its muxer (epoch.follow) a run of the stream. What a show offers is a view that is never changed: requests read it and
// wait for the next, each with a limit of its own.
//
// # Runs
//
// Where the stream breaks or changes its size a new run of the muxer (epoch) begins; viewers go over to it at a discontinuity.
package hls
