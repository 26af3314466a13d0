package rtc

// KeepAll has all encodings sent on a busy machine, too.
func (v *VideoConfig) KeepAll() { v.keepAll = true }
