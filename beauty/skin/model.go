package skin

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
