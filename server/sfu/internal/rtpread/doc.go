// Package rtpread reads RTP and RTCP from outside, and what of their payloads tells keyframes.
package rtpread
