//go:build cgo

package ort

// Find is where the library is looked for.
var Find = find
