package signaling

// Request types of what the owner lets viewers write.
const (
	TypeSetComments     = "setComments"     // CommentsRequest -> nothing; owner only
	TypeSetBlockedWords = "setBlockedWords" // BlockedWords -> nothing; of the caller's own lives
	TypeGetBlockedWords = "getBlockedWords" // nothing -> BlockedWords; the caller's own
)

// Limits of an anchor's blocked words.
const (
	MaxBlockedWords = 200
	MaxBlockedWord  = 64 // bytes
)

// CommentsRequest switches comments off or on.
type CommentsRequest struct {
	Off bool `json:"off"`
}

// BlockedWords are words and phrases that nobody but the anchor may write in the
// anchor's lives, also those to come: at most MaxBlockedWords.
type BlockedWords struct {
	Words []string `json:"words"`
}
