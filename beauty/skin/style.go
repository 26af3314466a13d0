package skin

// Style is the method of skin smoothing (TXBeautyManager.setBeautyStyle).
type Style int

const (
	// StyleSmooth is the strongest: flat, even skin.
	StyleSmooth Style = 0
	// StyleNature evens out blotches and keeps most pores and detail.
	StyleNature Style = 1
	// StylePitu lies between the two.
	StylePitu Style = 2
)
