// Package fonts holds the typefaces of the window. See README.md for their
// origin and licence.
package fonts

import _ "embed"

// Regular is Noto Sans SC Regular, cut down to the characters in README.md.
//
//go:embed NotoSansSC-Regular.ttf
var Regular []byte

// SemiBold is Noto Sans SC SemiBold, cut down likewise.
//
//go:embed NotoSansSC-SemiBold.ttf
var SemiBold []byte
