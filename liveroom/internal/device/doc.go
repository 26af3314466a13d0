// Package device runs what stands on the user's desk: camera, microphone and
// loudspeaker, and what is done to pictures and voice before they are sent. It
// knows neither a server nor a room; what happens is told to functions given at
// construction.
package device
