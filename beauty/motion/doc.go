// Package motion reads motion templates: folders of a template.json, PNG pictures
// and sounds that put stickers on a face, frames around the picture and rain over
// it. docs/stickers.md describes the format.
//
// Load checks everything it reads, whoever made it: a template it returns is
// complete, decoded and within the limits below. What it refuses it names by file
// and line, as *TemplateError.
//
// A Template never changes once loaded and may serve several chains at once.
// The package starts no goroutine.
package motion
