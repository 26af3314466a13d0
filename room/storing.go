package room

// Storing says what becomes of a command when the state it leads to cannot be stored.
type Storing int

// The kinds.
const (
	// StoreSoon: it is done all the same and stored later. What takes people out or
	// ends things is.
	StoreSoon Storing = iota + 1
	// StoreFirst: it is refused.
	StoreFirst
	// StoreWithNext: it changes only what is found out anew after a restart, so that
	// storing it can wait for the next other change.
	StoreWithNext
)

// StoringOf is what becomes of a command when it cannot be stored; it says so itself.
func StoringOf(c Command) Storing { return c.storing() }

func (Create) storing() Storing      { return StoreFirst }
func (Enter) storing() Storing       { return StoreFirst }
func (EnterWith) storing() Storing   { return StoreFirst }
func (Gift) storing() Storing        { return StoreFirst }
func (InviteJoin) storing() Storing  { return StoreFirst }
func (OpenPrivate) storing() Storing { return StoreFirst }
func (Publish) storing() Storing     { return StoreFirst }
func (Reopen) storing() Storing      { return StoreFirst }
func (RequestJoin) storing() Storing { return StoreFirst }
func (RequestPK) storing() Storing   { return StoreFirst }
func (SetAdmin) storing() Storing    { return StoreFirst }
func (SetComments) storing() Storing { return StoreFirst }
func (SetName) storing() Storing     { return StoreFirst }
func (SetInfo) storing() Storing     { return StoreFirst }
func (SetPrivate) storing() Storing  { return StoreFirst }
func (SetProfile) storing() Storing  { return StoreFirst }
func (SetWords) storing() Storing    { return StoreFirst }
func (Unban) storing() Storing       { return StoreFirst }
func (Unlock) storing() Storing      { return StoreFirst }
func (Flow) storing() Storing        { return StoreWithNext }
func (LinkBack) storing() Storing    { return StoreWithNext }
func (LinkLost) storing() Storing    { return StoreWithNext }
func (PKNews) storing() Storing      { return StoreWithNext }
func (Restarted) storing() Storing   { return StoreWithNext }
func (SetMedia) storing() Storing    { return StoreWithNext }
func (AnswerJoin) storing() Storing  { return StoreSoon }
func (AnswerPK) storing() Storing    { return StoreSoon }
func (Ban) storing() Storing         { return StoreSoon }
func (CancelJoin) storing() Storing  { return StoreSoon }
func (CancelPK) storing() Storing    { return StoreSoon }
func (Destroy) storing() Storing     { return StoreSoon }
func (KickJoin) storing() Storing    { return StoreSoon }
func (KickOut) storing() Storing     { return StoreSoon }
func (Leave) storing() Storing       { return StoreSoon }
func (Like) storing() Storing        { return StoreSoon }
func (LockSeat) storing() Storing    { return StoreSoon }
func (MuteAnchor) storing() Storing  { return StoreSoon }
func (MuteChat) storing() Storing    { return StoreSoon }
func (PKAnswered) storing() Storing  { return StoreSoon }
func (PKGone) storing() Storing      { return StoreSoon }
func (PKInvited) storing() Storing   { return StoreSoon }
func (PKJoin) storing() Storing      { return StoreSoon }
func (PKRound) storing() Storing     { return StoreSoon }
func (PKSync) storing() Storing      { return StoreSoon }
func (PKWithdrawn) storing() Storing { return StoreSoon }
func (QuitPK) storing() Storing      { return StoreSoon }
func (Shut) storing() Storing        { return StoreSoon }
func (Tick) storing() Storing        { return StoreSoon }
func (Unpublish) storing() Storing   { return StoreSoon }
