// Package beauty holds the picture filters an anchor's camera goes through:
// skin smoothing, clarity, whitening, ruddy, retouch, makeup, shape, colour tables,
// backgrounds, stickers and mirror. They work in place on I420 frames (BT.601 limited range), on one core, with no GPU.
//
// A Chain is an ordered list of filters. A filter is a description
// from which a panel can be drawn, and a function on a frame. Levels follow
// Tencent's TXBeautyManager: 0..9, 0 is off, and a chain with every level at 0
// leaves the frame's bytes as they are.
//
// Skin is found by colour, at a quarter of the frame's size, as a soft weight;
// there is no hard mask that could flicker or show its border. Where a Finder
// (package face, Chain.SetFinder) knows a face, its eyes, brows and lips are left
// out, and reshape, retouch, makeup and stickers go by its points.
//
// Makeup is paint on small masks drawn from a face's landmarks; stickers are
// motion templates (package motion) drawn over the finished picture. Both do
// nothing without a face, but for frames and rain.
//
// The inner loops exist twice: in C (the default where cgo is on, with AVX2 where
// the processor has it) and in plain Go (the reference the tests compare with,
// and the fallback for builds without cgo). They give the same pixels.
//
// The package starts no goroutine.
package beauty
