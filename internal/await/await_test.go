package await

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestLastReasonIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		err := wait(20*time.Millisecond, func() string { asked++; return fmt.Sprint("no ", asked) })
		if err == nil || err.Error() != "not within 20ms: no 6" {
			t.Errorf("%v", err)
		}
		asked = 0
		Good(t, func() string { asked++; return Unless(asked == 3, "not yet") })
		True(t, "four", func() bool { asked++; return asked == 4 })
		if asked != 4 {
			t.Errorf("asked %d times", asked)
		}
	})
}
