package buckets

import (
	"context"
	"log/slog"
	"maps"
	"slices"

	"onair/server/store"
)

// Layouts says how each bucket is kept: many small entries together, and some of
// them such that what was lost does not begin anew by itself: money, and who an ID
// belongs to.
var Layouts = map[string][]store.Option{
	"users": {store.Strict}, "wallets": {store.Strict}, "ledger": {store.Strict},
	"sessions": {store.Packed}, "follows": {store.Packed}, "blocked": {store.Packed}, "orders": {store.Packed}, "streamkeys": {store.Packed}, "unpaid": {store.Packed},
	"rooms": nil, "audience": nil, "chats": nil, "covers": nil,
}

// Check examines the data folder of a server that does not run, and with
// repair gives up what is lost; see store.Check.
func Check(ctx context.Context, dir string, repair bool, log *slog.Logger) (found []store.Report, kept string, err error) {
	return store.Check(ctx, dir, layouts(), repair, log)
}

// layouts are all of them, by name.
func layouts() (list []store.Layout) {
	for _, name := range slices.Sorted(maps.Keys(Layouts)) {
		list = append(list, store.Layout{Name: name, Options: Layouts[name]})
	}
	return list
}
