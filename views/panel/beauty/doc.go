// Package beauty is the panel of beauty: filters, makeup, stickers, backgrounds and
// what is kept of them. Everything in here runs on the UI goroutine.
package beauty
