// Package looks holds small pictures of the complete looks of package beauty/looks, for
// a panel. They are drawn by tools/beautysheet.
package looks

import "embed"

//go:generate go run onair/tools/beautysheet -data ../../beauty/testdata -thumbs .

//go:embed *.jpg
var files embed.FS

// Thumb is the JPEG of a named look, 184 pixels wide. An unknown name gives an error
// that wraps fs.ErrNotExist.
func Thumb(name string) ([]byte, error) { return files.ReadFile(name + ".jpg") }
