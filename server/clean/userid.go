package clean

import "onair/signaling"

// UserID allows letters, digits, '-' and '_', at most 32 of them.
func UserID(id string) error {
	if id == "" || len(id) > signaling.MaxUserID {
		return signaling.NewError(signaling.CodeBadArgument, "", "a user ID has 1 to 32 characters")
	}
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
		default:
			return signaling.NewError(signaling.CodeBadArgument, "", "a user ID has letters, digits, - and _ only")
		}
	}
	return nil
}
