// Package icons holds the window's icons, drawn for OnAir on a grid of 24
// with strokes of 1.8, and the app icon. They are black; the window colours
// them. Licence: the project's.
package icons

import "embed"

// FS has one SVG file per icon, and app.svg and app.png.
//
//go:embed *.svg app.png
var FS embed.FS
