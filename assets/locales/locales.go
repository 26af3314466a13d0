// Package locales holds the window's texts, one JSON file a language, with the
// same keys in each. The form is that of fyne.io/fyne/v2/lang.
package locales

import "embed"

// FS has en.json and zh.json.
//
//go:embed *.json
var FS embed.FS
