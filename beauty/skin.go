package beauty

// Skin of every complexion lies near one direction in the CbCr plane; only how
// far out grows with how bright it is. Chroma is therefore put in relation to
// luma before it is compared with an ellipse (the elliptical model of Hsu,
// Abdel-Mottaleb and Jain, PAMI 2002, with a luma normalisation of our own).
const (
	skinRefLuma = 110 // luma above black at which the ellipse was drawn
	skinMinLuma = 70  // below, dark skin keeps more of its colour than luma says
	skinMaxLuma = 150
	skinCb      = -16 // centre
	skinCr      = 22
	skinCos     = 0.707 // long axis along (-1, +1): paler to more saturated
	skinSin     = 0.707
	skinInvLong = 1.0 / 22
	skinInvWide = 1.0 / 9
	skinInner   = 0.5 // squared distance up to which it is skin for certain
	skinOuter   = 1.6 // and from which it is not
	skinDark    = 26  // luma up to which nothing is skin
	skinLit     = 50  // and from which it may be
)

// skinWeight weighs one cell: sum of 16 luma, of 4 Cb and of 4 Cr samples.
// Every product is rounded by its own float32 conversion, so that no compiler
// fuses it and the C version agrees to the bit.
func skinWeight(sum, cb, cr int) int16 {
	y := float32(sum) * (1.0 / 16)
	n := skinRefLuma / min(max(y-16, skinMinLuma), skinMaxLuma)
	u := float32((float32(cb)*0.25-128)*n) - skinCb
	v := float32((float32(cr)*0.25-128)*n) - skinCr
	p := (float32(v*skinCos) - float32(u*skinSin)) * skinInvLong
	q := (float32(u*skinCos) + float32(v*skinSin)) * skinInvWide
	d := float32(p*p) + float32(q*q)
	w := min(max((skinOuter-d)*(1/(skinOuter-skinInner)), 0), 1)
	gate := min(max((y-skinDark)*(1.0/(skinLit-skinDark)), 0), 1)
	w = float32(w*w) * (3 - float32(2*w))
	return int16(float32(float32(w*gate)*256) + 0.5)
}
