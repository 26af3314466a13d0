package server

import "onair/server/store"

// layouts says which buckets keep many small entries together, and which of them
// must not begin anew by themselves where something was lost: money, and who an
// ID belongs to.
var layouts = map[string][]store.Option{
	"users": {store.Strict}, "wallets": {store.Strict}, "ledger": {store.Strict},
	"sessions": {store.Packed}, "follows": {store.Packed}, "blocked": {store.Packed}, "orders": {store.Packed}, "unpaid": {store.Packed},
}
