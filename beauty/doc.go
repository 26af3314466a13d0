// Package beauty is the chain of picture filters an anchor's camera goes through:
// backgrounds, skin smoothing, clarity, retouch, whitening, ruddy, makeup, colour
// tables, shape, stickers and mirror, in that order. They work in place on I420
// frames (BT.601 limited range), on one core, with no GPU.
//
// A Chain holds the settings and a description of every filter, from which a panel
// can be drawn. What the filters do is in a package a family: backdrop, skin,
// retouch, makeup, grade, shape and sticker. A family knows neither the chain nor
// its settings nor another family; it is given numbers. They share the planes and
// cells of package pixel and the masks and measures of package outline.
//
// Most levels follow Tencent's TXBeautyManager: 0..9, some -9..9, 0 is off;
// strengths of makeup and of colour tables go from 0 to 1. A chain with every level
// at 0, no background, green screen or motion template leaves the frame's bytes as
// they are.
//
// Skin is found by colour, at a quarter of the frame's size, as a soft weight;
// there is no hard mask that could flicker or show its border. Where a Finder
// (package face, Chain.SetFinder) knows a face, its eyes, brows and lips are left
// out, and shape, retouch, makeup and stickers go by its points. Without a face these
// do nothing, but for a template's layers over the whole frame and rain; without a
// Finder that knows the person a background is not replaced.
//
// The inner loops are in C, twice: for any processor, and for x86-64 ones that
// have AVX2. Reference kernels in Go are in the families' tests, which compare the
// two: sums in whole numbers agree to the bit, those that go through floats within a
// level. There is no build without cgo.
//
// The package starts no goroutine.
package beauty
