package settings

import "onair/app/model"

// Sizes are the picture sizes that can be sent.
func Sizes() []model.Size {
	return []model.Size{{Width: 1920, Height: 1080}, {Width: 1280, Height: 720}, {Width: 960, Height: 540}, {Width: 640, Height: 360}, {Width: 720, Height: 1280}}
}

// Rates are the frames a second that can be chosen.
func Rates() []int { return []int{15, 24, 25, 30, 60} }

// BitRates are the ceilings in bits a second that can be chosen; 0 is automatic.
func BitRates() []int {
	return []int{0, 500_000, 1_000_000, 1_500_000, 2_500_000, 4_000_000, 6_000_000}
}
